package io.contacttree.domain.tree;

import java.time.Instant;
import java.util.Comparator;

/**
 * The newest answer to a list that was asked by one contact's id.
 *
 * @param at our clock just before its first request
 * @param ending how it ended
 */
public record ListRead(Instant at, Ending ending) implements Comparable<ListRead> {
  private static final Comparator<ListRead> ORDER =
      Comparator.comparing(ListRead::at).thenComparing(ListRead::ending);

  /** How a list ended; of equally new ones the later constant stands. */
  public enum Ending {
    /** Not all pages are read yet; a continuation is under way. */
    UNFINISHED,
    /** Amazon Connect does not know the contact it was asked by. */
    NOT_FOUND,
    /** All pages were read. */
    COMPLETE,
    /**
     * Amazon Connect gave a page token that it had given before; what was read up to there counts.
     */
    TOKEN_LOOP,
    /** More pages than we are willing to read. */
    TRUNCATED
  }

  /** Returns the newer of both. */
  public ListRead merge(ListRead other) {
    return compareTo(other) >= 0 ? this : other;
  }

  @Override
  public int compareTo(ListRead other) {
    return ORDER.compare(this, other);
  }
}
