package io.contacttree.domain.contact;

import java.util.Comparator;

/**
 * One value of one fact and how new it is; of two observations the newer stands, of equally new
 * ones the greater value.
 *
 * @param value the value in the form the document shows
 * @param stamp how new it is within its source
 */
public record Observation(String value, Stamp stamp) implements Comparable<Observation> {
  private static final Comparator<Observation> ORDER =
      Comparator.comparing(Observation::stamp).thenComparing(Observation::value);

  /** Returns the one that stands; the same one whichever comes first. */
  public Observation merge(Observation other) {
    return compareTo(other) >= 0 ? this : other;
  }

  @Override
  public int compareTo(Observation other) {
    return ORDER.compare(this, other);
  }
}
