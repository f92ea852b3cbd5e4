package io.contacttree.domain.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class BuildSettingsTest {
  private static final BuildSettings SETTINGS =
      new BuildSettings(
          Duration.ofSeconds(10),
          Duration.ofSeconds(120),
          Duration.ofSeconds(900),
          Duration.ofSeconds(30),
          Duration.ofSeconds(200));

  @ParameterizedTest
  @CsvSource({"0, 120", "1, 240", "2, 480", "3, 900", "4, 900", "1000000, 900"})
  void settleDelay_doublesUpToTheLongest(int readsBefore, long seconds) {
    assertThat(SETTINGS.settleDelay(readsBefore)).isEqualTo(Duration.ofSeconds(seconds));
  }

  @ParameterizedTest
  @CsvSource({"0, 30", "1, 60", "2, 120", "3, 200", "1000000, 200"})
  void retryDelay_doublesUpToTheLongest(int hops, long seconds) {
    assertThat(SETTINGS.retryDelay(hops)).isEqualTo(Duration.ofSeconds(seconds));
  }

  @Test
  void firstDelayLongerThanTheLongest_isCut() {
    BuildSettings settings =
        new BuildSettings(
            Duration.ZERO,
            Duration.ofSeconds(60),
            Duration.ofSeconds(30),
            Duration.ofSeconds(5),
            Duration.ofSeconds(5));
    assertThat(settings.settleDelay(0)).isEqualTo(Duration.ofSeconds(30));
    assertThat(settings.retryDelay(0)).isEqualTo(Duration.ofSeconds(5));
    assertThat(settings.retryDelay(1)).isEqualTo(Duration.ofSeconds(5));
  }
}
