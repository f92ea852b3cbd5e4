package io.contacttree.aws.pacing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.contacttree.domain.flow.Deadline;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future.State;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

final class TokenPacerTest {
  private static final Deadline NEVER = new Deadline(Instant.MAX);

  private final VirtualTime time = new VirtualTime();
  private final TokenPacer pacer = new TokenPacer(new Allowance(1, 3), time, time);

  @Test
  void newPacer_hasNoToken() throws InterruptedException {
    attempt(pacer);

    assertThat(seconds()).isCloseTo(1, within(1e-6));
  }

  @Test
  void takingOneAfterTheOther_keepsTheRate() throws InterruptedException {
    for (int i = 0; i < 20; i++) {
      attempt(pacer);
    }

    assertThat(seconds()).isCloseTo(20, within(1e-6));
  }

  @Test
  void quietTime_savesUpToTheCapacity() throws InterruptedException {
    time.await(Duration.ofMinutes(10));

    for (int i = 0; i < 3; i++) {
      attempt(pacer);
    }
    assertThat(seconds()).isEqualTo(600);

    attempt(pacer);
    assertThat(seconds()).isCloseTo(601, within(1e-6));
  }

  @Test
  void tokenAfterTheDeadline_isRefusedAtOnceAndStaysInTheBucket() throws InterruptedException {
    assertThatThrownBy(() -> pacer.take(in(Duration.ofMillis(900))))
        .isInstanceOf(OutOfTimeException.class);
    assertThat(seconds()).isZero();

    pacer.finished(pacer.take(in(Duration.ofMillis(1_100))));
    assertThat(seconds()).isCloseTo(1, within(1e-6));
  }

  @Test
  void tokenLaterThanASignatureLasts_isRefused() {
    TokenPacer slow = new TokenPacer(new Allowance(1.0 / 300, 1), time, time);

    assertThatThrownBy(() -> slow.take(NEVER)).isInstanceOf(OutOfTimeException.class);
  }

  @Test
  void deadlinePassed_isRefusedThoughThereAreTokens() {
    time.await(Duration.ofMinutes(1));

    assertThatThrownBy(() -> pacer.take(in(Duration.ZERO))).isInstanceOf(OutOfTimeException.class);
  }

  @Test
  void throttled_halvesTheRateAndForgetsSavedTokens() throws InterruptedException {
    Pacer.Token token = pacer.take(NEVER);
    time.await(Duration.ofMinutes(1));
    pacer.throttled(token);
    double before = seconds();

    // Speed 1/2 that grows by 1/30 a second: t/2 + t²/60 = 1.
    assertThatThrownBy(() -> pacer.take(in(Duration.ofMillis(1_880))))
        .isInstanceOf(OutOfTimeException.class);
    pacer.finished(pacer.take(in(Duration.ofMillis(1_890))));

    assertThat(seconds() - before).isCloseTo(1.8819, within(1e-3));
  }

  @Test
  void waitBeyondTheRecovery_goesOnAtFullSpeed() throws InterruptedException {
    TokenPacer slow = new TokenPacer(new Allowance(0.05, 3), time, time);
    refused(slow);
    double before = seconds();

    // 15 s from speed 1/2 to 1 bring 11.25 s, the other 8.75 s pass at full speed.
    assertThatThrownBy(() -> slow.take(in(Duration.ofMillis(23_740))))
        .isInstanceOf(OutOfTimeException.class);
    slow.finished(slow.take(in(Duration.ofMillis(23_760))));

    assertThat(seconds() - before).isCloseTo(23.75, within(1e-3));
  }

  @Test
  void quietTimeAfterASlowDown_earnsWhatTheRecoveryAllows() throws InterruptedException {
    TokenPacer slow = new TokenPacer(new Allowance(0.05, 3), time, time);
    refused(slow);
    time.await(Duration.ofSeconds(40));
    double before = seconds();

    // 11.25 s while it recovers and 25 s after: one token of 20 s, and 3.75 s short of another.
    attempt(slow);
    assertThat(seconds()).isEqualTo(before);
    attempt(slow);
    assertThat(seconds() - before).isCloseTo(3.75, within(1e-3));
  }

  @Test
  void attemptsUnderWayTogether_slowDownOnce() throws InterruptedException {
    time.await(Duration.ofMinutes(1));
    Pacer.Token one = pacer.take(NEVER);
    Pacer.Token other = pacer.take(NEVER);
    pacer.throttled(one);
    time.await(Duration.ofSeconds(10));
    double before = seconds();
    pacer.throttled(other);

    attempt(pacer);

    assertThat(seconds()).isEqualTo(before);
  }

  @Test
  void throttledAtEveryAttempt_settlesWhereRecoveryMeetsSlowDown() throws InterruptedException {
    for (int i = 0; i < 50; i++) {
      refused(pacer);
    }
    double before = seconds();

    attempt(pacer);

    // A speed v that is halved and back after t: v = v/2 + t/30, and v/2·t + t²/60 = 1: t = √20.
    assertThat(seconds() - before).isCloseTo(Math.sqrt(20), within(1e-3));
  }

  @Test
  void throttledAtAHighRate_isNeverSlowerThanASixteenth() throws InterruptedException {
    TokenPacer fast = new TokenPacer(new Allowance(100, 1), time, time);
    for (int i = 0; i < 50; i++) {
      refused(fast);
    }
    double before = seconds();

    attempt(fast);

    // Speed 1/16 that grows by 1/30 a second: t/16 + t²/60 = 1/100.
    assertThat(seconds() - before).isCloseTo(0.1537, within(1e-3));
  }

