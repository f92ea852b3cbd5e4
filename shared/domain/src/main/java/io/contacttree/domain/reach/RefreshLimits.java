package io.contacttree.domain.reach;

import io.contacttree.domain.store.RefreshLedger.Limit;

/**
 * How many refreshes a deployment takes.
 *
 * @param known a minute, of contacts that the table knows
 * @param unknown a minute, of contacts that it does not know
 * @param waiting none while the queue holds more messages than this
 */
public record RefreshLimits(int known, int unknown, long waiting) {
  /** What fewer messages there may always be. */
  private static final int LEAST_WAITING = 50;

  private static final int SECONDS_OF_WORK = 30;

  public RefreshLimits {
    if (known < 1 || unknown < 1 || waiting < 0) {
      throw new IllegalArgumentException("limits must be at least 1");
    }
  }

  /**
   * Returns how many messages may wait where that is not set: what lists work off within half a
   * minute, and at least 50.
   *
   * @param listsASecond the lists that all workers together may ask for
   */
  public static long waitingAt(double listsASecond) {
    return Math.max(LEAST_WAITING, (long) Math.floor(SECONDS_OF_WORK * listsASecond));
  }

  int ofAMinute(Limit limit) {
    return switch (limit) {
      case KNOWN -> known;
      case UNKNOWN -> unknown;
    };
  }
}
