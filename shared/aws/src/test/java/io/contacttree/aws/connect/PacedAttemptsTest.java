package io.contacttree.aws.connect;

import static org.assertj.core.api.Assertions.assertThat;

import io.contacttree.aws.clients.CannedServer;
import io.contacttree.aws.clients.CannedServer.Reply;
import io.contacttree.aws.pacing.Allowance;
import io.contacttree.aws.pacing.AttemptListener;
import io.contacttree.aws.pacing.Pacer;
import io.contacttree.aws.pacing.PacingInterceptor;
import io.contacttree.aws.pacing.TokenPacer;
import io.contacttree.aws.pacing.VirtualTime;
import io.contacttree.domain.contact.ContactId;
import io.contacttree.domain.contact.InstanceId;
import io.contacttree.domain.flow.AssociatedContacts.Answer;
import io.contacttree.domain.flow.AssociatedContacts.Cursor;
import io.contacttree.domain.flow.Deadline;
import io.contacttree.domain.reference.FailureReason;
import io.contacttree.domain.reference.KnownReferences;
import io.contacttree.domain.reference.ReferenceTypes;
import io.contacttree.domain.reference.ReferenceValues;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.services.connect.ConnectClient;

/**
 * The adapters with real pacers in virtual time: every HTTP attempt costs one token, which takes
 * 100 s for lists and 25 s for references.
 *
 * <p>So slow, because the SDK measures the time left of a call by real clocks.
 */
final class PacedAttemptsTest {
  private static final InstanceId INSTANCE = new InstanceId("instance-1");
  private static final ContactId CONTACT = new ContactId("a");
  private static final Set<String> TYPES = ReferenceTypes.DOCUMENTED.of("VOICE");

  private final VirtualTime time = new VirtualTime();
  private final Instant start = time.instant();
  private final CannedServer server = new CannedServer();
  private final List<String> heard = Collections.synchronizedList(new ArrayList<>());
  private final AttemptListener attempts =
      new AttemptListener() {
        @Override
        public void attempted(String operation) {
          heard.add(operation);
        }

        @Override
        public void throttled(String operation) {
          heard.add("throttled " + operation);
        }
      };
  private final ConnectClient client =
      TestClients.of(
          server.address(),
          new PacingInterceptor(
              Map.of(
                  "ListAssociatedContacts", new TokenPacer(new Allowance(0.01, 2), time, time),
                  "ListContactReferences", new TokenPacer(new Allowance(0.04, 6), time, time)),
              time,
              attempts),
          new RawAnswerInterceptor());

  @AfterEach
  void close() {
    client.close();
    server.close();
  }

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

  @Test
  void tooManyRequestsByName_slowDownWhateverTheStatus() {
    server.answer(Reply.error(400, "ThrottlingException:http://internal"), page(""));

    assertThat(list(6_000)).isInstanceOf(Answer.Listed.class);
    assertThat(time.passed() / 1e9)
        .isCloseTo(100 + 103.75, org.assertj.core.data.Offset.offset(1e-3));
  }

  @Test
  void noTokenBeforeTheDeadline_asksNothing() {
    assertThat(list(99)).isEqualTo(new Answer.Unfinished(start, Map.of(), Optional.empty()));
    assertThat(server.requests()).isEmpty();
    assertThat(secondsPassed()).isZero();
  }

  @Test
  void noTokenForTheNextPage_keepsThePagesReadAndTheirToken() {
    server.answer(request -> page("t" + request.number()));

    Answer answer = list(250);

    assertThat(server.requests()).hasSize(2);
    assertThat(((Answer.Unfinished) answer).next())
        .contains(new Cursor(start.plusSeconds(100), "t2"));
  }

  @Test
  void throttledUntilTheDeadline_failsAsThrottled() {
    server.answer(Reply.error(429, "ThrottlingException"));

    assertThat(list(200))
        .isEqualTo(new Answer.Failed(start.plusSeconds(100), FailureReason.THROTTLED));
    assertThat(server.requests()).hasSize(1);
  }

