package io.contacttree.aws.connect;

import static org.assertj.core.api.Assertions.assertThat;

import io.contacttree.aws.clients.CannedServer;
import io.contacttree.aws.clients.CannedServer.Reply;
import io.contacttree.aws.pacing.AttemptListener;
import io.contacttree.aws.pacing.PacingInterceptor;
import io.contacttree.domain.contact.ContactId;
import io.contacttree.domain.contact.Fact;
import io.contacttree.domain.contact.Facts;
import io.contacttree.domain.contact.InstanceId;
import io.contacttree.domain.flow.AssociatedContacts;
import io.contacttree.domain.flow.AssociatedContacts.Answer;
import io.contacttree.domain.flow.AssociatedContacts.Cursor;
import io.contacttree.domain.flow.Deadline;
import io.contacttree.domain.reference.FailureReason;
import io.contacttree.domain.tree.ListRead.Ending;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.connect.ConnectClient;

final class ConnectAssociatedContactsTest {
  private static final InstanceId INSTANCE = new InstanceId("instance-1");
  private static final ContactId ASKED = new ContactId("a");
  private static final Instant NOW = Instant.parse("2026-03-02T10:15:30.123456Z");
  private static final Instant NOW_IN_MILLISECONDS = Instant.parse("2026-03-02T10:15:30.123Z");
  private static final Instant EARLIER = Instant.parse("2026-03-02T10:00:00Z");

  private final SteppingClock clock = new SteppingClock(NOW);
  private final Deadline deadline = new Deadline(NOW.plus(Duration.ofMinutes(1)));
  private final CannedServer server = new CannedServer();
  private final ConnectClient client =
      TestClients.of(
          server.address(), new PacingInterceptor(Map.of(), clock, AttemptListener.NONE));
  private final AssociatedContacts contacts = new ConnectAssociatedContacts(client, clock);

  @AfterEach
  void close() {
    client.close();
    server.close();
  }

