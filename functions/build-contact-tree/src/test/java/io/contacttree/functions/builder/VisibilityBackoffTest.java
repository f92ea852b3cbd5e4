package io.contacttree.functions.builder;

import static org.assertj.core.api.Assertions.assertThat;

import io.contacttree.domain.claim.Backoff;
import java.time.Duration;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class VisibilityBackoffTest {
  private static VisibilityBackoff delays(long first, long longest, double random) {
    return new VisibilityBackoff(
        delays -> Set.of(),
        new Backoff(Duration.ofSeconds(first), Duration.ofSeconds(longest)),
        () -> random);
  }

  @ParameterizedTest
  @CsvSource({
    // receives, random number, seconds: 30 doubled each time, a fifth more or less, at most 900
    "1, 0.0, 24",
    "1, 0.5, 30",
    "1, 0.999999, 36",
    "2, 0.0, 48",
    "3, 0.5, 120",
    "6, 0.0, 720",
    "6, 0.5, 900",
    "6, 0.999999, 900",
    "1000000, 0.5, 900"
  })
  void delay_doublesWithASpreadOfAFifth(int receives, double random, long seconds) {
    assertThat(delays(30, 900, random).delay(receives)).isEqualTo(Duration.ofSeconds(seconds));
  }

  @Test
  void noFirstDelay_isNoDelayEver() {
    assertThat(delays(0, 900, 0.7).delay(9)).isZero();
  }

  @Property
  void delay_isNeverNegativeAndNeverBeyondTheLimit(
      @ForAll @IntRange(max = 900) int first,
      @ForAll @IntRange(min = 900, max = 43_200) int longest,
      @ForAll @IntRange(min = 1) int receives,
      @ForAll @DoubleRange(max = 1, maxIncluded = false) double random) {
    assertThat(delays(first, longest, random).delay(receives))
        .isBetween(Duration.ZERO, Duration.ofSeconds(longest));
  }
}
