package io.contacttree.local.eventsource;

/**
 * How long a batch that failed as a whole stays away: doubling with each receive.
 *
 * <p>In AWS such a batch waits for the queue's visibility time-out, a quarter of an hour and more;
 * here nobody waits so long for a function that crashes.
 *
 * @param firstSeconds after the first receive
 * @param longestSeconds at most
 */
public record RetryDelay(int firstSeconds, int longestSeconds) {
  /** Refuses delays that are none. */
  public RetryDelay {
    if (firstSeconds < 0 || longestSeconds < firstSeconds) {
      throw new IllegalArgumentException("A delay must not shrink or be below zero.");
    }
  }

  /** Returns the delay after so many receives, the first being 1. */
  int seconds(int receives) {
    int doublings = Math.min(Math.max(receives, 1) - 1, 20);
    return (int) Math.min(longestSeconds, (long) firstSeconds << doublings);
  }
}
