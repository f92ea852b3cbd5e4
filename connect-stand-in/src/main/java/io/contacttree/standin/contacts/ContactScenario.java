package io.contacttree.standin.contacts;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What one scenario text holds, checked.
 *
 * @param instances the ids of its instances in their order, of those without a contact too
 * @param contacts its contacts, none twice
 */
public record ContactScenario(Set<String> instances, List<StoredContact> contacts) {
  /** Copies in order, so that a scenario never changes. */
  public ContactScenario {
    instances = Collections.unmodifiableSet(new LinkedHashSet<>(instances));
    contacts = List.copyOf(contacts);
  }

  /** What reading a text came to. */
  public sealed interface Reading {
    /**
     * The text is a scenario.
     *
     * @param contactScenario what it holds
     */
    record Taken(ContactScenario contactScenario) implements Reading {}

    /**
     * The text is none; nothing of it counts.
     *
     * @param reason names the contact and the field, and says what to write
     */
    record Refused(String reason) implements Reading {}
  }
}
