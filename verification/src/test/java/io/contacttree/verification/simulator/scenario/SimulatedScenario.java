package io.contacttree.verification.simulator.scenario;

import io.contacttree.domain.contact.ContactId;
import io.contacttree.domain.contact.InstanceId;
import io.contacttree.verification.simulator.time.SimulatedTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The contacts of one seed, by instance.
 *
 * @param reading how Amazon Connect reads them out
 * @param instances the contacts of each instance by their id
 * @param troubles the contacts of each instance by which no list can be had at first, or ever
 */
public record SimulatedScenario(
    Reading reading,
    Map<InstanceId, Map<ContactId, SimulatedContact>> instances,
    Map<InstanceId, Map<ContactId, ListTrouble>> troubles) {

  /** When contacts are purged that are known by then; nothing else happens for days. */
  public static final Instant PURGE = SimulatedTime.START.plus(Duration.ofDays(30));

  public SimulatedScenario {
    instances = Collections.unmodifiableMap(new TreeMap<>(instances));
    troubles = Collections.unmodifiableMap(new TreeMap<>(troubles));
  }

  /** Returns why lists asked by a contact fail, or empty where they do not. */
  public Optional<ListTrouble> trouble(InstanceId instance, ContactId id) {
    return Optional.ofNullable(troubles.getOrDefault(instance, Map.of()).get(id));
  }

  /** Returns whether lists asked by some contact of an instance fail. */
  public boolean hasTroubles(InstanceId instance) {
    return !troubles.getOrDefault(instance, Map.of()).isEmpty();
  }

  /**
   * Returns the contacts, names of none left out, by which no list can be had at first, or ever.
   */
  public Set<ContactId> troubledContacts(InstanceId instance) {
    Set<ContactId> troubled = new TreeSet<>(contacts(instance).keySet());
    troubled.retainAll(troubles.getOrDefault(instance, Map.of()).keySet());
    return troubled;
  }

  /** Returns whether lists asked by a contact fail for ever. */
  public boolean isUnanswered(InstanceId instance, ContactId id) {
    return trouble(instance, id).filter(ListTrouble::isForEver).isPresent();
  }

  /** Returns whether the events of some contact may be given up. */
  public boolean hasDoomed() {
    return instances.keySet().stream().anyMatch(instance -> !doomed(instance).isEmpty());
  }

  /**
   * Returns the contacts whose own events may be given up: they need a list that can never be had.
   */
  public Set<ContactId> doomed(InstanceId instance) {
    Set<ContactId> doomed = new TreeSet<>();
    contacts(instance)
        .forEach(
            (id, contact) -> {
              if (!contact.events().isEmpty() && isUnanswered(instance, id)) {
                doomed.add(id);
              }
            });
    return doomed;
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
