package io.contacttree.domain.tree;

import io.contacttree.domain.contact.ContactId;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/**
 * Something about a tree that a reader should know before trusting its shape.
 *
 * @param code what it is
 * @param contact the contact it is about; for {@link Code#MISSING_PARENT} and {@link Code#ERASED}
 *     the one that members name
 */
public record Defect(Code code, Optional<ContactId> contact) implements Comparable<Defect> {
  private static final Comparator<Defect> ORDER =
      Comparator.comparing((Defect defect) -> defect.code().text())
          .thenComparing(defect -> defect.contact().map(ContactId::value).orElse(""));

  /** The kinds of defects (tree rules, section 3.6). */
  public enum Code {
    ORPHAN,
    CYCLE,
    SEVERAL_ROOTS,
    MISSING_PARENT,
    ERASED,
    TRUNCATED_LIST,
    TOKEN_LOOP,
    UNKNOWN_VALUE;

    /** Returns the code as the document shows it. */
    public String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  static Defect of(Code code, ContactId contact) {
    return new Defect(code, Optional.of(contact));
  }

  static Defect of(Code code) {
    return new Defect(code, Optional.empty());
  }

  @Override
  public int compareTo(Defect other) {
    return ORDER.compare(this, other);
  }
}
