package io.contacttree.domain.claim;

import java.time.Duration;

/** The queue that brings claims; a claim sent here is durable once the method returns. */
public interface ClaimQueue {

  /**
   * Sends a claim that arrives no sooner than after the delay.
   *
   * <p>Throws {@link io.contacttree.domain.store.UpstreamFailure} where the queue does not take it.
   *
   * @param delay 0 to 15 minutes; longer ones are cut
   */
  void send(Claim claim, ClaimMessage.Trail trail, Duration delay);
}
