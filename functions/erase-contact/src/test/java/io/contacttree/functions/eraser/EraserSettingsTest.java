package io.contacttree.functions.eraser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.contacttree.domain.erase.Copy;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EraserSettingsTest {
  private static final Instant NOW = Instant.parse("2026-03-02T10:00:00Z");

  @Test
  void copies_areNamedWhereThereAreAny() {
    EraserSettings settings =
        EraserSettings.of(
            with(
                Map.of(
                    "POINT_IN_TIME_RECOVERY_DAYS", "35", "LOGS_DAYS", "30", "EXPORTS_DAYS", "7")));

    assertThat(settings.copies(NOW))
        .containsExactly(
            new Copy(Copy.Where.POINT_IN_TIME_RECOVERY, NOW.plus(Duration.ofDays(35))),
            new Copy(Copy.Where.EXPORTS, NOW.plus(Duration.ofDays(7))),
            new Copy(Copy.Where.LOGS, NOW.plus(Duration.ofDays(30))));
  }

  @Test
  void exportsSwitchedOff_areNoCopy() {
    EraserSettings settings =
        EraserSettings.of(with(Map.of("EXPORTS_DAYS", "7", "DAILY_EXPORT", "DISABLED")));

    assertThat(settings.copies(NOW)).isEmpty();
  }

  @Test
  void daysThatCannotBe_areNamed() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> EraserSettings.of(with(Map.of("LOGS_DAYS", "many"))))
        .withMessageContaining("LOGS_DAYS");
  }

  private static Map<String, String> with(Map<String, String> more) {
    Map<String, String> variables =
        new HashMap<>(
            Map.of(
                "AWS_REGION", "us-east-1",
                "TABLE_NAME", "trees",
                "QUEUE_URL", "http://queue",
                "API_AUTHORIZATION", "IAM"));
    variables.putAll(more);
    return variables;
  }
}
