package io.contacttree.verification.simulator.oracle;

import io.contacttree.domain.contact.ContactId;
import java.util.Map;
import java.util.TreeMap;

/** Which contacts are joined, over any number of others. */
final class Groups {
  private final Map<ContactId, ContactId> group = new TreeMap<>();

  void join(ContactId one, ContactId other) {
    ContactId left = of(other);
    ContactId right = of(one);
    group.replaceAll((id, at) -> at.equals(left) ? right : at);
    group.put(one, right);
    group.put(other, right);
  }

  /** Returns the same contact for all that are joined. */
  ContactId of(ContactId id) {
    return group.getOrDefault(id, id);
  }
}
