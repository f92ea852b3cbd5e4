package io.contacttree.aws.connect;

import static org.assertj.core.api.Assertions.assertThat;

import io.contacttree.aws.clients.CannedServer.Reply;
import io.contacttree.domain.connect.AssociatedContacts.Answer;
import io.contacttree.domain.contact.Fact;
import io.contacttree.domain.contact.Facts;
import io.contacttree.domain.reference.FailureReason;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is taken from a list, and what failures mean. */
final class ConnectAssociatedContactsTest extends AssociatedContactsTestCase {

  @Test
  void noContacts_isAnEmptyList() {
    server.answer(Reply.json("{}"));

    assertThat(ids(list())).isEmpty();
  }

  @Test
  void refusedRequestOfTheFirstPage_isInvalidAndNotRepeated() {
    server.answer(Reply.error(400, "InvalidParameterException"));

    assertThat(list()).isEqualTo(failed(FailureReason.INVALID));
    assertThat(server.requests()).hasSize(1);
  }

  @Test
  void unknownContact_isNotFound() {
    server.answer(Reply.error(404, "ResourceNotFoundException"));

    assertThat(list()).isEqualTo(new Answer.NotFound(NOW_IN_MILLISECONDS));
    assertThat(server.requests()).hasSize(1);
  }

  @Test
  void contactGoneBetweenTwoPages_isAFailureToTryAgain() {
    server.answer(page("t", "a"), Reply.error(404, "ResourceNotFoundException"));

    assertThat(list()).isEqualTo(failed(FailureReason.UNAVAILABLE));
  }

  @Test
  void throttledTwice_isTriedAgain() {
    Reply throttled = Reply.error(429, "ThrottlingException");
    server.answer(throttled, throttled, page("", "a"));

    assertThat(ids(list())).containsExactly("a");
    assertThat(server.requests()).hasSize(3);
  }

  @Test
  void throttledAlways_failsAsThrottled() {
    server.answer(Reply.error(429, "ThrottlingException"));

    assertThat(list()).isEqualTo(failed(FailureReason.THROTTLED));
    assertThat(server.requests()).hasSize(TestClients.ATTEMPTS);
  }

  @Test
  void brokenOffConnection_isTriedAgain() {
    server.answer(Reply.reset(), page("", "a"));

    assertThat(ids(list())).containsExactly("a");
  }

  @Test
  void failureInTheMiddle_isNoListAtAll() {
    server.answer(page("t", "a"), Reply.error(500, "InternalServiceException"));

    assertThat(list()).isEqualTo(failed(FailureReason.UNAVAILABLE));
    assertThat(server.requests()).hasSize(1 + TestClients.ATTEMPTS);
  }

  @Test
  void accessDenied_isRefused() {
    server.answer(Reply.error(403, "AccessDeniedException"));

    assertThat(list()).isEqualTo(failed(FailureReason.REFUSED));
  }

  @Test
  void answerThatIsNoJson_isUnavailable() {
    server.answer(Reply.json("<html>busy</html>"));

    assertThat(list()).isEqualTo(failed(FailureReason.UNAVAILABLE));
  }

  @Test
  void facts_areTakenAsSentAndKnownValuesInUpperCase() {
    server.answer(
        Reply.json(
            """
            {"ContactSummaryList": [
              {"ContactId": "a", "ContactArn": "arn:aws:connect:us-east-1:111122223333:instance/i/contact/a",
               "Channel": "Voice", "InitiationMethod": "TELEPATHY", "InitialContactId": "r",
               "PreviousContactId": "no/id", "RelatedContactId": "", "Later": {"unknown": true},
               "InitiationTimestamp": 1772446505.120, "DisconnectTimestamp": 0.001}]}
            """));

    Facts facts = contactsOf(list()).get(ASKED);

    assertThat(values(facts))
        .isEqualTo(
            Map.of(
                Fact.CONTACT_ARN, "arn:aws:connect:us-east-1:111122223333:instance/i/contact/a",
                Fact.CHANNEL, "VOICE",
                Fact.INITIATION_METHOD, "TELEPATHY",
                Fact.INITIAL_CONTACT_ID, "r",
                Fact.INITIATION_TIMESTAMP, "2026-03-02T10:15:05.120Z"));
    assertThat(facts.observations().values())
        .allSatisfy(fact -> assertThat(fact.stamp().at()).isEqualTo(NOW_IN_MILLISECONDS));
  }

  @Test
  void contactsWithoutAUsableId_areLeftOut() {
    server.answer(
        Reply.json(
            """
            {"ContactSummaryList": [null, {}, {"ContactId": ""}, {"ContactId": "../x"}, {"ContactId": "a"}]}
            """));

    assertThat(ids(list())).containsExactly("a");
  }

  @Test
  void contactOnTwoPages_hasTheFactsOfBoth() {
    server.answer(
        Reply.json(
            """
            {"ContactSummaryList": [{"ContactId": "a", "Channel": "CHAT"}], "NextToken": "t"}
            """),
        Reply.json(
            """
            {"ContactSummaryList": [{"ContactId": "a", "InitiationMethod": "API"}]}
            """));

    assertThat(values(contactsOf(list()).get(ASKED)))
        .isEqualTo(Map.of(Fact.CHANNEL, "CHAT", Fact.INITIATION_METHOD, "API"));
  }
}
