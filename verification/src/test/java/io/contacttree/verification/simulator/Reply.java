package io.contacttree.verification.simulator;

import io.contacttree.domain.reference.FailureReason;

/** How Amazon Connect answers one HTTP request. */
sealed interface Reply<T> {

  /** 200. */
  record Answered<T>(T body) implements Reply<T> {}

  /** 429. */
  record TooMany<T>() implements Reply<T> {}

  /** 500, or no answer at all. */
  record Broken<T>() implements Reply<T> {}

  /**
   * An answer that asking again does not change.
   *
   * @param reason NOT_FOUND for 404, REFUSED for 403, INVALID for 400, UNAVAILABLE for a body that
   *     is none
   */
  record Denied<T>(FailureReason reason) implements Reply<T> {}
}
