package io.contacttree.standin.contacts;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.contacttree.standin.protocol.StandInJson;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * All contacts of all instances.
 *
 * <p>Safe for any number of threads as long as what {@link #instance} returned is used inside
 * {@link #exclusively}.
 */
public final class ContactStore {
  private final Map<String, InstanceContacts> instances = new LinkedHashMap<>();
  private final ReentrantLock lock = new ReentrantLock();

  /** An empty book. */
  public ContactStore() {}

  /** Runs the work while nobody else reads or changes the book, and returns what it returns. */
  public <T> T exclusively(Supplier<T> work) {
    lock.lock();
    try {
      return work.get();
    } finally {
      lock.unlock();
    }
  }

  /** Returns the contacts of that instance, empty if no scenario names it. */
  public Optional<InstanceContacts> instance(String instanceId) {
    return Optional.ofNullable(instances.get(instanceId));
  }

  /** Takes in a scenario: each contact whole, in place of the one of its id. */
  public void upsert(ContactScenario contactScenario) {
    lock.lock();
    try {
      contactScenario.instances().forEach(this::known);
      contactScenario.contacts().forEach(contact -> known(contact.instanceId()).put(contact));
    } finally {
      lock.unlock();
    }
  }

  /**
   * Forgets contacts.
   *
   * @param instanceId the only instance to change; empty: every one
   * @param contactId the only contact to forget; empty: all of them, and the instance itself
   */
  public void delete(Optional<String> instanceId, Optional<String> contactId) {
    lock.lock();
    try {
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
    } finally {
      lock.unlock();
    }
  }

  /** Returns everything as an array of scenarios, in the words that were posted. */
  public ArrayNode scenarios() {
    lock.lock();
    try {
      ArrayNode scenarios = StandInJson.array();
      instances.forEach(
          (id, contacts) -> {
            ObjectNode scenario = scenarios.addObject().put("InstanceId", id);
            ArrayNode list = scenario.putArray("Contacts");
            contacts.all().forEach(contact -> list.add(contact.posted()));
          });
      return scenarios;
    } finally {
      lock.unlock();
    }
  }

  private InstanceContacts known(String instanceId) {
    return instances.computeIfAbsent(instanceId, absent -> new InstanceContacts());
  }
}
