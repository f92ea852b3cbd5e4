package io.contacttree.domain.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.contacttree.domain.reference.ReferenceValues.Treatment;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ReferenceValuesTest {
  /** FIPS 180-2, appendix B.1: the SHA-256 of "abc". */
  private static final String SHA_256_OF_ABC =
      "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

  @ParameterizedTest
  @ValueSource(strings = {"", " ", ",", " , "})
  void emptySetting_keepsAll(String setting) {
    assertThat(ReferenceValues.parse(setting)).isEqualTo(ReferenceValues.KEEP_ALL);
  }

  @Test
  void setting_namesTheTreatmentOfEachType() {
    assertThat(ReferenceValues.parse(" email=hash, URL = Drop ,STRING=KEEP").treatments())
        .isEqualTo(
            Map.of("EMAIL", Treatment.HASH, "URL", Treatment.DROP, "STRING", Treatment.KEEP));
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      delimiter = ':',
      value = {
        "EMAIL           : 'EMAIL' must look like EMAIL=HASH",
        "=HASH           : '=HASH' must look like EMAIL=HASH",
        "EMAIL=HASH=DROP : 'EMAIL=HASH=DROP' must look like EMAIL=HASH",
        "EMAIL=HIDE      : 'HIDE' must be KEEP, HASH or DROP",
        "EMAIL=          : '' must be KEEP, HASH or DROP"
      })
  void settingThatCannotBeRead_isRefusedByNamingThePart(String setting, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ReferenceValues.parse("URL=DROP," + setting))
        .withMessage(message);
  }

  @Test
  void typeGivenTwice_isRefusedRatherThanOneOfThemIgnored() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ReferenceValues.parse("EMAIL=HASH,email=KEEP"))
        .withMessage("'EMAIL' is given twice");
  }

  @Test
  void typeNotNamed_isKept() {
    Reference kept = ReferenceValues.parse("EMAIL=DROP").keep(source("URL", "abc"));
    assertThat(kept.value()).contains("abc");
    assertThat(kept.valueState()).isEmpty();
  }

  @Test
  void hashedValue_isItsDigestAndSaysSo() {
    Reference kept = ReferenceValues.parse("EMAIL=HASH").keep(source("EMAIL", "abc"));
    assertThat(kept.value()).contains(SHA_256_OF_ABC);
    assertThat(kept.valueState()).contains(ValueState.HASHED);
    assertThat(kept.name()).contains("name");
  }

  @Test
  void droppedValue_isAbsentAndSaysSo() {
    Reference kept = ReferenceValues.parse("EMAIL=DROP").keep(source("EMAIL", "abc"));
    assertThat(kept.value()).isEmpty();
    assertThat(kept.valueState()).contains(ValueState.DROPPED);
    assertThat(kept.name()).contains("name");
  }

  @ParameterizedTest
  @ValueSource(strings = {"abc", "abc?X-Amz-Signature=1", "abc?X-Amz-Signature=2"})
  void signature_isCutBeforeTheLocationOfAFileIsHashed(String location) {
    Reference kept = ReferenceValues.parse("ATTACHMENT=HASH").keep(source("ATTACHMENT", location));
    assertThat(kept.value()).contains(SHA_256_OF_ABC);
    assertThat(kept.valueState()).contains(ValueState.HASHED);
    assertThat(kept.status()).contains("APPROVED");
  }

  @Test
  void signature_isCutWhereTheValueIsKept() {
    assertThat(ReferenceValues.KEEP_ALL.keep(source("ATTACHMENT", "abc?X-Amz-Signature=1")).value())
        .contains("abc");
  }

  @ParameterizedTest
  @ValueSource(strings = {"HASH", "DROP"})
  void absentValue_staysAbsentAndNothingIsSaid(String treatment) {
    Reference kept =
        ReferenceValues.parse("URL=" + treatment)
            .keep(
                new Reference(
                    "URL",
                    Optional.of("name"),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty()));
    assertThat(kept.value()).isEmpty();
    assertThat(kept.valueState()).isEmpty();
  }

  private static Reference source(String type, String value) {
    return new Reference(
        type,
        Optional.of("name"),
        Optional.of(value),
        Optional.empty(),
        type.equals("ATTACHMENT") ? Optional.of("APPROVED") : Optional.empty(),
        Optional.empty());
  }
}
