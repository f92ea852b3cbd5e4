package io.contacttree.domain.contact;

import java.util.Optional;

/**
 * The id of a contact: a call, chat, task or e-mail.
 *
 * <p>1 to 256 characters of {@code [A-Za-z0-9_-]}; anything else is refused, because the id becomes
 * part of request paths and table keys. Ids are ordered by their UTF-8 bytes, which for these
 * characters is the order of strings.
 *
 * @param value the id as Amazon Connect writes it
 */
public record ContactId(String value) implements Comparable<ContactId> {
  private static final int LONGEST = 256;

  public ContactId {
    if (!IdText.isAllowed(value, LONGEST)) {
      throw new IllegalArgumentException(
          "contact id must be 1 to 256 characters of A-Z a-z 0-9 _ -");
    }
  }

  /** Returns the id, or empty where the text cannot be one. */
  public static Optional<ContactId> parse(String text) {
    return IdText.isAllowed(text, LONGEST) ? Optional.of(new ContactId(text)) : Optional.empty();
  }

  @Override
  public int compareTo(ContactId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
