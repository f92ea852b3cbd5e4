package io.contacttree.standin.quota;

import java.time.Duration;
import java.time.Instant;

/**
 * Tokens that come back at a steady rate; it starts full.
 *
 * <p>For a moment after it was full it gives out no more than it held: requests sent in parallel
 * arrive one after another, on a busy machine over more than the time of a token, and must count as
 * one burst all the same. From then on it is as if the tokens had come back evenly from the start.
 * The moment is a quarter of a second, and shorter than the time in which a caller that keeps to
 * nine tenths of rate and burst could use up a full bucket: such a caller never meets the
 * difference.
 */
final class TokenBucket {
  private static final double ROUNDING = 1e-9;
  private static final double LONGEST_HOLD_SECONDS = 0.25;
  private static final double CAREFUL = 0.9;

  private final double rate;
  private final double burst;
  private final double holdSeconds;
  private double tokens;
  private Instant at;
  private Instant wasFullAt;
  private int takenSinceFull;

  TokenBucket(RateLimit.Limited quota, Instant now) {
    this.rate = quota.rate();
    this.burst = quota.burst();
    this.holdSeconds =
        Math.min(LONGEST_HOLD_SECONDS, (burst + 1 - Math.floor(CAREFUL * burst)) / rate);
    this.tokens = burst;
    this.at = now;
    this.wasFullAt = now;
  }

  /** Takes a token if there is one. */
  boolean take(Instant now) {
    tokens = Math.min(burst, tokens + rate * Math.max(0, secondsBetween(at, now)));
    at = now;
    if (tokens >= burst - ROUNDING) {
      wasFullAt = now;
      takenSinceFull = 0;
    }
    boolean oneBurst = secondsBetween(wasFullAt, now) < holdSeconds;
    double available = oneBurst ? Math.min(tokens, burst - takenSinceFull) : tokens;
    if (available < 1 - ROUNDING) {
      return false;
    }
    tokens -= 1;
    takenSinceFull++;
    return true;
  }

  private static double secondsBetween(Instant from, Instant to) {
    return Duration.between(from, to).toNanos() / 1e9;
  }
}
