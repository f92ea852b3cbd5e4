package io.contacttree.verification.simulator;

import io.contacttree.domain.contact.ContactId;
import io.contacttree.domain.contact.KnownContact;
import io.contacttree.domain.store.StoredTree;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Watches every revision that becomes visible: knowledge only grows. */
final class Revisions {
  private final List<Finding> breaches = new ArrayList<>();

  /** Looks at a revision and at what it took the place of. */
  void add(StoredTree next, List<StoredTree> replaced) {
    for (StoredTree before : replaced) {
      if (next.revision() <= before.revision()) {
        breaches.add(Finding.rule("revision of " + next.treeId() + " does not grow"));
      }
      before.known().contacts().values().forEach(contact -> compare(contact, next));
    }
  }

  private void compare(KnownContact before, StoredTree next) {
    ContactId id = before.id();
    Optional<KnownContact> after = next.known().contact(id);
    if (after.isEmpty() && next.known().erased().contains(id)) {
      return;
    }
    if (after.isEmpty()) {
      breaches.add(Finding.lost("member " + id + " was lost"));
    } else if (before.hasEnded() && !after.get().hasEnded()) {
      breaches.add(Finding.rule("the end of " + id + " was lost"));
    } else if (before.references().read().isPresent()
        && after.get().references().read().isEmpty()) {
      breaches.add(Finding.rule("the references of " + id + " were lost"));
    }
  }

  List<Finding> breaches() {
    return breaches;
  }
}
