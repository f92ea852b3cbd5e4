package io.contacttree.aws.connect;

import static org.assertj.core.api.Assertions.assertThat;

import io.contacttree.aws.clients.CannedServer;
import io.contacttree.aws.clients.CannedServer.Reply;
import io.contacttree.aws.pacing.Allowance;
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
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.services.connect.ConnectClient;

/** The adapters with real pacers in virtual time: every HTTP attempt costs one token. */
final class PacedAttemptsTest {
  private static final InstanceId INSTANCE = new InstanceId("instance-1");
  private static final ContactId CONTACT = new ContactId("a");
  private static final Set<String> TYPES = ReferenceTypes.DOCUMENTED.of("VOICE");

  private final VirtualTime time = new VirtualTime();
  private final Instant start = time.instant();
  private final CannedServer server = new CannedServer();
  private final ConnectClient client =
      TestClients.of(
          server.address(),
          new PacingInterceptor(
              Map.of(
                  "ListAssociatedContacts", new TokenPacer(new Allowance(1, 2), time, time),
                  "ListContactReferences", new TokenPacer(new Allowance(4, 6), time, time)),
              time),
          new RawAnswerInterceptor());

  @AfterEach
  void close() {
    client.close();
    server.close();
  }

  @Test
  void eachPage_costsOneToken() {
    server.answer(page("t1"), page("t2"), page(""));

    assertThat(list(60)).isInstanceOf(Answer.Listed.class);
    assertThat(secondsPassed()).isEqualTo(3);
  }

  @Test
  void eachRetryOfTheSdk_costsOneToken() {
    server.answer(
        Reply.error(500, "InternalServiceException"),
        Reply.reset(),
        Reply.error(503, "ServiceUnavailable"),
        page(""));

    assertThat(list(60)).isInstanceOf(Answer.Listed.class);
    assertThat(secondsPassed()).isEqualTo(4);
  }

  @Test
  void readTime_isThatOfTheFirstAttemptNotOfTheWaitBeforeIt() {
    server.answer(page("t1"), page(""));

    assertThat(list(60).readAt()).isEqualTo(start.plusSeconds(1));
  }

  @Test
  void tooManyRequests_slowTheFollowingAttemptsDown() {
    server.answer(Reply.error(429, "ThrottlingException"), page(""));

    assertThat(list(60)).isInstanceOf(Answer.Listed.class);
    // 1 s for the first token, then half the speed that grows by 1/30 a second: t/2 + t²/60 = 1.
    assertThat(time.passed() / 1e9)
        .isCloseTo(1 + 1.8819, org.assertj.core.data.Offset.offset(1e-3));
  }

  @Test
  void noTokenBeforeTheDeadline_asksNothing() {
    assertThat(list(0.9)).isEqualTo(new Answer.Unfinished(start, Map.of(), Optional.empty()));
    assertThat(server.requests()).isEmpty();
    assertThat(secondsPassed()).isZero();
  }

  @Test
  void noTokenForTheNextPage_keepsThePagesReadAndTheirToken() {
    server.answer(request -> page("t" + request.number()));

    Answer answer = list(2.5);

    assertThat(server.requests()).hasSize(2);
    assertThat(((Answer.Unfinished) answer).next())
        .contains(new Cursor(start.plusSeconds(1), "t2"));
  }

  @Test
  void throttledUntilTheDeadline_failsAsThrottled() {
    server.answer(Reply.error(429, "ThrottlingException"));

    assertThat(list(2)).isEqualTo(new Answer.Failed(start.plusSeconds(1), FailureReason.THROTTLED));
    assertThat(server.requests()).hasSize(1);
  }

  @Test
  void failingUntilTheDeadline_isUnfinished() {
    server.answer(Reply.error(500, "InternalServiceException"));

    assertThat(list(2.5)).isInstanceOf(Answer.Unfinished.class);
    assertThat(server.requests()).hasSize(2);
  }

  @Test
  void referencesOfManyContacts_shareOnePacerOfTheirOwn() {
    Map<ContactId, Set<String>> many = new TreeMap<>();
    for (int i = 0; i < 40; i++) {
      many.put(new ContactId("c" + i), TYPES);
    }

    Map<ContactId, KnownReferences> found = read(many, 60);

    assertThat(found).hasSize(40);
    assertThat(secondsPassed()).isEqualTo(10);
  }

  @Test
  void contactsWithoutATokenBeforeTheDeadline_areAbsent() {
    Map<ContactId, Set<String>> many = new TreeMap<>();
    for (int i = 0; i < 40; i++) {
      many.put(new ContactId("c" + i), TYPES);
    }

    Map<ContactId, KnownReferences> found = read(many, 2.1);

    assertThat(found).hasSize(8);
    assertThat(server.requests()).hasSize(8);
  }

  @Test
  void referencesThrottledUntilTheDeadline_failAsThrottled() {
    server.answer(Reply.error(429, "ThrottlingException"));

    assertThat(read(Map.of(CONTACT, TYPES), 0.3))
        .isEqualTo(
            Map.of(
                CONTACT, KnownReferences.failed(start.plusMillis(250), FailureReason.THROTTLED)));
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
        TestClients.of(server.address(), new PacingInterceptor(Map.of(), clock))) {
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
          public void throttled(Token token) {}

          @Override
          public void restart() {}
        };
    InstantSource clock = InstantSource.system();
    try (ConnectClient stuck =
        TestClients.of(
            server.address(),
            new PacingInterceptor(Map.of("ListAssociatedContacts", endless), clock))) {
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

  private Answer list(double seconds) {
    return new ConnectAssociatedContacts(client, time)
        .list(INSTANCE, CONTACT, Optional.empty(), in(seconds));
  }

  private Map<ContactId, KnownReferences> read(Map<ContactId, Set<String>> types, double seconds) {
    return new ConnectContactReferences(
            client, time, ReferenceTypes.DOCUMENTED, ReferenceValues.KEEP_ALL)
        .read(INSTANCE, types, in(seconds));
  }

  private Deadline in(double seconds) {
    return new Deadline(start.plus(Duration.ofMillis((long) (seconds * 1000))));
  }

  private long secondsPassed() {
    return Duration.ofNanos(time.passed()).toSeconds();
  }

  private static Reply page(String token) {
    return Reply.json("{\"ContactSummaryList\": [], \"NextToken\": \"" + token + "\"}");
  }
}
