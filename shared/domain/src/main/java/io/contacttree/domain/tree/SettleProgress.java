package io.contacttree.domain.tree;

import java.time.Instant;
import java.util.Comparator;

/**
 * How many settle reads a tree has had since it last brought news; newer news stands, then the
 * higher count.
 *
 * @param newsAt our clock when a claim last brought something new
 * @param reads the settle reads since then
 */
public record SettleProgress(Instant newsAt, int reads) implements Comparable<SettleProgress> {
  private static final Comparator<SettleProgress> ORDER =
      Comparator.comparing(SettleProgress::newsAt).thenComparingInt(SettleProgress::reads);

  /** Returns a tree's progress before anything is known. */
  public static SettleProgress none() {
    return new SettleProgress(Instant.EPOCH, 0);
  }

  /** Returns the progress after one more settle read. */
  public SettleProgress next() {
    return new SettleProgress(newsAt, reads + 1);
  }

  /** Returns the progress that stands. */
  public SettleProgress merge(SettleProgress other) {
    return compareTo(other) >= 0 ? this : other;
  }

  @Override
  public int compareTo(SettleProgress other) {
    return ORDER.compare(this, other);
  }
}
