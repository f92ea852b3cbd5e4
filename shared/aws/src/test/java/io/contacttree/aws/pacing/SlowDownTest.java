package io.contacttree.aws.pacing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** How a pacer slows down when it is told "too many", and recovers. */
final class SlowDownTest extends PacerTestCase {

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
    TokenPacer slow = new TokenPacer(new RateShare(0.05, 3), time, time);
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
    TokenPacer slow = new TokenPacer(new RateShare(0.05, 3), time, time);
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
    TokenPacer fast = new TokenPacer(new RateShare(100, 1), time, time);
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
}