  @Test
  void halfAMinuteWithoutThrottling_restoresTheRate() throws InterruptedException {
    for (int i = 0; i < 10; i++) {
      refused(pacer);
    }
    time.await(Duration.ofSeconds(30));
    pacer.restart();
    double before = seconds();

    for (int i = 0; i < 5; i++) {
      attempt(pacer);
    }

    assertThat(seconds() - before).isCloseTo(5, within(1e-3));
  }

  @Test
  void restart_forgetsSavedTokens() throws InterruptedException {
    time.await(Duration.ofMinutes(1));
    pacer.restart();

    attempt(pacer);

    assertThat(seconds()).isCloseTo(61, within(1e-6));
  }

  @Test
  void stepForwardThatTheCalendarDoesNotConfirm_earnsNothing() throws InterruptedException {
    time.stepMonotonic(Duration.ofDays(30));

    attempt(pacer);

    assertThat(seconds()).isCloseTo(1, within(1e-6));
  }

  @Test
  void stepBack_earnsNothingAndHarmsNothing() throws InterruptedException {
    time.stepMonotonic(Duration.ofDays(-30));

    attempt(pacer);
    attempt(pacer);

    assertThat(seconds()).isCloseTo(2, within(1e-6));
  }

  @Test
  void stepOfTheCalendar_changesNothing() throws InterruptedException {
    time.stepCalendar(Duration.ofDays(1));
    attempt(pacer);
    time.stepCalendar(Duration.ofDays(-1));
    attempt(pacer);

    assertThat(seconds()).isCloseTo(2, within(1e-6));
  }

  @Test
  @Timeout(30)
  void calendarThatStandsStill_endsInARefusal() {
    TokenPacer slow =
        new TokenPacer(new Allowance(0.1, 1), time, () -> Instant.parse("2026-03-02T10:00:00Z"));

    assertThatThrownBy(() -> slow.take(NEVER)).isInstanceOf(OutOfTimeException.class);
  }

  @Test
  void attemptUnderWay_keepsItsPlaceInTheBucket() throws InterruptedException {
    time.await(Duration.ofMinutes(1));
    Pacer.Token underWay = pacer.take(NEVER);
    time.await(Duration.ofMinutes(1));

    // Of three, one may arrive only now: two are left.
    attempt(pacer);
    attempt(pacer);
    assertThat(seconds()).isEqualTo(120);
    attempt(pacer);
    assertThat(seconds()).isCloseTo(121, within(1e-6));

    pacer.finished(underWay);
  }

  @Test
  void asManyUnderWayAsTheBucketHolds_letNobodyElseStart() throws InterruptedException {
    time.await(Duration.ofMinutes(1));
    Pacer.Token first = pacer.take(NEVER);
    pacer.take(NEVER);
    pacer.take(NEVER);
    time.await(Duration.ofMinutes(1));

    // The time limit is real: nobody finishes meanwhile.
    assertThatThrownBy(() -> pacer.take(in(Duration.ofMillis(50))))
        .isInstanceOf(OutOfTimeException.class);

    pacer.finished(first);
    pacer.take(NEVER);
    // Two are still under way and the first may have arrived at its end: a token of its own.
    assertThat(seconds()).isCloseTo(121, within(1e-6));
  }

  @Test
  @Timeout(30)
  void manyAtOnce_areServedAtTheRate() throws InterruptedException {
    List<Callable<Object>> takers =
        Collections.nCopies(
            50,
            () -> {
              attempt(pacer);
              return "done";
            });
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      assertThat(threads.invokeAll(takers)).allMatch(taker -> taker.state() == State.SUCCESS);
    }

    assertThat(seconds()).isCloseTo(50, within(1e-6));
  }

  @Test
  @Timeout(30)
  void waiting_isFirstComeFirstServed() throws InterruptedException {
    CountDownLatch gate = new CountDownLatch(1);
    List<String> served = Collections.synchronizedList(new ArrayList<>());
    MonotonicTime held =
        new MonotonicTime() {
          @Override
          public long nanos() {
            return time.nanos();
          }

          @Override
          public void await(Duration duration) throws InterruptedException {
            served.add(Thread.currentThread().getName());
            gate.await();
            time.await(duration);
          }
        };
    TokenPacer fair = new TokenPacer(new Allowance(1, 1), held, time);
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      Thread thread =
          Thread.ofPlatform()
              .name("taker " + i)
              .start(
                  () -> {
                    try {
                      attempt(fair);
                    } catch (InterruptedException interrupted) {
                      Thread.currentThread().interrupt();
                    }
                  });
      threads.add(thread);
      // Each has begun to wait before the next one comes.
      while (thread.getState() != Thread.State.WAITING
          && thread.getState() != Thread.State.TIMED_WAITING) {
        Thread.onSpinWait();
      }
    }
    gate.countDown();
    for (Thread thread : threads) {
      thread.join();
    }

    assertThat(served).containsExactly("taker 0", "taker 1", "taker 2", "taker 3", "taker 4");
  }

  private static void attempt(Pacer pacer) throws InterruptedException {
    pacer.finished(pacer.take(NEVER));
  }

  private static void refused(Pacer pacer) throws InterruptedException {
    Pacer.Token token = pacer.take(NEVER);
    pacer.throttled(token);
    pacer.finished(token);
  }

  private double seconds() {
    return time.passed() / 1e9;
  }

  private Deadline in(Duration duration) {
    return new Deadline(time.instant().plus(duration));
  }
}
