package io.contacttree.standin.contacts;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.contacttree.standin.http.Json;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * All contacts of all instances.
 *
 * <p>Safe for any number of threads as long as what {@link #instance} returned is used inside
 * {@link #exclusively}.
 */
public final class ContactStore {
  private final Map<String, InstanceContacts> instances = new LinkedHashMap<>();

  /** Runs the work while nobody else reads or changes the book, and returns what it returns. */
  public synchronized <T> T exclusively(Supplier<T> work) {
    return work.get();
  }

  /** Returns the contacts of that instance, empty if no scenario names it. */
  public Optional<InstanceContacts> instance(String instanceId) {
    return Optional.ofNullable(instances.get(instanceId));
  }

  /** Takes in a scenario: each contact whole, in place of the one of its id. */
  public synchronized void upsert(ContactScenario contactScenario) {
    contactScenario.instances().forEach(this::known);
    contactScenario.contacts().forEach(contact -> known(contact.instanceId()).put(contact));
  }

  /**
   * Forgets contacts.
   *
   * @param instanceId the only instance to change; empty: every one
   * @param contactId the only contact to forget; empty: all of them, and the instance itself
   */
  public synchronized void delete(Optional<String> instanceId, Optional<String> contactId) {
    if (contactId.isPresent()) {
      instances.forEach(
          (id, contacts) -> {
            if (instanceId.isEmpty() || instanceId.get().equals(id)) {
              contacts.remove(contactId.get());
            }
          });
    } else {
      instances.keySet().removeIf(id -> instanceId.isEmpty() || instanceId.get().equals(id));
    }
  }

  /** Returns everything as an array of scenarios, in the words that were posted. */
  public synchronized ArrayNode scenarios() {
    ArrayNode scenarios = Json.array();
    instances.forEach(
        (id, contacts) -> {
          ObjectNode scenario = scenarios.addObject().put("InstanceId", id);
          ArrayNode list = scenario.putArray("Contacts");
          contacts.all().forEach(contact -> list.add(contact.posted()));
        });
    return scenarios;
  }

  private InstanceContacts known(String instanceId) {
    return instances.computeIfAbsent(instanceId, absent -> new InstanceContacts());
  }
}
