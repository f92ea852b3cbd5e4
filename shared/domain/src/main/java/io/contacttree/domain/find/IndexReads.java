package io.contacttree.domain.find;

import io.contacttree.domain.contact.ContactId;
import io.contacttree.domain.contact.InstanceId;
import io.contacttree.domain.store.TreeIndex;
import io.contacttree.domain.store.TreeIndex.ContactEntry;
import io.contacttree.domain.store.TreeIndex.HandledBy;
import io.contacttree.domain.store.TreeIndex.Identity;
import io.contacttree.domain.store.TreeIndex.Slice;
import io.contacttree.domain.store.TreeIndex.Stretch;
import io.contacttree.domain.store.UpstreamFailure;
import io.contacttree.domain.tree.TreeOverview;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The requests that one answer may cost; used by one thread. */
final class IndexReads {
  private static final int MOST_REQUESTS = 4;

  /** An alias of a former root of a former root is the longest way that writers leave behind. */
  private static final int MOST_HOPS = 3;

  private final TreeIndex index;
  private final InstanceId instance;
  private final Map<ContactId, Optional<Identity>> seen = new HashMap<>();
  private int left = MOST_REQUESTS;

  IndexReads(TreeIndex index, InstanceId instance) {
    this.index = index;
    this.instance = instance;
  }

  int left() {
    return left;
  }

  Slice<TreeOverview> trees(Stretch stretch, int most) {
    left--;
    return index.trees(instance, stretch, most);
  }

  Slice<ContactEntry> contacts(HandledBy handledBy, Stretch stretch, int most) {
    left--;
    return index.contacts(instance, handledBy, stretch, most);
  }

  /** Finds out what contacts are and where that leads, as far as the requests reach. */
  void identify(Set<ContactId> contacts) {
    Set<ContactId> reached = unseen(contacts);
    for (int hop = 0; hop <= MOST_HOPS && left > 0 && !reached.isEmpty(); hop++) {
      left--;
      Map<ContactId, Identity> found = index.identities(instance, reached);
      reached.forEach(contact -> seen.put(contact, Optional.ofNullable(found.get(contact))));
      Set<ContactId> targets = new TreeSet<>();
      for (Identity identity : found.values()) {
        if (identity instanceof Identity.LeadsTo(ContactId target)) {
          targets.add(target);
        }
        // Of a contact that was asked for it is enough that it is erased.
        if (hop > 0 && identity instanceof Identity.Erased(Optional<ContactId> rest)) {
          rest.ifPresent(targets::add);
        }
      }
      reached = unseen(targets);
    }
  }

  /** Returns whether all of the way from a contact to its root was found, or that there is none. */
  boolean isIdentified(ContactId contact) {
    Optional<ContactId> at = Optional.of(contact);
    for (int hop = 0; hop <= MOST_HOPS; hop++) {
      if (at.filter(seen::containsKey).isEmpty()) {
        return false;
      }
      at = next(at.get());
      if (at.isEmpty()) {
        return true;
      }
    }
    throw tooFar();
  }

  static UpstreamFailure tooFar() {
    return new UpstreamFailure(
        UpstreamFailure.Resource.TABLE, "the aliases of a contact lead too far");
  }

  /** Returns the tree that answers to an identified contact, or empty where none does. */
  Optional<TreeOverview> tree(ContactId contact) {
    ContactId at = contact;
    for (Optional<ContactId> next = next(at); next.isPresent(); next = next(at)) {
      at = next.get();
    }
    return identity(at)
        .filter(Identity.Root.class::isInstance)
        .map(Identity.Root.class::cast)
        .map(Identity.Root::tree);
  }

  boolean isErased(ContactId contact) {
    return identity(contact).filter(Identity.Erased.class::isInstance).isPresent();
  }

  private Optional<ContactId> next(ContactId contact) {
    return identity(contact)
        .flatMap(
            identity ->
                switch (identity) {
                  case Identity.LeadsTo(ContactId target) -> Optional.of(target);
                  // An alias may still lead to a root that was erased.
                  case Identity.Erased(Optional<ContactId> rest) -> rest;
                  case Identity.Root _ -> Optional.empty();
                });
  }

  private Optional<Identity> identity(ContactId contact) {
    return seen.getOrDefault(contact, Optional.empty());
  }

  private Set<ContactId> unseen(Set<ContactId> contacts) {
    Set<ContactId> unseen = new TreeSet<>(contacts);
    unseen.removeAll(seen.keySet());
    return unseen;
  }
}
