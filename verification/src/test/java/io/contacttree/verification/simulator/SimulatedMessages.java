package io.contacttree.verification.simulator;

import io.contacttree.domain.claim.Claim;
import io.contacttree.domain.contact.ContactId;
import io.contacttree.domain.contact.Facts;
import io.contacttree.domain.contact.InstanceId;
import io.contacttree.domain.contact.Stamp;
import io.contacttree.verification.simulator.scenario.SimulatedEvent;
import java.time.Instant;
import java.util.Optional;

/** Turns events into claims as tree rules, section 7, say. */
final class SimulatedMessages {
  private SimulatedMessages() {}

  /**
   * Returns the claim of an event.
   *
   * @param sentAt when the queue took it
   */
  static Claim.Ended ended(InstanceId instance, SimulatedEvent event, Instant sentAt) {
    Instant ended = event.time().isBefore(sentAt) ? event.time() : sentAt;
    if (event.disconnectedAt().filter(ended::isAfter).isPresent()) {
      ended = event.disconnectedAt().get();
    }
    Stamp stamp =
        new Stamp(
            event.afterWorkUntil().orElse(event.time()),
            event.kind() == SimulatedEvent.Kind.COMPLETED ? 1 : 0);
    Facts.Builder facts = Facts.observedAt(stamp);
    event.facts().forEach((fact, value) -> facts.with(fact, Optional.of(value)));
    event.nothings().forEach((fact, value) -> facts.with(fact, Optional.of(value)));
    return new Claim.Ended(
        instance, event.contact(), ended, event.afterWorkUntil().orElse(ended), facts.build());
  }

  /** Returns whether a claim is a settle read. */
  static boolean isSettle(Claim claim) {
    return claim instanceof Claim.Observe observe && observe.settle().isPresent();
  }

  /** Returns a claim as a line of a trace. */
  static String inWords(Claim claim) {
    ContactId contact = claim.contact();
    return switch (claim) {
      case Claim.Ended ended -> "ended " + contact + " at " + ended.endedAt();
      case Claim.Observe observe ->
          (observe.settle().isPresent() ? "settle " + observe.settle().get().reads() : "refresh")
              + " "
              + contact;
      case Claim.Rebuild _ -> "rebuild " + contact;
    };
  }
}
