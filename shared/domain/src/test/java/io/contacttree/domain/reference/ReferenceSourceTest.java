package io.contacttree.domain.reference;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ReferenceSourceTest {
  private static final Optional<String> SIGNED =
      Optional.of("https://bucket.s3.amazonaws.com/key?X-Amz-Signature=abc?d");
  private static final Optional<String> UNSIGNED =
      Optional.of("https://bucket.s3.amazonaws.com/key");
  private static final Optional<String> NAME = Optional.of("name");
  private static final Optional<String> STATUS = Optional.of("APPROVED");
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
    assertThat(ReferenceSource.typeOf(wireName)).isEqualTo(type);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ATTACHMENT", "CONTACT_ANALYSIS"})
  void locationOfAFile_endsBeforeTheFirstQuestionMark(String type) {
    ReferenceSource bare = source(type, SIGNED, Optional.empty(), Optional.empty());
    assertThat(bare.withoutSignature())
        .isEqualTo(source(type, UNSIGNED, Optional.empty(), Optional.empty()));
    ReferenceSource full = source(type, SIGNED, STATUS, ARN);
    assertThat(full.withoutSignature()).isEqualTo(source(type, UNSIGNED, STATUS, ARN));
  }

  @ParameterizedTest
  @ValueSource(strings = {"URL", "STRING", "NUMBER", "DATE", "EMAIL"})
  void valueThatIsNoFile_keepsItsQuestionMark(String type) {
    ReferenceSource source = source(type, SIGNED, STATUS, ARN);
    assertThat(source.withoutSignature()).isEqualTo(source);
  }

  @Test
  void unknownKindWithAFileBehindIt_isCutAndWithoutOneIsNot() {
    assertThat(source("HOLOGRAM", SIGNED, STATUS, Optional.empty()).withoutSignature().value())
        .isEqualTo(UNSIGNED);
    assertThat(source("HOLOGRAM", SIGNED, Optional.empty(), ARN).withoutSignature().value())
        .isEqualTo(UNSIGNED);
    assertThat(
            source("HOLOGRAM", SIGNED, Optional.empty(), Optional.empty())
                .withoutSignature()
                .value())
        .isEqualTo(SIGNED);
  }

  @Test
  void fileWithoutQueryOrValue_staysAsItIs() {
    ReferenceSource noQuery = source("ATTACHMENT", UNSIGNED, STATUS, ARN);
    assertThat(noQuery.withoutSignature()).isEqualTo(noQuery);
    ReferenceSource noValue = source("ATTACHMENT", Optional.empty(), STATUS, ARN);
    assertThat(noValue.withoutSignature()).isEqualTo(noValue);
    assertThat(source("ATTACHMENT", Optional.of("?sig"), STATUS, ARN).withoutSignature().value())
        .contains("");
  }

  @ParameterizedTest
  @CsvSource({
    "URL, Url",
    "STRING, TextValue",
    "NUMBER, NumberValue",
    "DATE, DateValue",
    "EMAIL, EmailAddress",
    "ATTACHMENT, Attachment",
    "CONTACT_ANALYSIS, ContactAnalysis",
    "EMAIL_MESSAGE, EmailMessage",
    "EMAIL_MESSAGE_REDACTED, EmailMessage",
    "EMAIL_MESSAGE_PLAIN_TEXT, EmailMessage",
    "EMAIL_MESSAGE_PLAIN_TEXT_REDACTED, EmailMessage",
    "HOLOGRAM, Unknown"
  })
  void type_decidesTheKindAndIsKept(String type, String kind) {
    Reference reference = source(type, UNSIGNED, STATUS, ARN).toReference();
    assertThat(reference.getClass().getSimpleName()).isEqualTo(kind);
    assertThat(reference.type()).isEqualTo(type);
    assertThat(reference.name()).isEqualTo(NAME);
  }

  @ParameterizedTest
  @ValueSource(strings = {"URL", "STRING", "NUMBER", "DATE", "EMAIL"})
  void plainKinds_carryNameAndValue(String type) {
    Reference reference =
        new ReferenceSource(
                type,
                NAME,
                Optional.of(""),
                Optional.of(ValueState.HASHED),
                Optional.empty(),
                Optional.empty())
            .toReference();
    assertThat(reference.value()).contains("");
    assertThat(reference.valueState()).contains(ValueState.HASHED);
    assertThat(reference.status()).isEmpty();
    assertThat(reference.arn()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"ATTACHMENT", "CONTACT_ANALYSIS", "HOLOGRAM"})
  void filesAndUnknownKinds_carryEverything(String type) {
    Reference reference = source(type, UNSIGNED, STATUS, ARN).toReference();
    assertThat(reference.value()).isEqualTo(UNSIGNED);
    assertThat(reference.status()).isEqualTo(STATUS);
    assertThat(reference.arn()).isEqualTo(ARN);
    assertThat(reference.isProcessing()).isFalse();
    assertThat(source(type, UNSIGNED, Optional.of("PROCESSING"), ARN).toReference().isProcessing())
        .isTrue();
  }

  @Test
  void messagesOfAnEmail_carryNameAndArnAlone() {
    Reference reference =
        source("EMAIL_MESSAGE", Optional.empty(), Optional.empty(), ARN).toReference();
    assertThat(reference.arn()).isEqualTo(ARN);
    assertThat(reference.value()).isEmpty();
    assertThat(reference.isProcessing()).isFalse();
  }

  private static ReferenceSource source(
      String type, Optional<String> value, Optional<String> status, Optional<String> arn) {
    return new ReferenceSource(type, NAME, value, Optional.empty(), status, arn);
  }
}
