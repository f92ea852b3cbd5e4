package io.contacttree.aws.connect;

import static org.assertj.core.api.Assertions.assertThat;

import io.contacttree.aws.clients.CannedServer.Reply;
import io.contacttree.aws.pacing.AttemptListener;
import io.contacttree.aws.pacing.Pacer;
import io.contacttree.aws.pacing.PacingInterceptor;
import io.contacttree.domain.connect.AssociatedContacts;
import io.contacttree.domain.connect.AssociatedContacts.Answer;
import io.contacttree.domain.connect.AssociatedContacts.Cursor;
import io.contacttree.domain.connect.Deadline;
import io.contacttree.domain.contact.ContactId;
import io.contacttree.domain.reference.FailureReason;
import io.contacttree.domain.reference.KnownReferences;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.services.connect.ConnectClient;

/** No attempt is made, waited for or waited upon beyond the deadline. */
final class DeadlineTest extends PacedTestCase {

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
        .contains(new Cursor(CONTACT, start.plusSeconds(100), "t2"));
  }

  @Test
  void throttledUntilTheDeadline_failsAsThrottled() {
    server.answer(Reply.error(429, "ThrottlingException"));

    assertThat(list(200))
        .isEqualTo(new Answer.Failed(start.plusSeconds(100), FailureReason.THROTTLED));
    assertThat(server.requests()).hasSize(1);
  }

  @Test
  void failingUntilTheDeadline_failsSoThatNoContinuationGoesOnForEver() {
    server.answer(Reply.error(500, "InternalServiceException"));

    assertThat(list(250))
        .isEqualTo(new Answer.Failed(start.plusSeconds(100), FailureReason.UNAVAILABLE));
    assertThat(server.requests()).hasSize(2);
  }

  @Test
  void brokenConnectionsUntilTheDeadline_failAsUnavailable() {
    server.answer(Reply.reset());

    assertThat(list(250))
        .isEqualTo(new Answer.Failed(start.plusSeconds(100), FailureReason.UNAVAILABLE));
  }

  @Test
  void secondPageFailsUntilTheDeadline_keepsTheFirst() {
    server.answer(
        request ->
            request.number() == 1 ? page("t1") : Reply.error(500, "InternalServiceException"));

    assertThat(((Answer.Unfinished) list(350)).next())
        .contains(new Cursor(CONTACT, start.plusSeconds(100), "t1"));
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
  void referencesFailUntilTheDeadline_failAsUnavailable() {
    server.answer(Reply.error(500, "InternalServiceException"));

    assertThat(read(Map.of(CONTACT, TYPES), 60))
        .isEqualTo(
            Map.of(
                CONTACT, KnownReferences.failed(start.plusSeconds(25), FailureReason.UNAVAILABLE)));
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
                  new AssociatedContacts.Query(
                      INSTANCE,
                      CONTACT,
                      Optional.empty(),
                      new Deadline(clock.instant().plusMillis(500)),
                      AssociatedContacts.Patience.SEVERAL_ATTEMPTS));

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
                  new AssociatedContacts.Query(
                      INSTANCE,
                      CONTACT,
                      Optional.empty(),
                      new Deadline(clock.instant().plusMillis(500)),
                      AssociatedContacts.Patience.SEVERAL_ATTEMPTS));

      assertThat(answer).isInstanceOf(Answer.Unfinished.class);
      assertThat(server.requests()).isEmpty();
      assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }
  }
}
