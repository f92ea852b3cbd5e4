package io.contacttree.domain.tree;

import java.time.Instant;
import java.util.Objects;

/**
 * The lists asked by a contact that is only named, as far as they had no answer.
 *
 * @param count how many, merged by the greater
 * @param lastAt our clock just before the last one
 */
public record ListTries(int count, Instant lastAt) {
  public ListTries {
    Objects.requireNonNull(lastAt);
    if (count < 1) {
      throw new IllegalArgumentException("tries cannot be fewer than 1");
    }
  }

  /** Returns these and one more. */
  public ListTries oneMore(Instant triedAt) {
    return new ListTries(count + 1, triedAt.isAfter(lastAt) ? triedAt : lastAt);
  }

  /** Returns what both know together. */
  public ListTries merge(ListTries other) {
    return new ListTries(
        Math.max(count, other.count), lastAt.isAfter(other.lastAt) ? lastAt : other.lastAt);
  }
}
