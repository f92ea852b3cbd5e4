package io.contacttree.verification.simulator;

/** The token bucket with which Amazon Connect itself holds a quota; it begins full. */
final class QuotaBucket {
  private static final double NANOS_IN_SECOND = 1e9;

  private final Api api;
  private double tokens;
  private long filledAt;

  QuotaBucket(Api api) {
    this.api = api;
    this.tokens = api.burst();
  }

  /** Returns whether a request is let through. */
  boolean take(long nanos) {
    tokens =
        Math.min((double) api.burst(), tokens + api.rate() * (nanos - filledAt) / NANOS_IN_SECOND);
    filledAt = nanos;
    if (tokens < 1) {
      return false;
    }
    tokens--;
    return true;
  }
}
