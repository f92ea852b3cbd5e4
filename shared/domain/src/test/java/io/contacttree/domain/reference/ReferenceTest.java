package io.contacttree.domain.reference;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ReferenceTest {
  private static final Optional<String> SIGNED =
      Optional.of("https://bucket.s3.amazonaws.com/key?X-Amz-Signature=abc?d");
  private static final Optional<String> UNSIGNED =
      Optional.of("https://bucket.s3.amazonaws.com/key");
  private static final Optional<String> NAME = Optional.of("name");
  private static final Optional<String> STATUS = Optional.of("APPROVED");
  private static final Optional<String> PROCESSING = Optional.of("PROCESSING");
  private static final Optional<String> ARN = Optional.of("arn:aws:connect:::file/1");

  @ParameterizedTest
  @CsvSource({
    "Url, URL",
    "Attachment, ATTACHMENT",
    "ContactAnalysis, CONTACT_ANALYSIS",
    "Number, NUMBER",
    "String, STRING",
    "Date, DATE",
    "Email, EMAIL",
    "EmailMessage, EMAIL_MESSAGE",
    "EmailMessageRedacted, EMAIL_MESSAGE_REDACTED",
    "EmailMessagePlainText, EMAIL_MESSAGE_PLAIN_TEXT",
    "EmailMessagePlainTextRedacted, EMAIL_MESSAGE_PLAIN_TEXT_REDACTED",
    "URL, URL",
    "SMSMessage, SMS_MESSAGE",
    "hologram, HOLOGRAM",
    "Hologram3D, HOLOGRAM3_D",
    "EMAIL_MESSAGE, EMAIL_MESSAGE"
  })
  void nameOnTheWire_isTheTypeInUpperSnake(String wireName, String type) {
    assertThat(Reference.typeOf(wireName)).isEqualTo(type);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ATTACHMENT", "CONTACT_ANALYSIS"})
  void locationOfAFile_endsBeforeTheFirstQuestionMark(String type) {
    Reference bare = reference(type, SIGNED, Optional.empty(), Optional.empty());
    assertThat(bare.value()).isEqualTo(UNSIGNED);
    assertThat(reference(type, SIGNED, STATUS, ARN))
        .isEqualTo(reference(type, UNSIGNED, STATUS, ARN));
  }

  @ParameterizedTest
  @ValueSource(strings = {"URL", "STRING", "NUMBER", "DATE", "EMAIL"})
  void signedLink_endsBeforeItsQuery(String type) {
    assertThat(reference(type, SIGNED, STATUS, ARN).value()).isEqualTo(UNSIGNED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"URL", "STRING", "NUMBER", "DATE", "EMAIL"})
  void valueThatIsNoFile_keepsItsQuestionMark(String type) {
    for (String plain : List.of("https://e.example/order?id=7", "why? because", "?")) {
      assertThat(reference(type, Optional.of(plain), STATUS, ARN).value()).contains(plain);
    }
  }

  @Test
  void unknownKind_endsBeforeTheFirstQuestionMarkWhateverItsValueIs() {
    for (String value : List.of("loc?x=1", "loc?", "loc?a?b", "https://e.example/loc?id=7")) {
      Optional<String> cut = Optional.of(value.substring(0, value.indexOf('?')));
      Optional<String> sent = Optional.of(value);
      for (Optional<String> further : List.of(ARN, Optional.<String>empty())) {
        assertThat(reference("HOLOGRAM", sent, further, Optional.empty()).value()).isEqualTo(cut);
        assertThat(reference("HOLOGRAM", sent, Optional.empty(), further).value()).isEqualTo(cut);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "URL",
        "STRING",
        "NUMBER",
        "DATE",
        "EMAIL",
        "ATTACHMENT",
        "CONTACT_ANALYSIS",
        "EMAIL_MESSAGE",
        "EMAIL_MESSAGE_REDACTED",
        "EMAIL_MESSAGE_PLAIN_TEXT",
        "EMAIL_MESSAGE_PLAIN_TEXT_REDACTED",
        "HOLOGRAM"
      })
  void everyKind_keepsItsTypeAndName(String type) {
    Reference reference = reference(type, UNSIGNED, STATUS, ARN);
    assertThat(reference.type()).isEqualTo(type);
    assertThat(reference.name()).isEqualTo(NAME);
  }

  @ParameterizedTest
  @ValueSource(strings = {"URL", "STRING", "NUMBER", "DATE", "EMAIL"})
  void plainKinds_carryNameAndValue(String type) {
    Reference reference =
        new Reference(type, NAME, Optional.of(""), Optional.of(ValueState.HASHED), PROCESSING, ARN);
    assertThat(reference.value()).contains("");
    assertThat(reference.valueState()).contains(ValueState.HASHED);
    assertThat(reference.status()).isEmpty();
    assertThat(reference.arn()).isEmpty();
    assertThat(reference.isProcessing()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"ATTACHMENT", "CONTACT_ANALYSIS", "HOLOGRAM"})
  void filesAndUnknownKinds_carryEverything(String type) {
    Reference reference =
        new Reference(type, NAME, UNSIGNED, Optional.of(ValueState.HASHED), STATUS, ARN);
    assertThat(reference.value()).isEqualTo(UNSIGNED);
    assertThat(reference.valueState()).contains(ValueState.HASHED);
    assertThat(reference.status()).isEqualTo(STATUS);
    assertThat(reference.arn()).isEqualTo(ARN);
    assertThat(reference.isProcessing()).isFalse();
    assertThat(reference(type, UNSIGNED, PROCESSING, ARN).isProcessing()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "EMAIL_MESSAGE",
        "EMAIL_MESSAGE_REDACTED",
        "EMAIL_MESSAGE_PLAIN_TEXT",
        "EMAIL_MESSAGE_PLAIN_TEXT_REDACTED"
      })
  void messagesOfAnEmail_carryNameAndArnAlone(String type) {
    Reference reference =
        new Reference(type, NAME, UNSIGNED, Optional.of(ValueState.HASHED), PROCESSING, ARN);
    assertThat(reference.arn()).isEqualTo(ARN);
    assertThat(reference.value()).isEmpty();
    assertThat(reference.valueState()).isEmpty();
    assertThat(reference.status()).isEmpty();
    assertThat(reference.isProcessing()).isFalse();
  }

  private static Reference reference(
      String type, Optional<String> value, Optional<String> status, Optional<String> arn) {
    return new Reference(type, NAME, value, Optional.empty(), status, arn);
  }
}
