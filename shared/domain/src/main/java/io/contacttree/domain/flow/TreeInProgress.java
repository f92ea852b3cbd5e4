package io.contacttree.domain.flow;

import io.contacttree.domain.claim.Claim;
import io.contacttree.domain.claim.ClaimMessage;
import io.contacttree.domain.contact.ContactId;
import io.contacttree.domain.contact.InstanceId;
import io.contacttree.domain.contact.KnownContact;
import io.contacttree.domain.store.LoadedTrees;
import io.contacttree.domain.store.StoredTree;
import io.contacttree.domain.tree.KnownTree;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * One tree while it is being built: the stored trees it comes from and what is known by now; used
 * by one thread.
 *
 * <p>What was observed is only ever merged in, so the steps may come in any order and more than
 * once.
 */
final class TreeInProgress {
  private final NavigableMap<ContactId, StoredTree> stored = new TreeMap<>();
  private final Set<ContactId> looked = new TreeSet<>();
  private KnownTree known;

  TreeInProgress(InstanceId instance) {
    this.known = KnownTree.empty(instance);
  }

  /** Takes in what the store holds of some contacts that were looked up. */
  void take(Set<ContactId> lookedUp, LoadedTrees loaded) {
    looked.addAll(lookedUp);
    for (StoredTree tree : loaded.treesOf(lookedUp)) {
      stored.put(tree.treeId(), tree);
      looked.addAll(tree.known().contacts().keySet());
      looked.addAll(tree.known().missing().keySet());
      known = known.merge(tree.known());
    }
    Set<ContactId> erased = new TreeSet<>(loaded.erased());
    erased.retainAll(lookedUp);
    if (!erased.isEmpty()) {
      known = known.withErased(erased);
    }
  }

  /**
   * Forgets which stored trees it came from, because somebody else has written since; what is known
   * stays.
   */
  void forgetStored() {
    stored.clear();
    looked.clear();
  }

  /** Takes in what the claims themselves say. */
  void takeFacts(List<ClaimMessage> messages, Instant seenAt) {
    for (ClaimMessage message : messages) {
      if (message.claim() instanceof Claim.Ended ended) {
        learn(ended.said(seenAt));
      }
    }
  }

  /** Takes in more of one contact. */
  void learn(KnownContact contact) {
    known = known.withContacts(Map.of(contact.id(), contact));
  }

  /** Takes in what a step found. */
  void learn(KnownTree found) {
    known = known.merge(found);
  }

  /** Returns what is known by now. */
  KnownTree known() {
    return known;
  }

  /** Returns what the store held, all its trees together. */
  KnownTree knownBefore() {
    KnownTree before = KnownTree.empty(known.instance());
    for (StoredTree tree : stored.values()) {
      before = before.merge(tree.known());
    }
    return before;
  }

  /** Returns the stored trees that this one replaces. */
  List<StoredTree> stored() {
    return List.copyOf(stored.values());
  }

  /** Returns members and named contacts that the store was not asked for yet. */
  Set<ContactId> notLookedUp() {
    Set<ContactId> ids = new TreeSet<>(known.contacts().keySet());
    ids.addAll(known.unresolvedNames());
    ids.removeAll(looked);
    return ids;
  }

  /** Returns whether writing would change nothing. */
  boolean isAsStored() {
    return known.contacts().isEmpty()
        || (stored.size() == 1 && stored.firstEntry().getValue().known().equals(known));
  }
}
