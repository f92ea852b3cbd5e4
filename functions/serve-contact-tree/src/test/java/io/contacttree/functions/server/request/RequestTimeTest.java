package io.contacttree.functions.server.request;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RequestTimeTest {

  @ParameterizedTest
  @CsvSource({
    "2026-03-02, 2026-03-02T00:00:00Z",
    "2024-02-29, 2024-02-29T00:00:00Z",
    "2026-03-02T10:15Z, 2026-03-02T10:15:00Z",
    "2026-03-02T10:15:30.9Z, 2026-03-02T10:15:30.900Z",
    "'2026-03-02T10:15:30,902Z', 2026-03-02T10:15:30.902Z",
    "2026-03-02T10:15:30.9029999999999999Z, 2026-03-02T10:15:30.902Z",
    "1969-12-31T23:59:59.9995Z, 1969-12-31T23:59:59.999Z",
    "2026-03-02T10:15:30-00:00, 2026-03-02T10:15:30Z",
    "2026-03-02T10:15:30 05:30, 2026-03-02T04:45:30Z",
    "2026-03-02T10:15:30+18:00, 2026-03-01T16:15:30Z"
  })
  void time_isReadAndCutToMilliseconds(String text, Instant time) {
    assertThat(RequestTime.parse(text)).contains(time);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-02-29",
        "2026-3-2",
        "20260302",
        "+12026-03-02",
        "2026-03-02T10:15:30",
        "2026-03-02T10:15:30.Z",
        "2026-03-02T10:15:30123Z",
        "2026-03-02T10Z",
        "2026-03-02T24:00:00Z",
        "2026-03-02T10:15:60Z",
        "2026-03-02T10:15:30+18:01",
        "2026-03-02T10:15:30+1",
        "2026-03-02T10:15:30  01:00",
        "2026-03-02 10:15:30Z",
        "2026-03-02T10:15:30Z ",
        "2026-03-02t10:15:30z",
        "1772445600",
        "now"
      })
  void otherText_isNoTime(String text) {
    assertThat(RequestTime.parse(text)).isEmpty();
  }
}