  @Test
  void failingUntilTheDeadline_isUnfinished() {
    server.answer(Reply.error(500, "InternalServiceException"));

    assertThat(list(250)).isInstanceOf(Answer.Unfinished.class);
    assertThat(server.requests()).hasSize(2);
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

  @Test
  void contactsWithoutATokenBeforeTheDeadline_areAbsent() {
    Map<ContactId, Set<String>> many = new TreeMap<>();
    for (int i = 0; i < 40; i++) {
      many.put(new ContactId("c" + i), TYPES);
    }

    Map<ContactId, KnownReferences> found = read(many, 210);

    assertThat(found).hasSize(8);
    assertThat(server.requests()).hasSize(8);
  }

  @Test
  void referencesThrottledUntilTheDeadline_failAsThrottled() {
    server.answer(Reply.error(429, "ThrottlingException"));

    assertThat(read(Map.of(CONTACT, TYPES), 30))
        .isEqualTo(
            Map.of(
                CONTACT, KnownReferences.failed(start.plusSeconds(25), FailureReason.THROTTLED)));
  }

  @Test
  @Timeout(30)
  void serviceThatHangs_isLeftAtTheDeadline() {
    CountDownLatch never = new CountDownLatch(1);
    server.answer(
        _ -> {
          try {
            never.await();
          } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
          }
          return Reply.reset();
        });
    InstantSource clock = InstantSource.system();
    try (ConnectClient unpaced =
        TestClients.of(
            server.address(), new PacingInterceptor(Map.of(), clock, AttemptListener.NONE))) {
      Answer answer =
          new ConnectAssociatedContacts(unpaced, clock)
              .list(
                  INSTANCE,
                  CONTACT,
                  Optional.empty(),
                  new Deadline(clock.instant().plusMillis(500)));

      assertThat(answer).isInstanceOf(Answer.Unfinished.class);
      assertThat(Thread.currentThread().isInterrupted()).isFalse();
    } finally {
      never.countDown();
    }
  }

  @Test
  @Timeout(30)
  void waitForATokenThatTheCallsTimeLimitEnds_isOutOfTime() {
    CountDownLatch never = new CountDownLatch(1);
    Pacer endless =
        new Pacer() {
          @Override
          public Token take(Deadline deadline) throws InterruptedException {
            never.await();
            return new Token(0);
          }

          @Override
          public void finished(Token token) {}

          @Override
          public void throttled(Token token) {}

          @Override
          public void restart() {}
        };
    InstantSource clock = InstantSource.system();
    try (ConnectClient stuck =
        TestClients.of(
            server.address(),
            new PacingInterceptor(
                Map.of("ListAssociatedContacts", endless), clock, AttemptListener.NONE))) {
      Answer answer =
          new ConnectAssociatedContacts(stuck, clock)
              .list(
                  INSTANCE,
                  CONTACT,
                  Optional.empty(),
                  new Deadline(clock.instant().plusMillis(500)));

      assertThat(answer).isInstanceOf(Answer.Unfinished.class);
      assertThat(server.requests()).isEmpty();
      assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }
  }

  private Answer list(long seconds) {
    return new ConnectAssociatedContacts(client, time)
        .list(INSTANCE, CONTACT, Optional.empty(), in(seconds));
  }

  private Map<ContactId, KnownReferences> read(Map<ContactId, Set<String>> types, long seconds) {
    return new ConnectContactReferences(
            client, time, ReferenceTypes.DOCUMENTED, ReferenceValues.KEEP_ALL)
        .read(INSTANCE, types, in(seconds));
  }

  private Deadline in(long seconds) {
    return new Deadline(start.plus(Duration.ofSeconds(seconds)));
  }

  private long secondsPassed() {
    return Duration.ofNanos(time.passed()).toSeconds();
  }

  private static Reply page(String token) {
    return Reply.json("{\"ContactSummaryList\": [], \"NextToken\": \"" + token + "\"}");
  }
}
