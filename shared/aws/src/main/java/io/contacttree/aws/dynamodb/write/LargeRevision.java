package io.contacttree.aws.dynamodb.write;

import io.contacttree.aws.dynamodb.item.ItemSize;
import io.contacttree.aws.dynamodb.part.StoredPart;
import io.contacttree.aws.dynamodb.part.StoredRevision;
import io.contacttree.aws.dynamodb.part.TreeItems;
import io.contacttree.aws.dynamodb.part.TreeLayout;
import io.contacttree.domain.contact.ContactId;
import io.contacttree.domain.contact.KnownContact;
import io.contacttree.domain.store.GrowingTree;
import io.contacttree.domain.store.StoredTree;
import io.contacttree.domain.tree.TreeContact;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * A revision that changes more members than a transaction takes, as valid revisions one after
 * another: each knows more contacts than the one before. The last one, which only its writer makes,
 * brings what answers the claims that are under way, so that none of them is satisfied earlier.
 *
 * <p>Where members change that are stored, they are first written as they are, with the time of
 * their list, so that none depends on what the head says of the newest one.
 */
final class LargeRevision {
  /** Items of the contacts that become known in one revision, aliases and names included. */
  private static final int MOST_ITEMS = 80;

  /** Items of contacts that the last revision brings, beside trees that it joins. */
  private static final int MOST_CLAIMED = 40;

  private static final int MOST_BYTES = 2_500_000;

  private final StoredTree next;
  private final Optional<StoredRevision> base;
  private final NewIdentities identities;
  private final Map<ContactId, NavigableMap<String, Map<String, AttributeValue>>> contents =
      new HashMap<>();
  private final Set<ContactId> claimed = new HashSet<>();
  private final NavigableMap<String, Map<String, AttributeValue>> unpinned = new TreeMap<>();
  private final Deque<ContactId> open = new ArrayDeque<>();
  private final GrowingTree growing;

  /**
   * Takes a revision apart.
   *
   * @param replaced the trees it takes the place of
   * @param buried contacts of these that it erases
   */
  LargeRevision(StoredTree next, List<StoredRevision> replaced, Set<ContactId> buried) {
    NavigableMap<String, Map<String, AttributeValue>> whole = TreeLayout.of(next, true).parts();
    whole.forEach(
        (name, content) ->
            contents
                .computeIfAbsent(TreeItems.contactOf(name), any -> new TreeMap<>())
                .put(name, content));
    this.next = next;
    this.base = RevisionDraft.ofRoot(next.treeId(), replaced);
    this.identities = new NewIdentities(next, replaced);
    claim(replaced.stream().map(StoredRevision::tree).toList());
    base.ifPresent(stored -> pin(stored, whole));
    open(buried);
    this.growing = new GrowingTree(next, base.map(StoredRevision::tree), claimed);
  }

  /**
   * One revision on the way.
   *
   * @param tree the revision
   * @param changes the identities that become known with it
   * @param written the parts that it writes; all others stay as they are
   */
  record Step(
      StoredTree tree,
      IdentityChanges changes,
      NavigableMap<String, Map<String, AttributeValue>> written) {}

  /** Returns whether there is another revision on the way. */
  boolean hasNext() {
    return !unpinned.isEmpty() || !open.isEmpty();
  }

  /** Returns the next revision on the way. */
  Step next(long revision) {
    if (!unpinned.isEmpty() && base.isPresent()) {
      Instant writtenAt = next.document().writtenAt();
      return new Step(
          GrowingTree.again(base.get().tree(), revision, writtenAt),
          IdentityChanges.none(),
          somePinned());
    }
    SequencedSet<ContactId> fresh = someOpen();
    growing.add(fresh);
    StoredTree tree = growing.at(revision);
    NavigableMap<String, Map<String, AttributeValue>> written = new TreeMap<>();
    for (ContactId contact : fresh) {
      written.putAll(claimed.contains(contact) ? TreeLayout.member(tree, contact) : of(contact));
    }
    return new Step(tree, identities.become(fresh), written);
  }

  private NavigableMap<String, Map<String, AttributeValue>> somePinned() {
    NavigableMap<String, Map<String, AttributeValue>> some = new TreeMap<>();
    int bytes = 0;
    while (!unpinned.isEmpty() && some.size() < MOST_ITEMS && bytes < MOST_BYTES) {
      Map.Entry<String, Map<String, AttributeValue>> part = unpinned.pollFirstEntry();
      some.put(part.getKey(), part.getValue());
      bytes += ItemSize.of(part.getValue());
    }
    return some;
  }

