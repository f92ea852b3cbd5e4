package io.contacttree.aws.connect;

import static org.assertj.core.api.Assertions.assertThat;

import io.contacttree.aws.clients.CannedServer.Reply;
import io.contacttree.domain.connect.AssociatedContacts.Answer;
import io.contacttree.domain.contact.ContactId;
import io.contacttree.domain.contact.Fact;
import io.contacttree.domain.contact.Facts;
import io.contacttree.domain.reference.FailureReason;
import io.contacttree.domain.tree.ListRead.Ending;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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
  void contactsWithoutAUsableId_areLeftOutAndCounted() {
    server.answer(
        Reply.json(
            """
            {"ContactSummaryList": [null, {}, {"ContactId": ""}, {"ContactId": "../x"},
              {"ContactId": 7}, {"ContactId": null}, {"Channel": "VOICE"}, "a", 7, [],
              {"ContactId": "a"}]}
            """));

    assertThat(ids(list())).containsExactly("a");
    assertThat(leftOut.heard()).containsExactly("ListAssociatedContacts 10");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"2026-03-02T10:15:05.120Z\"",
        "\"1772446505.120\"",
        "\"Mon, 02 Mar 2026 10:15:05 GMT\"",
        "\"yesterday\"",
        "\"\"",
        "true",
        "{}",
        "[1772446505.120]",
        "1772446505120",
        "1e400",
        "1e999999999999",
        "-1772446505"
      })
  void timeInAnotherForm_isAbsentAndTheRestIsUsed(String time) {
    server.answer(
        Reply.json(
            """
            {"ContactSummaryList": [
              {"ContactId": "a", "Channel": "VOICE", "InitiationTimestamp": TIME,
               "DisconnectTimestamp": 1772446530},
              {"ContactId": "b", "InitiationTimestamp": 1772446505.120}]}
            """
                .replace("TIME", time)));

    Answer answer = list();

    assertThat(ending(answer)).isEqualTo(Ending.COMPLETE);
    assertThat(values(contactsOf(answer).get(ASKED)))
        .isEqualTo(
            Map.of(Fact.CHANNEL, "VOICE", Fact.DISCONNECT_TIMESTAMP, "2026-03-02T10:15:30.000Z"));
    assertThat(values(contactsOf(answer).get(new ContactId("b"))))
        .isEqualTo(Map.of(Fact.INITIATION_TIMESTAMP, "2026-03-02T10:15:05.120Z"));
    assertThat(leftOut.heard()).containsExactly("ListAssociatedContacts 1");
  }

  @ParameterizedTest
  @CsvSource({
    "1772446505,           2026-03-02T10:15:05.000Z",
    "1772446505.0,         2026-03-02T10:15:05.000Z",
    "1772446505.001,       2026-03-02T10:15:05.001Z",
    "1772446505.999,       2026-03-02T10:15:05.999Z",
    "1772446505.999999,    2026-03-02T10:15:05.999Z",
    "1.772446505123E9,     2026-03-02T10:15:05.123Z",
    "253402300799.999,     9999-12-31T23:59:59.999Z"
  })
  void timeInSeconds_isReadToTheMillisecond(String seconds, String time) {
    server.answer(
        Reply.json(
            "{\"ContactSummaryList\": [{\"ContactId\": \"a\", \"InitiationTimestamp\": "
                + seconds
                + "}]}"));

    assertThat(values(contactsOf(list()).get(ASKED)))
        .isEqualTo(Map.of(Fact.INITIATION_TIMESTAMP, time));
    assertThat(leftOut.heard()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ContactArn",
        "Channel",
        "InitiationMethod",
        "InitialContactId",
        "PreviousContactId",
        "RelatedContactId"
      })
  void fieldOfAnotherType_isAbsentAndTheRestIsUsed(String field) {
    for (String value : List.of("7", "true", "{}", "[\"x\"]")) {
      server.answer(
          Reply.json(
              """
              {"ContactSummaryList": [{"ContactId": "a", "FIELD": VALUE, "InitiationTimestamp": 1772446505}]}
              """
                  .replace("FIELD", field)
                  .replace("VALUE", value)));

      assertThat(values(contactsOf(list()).get(ASKED)))
          .as(value)
          .isEqualTo(Map.of(Fact.INITIATION_TIMESTAMP, "2026-03-02T10:15:05.000Z"));
    }
    assertThat(leftOut.heard()).hasSize(4).containsOnly("ListAssociatedContacts 1");
  }

  @Test
  void unknownValuesAndAbsentFields_areNotCounted() {
    server.answer(
        Reply.json(
            """
            {"ContactSummaryList": [{"ContactId": "a", "Channel": "HOLOGRAM", "InitiationMethod": "TELEPATHY",
              "ContactArn": null, "InitialContactId": "", "InitiationTimestamp": null,
              "DisconnectTimestamp": 0.001, "Later": 7}]}
            """));

    assertThat(values(contactsOf(list()).get(ASKED)))
        .isEqualTo(Map.of(Fact.CHANNEL, "HOLOGRAM", Fact.INITIATION_METHOD, "TELEPATHY"));
    assertThat(leftOut.heard()).isEmpty();
  }

  @Test
  void answersThatAreNone_areUnavailable() {
    for (String body :
        List.of(
            "",
            "[]",
            "null",
            "{\"ContactSummaryList\": ",
            "{\"ContactSummaryList\": {}}",
            "{\"ContactSummaryList\": [], \"NextToken\": 7}",
            "{} {}")) {
      server.answer(Reply.json(body));

      assertThat(list()).as(body).isEqualTo(failed(FailureReason.UNAVAILABLE));
    }
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
