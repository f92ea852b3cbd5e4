package io.contacttree.verification.simulator;

import io.contacttree.domain.contact.ContactId;
import io.contacttree.verification.simulator.scenario.SimulatedContact;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which contacts Amazon Connect takes for associated with one another. */
final class Components {
  private Components() {}

  /**
   * Returns the contacts that hang together with one over their links in either direction; those
   * that begin later do not count yet, purged ones still connect.
   */
  static List<SimulatedContact> of(
      Map<ContactId, SimulatedContact> contacts, ContactId start, boolean related, Instant now) {
    Map<ContactId, List<ContactId>> linked = new HashMap<>();
    for (SimulatedContact contact : contacts.values()) {
      if (contact.hasBegun(now)) {
        for (ContactId name : contact.namesInLists(related)) {
          linked.computeIfAbsent(contact.id(), any -> new ArrayList<>()).add(name);
          linked.computeIfAbsent(name, any -> new ArrayList<>()).add(contact.id());
        }
      }
    }
    Set<ContactId> reached = new LinkedHashSet<>(Set.of(start));
    Deque<ContactId> open = new ArrayDeque<>(reached);
    while (!open.isEmpty()) {
      for (ContactId next : linked.getOrDefault(open.pop(), List.of())) {
        if (reached.add(next)) {
          open.push(next);
        }
      }
    }
    return reached.stream()
        .filter(contacts::containsKey)
        .map(contacts::get)
        .filter(contact -> contact.hasBegun(now))
        .toList();
  }
}