  @Test
  void onePage_isTheWholeList() {
    server.answer(page("", "a", "b"));

    Answer answer = list();

    assertThat(ids(answer)).containsExactlyInAnyOrder("a", "b");
    assertThat(ending(answer)).isEqualTo(Ending.COMPLETE);
    assertThat(answer.readAt()).isEqualTo(NOW_IN_MILLISECONDS);
    assertThat(server.requests())
        .extracting(CannedServer.Request::path, CannedServer.Request::query)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(
                "/contact/associated/instance-1",
                Map.of("contactId", List.of("a"), "maxResults", List.of("100"))));
  }

  @Test
  void noContacts_isAnEmptyList() {
    server.answer(Reply.json("{}"));

    assertThat(ids(list())).isEmpty();
  }

  @Test
  void severalPages_areFollowedByTheirTokens() {
    server.answer(page("t 1/ä", "a"), page("t2", "b"), page("", "c"));

    Answer answer = list();

    assertThat(ids(answer)).containsExactlyInAnyOrder("a", "b", "c");
    assertThat(ending(answer)).isEqualTo(Ending.COMPLETE);
    assertThat(tokensSent()).containsExactly("", "t 1/ä", "t2");
  }

  @Test
  void emptyToken_endsTheList() {
    server.answer(Reply.json("{\"ContactSummaryList\": [], \"NextToken\": \"\"}"));

    assertThat(ending(list())).isEqualTo(Ending.COMPLETE);
    assertThat(server.requests()).hasSize(1);
  }

  @Test
  void tokenGivenTwice_endsTheListAsALoop() {
    server.answer(page("t", "a"), page("t", "b"));

    Answer answer = list();

    assertThat(ending(answer)).isEqualTo(Ending.TOKEN_LOOP);
    assertThat(ids(answer)).containsExactlyInAnyOrder("a", "b");
    assertThat(tokensSent()).containsExactly("", "t");
  }

  @Test
  void tokenGivenTwoPagesAgo_endsTheListAsALoop() {
    server.answer(page("t1", "a"), page("t2", "b"), page("t1", "a"));

    assertThat(ending(list())).isEqualTo(Ending.TOKEN_LOOP);
    assertThat(tokensSent()).containsExactly("", "t1", "t2");
  }

  @Test
  void endlessTokens_endTheListAsTruncated() {
    server.answer(request -> page("t" + request.number(), "c" + request.number()));

    Answer answer = list();

    assertThat(ending(answer)).isEqualTo(Ending.TRUNCATED);
    assertThat(ids(answer)).hasSize(AssociatedContactsPages.MOST_PAGES);
    assertThat(server.requests()).hasSize(AssociatedContactsPages.MOST_PAGES);
  }

  @Test
  void cursor_goesOnAndKeepsTheTimeOfTheFirstRequest() {
    server.answer(page("t3", "c"), page("", "d"));

    Answer answer = readOn("t2");

    assertThat(answer.readAt()).isEqualTo(EARLIER);
    assertThat(ids(answer)).containsExactlyInAnyOrder("c", "d");
    assertThat(tokensSent()).containsExactly("t2", "t3");
  }

  @Test
  void cursorWhoseTokenComesBack_endsTheListAsALoop() {
    server.answer(page("t2", "c"));

    assertThat(ending(readOn("t2"))).isEqualTo(Ending.TOKEN_LOOP);
    assertThat(server.requests()).hasSize(1);
  }

  @Test
  void cursorWithADeadToken_readsFromTheFirstPageAsOfNow() {
    server.answer(Reply.error(400, "InvalidParameterException"), page("t1", "a"), page("", "b"));

    Answer answer = readOn("old");

    assertThat(answer.readAt()).isEqualTo(NOW_IN_MILLISECONDS);
    assertThat(ids(answer)).containsExactlyInAnyOrder("a", "b");
    assertThat(ending(answer)).isEqualTo(Ending.COMPLETE);
    assertThat(tokensSent()).containsExactly("old", "", "t1");
  }

  @Test
  void cursorOfAContactThatIsGone_isNotFoundOnlyByTheFirstPage() {
    server.answer(Reply.error(404, "ResourceNotFoundException"));

    assertThat(readOn("old")).isEqualTo(new Answer.NotFound(NOW_IN_MILLISECONDS));
    assertThat(tokensSent()).containsExactly("old", "");
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
  void deadlinePassed_asksNothing() {
    clock.forward(Duration.ofMinutes(1));

    Answer answer = list();

    assertThat(answer).isInstanceOf(Answer.Unfinished.class);
    assertThat(ids(answer)).isEmpty();
    assertThat(((Answer.Unfinished) answer).next()).isEmpty();
    assertThat(server.requests()).isEmpty();
  }

  @Test
  void deadlineBetweenPages_saysHowFarItCame() {
    server.answer(
        request -> {
          clock.forward(Duration.ofSeconds(25));
          return page("t" + request.number(), "c" + request.number());
        });

    Answer answer = list();

    assertThat(ids(answer)).containsExactlyInAnyOrder("c1", "c2", "c3");
    assertThat(((Answer.Unfinished) answer).next()).contains(new Cursor(NOW_IN_MILLISECONDS, "t3"));
  }

  @Test
  void deadlineBeforeTheFirstPageOfACursor_keepsTheCursor() {
    clock.forward(Duration.ofMinutes(1));

    assertThat(readOn("t2"))
        .isEqualTo(
            new Answer.Unfinished(EARLIER, Map.of(), Optional.of(new Cursor(EARLIER, "t2"))));
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

  private Answer list() {
    return contacts.list(INSTANCE, ASKED, Optional.empty(), deadline);
  }

  private Answer readOn(String token) {
    return contacts.list(INSTANCE, ASKED, Optional.of(new Cursor(EARLIER, token)), deadline);
  }

  private static Answer failed(FailureReason reason) {
    return new Answer.Failed(NOW_IN_MILLISECONDS, reason);
  }

  private List<String> tokensSent() {
    return server.requests().stream().map(CannedServer.Request::token).toList();
  }

  private static Reply page(String token, String... ids) {
    String contacts =
        List.of(ids).stream()
            .map(id -> "{\"ContactId\": \"" + id + "\"}")
            .collect(Collectors.joining(","));
    String next = token.isEmpty() ? "" : ", \"NextToken\": \"" + token + "\"";
    return Reply.json("{\"ContactSummaryList\": [" + contacts + "]" + next + "}");
  }

  private static Map<ContactId, Facts> contactsOf(Answer answer) {
    return switch (answer) {
      case Answer.Listed listed -> listed.contacts();
      case Answer.Unfinished unfinished -> unfinished.contacts();
      case Answer.NotFound _, Answer.Failed _ -> throw new AssertionError("no list: " + answer);
    };
  }

  private static List<String> ids(Answer answer) {
    return contactsOf(answer).keySet().stream().map(ContactId::value).toList();
  }

  private static Ending ending(Answer answer) {
    assertThat(answer).isInstanceOf(Answer.Listed.class);
    return ((Answer.Listed) answer).ending();
  }

  private static Map<Fact, String> values(Facts facts) {
    return facts.observations().entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue().value()));
  }
}