  private SequencedSet<ContactId> someOpen() {
    SequencedSet<ContactId> fresh = new LinkedHashSet<>();
    Set<ContactId> names = new HashSet<>();
    int bytes = 0;
    int items = 0;
    while (!open.isEmpty()) {
      ContactId contact = open.getFirst();
      Set<ContactId> more = identities.newNamesOf(contact);
      more.removeAll(fresh);
      more.removeAll(names);
      bytes += sizeOf(contact);
      // A new identity takes an alias; that of a name an item for its defect, too.
      items += of(contact).size() + (identities.isNew(contact) ? 1 : 0) + 2 * more.size();
      if (!fresh.isEmpty() && (items > MOST_ITEMS || bytes > MOST_BYTES)) {
        break;
      }
      names.addAll(more);
      fresh.add(open.removeFirst());
    }
    return fresh;
  }

  private void claim(List<StoredTree> replaced) {
    int items = 0;
    int bytes = 0;
    for (ContactId contact : GrowingTree.claimed(next, replaced)) {
      items += of(contact).size() + 2 * identities.newNamesOf(contact).size();
      bytes += sizeOf(contact);
      if (items > MOST_CLAIMED || bytes > MOST_BYTES) {
        return;
      }
      claimed.add(contact);
    }
  }

  /**
   * Orders what changes so that each contact comes after those it belongs below, names last.
   * Whoever is erased by this revision stays what it is until the last one; so does who is stored
   * and may be claimed, unless it hangs elsewhere now.
   */
  private void open(Set<ContactId> buried) {
    Map<ContactId, TreeContact> there = new HashMap<>();
    base.ifPresent(
        before ->
            before
                .tree()
                .document()
                .contacts()
                .forEach(contact -> there.put(contact.id(), contact)));
    for (TreeContact contact : next.document().contacts()) {
      if (isHeldBack(contact.id())
          ? !hangsAsBefore(contact, Optional.ofNullable(there.get(contact.id())))
          : changes(contact.id())) {
        open.add(contact.id());
      }
    }
    Set<ContactId> names = new TreeSet<>(contents.keySet());
    names.removeAll(next.known().contacts().keySet());
    names.removeAll(claimed);
    names.removeAll(buried);
    names.removeIf(name -> !changes(name));
    open.addAll(names);
  }

  private static boolean hangsAsBefore(TreeContact contact, Optional<TreeContact> before) {
    return before
        .filter(there -> there.link() == contact.link() && there.parent().equals(contact.parent()))
        .isPresent();
  }

  private boolean isHeldBack(ContactId contact) {
    return claimed.contains(contact) && stored(contact).isPresent();
  }

  private Optional<KnownContact> stored(ContactId contact) {
    return base.flatMap(before -> before.tree().known().contact(contact));
  }

  private boolean changes(ContactId contact) {
    return of(contact).entrySet().stream()
        .anyMatch(part -> changes(part.getKey(), part.getValue()));
  }

  private boolean changes(String name, Map<String, AttributeValue> content) {
    return base.map(before -> before.metadata().parts().get(name))
        .filter(stored -> stored.says(content))
        .isEmpty();
  }

  /**
   * Notes the stored members that change, as they are, and those that may be claimed and were
   * listed again, unless they lie so already; all where the tree was one item so far.
   */
  private void pin(StoredRevision before, NavigableMap<String, Map<String, AttributeValue>> whole) {
    if (before.isInParts()
        && before.tree().document().associatedAt().equals(next.document().associatedAt())) {
      return;
    }
    NavigableMap<String, StoredPart> there = before.metadata().parts();
    TreeLayout.pinned(before.tree())
        .parts()
        .forEach(
            (name, content) -> {
              Map<String, AttributeValue> later = whole.get(name);
              boolean isNeeded =
                  later != null
                      && there.containsKey(name)
                      && !there.get(name).says(content)
                      && (changes(name, later) || wasListedAgain(TreeItems.contactOf(name)));
              if (isNeeded || !before.isInParts()) {
                unpinned.put(name, content);
              }
            });
  }

  private boolean wasListedAgain(ContactId contact) {
    return isHeldBack(contact)
        && !stored(contact)
            .flatMap(KnownContact::listedAt)
            .equals(next.known().contact(contact).flatMap(KnownContact::listedAt));
  }

  private NavigableMap<String, Map<String, AttributeValue>> of(ContactId contact) {
    return contents.getOrDefault(contact, new TreeMap<>());
  }

  private int sizeOf(ContactId contact) {
    return of(contact).values().stream().mapToInt(ItemSize::of).sum();
  }
}
