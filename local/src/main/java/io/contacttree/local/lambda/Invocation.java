package io.contacttree.local.lambda;

import java.util.Objects;

/** How an invocation ended. */
public sealed interface Invocation {

  /**
   * The handler answered.
   *
   * @param json its answer
   */
  record Answered(String json) implements Invocation {
    /** Refuses null. */
    public Answered {
      Objects.requireNonNull(json);
    }
  }

  /**
   * The handler threw, or could not be made.
   *
   * @param reason what was thrown
   */
  record Failed(String reason) implements Invocation {
    /** Refuses null. */
    public Failed {
      Objects.requireNonNull(reason);
    }
  }

  /** The time-out passed first. */
  record TimedOut() implements Invocation {}
}
