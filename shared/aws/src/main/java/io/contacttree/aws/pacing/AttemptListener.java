package io.contacttree.aws.pacing;

/**
 * Hears of every HTTP attempt and its answer, for metrics; called by several threads at once, and
 * must not throw.
 */
public interface AttemptListener {
  /** Hears nothing. */
  AttemptListener NONE = new AttemptListener() {};

  /** An attempt is about to be made; retries of the SDK count each. */
  default void attempted(String operation) {}

  /** An attempt was answered by "too many requests". */
  default void throttled(String operation) {}

  /** Elements or fields of an answer could not be read and are absent. */
  default void leftOut(String operation, int parts) {}
}
