package io.contacttree.functions.builder;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SafeDeadlineTest {
  private static final Instant NOW = Instant.parse("2026-03-02T10:00:00Z");

  @ParameterizedTest
  @CsvSource({"PT15M, PT14M40S", "PT60S, PT40S", "PT30S, PT20S", "PT0.9S, PT0.6S", "PT0S, PT0S"})
  void deadline_keepsAThirdButNoMoreThanTwentySeconds(Duration remaining, Duration usable) {
    assertThat(SafeDeadline.of(NOW, remaining).at()).isEqualTo(NOW.plus(usable));
  }
}
