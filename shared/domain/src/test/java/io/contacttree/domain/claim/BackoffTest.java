package io.contacttree.domain.claim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

final class BackoffTest {
  private static Backoff backoff(long first, long longest) {
    return new Backoff(Duration.ofSeconds(first), Duration.ofSeconds(longest));
  }

  @Test
  void wait_doublesUpToTheLongest() {
    assertThat(
            IntStream.of(1, 2, 3, 4, 5, 1000)
                .mapToObj(backoff(1, 10)::after)
                .map(Duration::toSeconds))
        .containsExactly(1L, 2L, 4L, 8L, 10L, 10L);
  }

  @Test
  void noFirstWait_isNoWaitEver() {
    assertThat(backoff(0, 900).after(9)).isZero();
  }

  @Property
  void wait_isNeverShorterThanTheFirstAndNeverBeyondTheLongest(
      @ForAll @IntRange(max = 900) int first,
      @ForAll @IntRange(min = 900, max = 43_200) int longest,
      @ForAll @IntRange(min = 1) int attempts) {
    assertThat(backoff(first, longest).after(attempts))
        .isBetween(Duration.ofSeconds(first), Duration.ofSeconds(longest));
  }

  @Test
  void longestBelowFirst_isRefused() {
    assertThatThrownBy(() -> backoff(30, 29)).isInstanceOf(IllegalArgumentException.class);
  }
}
