package io.contacttree.domain.reference;

/** Why Amazon Connect gave no answer to a read. */
public enum FailureReason {
  /** The quota was used up for longer than we could wait; asking later helps. */
  THROTTLED(false),
  /** The service or the way to it was down; asking later helps. */
  UNAVAILABLE(false),
  /** Amazon Connect does not know the contact, not yet or no longer. */
  NOT_FOUND(false),
  /**
   * We are not allowed to ask; asking again gives the same answer until somebody grants the right.
   */
  REFUSED(true),
  /** Amazon Connect called the request wrong; asking again gives the same answer. */
  INVALID(true);

  private final boolean definite;

  FailureReason(boolean definite) {
    this.definite = definite;
  }

  /** Returns whether it says nothing of the contact, only of the moment. */
  public boolean passes() {
    return this == THROTTLED || this == UNAVAILABLE;
  }

  /** Returns whether the answer settles a claim, because asking again would give the same one. */
  public boolean isDefinite() {
    return definite;
  }
}
