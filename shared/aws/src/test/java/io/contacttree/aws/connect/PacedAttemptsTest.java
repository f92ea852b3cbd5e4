package io.contacttree.aws.connect;

import static org.assertj.core.api.Assertions.assertThat;

import io.contacttree.aws.clients.CannedServer.Reply;
import io.contacttree.domain.connect.AssociatedContacts.Answer;
import io.contacttree.domain.contact.ContactId;
import io.contacttree.domain.reference.FailureReason;
import io.contacttree.domain.reference.KnownReferences;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What an attempt costs, and who hears of it. */
final class PacedAttemptsTest extends PacedTestCase {

  @Test
  void eachPage_costsOneToken() {
    server.answer(page("t1"), page("t2"), page(""));

    assertThat(list(6_000)).isInstanceOf(Answer.Listed.class);
    assertThat(secondsPassed()).isEqualTo(300);
  }

  @Test
  void eachRetryOfTheSdk_costsOneToken() {
    server.answer(
        Reply.error(500, "InternalServiceException"),
        Reply.reset(),
        Reply.error(503, "ServiceUnavailable"),
        page(""));

    assertThat(list(6_000)).isInstanceOf(Answer.Listed.class);
    assertThat(secondsPassed()).isEqualTo(400);
  }

  @Test
  void attemptsThatEndWithoutAnAnswer_areNotUnderWayForEver() {
    server.answer(Reply.reset());

    for (int call = 0; call < 3; call++) {
      assertThat(list(6_000)).isInstanceOf(Answer.Failed.class);
    }

    assertThat(server.requests()).hasSize(3 * TestClients.ATTEMPTS);
  }

  @Test
  void attemptsRefusedByTheDeadline_areNotUnderWayForEver() {
    for (int call = 0; call < 3; call++) {
      assertThat(list(99)).isInstanceOf(Answer.Unfinished.class);
    }

    assertThat(list(6_000)).isInstanceOf(Answer.Listed.class);
  }

  @Test
  void readTime_isThatOfTheFirstAttemptNotOfTheWaitBeforeIt() {
    server.answer(
        request -> {
          time.await(Duration.ofSeconds(5));
          return request.number() == 1
              ? Reply.error(500, "InternalServiceException")
              : page(request.number() == 2 ? "t" : "");
        });

    assertThat(list(6_000).readAt()).isEqualTo(start.plusSeconds(100));
  }

  @Test
  void tooManyRequests_slowTheFollowingAttemptsDown() {
    server.answer(Reply.error(429, "ThrottlingException"), page(""));

    assertThat(list(6_000)).isInstanceOf(Answer.Listed.class);
    // 100 s for the first token, then 15 s at growing speed that bring 11.25 s, then 88.75 s.
    assertThat(time.passed() / 1e9)
        .isCloseTo(100 + 103.75, org.assertj.core.data.Offset.offset(1e-3));
  }

  @Test
  void listener_hearsOfEveryAttemptAndRefusal() {
    server.answer(
        Reply.error(429, "ThrottlingException"), Reply.reset(), page(""), Reply.json("{}"));

    list(6_000);
    read(Map.of(CONTACT, TYPES), 6_000);

    assertThat(heard)
        .containsExactly(
            "ListAssociatedContacts",
            "throttled ListAssociatedContacts",
            "ListAssociatedContacts",
            "ListAssociatedContacts",
            "ListContactReferences");
  }

  /** Source: AWS SDK for Java 2, AwsErrorCode, and how its JsonErrorCodeParser finds a code. */
  static Stream<Reply> throttledInOtherWords() {
    Stream<Reply> headers =
        Stream.of(
                "Throttling",
                "ThrottlingException",
                "ThrottledException",
                "ProvisionedThroughputExceededException",
                "SlowDown",
                "TooManyRequestsException",
                "RequestLimitExceeded",
                "BandwidthLimitExceeded",
                "RequestThrottled",
                "RequestThrottledException",
                "EC2ThrottledException",
                "TransactionInProgressException",
                "ThrottlingException:http://internal.amazon.com/coral/",
                "com.amazonaws.connect#RequestLimitExceeded:http://internal")
            .map(code -> Reply.error(400, code));
    Reply body = new Reply(400, "", "{\"__type\": \"RequestLimitExceeded\"}");
    Stream<Reply> bodies =
        Stream.of(
            body,
            new Reply(400, "", "{\"__type\": \"com.amazonaws.connect#ThrottlingException\"}"),
            new Reply(503, "", "{\"code\": \"SlowDown\", \"Message\": \"é\"}"),
            new Reply(429, "", ""),
            new Reply(429, "", "<html>busy</html>"),
            Reply.error(429, "HologramException"),
            body.gzip());
    return Stream.concat(headers, bodies);
  }

  @ParameterizedTest
  @MethodSource("throttledInOtherWords")
  void tooManyRequestsInOtherWords_slowDownAndAreCountedAndTheReason(Reply throttled) {
    server.answer(throttled, page(""));

    assertThat(list(6_000)).isInstanceOf(Answer.Listed.class);
    assertThat(time.passed() / 1e9)
        .isCloseTo(100 + 103.75, org.assertj.core.data.Offset.offset(1e-3));
    assertThat(heard)
        .containsExactly(
            "ListAssociatedContacts", "throttled ListAssociatedContacts", "ListAssociatedContacts");

    server.answer(throttled);
    assertThat(list(600_000))
        .isInstanceOfSatisfying(
            Answer.Failed.class,
            failed -> assertThat(failed.reason()).isEqualTo(FailureReason.THROTTLED));
    assertThat(read(Map.of(CONTACT, TYPES), 600_000).get(CONTACT).failure().orElseThrow().reason())
        .isEqualTo(FailureReason.THROTTLED);
  }

  /** Errors of other kinds, also where they only mention throttling. */
  static Stream<Reply> notThrottled() {
    return Stream.of(
        Reply.error(500, "InternalServiceException"),
        new Reply(500, "", "{\"Message\": \"ThrottlingException\"}"),
        new Reply(503, "", "{\"__type\": \"ServiceUnavailable\", \"code\": \"SlowDown\"}"),
        new Reply(500, "", "ThrottlingException"),
        new Reply(500, "", "[\"ThrottlingException\"]"),
        new Reply(500, "", ""));
  }

  @ParameterizedTest
  @MethodSource("notThrottled")
  void otherErrors_doNotSlowDown(Reply error) {
    server.answer(error, page(""));

    assertThat(list(6_000)).isInstanceOf(Answer.Listed.class);
    assertThat(secondsPassed()).isEqualTo(200);
    assertThat(heard).containsExactly("ListAssociatedContacts", "ListAssociatedContacts");
  }

  @Test
  void referencesOfManyContacts_shareOnePacerOfTheirOwn() {
    Map<ContactId, Set<String>> many = new TreeMap<>();
    for (int i = 0; i < 40; i++) {
      many.put(new ContactId("c" + i), TYPES);
    }

    Map<ContactId, KnownReferences> found = read(many, 6_000);

    assertThat(found).hasSize(40);
    assertThat(secondsPassed()).isEqualTo(1_000);
  }
}
