package io.contacttree.domain.claim;

/** Counts what a queue of claims holds. */
@FunctionalInterface
public interface WaitingMessages {

  /**
   * Returns how many messages wait, are delayed or are being handled, about.
   *
   * <p>Throws {@link io.contacttree.domain.store.UpstreamFailure} where the queue does not answer.
   */
  long count();
}
