package io.contacttree.aws.json;

import static org.assertj.core.api.Assertions.assertThat;

import io.contacttree.aws.json.JsonObject.Reading;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class JsonObjectTest {

  private static JsonObject object(String text) {
    assertThat(JsonObject.read(text)).isInstanceOf(Reading.Read.class);
    return ((Reading.Read) JsonObject.read(text)).object();
  }

  @ParameterizedTest
  @ValueSource(strings = {"name", "Name", "NAME", "nAmE"})
  void nameInAnyCase_isFound(String sent) {
    assertThat(object("{\"" + sent + "\": \"v\"}").text("name")).contains("v");
  }

  @Test
  void namesThatDifferInCase_theExpectedOneCounts() {
    assertThat(object("{\"NAME\": \"other\", \"name\": \"exact\"}").text("name")).contains("exact");
  }

  @Test
  void nullInTheExpectedCase_anotherCaseCounts() {
    assertThat(object("{\"name\": null, \"Name\": \"v\"}").text("name")).contains("v");
  }

  @Test
  void nameTwice_theLastCounts() {
    assertThat(object("{\"name\": \"first\", \"name\": \"last\"}").text("name")).contains("last");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{}", "{\"name\": null}", "{\"name\": 1}", "{\"name\": {}}", "{\"name\": []}"})
  void noStringThere_textIsAbsent(String text) {
    assertThat(object(text).text("name")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.5", "\"1\"", "9223372036854775808", "true"})
  void noIntegerThere_integerIsAbsent(String value) {
    assertThat(object("{\"n\": " + value + "}").integer("n")).isEmpty();
  }

  @Test
  void integer_isRead() {
    assertThat(object("{\"n\": -9223372036854775808}").integer("n")).contains(Long.MIN_VALUE);
  }

  @Test
  void byteOrderMark_isNoJson() {
    assertThat(JsonObject.read("\uFEFF{\"name\": \"v\"}"))
        .isInstanceOf(JsonObject.Reading.NotJson.class);
  }

  @Test
  void halfASurrogatePair_isReplaced() {
    assertThat(object("{\"name\": \"a\\ud83dz\"}").text("name")).contains("a\uFFFDz");
    assertThat(object("{\"name\": \"\\ude00\\ud83d\"}").text("name")).contains("\uFFFD\uFFFD");
  }

  @Test
  void wholeSurrogatePair_stays() {
    assertThat(object("{\"name\": \"a\\ud83d\\ude00z\"}").text("name")).contains("a😀z");
  }

  @ParameterizedTest
  @ValueSource(strings = {"[]", "[{}]", "1", "\"text\"", "true", "null"})
  void otherJson_isNotAnObject(String text) {
    assertThat(JsonObject.read(text)).isEqualTo(new Reading.NotAnObject());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", " ", "{", "}", "{} {}", "{}x", "{'a': 1}", "{\"a\": NaN}", "<xml/>", "\u0000"})
  void noJson_isNotJson(String text) {
    assertThat(JsonObject.read(text)).isEqualTo(new Reading.NotJson());
  }

  @Test
  void nestingOfAMillionLevels_isNotJson() {
    assertThat(JsonObject.read("{\"a\":".repeat(1_000_000))).isEqualTo(new Reading.NotJson());
    assertThat(JsonObject.read("[".repeat(1_000_000))).isEqualTo(new Reading.NotJson());
  }

  @Test
  void bodyOfAMebibyte_isRead() {
    String text = "{\"filler\": \"" + "x".repeat(1 << 20) + "\", \"name\": \"v\"}";

    assertThat(object(text).text("name")).contains("v");
  }

  @Property
  void anyText_isReadWithoutFailing(@ForAll String text) {
    assertThat(JsonObject.read(text)).isNotNull();
  }
}
