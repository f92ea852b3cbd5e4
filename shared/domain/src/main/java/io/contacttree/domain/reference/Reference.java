package io.contacttree.domain.reference;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;

/**
 * One reference of a contact: a link, a value, a file or a message that Amazon Connect keeps with
 * it.
 *
 * <p>One leaf for every kind that the service documents, and {@link Unknown} for kinds it will
 * invent. Values of files are locations and never carry a query string, because a signed link is a
 * credential.
 *
 * <p>Source: Amazon Connect API Reference, ReferenceSummary (a union of structures).
 */
public sealed interface Reference extends Comparable<Reference> {

  /**
   * The order of references in the document: type, name, value, ARN, each by its UTF-8 bytes;
   * absent first.
   */
  Comparator<Reference> ORDER =
      Comparator.comparing(Reference::type, byBytes())
          .thenComparing(Reference::name, absentFirst())
          .thenComparing(Reference::value, absentFirst())
          .thenComparing(Reference::arn, absentFirst());

  /** Tells references apart that {@link #ORDER} calls the same one: also by the state of each. */
  Comparator<Reference> WHOLE =
      ORDER
          .thenComparing(Reference::status, absentFirst())
          .thenComparing(reference -> reference.valueState().map(ValueState::name), absentFirst());

  /** Returns the kind in UPPER_SNAKE. */
  String type();

  /** Returns the name under which the reference was created; for messages the file id. */
  Optional<String> name();

  /** Returns the value as text, whatever its kind; absent stays absent, empty stays empty. */
  default Optional<String> value() {
    return Optional.empty();
  }

  /**
   * Returns what was done to the value before it was kept; absent where it is as Amazon Connect
   * sent it.
   */
  default Optional<ValueState> valueState() {
    return Optional.empty();
  }

  /** Returns the state of the file behind the reference, as sent. */
  default Optional<String> status() {
    return Optional.empty();
  }

  /** Returns the ARN of the file behind the reference. */
  default Optional<String> arn() {
    return Optional.empty();
  }

  /** Returns whether Amazon Connect is still working on the file behind the reference. */
  default boolean isProcessing() {
    return status().filter("PROCESSING"::equals).isPresent();
  }

  @Override
  default int compareTo(Reference other) {
    return ORDER.compare(this, other);
  }

  /** A web address. */
  record Url(Optional<String> name, Optional<String> value, Optional<ValueState> valueState)
      implements Reference {
    @Override
    public String type() {
      return "URL";
    }
  }

  /** A piece of text. */
  record TextValue(Optional<String> name, Optional<String> value, Optional<ValueState> valueState)
      implements Reference {
    @Override
    public String type() {
      return "STRING";
    }
  }

  /** A number; Amazon Connect keeps it as text. */
  record NumberValue(Optional<String> name, Optional<String> value, Optional<ValueState> valueState)
      implements Reference {
    @Override
    public String type() {
      return "NUMBER";
    }
  }

  /** A date; Amazon Connect keeps it as text and documents no unit. */
  record DateValue(Optional<String> name, Optional<String> value, Optional<ValueState> valueState)
      implements Reference {
    @Override
    public String type() {
      return "DATE";
    }
  }

  /** An e-mail address. */
  record EmailAddress(
      Optional<String> name, Optional<String> value, Optional<ValueState> valueState)
      implements Reference {
    @Override
    public String type() {
      return "EMAIL";
    }
  }

  /** An attached file; the value is its location. */
  record Attachment(
      Optional<String> name,
      Optional<String> value,
      Optional<ValueState> valueState,
      Optional<String> status,
      Optional<String> arn)
      implements Reference {
    @Override
    public String type() {
      return "ATTACHMENT";
    }
  }

  /** A result of conversational analytics; the value is its location. */
  record ContactAnalysis(
      Optional<String> name,
      Optional<String> value,
      Optional<ValueState> valueState,
      Optional<String> status,
      Optional<String> arn)
      implements Reference {
    @Override
    public String type() {
      return "CONTACT_ANALYSIS";
    }
  }

  /** One of the four forms of an e-mail's body. */
  record EmailMessage(Variant variant, Optional<String> name, Optional<String> arn)
      implements Reference {
    @Override
    public String type() {
      return variant.type();
    }
  }

  /** A kind that the service did not document when this was written; kept under its own name. */
  record Unknown(
      String type,
      Optional<String> name,
      Optional<String> value,
      Optional<ValueState> valueState,
      Optional<String> status,
      Optional<String> arn)
      implements Reference {}

  /** The forms in which the body of an e-mail is kept. */
  enum Variant {
    FULL("EMAIL_MESSAGE"),
    REDACTED("EMAIL_MESSAGE_REDACTED"),
    PLAIN_TEXT("EMAIL_MESSAGE_PLAIN_TEXT"),
    PLAIN_TEXT_REDACTED("EMAIL_MESSAGE_PLAIN_TEXT_REDACTED");

    private final String type;

    Variant(String type) {
      this.type = type;
    }

    String type() {
      return type;
    }
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
