package io.contacttree.domain.contact;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;

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

  private static final Set<String> FOR_NOTHING =
      Set.of("null", "undefined", "none", "nil", "n/a", "00000000-0000-0000-0000-000000000000");

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

  /**
   * Returns the id that a source gives for a contact, or empty where the text cannot be one or
   * stands for nothing.
   */
  public static Optional<ContactId> given(String text) {
    return standsForNothing(text) ? Optional.empty() : parse(text);
  }

  /**
   * Returns whether a text in an id's place says that there is none: blank, a word such as {@code
   * undefined}, or the UUID of zeros (tree rules, section 2.3). Of an ARN nothing may have been
   * taken yet: {@code N/A} has a slash, too.
   */
  public static boolean standsForNothing(String text) {
    String bare = text.strip();
    return bare.isEmpty() || FOR_NOTHING.contains(bare.toLowerCase(Locale.ROOT));
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
