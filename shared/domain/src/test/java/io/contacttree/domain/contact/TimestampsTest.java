package io.contacttree.domain.contact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class TimestampsTest {

  @ParameterizedTest
  @CsvSource({
    "2026-03-02T10:15:30Z,           2026-03-02T10:15:30.000Z",
    "2026-03-02T10:15:30.9Z,         2026-03-02T10:15:30.900Z",
    "2026-03-02T10:15:30.902Z,       2026-03-02T10:15:30.902Z",
    "2026-03-02T10:15:30.902999999Z, 2026-03-02T10:15:30.902Z",
    "9999-12-31T23:59:59.999Z,       9999-12-31T23:59:59.999Z"
  })
  void time_isShownWithThreeDecimalsCutNotRounded(String time, String shown) {
    assertThat(Timestamps.format(Instant.parse(time))).isEqualTo(shown);
    assertThat(Timestamps.stored(shown)).isEqualTo(Instant.parse(shown));
  }

  @ParameterizedTest
  @CsvSource({
    "2026-03-02T10:15:30Z,           2026-03-02T10:15:30Z",
    "2026-03-02T10:15:30.902Z,       2026-03-02T10:15:30.902Z",
    "2026-03-02T10:15:30.902345Z,    2026-03-02T10:15:30.902Z",
    "2026-03-02T11:15:30+01:00,      2026-03-02T10:15:30Z",
    "' 2026-03-02T10:15:30Z ',       2026-03-02T10:15:30Z",
    "1971-01-01T00:00:00Z,           1971-01-01T00:00:00Z",
    "9999-12-31T23:59:59.999Z,       9999-12-31T23:59:59.999Z"
  })
  void timeFromOutside_isReadInUtcCutToMilliseconds(String sent, String read) {
    assertThat(Timestamps.parse(sent)).contains(Instant.parse(read));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1970-01-01T00:00:00Z",
        "1970-01-01T00:00:00.001Z",
        "1970-12-31T23:59:59.999Z",
        "0001-01-01T00:00:00Z",
        "-0001-01-01T00:00:00Z",
        "+10000-01-01T00:00:00Z"
      })
  void timeThatStandsForNotYet_isAbsent(String sentinel) {
    assertThat(Timestamps.parse(sentinel)).isEmpty();
    assertThat(Timestamps.real(Instant.parse(sentinel))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "soon",
        "2026-03-02",
        "2026-03-02T10:15:30",
        "1772446530",
        "2026-13-02T10:15Z"
      })
  void textThatIsNoTime_isAbsent(String text) {
    assertThat(Timestamps.parse(text)).isEmpty();
  }

  @Test
  void extremeTimes_areAbsentRatherThanAnError() {
    assertThat(Timestamps.real(Instant.MIN)).isEmpty();
    assertThat(Timestamps.real(Instant.MAX)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2024-02-29T10:15:30.001Z",
        "2026-02-29T10:15:30.001Z",
        "2026-13-02T10:15:30.001Z",
        "2026-03-02T24:00:00.000Z",
        "2026-03-02T24:00:00.001Z",
        "2026-03-02T23:59:60.000Z",
        "2026-03-02t10:15:30.001z",
        "2026-03-02 10:15:30.001Z",
        "+026-03-02T10:15:30.001Z",
        "2026-03-02T10:15:30,001Z",
        "2026-03-02T10:15:3٠.001Z",
        "2026-03-02T10:15:30.001z",
        "0000-01-01T00:00:00.000Z"
      })
  void storedTextOfTheUsualLength_isReadAsTheLibraryReadsIt(String text) {
    assertThat(read(text, Timestamps::stored)).isEqualTo(read(text, Instant::parse));
  }

  private static Optional<Instant> read(String text, Function<String, Instant> reader) {
    try {
      return Optional.of(reader.apply(text));
    } catch (DateTimeParseException refused) {
      return Optional.empty();
    }
  }

  @Test
  void storedTextThatIsNoTime_isRefused() {
    assertThatExceptionOfType(DateTimeParseException.class)
        .isThrownBy(() -> Timestamps.stored("yesterday"));
  }
}
