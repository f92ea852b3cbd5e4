package io.contacttree.lambda.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class SettingReaderTest {

  @Test
  void spaceAroundAValue_doesNotCount() {
    assertThat(new SettingReader(Map.of("STAGE", " test ")).text("STAGE", "prod"))
        .isEqualTo("test");
  }

  @Test
  void emptyValue_isNone() {
    SettingReader read = new SettingReader(Map.of("TABLE_NAME", " ", "STAGE", ""));

    assertThat(read.text("STAGE", "prod")).isEqualTo("prod");
    assertThatThrownBy(read::tableName)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("TABLE_NAME is not set: set it to the name of the DynamoDB table");
  }

  @Test
  void boundsOfAWholeNumber_areUsable() {
    SettingReader read = new SettingReader(Map.of("LEAST", "1", "MOST", "9"));

    assertThat(read.whole("LEAST", 5, 1, 9)).isEqualTo(1);
    assertThat(read.whole("MOST", 5, 1, 9)).isEqualTo(9);
  }

  @Test
  void secondsEqualToTheLowerSetting_areUsable() {
    SettingReader read = new SettingReader(Map.of("LONGEST", "30"));

    assertThat(read.secondsFrom("FIRST", Duration.ofSeconds(30), "LONGEST", 900))
        .isEqualTo(Duration.ofSeconds(30));
  }
}
