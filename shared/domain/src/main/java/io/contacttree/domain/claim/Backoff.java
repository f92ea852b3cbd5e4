package io.contacttree.domain.claim;

import java.time.Duration;

/**
 * How long to wait before each further attempt: twice as long each time, up to a limit.
 *
 * @param first the wait after the first attempt
 * @param longest the longest wait
 */
public record Backoff(Duration first, Duration longest) {
  /** By then a second has become thirty years. */
  private static final int MOST_DOUBLINGS = 30;

  public Backoff {
    if (first.isNegative() || longest.compareTo(first) < 0) {
      throw new IllegalArgumentException(
          "the first wait must be 0 or more and not longer than the longest");
    }
  }

  /** Returns the wait after so many attempts, 1 or more. */
  public Duration after(int attempts) {
    int doublings = Math.min(Math.max(attempts, 1) - 1, MOST_DOUBLINGS);
    Duration doubled = first.multipliedBy(1L << doublings);
    return doubled.compareTo(longest) < 0 ? doubled : longest;
  }
}
