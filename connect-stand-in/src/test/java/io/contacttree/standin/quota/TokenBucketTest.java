package io.contacttree.standin.quota;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TokenBucketTest {
  private static final Instant START = Instant.parse("2026-11-02T12:00:00Z");

  @Test
  void burstSpreadOverNetworkDelays_isStillOneBurst() {
    TokenBucket bucket = new TokenBucket(new RateLimit.Limited(10, 15), START);
    int taken = 0;
    for (int n = 0; n < 16; n++) {
      taken += bucket.take(START.plusMillis(n * 16L)) ? 1 : 0;
    }

    assertThat(taken).as("240 ms at 10 a second").isEqualTo(15);
  }

  @Test
  void afterTheBurst_allTokensOfTheTimeSinceAreThere() {
    TokenBucket bucket = new TokenBucket(new RateLimit.Limited(10, 15), START);
    for (int n = 0; n < 15; n++) {
      assertThat(bucket.take(START)).isTrue();
    }

    assertThat(bucket.take(START.plusMillis(249))).isFalse();
    assertThat(bucket.take(START.plusMillis(250))).isTrue();
    assertThat(bucket.take(START.plusMillis(250))).isTrue();
    assertThat(bucket.take(START.plusMillis(299))).isFalse();
    assertThat(bucket.take(START.plusMillis(300))).isTrue();
  }

  @Test
  void clockSetBack_givesNothingAndTakesNothing() {
    TokenBucket bucket = new TokenBucket(new RateLimit.Limited(1, 1), START);
    assertThat(bucket.take(START)).isTrue();

    assertThat(bucket.take(START.minusSeconds(100))).isFalse();
    assertThat(bucket.take(START.minusSeconds(99))).isTrue();
  }

  /** What the pacing of this project's functions relies on. */
  @Property
  void callerWithinNineTenths_isNeverThrottled(
      @ForAll @DoubleRange(min = 0.5, max = 100) double rate,
      @ForAll @IntRange(min = 2, max = 200) int burst,
      @ForAll @IntRange(min = 1, max = 300) int calls,
      @ForAll @IntRange(max = 5000) int idleMillis) {
    TokenBucket bucket = new TokenBucket(new RateLimit.Limited(rate, burst), START);
    double capacity = Math.max(1, Math.floor(0.9 * burst));
    double millisPerToken = 1000 / (0.9 * rate);
    for (int n = 0; n < calls; n++) {
      // A full burst at once, then one call each time that a token has come back; one pause.
      long beforeToken = (long) Math.ceil(Math.max(0, n + 1 - capacity) * millisPerToken);
      long pause = n > calls / 2 ? idleMillis : 0;
      assertThat(bucket.take(START.plusMillis(beforeToken + pause))).as("call %d", n).isTrue();
    }
  }

  /** No interval lets more through than a bucket may. */
  @Property
  void anyCaller_getsAtMostTheBurstAndTheRate(
      @ForAll @DoubleRange(min = 0.5, max = 50) double rate,
      @ForAll @IntRange(min = 1, max = 50) int burst,
      @ForAll @IntRange(min = 1, max = 200) int stepMillis) {
    TokenBucket bucket = new TokenBucket(new RateLimit.Limited(rate, burst), START);
    int taken = 0;
    for (int n = 0; n < 500; n++) {
      taken += bucket.take(START.plusMillis((long) n * stepMillis)) ? 1 : 0;
      assertThat((double) taken).isLessThanOrEqualTo(burst + rate * n * stepMillis / 1000 + 1e-6);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "2", "/5", "2/", "0/5", "-1/5", "2/0.5", "NaN/5", "2/Infinity", "a/b"})
  void quotaOfAnotherForm_isRefused(String text) {
    assertThatThrownBy(() -> RateLimit.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void quotaTexts_areRead() {
    assertThat(RateLimit.parse("0.5/1")).isEqualTo(new RateLimit.Limited(0.5, 1));
    assertThat(RateLimit.parse("none")).isEqualTo(new RateLimit.Unlimited());
  }
}
