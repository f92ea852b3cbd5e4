package io.contacttree.domain.reference;

import java.util.Locale;
import java.util.Optional;

/**
 * A reference as it came from outside, before it is told which kind it is.
 *
 * @param type the kind in UPPER_SNAKE
 * @param name its name
 * @param value its value, not yet cut or hidden
 * @param valueState what was done to the value
 * @param status the state of its file
 * @param arn the ARN of its file
 */
public record ReferenceSource(
    String type,
    Optional<String> name,
    Optional<String> value,
    Optional<ValueState> valueState,
    Optional<String> status,
    Optional<String> arn) {

  /**
   * Returns the kind in UPPER_SNAKE of a name on the wire: {@code EmailMessageRedacted} is {@code
   * EMAIL_MESSAGE_REDACTED}.
   */
  public static String typeOf(String wireName) {
    return wireName
        .replaceAll("([a-z0-9])([A-Z])", "$1_$2")
        .replaceAll("([A-Z])([A-Z][a-z])", "$1_$2")
        .toUpperCase(Locale.ROOT);
  }

  /**
   * Returns the same reference; the location of a file loses its query string, which may be a
   * signature.
   */
  public ReferenceSource withoutSignature() {
    boolean location =
        switch (type) {
          case "ATTACHMENT", "CONTACT_ANALYSIS" -> true;
          case "URL", "STRING", "NUMBER", "DATE", "EMAIL" -> false;
          default -> status.isPresent() || arn.isPresent();
        };
    return location
        ? new ReferenceSource(
            type, name, value.map(ReferenceSource::untilQuery), valueState, status, arn)
        : this;
  }

  /** Returns the reference of its kind. */
  public Reference toReference() {
    return switch (type) {
      case "URL" -> new Reference.Url(name, value, valueState);
      case "STRING" -> new Reference.TextValue(name, value, valueState);
      case "NUMBER" -> new Reference.NumberValue(name, value, valueState);
      case "DATE" -> new Reference.DateValue(name, value, valueState);
      case "EMAIL" -> new Reference.EmailAddress(name, value, valueState);
      case "ATTACHMENT" -> new Reference.Attachment(name, value, valueState, status, arn);
      case "CONTACT_ANALYSIS" ->
          new Reference.ContactAnalysis(name, value, valueState, status, arn);
      case "EMAIL_MESSAGE" -> new Reference.EmailMessage(Reference.Variant.FULL, name, arn);
      case "EMAIL_MESSAGE_REDACTED" ->
          new Reference.EmailMessage(Reference.Variant.REDACTED, name, arn);
      case "EMAIL_MESSAGE_PLAIN_TEXT" ->
          new Reference.EmailMessage(Reference.Variant.PLAIN_TEXT, name, arn);
      case "EMAIL_MESSAGE_PLAIN_TEXT_REDACTED" ->
          new Reference.EmailMessage(Reference.Variant.PLAIN_TEXT_REDACTED, name, arn);
      default -> new Reference.Unknown(type, name, value, valueState, status, arn);
    };
  }

  private static String untilQuery(String location) {
    int query = location.indexOf('?');
    return query < 0 ? location : location.substring(0, query);
  }
}
