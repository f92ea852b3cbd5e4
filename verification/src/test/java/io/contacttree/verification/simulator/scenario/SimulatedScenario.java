package io.contacttree.verification.simulator.scenario;

import io.contacttree.domain.contact.ContactId;
import io.contacttree.domain.contact.InstanceId;
import io.contacttree.verification.simulator.time.SimulatedTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The contacts of one seed, by instance.
 *
 * @param reading how Amazon Connect reads them out
 * @param instances the contacts of each instance by their id
 */
public record SimulatedScenario(
    Reading reading, Map<InstanceId, Map<ContactId, SimulatedContact>> instances) {

  /** When contacts are purged that are known by then; nothing else happens for days. */
  public static final Instant PURGE = SimulatedTime.START.plus(Duration.ofDays(30));

  public SimulatedScenario {
    instances = Collections.unmodifiableMap(new TreeMap<>(instances));
  }

  /** Returns whether some contacts live on after others were purged. */
  public boolean hasSecondLife() {
    return instances.values().stream()
        .flatMap(contacts -> contacts.values().stream())
        .anyMatch(contact -> contact.begunAt().isAfter(PURGE));
  }

  /** Returns the contacts of an instance. */
  public Map<ContactId, SimulatedContact> contacts(InstanceId instance) {
    return instances.getOrDefault(instance, Map.of());
  }

  /** Returns a contact, or empty where Amazon Connect never had it. */
  public Optional<SimulatedContact> contact(InstanceId instance, ContactId id) {
    return Optional.ofNullable(contacts(instance).get(id));
  }
}
