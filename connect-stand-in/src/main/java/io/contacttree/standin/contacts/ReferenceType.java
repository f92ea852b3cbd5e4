package io.contacttree.standin.contacts;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The eleven values that ListContactReferences takes as a reference type. */
public enum ReferenceType {
  /** A web address. */
  URL,
  /** A file. */
  ATTACHMENT,
  /** The outcome of an analysis. */
  CONTACT_ANALYSIS,
  /** A number, as text. */
  NUMBER,
  /** A text. */
  STRING,
  /** A date, as text. */
  DATE,
  /** An e-mail address. */
  EMAIL,
  /** The body of an e-mail. */
  EMAIL_MESSAGE,
  /** The body of an e-mail without markup. */
  EMAIL_MESSAGE_PLAIN_TEXT,
  /** The same, redacted. */
  EMAIL_MESSAGE_PLAIN_TEXT_REDACTED,
  /** The body of an e-mail, redacted. */
  EMAIL_MESSAGE_REDACTED;

  /** Returns the type of that exact name, empty for any other text. */
  public static Optional<ReferenceType> named(String name) {
    return Arrays.stream(values()).filter(type -> type.name().equals(name)).findFirst();
  }

  /** Returns the union key as such a name would be written: {@code EmailMessage} EMAIL_MESSAGE. */
  public static String upperSnake(String unionKey) {
    return unionKey.replaceAll("(?<=[a-z0-9])(?=[A-Z])", "_").toUpperCase(Locale.ROOT);
  }
}
