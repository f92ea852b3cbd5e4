package io.contacttree.domain.flow;

import io.contacttree.domain.claim.Claim;
import io.contacttree.domain.claim.ClaimMessage;
import io.contacttree.domain.contact.ContactId;
import io.contacttree.domain.contact.InstanceId;
import io.contacttree.domain.contact.KnownContact;
import io.contacttree.domain.store.LoadedTrees;
import io.contacttree.domain.store.StoredTree;
import io.contacttree.domain.store.TreeStore;
import io.contacttree.domain.tree.KnownTree;
import io.contacttree.domain.tree.SettleProgress;
import io.contacttree.domain.tree.SettleRules;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * One tree while it is being built: the stored trees it comes from and what is known by now; used
 * by one thread.
 *
 * <p>What was observed is only ever merged in, so the steps may come in any order and more than
 * once; of contacts that were seen to be erased nothing is taken in.
 */
final class TreeInProgress {
  private final TreeStore store;
  private final NavigableMap<ContactId, StoredTree> stored = new TreeMap<>();
  private final Set<ContactId> looked = new TreeSet<>();
  private final Set<ContactId> erased = new TreeSet<>();
  private KnownTree known;

  TreeInProgress(TreeStore store, InstanceId instance) {
    this.store = store;
    this.known = KnownTree.empty(instance);
  }

  /** Takes in what the store holds of some contacts. */
  void lookUp(Set<ContactId> ids) {
    take(ids, store.load(known.instance(), ids));
  }

  /** Looks up members and named contacts until there is none that the store was not asked for. */
  void lookUpNamed() {
    Set<ContactId> unknown = notLookedUp();
    while (!unknown.isEmpty()) {
      lookUp(unknown);
      unknown = notLookedUp();
    }
  }

  private Set<ContactId> notLookedUp() {
    Set<ContactId> ids = new TreeSet<>(known.contacts().keySet());
    ids.addAll(known.namedContacts());
    ids.removeAll(looked);
    return ids;
  }

  /** Takes in what the store was seen to hold of some contacts. */
  void take(Set<ContactId> lookedUp, LoadedTrees loaded) {
    looked.addAll(lookedUp);
    KnownTree before = known;
    Set<ContactId> elsewhere = new TreeSet<>();
    for (StoredTree tree : loaded.treesOf(lookedUp)) {
      stored.put(tree.treeId(), tree);
      Set<ContactId> itsOwn = new TreeSet<>(tree.known().contacts().keySet());
      itsOwn.addAll(tree.known().namedContacts());
      // Each of these has an alias of this tree, once it has joined the others.
      (tree.isJoining() ? elsewhere : looked).addAll(itsOwn);
      known = known.merge(tree.known());
    }
    loaded.erased().stream().filter(lookedUp::contains).forEach(erased::add);
    known = known.withoutErased(erased).forgettingNamesOf(before);
    elsewhere.removeAll(looked);
    if (!elsewhere.isEmpty()) {
      lookUp(elsewhere);
    }
  }

  /**
   * Takes in the stored trees anew, because somebody has written since; what is known stays.
   *
   * @param more contacts to look up beside its own
   */
  void reload(Set<ContactId> more) {
    Set<ContactId> ids = new TreeSet<>(more);
    ids.addAll(known.contacts().keySet());
    ids.addAll(known.namedContacts());
    stored.clear();
    looked.clear();
    lookUp(ids);
  }

  /**
   * Takes in that contacts of which claims are open were erased, so that what was listed for the
   * rest of their tree answers these claims for good.
   */
  void remember(Set<ContactId> erasedContacts) {
    if (!erasedContacts.isEmpty()) {
      known = known.withErased(erasedContacts);
    }
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
    known = known.withContacts(Map.of(contact.id(), contact)).withoutErased(erased);
  }

  /** Takes in what a step found. */
  void learn(KnownTree found) {
    known = known.merge(found).withoutErased(erased);
  }

  /** Takes in that a list asked for the sake of a named contact had no answer. */
  void tried(ContactId named, Instant at) {
    known = known.withTry(named, at);
  }

  /** Takes in that a settle read was made, or that they begin anew. */
  void learn(SettleProgress progress) {
    known = known.withSettle(progress);
  }

  /** Returns what is known by now. */
  KnownTree known() {
    return known;
  }

  /** Returns whether more is known than the store held, of the kind that is worth settling for. */
  boolean bringsNews() {
    KnownTree before = KnownTree.empty(known.instance());
    for (StoredTree tree : stored.values()) {
      before = before.merge(tree.known());
    }
    return SettleRules.isNews(before, known);
  }

  /** Returns whether the settle message that is due next was sent with one of the stored trees. */
  boolean isSettleUnderWay(SettleRules rules) {
    return stored.values().stream()
        .map(StoredTree::known)
        .anyMatch(
            before ->
                before.settle().equals(known.settle())
                    && rules.isUnsettled(before)
                    && !SettleRules.isBeingRead(before));
  }

  /** Returns the stored tree that has a root, if there is one. */
  Optional<StoredTree> storedUnder(ContactId root) {
    return Optional.ofNullable(stored.get(root));
  }

  /** Returns the stored trees that this one replaces. */
  List<StoredTree> stored() {
    return List.copyOf(stored.values());
  }

  /** Returns how many members no stored tree has. */
  long newMembers() {
    return known.contacts().keySet().stream()
        .filter(
            member ->
                stored.values().stream()
                    .noneMatch(tree -> tree.known().contacts().containsKey(member)))
        .count();
  }

  /** Returns whether writing would change nothing. */
  boolean isAsStored() {
    return known.contacts().isEmpty()
        || (stored.size() == 1 && stored.firstEntry().getValue().known().equals(known));
  }
}
