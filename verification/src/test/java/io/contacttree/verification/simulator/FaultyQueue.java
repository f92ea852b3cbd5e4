package io.contacttree.verification.simulator;

import io.contacttree.domain.claim.Claim;
import io.contacttree.domain.claim.ClaimMessage;
import io.contacttree.domain.claim.ClaimQueue;
import io.contacttree.domain.store.UpstreamFailure;
import java.time.Duration;

/** One worker's way to the queue; sending may fail before or after the message was taken. */
final class FaultyQueue implements ClaimQueue {
  private final Worker worker;
  private final SimulatedQueue queue;
  private final Faults faults;
  private final Calls calls;

  FaultyQueue(Worker worker, SimulatedQueue queue, Faults faults, Calls calls) {
    this.worker = worker;
    this.queue = queue;
    this.faults = faults;
    this.calls = calls;
  }

  @Override
  public void send(Claim claim, ClaimMessage.Trail trail, Duration delay) {
    worker.step(
        "send "
            + SimulatedMessages.inWords(claim)
            + " hop "
            + trail.hops()
            + " in "
            + delay.toSeconds()
            + " s");
    boolean fails = faults.queueFails(worker);
    if (!fails || faults.queueTookItAllTheSame()) {
      calls.sent();
      queue.send(claim, trail, delay);
    }
    worker.step(fails ? "sending failed" : "sent");
    if (fails) {
      throw new UpstreamFailure(UpstreamFailure.Resource.QUEUE, "no answer");
    }
  }
}
