package io.contacttree.standin.association;

import io.contacttree.standin.contacts.StoredContact;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The contacts that are connected with each other, directly or through others.
 *
 * @param members the existing ones, earliest first
 * @param rootId the id of the contact that the tree grew from
 * @param from the time from which this holds
 * @param until the time from which it may hold no more; empty: it holds until the data changes
 */
record Component(
    List<StoredContact> members, String rootId, Instant from, Optional<Instant> until) {
  Component {
    members = List.copyOf(members);
  }

  boolean holds(Instant now) {
    return !now.isBefore(from) && (until.isEmpty() || now.isBefore(until.get()));
  }
}
