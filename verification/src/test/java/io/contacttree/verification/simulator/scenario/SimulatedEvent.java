package io.contacttree.verification.simulator.scenario;

import io.contacttree.domain.contact.ContactId;
import io.contacttree.domain.contact.Fact;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One contact event that reaches the queue at least once.
 *
 * @param contact the contact that ended
 * @param kind which of its two ends
 * @param time the envelope's time, in whole seconds
 * @param emittedAt when Amazon Connect sent it
 * @param facts the other facts it carries, in the form the document shows
 * @param nothings what it gives as ids of other contacts although there are none
 * @param disconnectedAt the disconnect timestamp, where it carries one
 * @param afterWorkUntil the end of after-contact work, where it carries one
 */
public record SimulatedEvent(
    ContactId contact,
    Kind kind,
    Instant time,
    Instant emittedAt,
    Map<Fact, String> facts,
    Map<Fact, String> nothings,
    Optional<Instant> disconnectedAt,
    Optional<Instant> afterWorkUntil) {

  /** The two event types that say that a contact ended. */
  public enum Kind {
    DISCONNECTED,
    COMPLETED
  }

  public SimulatedEvent {
    facts = Collections.unmodifiableMap(new TreeMap<>(facts));
    nothings = Collections.unmodifiableMap(new TreeMap<>(nothings));
  }
}
