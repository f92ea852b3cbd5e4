package io.contacttree.domain.reference;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/**
 * One reference of a contact: a link, a value, a file or a message that Amazon Connect keeps with
 * it; kinds that the service will invent are kept under their own name.
 *
 * <p>What the service documents for a kind is kept: of links and plain values name and value, of
 * messages name and ARN, of files and unknown kinds everything. A signed link is a credential: the
 * values of files and of unknown kinds end before the first {@code ?}, and so do other values that
 * are {@link SignedLink signed links}.
 *
 * <p>Source: Amazon Connect API Reference, ReferenceSummary (a union of structures).
 *
 * @param type the kind in UPPER_SNAKE
 * @param name the name under which it was created; for messages the file id
 * @param value the value as text, whatever its kind; absent stays absent, empty stays empty
 * @param valueState what was done to the value before it was kept; absent where it is as Amazon
 *     Connect sent it
 * @param status the state of the file behind it, as sent
 * @param arn the ARN of the file behind it
 */
public record Reference(
    String type,
    Optional<String> name,
    Optional<String> value,
    Optional<ValueState> valueState,
    Optional<String> status,
    Optional<String> arn)
    implements Comparable<Reference> {

  /**
   * The order of references in the document: type, name, value, ARN, each by its UTF-8 bytes;
   * absent first.
   */
  static final Comparator<Reference> ORDER =
      Comparator.comparing(Reference::type, byBytes())
          .thenComparing(Reference::name, absentFirst())
          .thenComparing(Reference::value, absentFirst())
          .thenComparing(Reference::arn, absentFirst());

  /** Tells references apart that {@link #ORDER} calls the same one: also by the state of each. */
  static final Comparator<Reference> WHOLE =
      ORDER
          .thenComparing(Reference::status, absentFirst())
          .thenComparing(reference -> reference.valueState().map(ValueState::name), absentFirst());

  public Reference {
    switch (type) {
      case "URL", "STRING", "NUMBER", "DATE", "EMAIL" -> {
        value = value.map(SignedLink::withoutSignature);
        status = Optional.empty();
        arn = Optional.empty();
      }
      case "EMAIL_MESSAGE",
          "EMAIL_MESSAGE_REDACTED",
          "EMAIL_MESSAGE_PLAIN_TEXT",
          "EMAIL_MESSAGE_PLAIN_TEXT_REDACTED" -> {
        value = Optional.empty();
        valueState = Optional.empty();
        status = Optional.empty();
      }
      default -> value = value.map(SignedLink::withoutQuery);
    }
  }

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
   * Returns the id of the file behind the reference: the tail of its ARN, else its name; empty for
   * links and plain values, behind which there is none, and for unknown kinds without an ARN.
   */
  public Optional<String> fileId() {
    return switch (type) {
      case "URL", "STRING", "NUMBER", "DATE", "EMAIL" -> Optional.empty();
      case "ATTACHMENT",
          "CONTACT_ANALYSIS",
          "EMAIL_MESSAGE",
          "EMAIL_MESSAGE_REDACTED",
          "EMAIL_MESSAGE_PLAIN_TEXT",
          "EMAIL_MESSAGE_PLAIN_TEXT_REDACTED" ->
          tailOfArn().or(() -> name);
      default -> tailOfArn();
    };
  }

  private Optional<String> tailOfArn() {
    return arn.map(text -> text.substring(text.lastIndexOf('/') + 1))
        .filter(tail -> !tail.isEmpty());
  }

  /** Returns whether Amazon Connect is still working on the file behind the reference. */
  public boolean isProcessing() {
    return status.filter("PROCESSING"::equals).isPresent();
  }

  /** Returns the same reference with another value and what was done to it. */
  Reference withValue(Optional<String> other, ValueState state) {
    return new Reference(type, name, other, Optional.of(state), status, arn);
  }

  @Override
  public int compareTo(Reference other) {
    return ORDER.compare(this, other);
  }

  private static Comparator<Optional<String>> absentFirst() {
    return (one, other) -> {
      if (one.isEmpty() || other.isEmpty()) {
        return Boolean.compare(one.isPresent(), other.isPresent());
      }
      return byBytes().compare(one.get(), other.get());
    };
  }

  private static Comparator<String> byBytes() {
    return (one, other) ->
        Arrays.compareUnsigned(
            one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
  }
}
