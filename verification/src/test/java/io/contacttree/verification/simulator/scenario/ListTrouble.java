package io.contacttree.verification.simulator.scenario;

/**
 * Why lists that are asked by one contact have no answer.
 *
 * @param kind what comes instead
 * @param times how many requests fail until one is answered; {@link #FOR_EVER} for all
 */
public record ListTrouble(Kind kind, int times) {
  /** No request is ever answered. */
  public static final int FOR_EVER = Integer.MAX_VALUE;

  /** What comes instead of an answer. */
  public enum Kind {
    /** 400. */
    BAD_REQUEST,
    /** 403, for this contact alone. */
    REFUSED,
    /** 5xx. */
    SERVER_ERROR,
    /** The connection ends. */
    RESET,
    /** 429, whatever the quota. */
    TOO_MANY_REQUESTS,
    /** 200 with a body that is no list. */
    UNREADABLE
  }

  /** Returns whether no request is ever answered. */
  public boolean isForEver() {
    return times == FOR_EVER;
  }
}
