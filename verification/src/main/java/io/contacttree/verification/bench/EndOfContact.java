package io.contacttree.verification.bench;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * An event of the workload: a contact was disconnected, or all work on it was completed.
 *
 * @param contact the contact
 * @param completed whether it is COMPLETED rather than DISCONNECTED
 */
record EndOfContact(BenchContact contact, boolean completed) {
  /** Returns when it happened. */
  Instant at() {
    return completed ? contact.completed() : contact.ended();
  }

  /** Returns both events of every contact, in the order in which they happened. */
  static List<EndOfContact> of(List<BenchTree> trees) {
    List<EndOfContact> ends = new ArrayList<>();
    for (BenchTree tree : trees) {
      for (BenchContact contact : tree.contacts()) {
        ends.add(new EndOfContact(contact, false));
        ends.add(new EndOfContact(contact, true));
      }
    }
    ends.sort(Comparator.comparing(EndOfContact::at));
    return ends;
  }
}
