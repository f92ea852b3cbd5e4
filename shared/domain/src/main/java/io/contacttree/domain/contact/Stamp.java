package io.contacttree.domain.contact;

import java.time.Instant;
import java.util.Comparator;

/**
 * How new an observation is among those of its own source.
 *
 * @param at for lists and searches our clock just before the read; for events the end of
 *     after-contact work, else the time of the event
 * @param rank breaks ties of {@code at}: 1 for COMPLETED, 0 for everything else
 */
public record Stamp(Instant at, int rank) implements Comparable<Stamp> {
  private static final Comparator<Stamp> ORDER =
      Comparator.comparing(Stamp::at).thenComparingInt(Stamp::rank);

  /** Returns the stamp of a list or search that began at this time. */
  public static Stamp of(Instant readAt) {
    return new Stamp(readAt, 0);
  }

  @Override
  public int compareTo(Stamp other) {
    return ORDER.compare(this, other);
  }
}
