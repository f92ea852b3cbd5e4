package io.contacttree.domain.connect;

import java.time.Duration;
import java.util.Objects;

/**
 * The pace of one API of Amazon Connect for all workers of a deployment together, however many of
 * them there are.
 *
 * <p>Both methods throw {@link io.contacttree.domain.store.UpstreamFailure} where what the workers
 * share does not answer.
 */
public interface SharedPace {
  /** Lets everyone through at once, for an API without a quota. */
  SharedPace UNPACED =
      new SharedPace() {
        @Override
        public Turn take(Duration longestWait) {
          return new Turn.Taken();
        }

        @Override
        public void slowDown() {}
      };

  /**
   * Waits for the turn to make one attempt, and takes it.
   *
   * @param longestWait a turn that would come later is not taken
   */
  Turn take(Duration longestWait);

  /** Lets nobody through for a while, because Amazon Connect answered "too many requests". */
  void slowDown();

  /** Whether the attempt may be made. */
  sealed interface Turn {
    /** It may, now. */
    record Taken() implements Turn {}

    /**
     * It may not.
     *
     * @param retryAfter in which time the turn would have come
     */
    record TooLate(Duration retryAfter) implements Turn {
      public TooLate {
        Objects.requireNonNull(retryAfter);
      }
    }
  }
}
