package io.contacttree.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class WordsTest {

  @ParameterizedTest
  @CsvSource({
    "0, 0 s",
    "410, 0.4 s",
    "9999, 9.9 s",
    "12345, 12 s",
    "60000, 1 min",
    "581560, 9 min 41 s",
    "3600000, 1 h",
    "7500000, 2 h 5 min",
    "90000000, 1 d 1 h",
    "1563600000, 18 d 2 h"
  })
  void duration_isSaidInItsTwoGreatestUnits(long millis, String words) {
    assertThat(Words.duration(Duration.ofMillis(millis))).isEqualTo(words);
  }

  @ParameterizedTest
  @CsvSource({
    "1, 1 s",
    "59000, 59 s",
    "7199000, 119 min",
    "172799000, 47 h",
    "172800000, 2 d",
    "6047999000, 69 d",
    "6048000000, 10 wk"
  })
  void gap_isSaidInOneUnit(long millis, String words) {
    assertThat(Words.gap(Duration.ofMillis(millis))).isEqualTo(words);
  }

  @ParameterizedTest
  @CsvSource({
    "20000000-0000-4000-8000-000000000003, 20000000…0003",
    "short-id, short-id",
    "exactly-twenty-chars, exactly-twenty-chars",
    "one-more-than-twenty-, one-more…nty-"
  })
  void longId_isCutInTheMiddle(String id, String words) {
    assertThat(Words.shortId(id)).isEqualTo(words);
  }
}
