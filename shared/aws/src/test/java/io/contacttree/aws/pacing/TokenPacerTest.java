package io.contacttree.aws.pacing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The rate, the deadline, and clocks that go wrong. */
final class TokenPacerTest extends PacerTestCase {

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
    TokenPacer slow = new TokenPacer(new RateShare(1.0 / 300, 1), time, time);

    assertThatThrownBy(() -> slow.take(NEVER)).isInstanceOf(OutOfTimeException.class);
  }

  @Test
  void deadlinePassed_isRefusedThoughThereAreTokens() {
    time.await(Duration.ofMinutes(1));

    assertThatThrownBy(() -> pacer.take(in(Duration.ZERO))).isInstanceOf(OutOfTimeException.class);
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
        new TokenPacer(new RateShare(0.1, 1), time, () -> Instant.parse("2026-03-02T10:00:00Z"));

    assertThatThrownBy(() -> slow.take(NEVER)).isInstanceOf(OutOfTimeException.class);
  }
}
