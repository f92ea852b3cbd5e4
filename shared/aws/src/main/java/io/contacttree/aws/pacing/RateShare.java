package io.contacttree.aws.pacing;

/**
 * One worker's share of a quota: for every interval of s seconds it makes at most {@code rate × s +
 * capacity} HTTP attempts.
 *
 * @param rate attempts per second
 * @param capacity attempts at once after a quiet time, at least 1
 */
public record RateShare(double rate, long capacity) {
  public RateShare {
    if (!(rate > 0) || capacity < 1) {
      throw new IllegalArgumentException("rate and capacity must be more than 0");
    }
  }

  /**
   * Returns the share of one of several workers.
   *
   * @param headroom the part of the quota that all workers together may use, more than 0, at most 1
   * @param workers how many workers run at most at the same time
   */
  public static RateShare share(Quota quota, double headroom, int workers) {
    return new RateShare(
        quota.rate() * headroom / workers,
        Math.max(1, (long) Math.floor(quota.burst() * headroom / workers)));
  }
}
