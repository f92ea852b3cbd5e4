package io.contacttree.local.lambda;

/** How an invocation ended. */
public sealed interface Invocation {

  /**
   * The handler answered.
   *
   * @param json its answer
   */
  record Answered(String json) implements Invocation {}

  /**
   * The handler threw, or could not be made.
   *
   * @param reason what was thrown
   */
  record Failed(String reason) implements Invocation {}

  /** The time-out passed first. */
  record TimedOut() implements Invocation {}
}
