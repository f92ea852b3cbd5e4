package io.contacttree.aws.dynamodb.write;

import io.contacttree.aws.dynamodb.item.ItemSize;
import io.contacttree.aws.dynamodb.part.StoredPart;
import io.contacttree.aws.dynamodb.part.StoredRevision;
import io.contacttree.aws.dynamodb.part.TreeItems;
import io.contacttree.aws.dynamodb.part.TreeLayout;
import io.contacttree.domain.contact.ContactId;
import io.contacttree.domain.store.InterimRevisions;
import io.contacttree.domain.store.StoredTree;
import io.contacttree.domain.tree.KnownTree;
import io.contacttree.domain.tree.TreeContact;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
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
  private final Optional<StoredTree> base;
  private final NavigableMap<String, StoredPart> there;
  private final Map<ContactId, NavigableMap<String, Map<String, AttributeValue>>> contents =
      new HashMap<>();
  private final Set<ContactId> buried;
  private final Set<ContactId> claimed = new HashSet<>();
  private final Deque<String> unpinned = new ArrayDeque<>();
  private final NavigableMap<String, Map<String, AttributeValue>> pinned = new TreeMap<>();
  private final Deque<ContactId> open = new ArrayDeque<>();
  private final Set<ContactId> known = new HashSet<>();
  private final Set<ContactId> identities = new HashSet<>();

  private LargeRevision(StoredTree next, Optional<StoredRevision> before, Set<ContactId> buried) {
    this.next = next;
    this.buried = buried;
    this.base = before.map(StoredRevision::tree);
    this.there =
        new TreeMap<>(before.map(revision -> revision.metadata().parts()).orElse(new TreeMap<>()));
  }

  /**
   * Takes a revision apart.
   *
   * @param replaced the trees it takes the place of
   */
  static LargeRevision of(StoredTree next, List<StoredRevision> replaced) {
    Optional<StoredRevision> before = RevisionDraft.ofRoot(next.treeId(), replaced);
    LargeRevision large =
        new LargeRevision(next, before, IdentityChanges.of(next, replaced).buried().keySet());
    NavigableMap<String, Map<String, AttributeValue>> whole = TreeLayout.of(next, true).parts();
    whole.forEach(
        (name, content) ->
            large
                .contents
                .computeIfAbsent(TreeItems.contactOf(name), any -> new TreeMap<>())
                .put(name, content));
    large.claim(replaced);
    before.ifPresent(stored -> large.pin(stored, whole));
    large.open();
    return large;
  }

  /**
   * One revision on the way.
   *
   * @param tree the revision
   * @param layout how it lies in the table: what it does not write stays as it is
   */
  record Step(StoredTree tree, TreeLayout layout) {}

  /** Returns whether there is another revision on the way. */
  boolean hasNext() {
    return !unpinned.isEmpty() || !open.isEmpty();
  }

  /** Returns the next revision on the way. */
  Step next(InterimRevisions interim, long revision) {
    if (!unpinned.isEmpty() && base.isPresent()) {
      return step(interim.again(base.get(), revision, next.document().writtenAt()), somePinned());
    }
    Set<ContactId> fresh = someOpen();
    known.addAll(fresh);
    StoredTree tree = interim.knowing(next, base, known, claimed, revision);
    NavigableMap<String, Map<String, AttributeValue>> parts = new TreeMap<>();
    for (ContactId contact : fresh) {
      parts.putAll(
          claimed.contains(contact)
              ? TreeLayout.member(tree, contact)
              : contents.getOrDefault(contact, new TreeMap<>()));
    }
    return step(tree, parts);
  }

  private Step step(StoredTree tree, NavigableMap<String, Map<String, AttributeValue>> written) {
    written.forEach(
        (name, content) -> there.put(name, new StoredPart(tree.revision(), "", content)));
    NavigableMap<String, Map<String, AttributeValue>> parts = new TreeMap<>();
    there.forEach((name, part) -> parts.put(name, part.content()));
    return new Step(tree, new TreeLayout(TreeLayout.head(tree), parts));
  }

  private NavigableMap<String, Map<String, AttributeValue>> somePinned() {
    NavigableMap<String, Map<String, AttributeValue>> some = new TreeMap<>();
    int bytes = 0;
    while (!unpinned.isEmpty() && some.size() < MOST_ITEMS && bytes < MOST_BYTES) {
      String name = unpinned.removeFirst();
      Map<String, AttributeValue> content = pinned.getOrDefault(name, Map.of());
      some.put(name, content);
      bytes += ItemSize.of(content);
    }
    return some;
  }

  private Set<ContactId> someOpen() {
    Set<ContactId> fresh = new LinkedHashSet<>();
    int bytes = 0;
    int items = 0;
    while (!open.isEmpty()) {
      ContactId contact = open.getFirst();
      bytes += sizeOf(contact);
      items += itemsOf(contact);
      if (!fresh.isEmpty() && (items > MOST_ITEMS || bytes > MOST_BYTES)) {
        break;
      }
      fresh.add(open.removeFirst());
      identities.add(contact);
      identities.addAll(namesOf(contact));
    }
    return fresh;
  }

  private void claim(List<StoredRevision> replaced) {
    int items = 0;
    int bytes = 0;
    List<StoredTree> trees = replaced.stream().map(StoredRevision::tree).toList();
    for (ContactId contact : InterimRevisions.claimed(next, trees)) {
      items += contents.getOrDefault(contact, new TreeMap<>()).size();
      bytes += sizeOf(contact);
      if (items > MOST_CLAIMED || bytes > MOST_BYTES) {
        return;
      }
      claimed.add(contact);
    }
  }

  /** Orders what changes so that each contact comes after those it belongs below, names last. */
  private void open() {
    base.map(StoredTree::known)
        .ifPresent(
            stored -> {
              identities.addAll(stored.contacts().keySet());
              identities.addAll(stored.namedContacts());
            });
    Set<ContactId> order = new LinkedHashSet<>();
    next.document().contacts().stream().map(TreeContact::id).forEach(order::add);
    Set<ContactId> names = new TreeSet<>(contents.keySet());
    names.removeAll(order);
    names.removeAll(claimed);
    // Whoever is erased by this revision stays what it is until the last one.
    names.removeAll(buried);
    order.addAll(names);
    order.removeIf(contact -> !changes(contact));
    open.addAll(order);
  }

  private boolean changes(ContactId contact) {
    return contents.getOrDefault(contact, new TreeMap<>()).entrySet().stream()
        .anyMatch(part -> changes(part.getKey(), part.getValue()));
  }

  private boolean changes(String name, Map<String, AttributeValue> content) {
    StoredPart stored = there.get(name);
    return stored == null || !stored.says(content);
  }

  /** Notes the stored members that change, as they are; all where the tree was one item so far. */
  private void pin(StoredRevision before, NavigableMap<String, Map<String, AttributeValue>> whole) {
    if (!before.isInParts()) {
      pinned.putAll(TreeLayout.pinned(before.tree()).parts());
      unpinned.addAll(pinned.keySet());
      return;
    }
    if (before.tree().document().associatedAt().equals(next.document().associatedAt())) {
      return;
    }
    TreeLayout asTheyAre = TreeLayout.pinned(before.tree());
    asTheyAre
        .parts()
        .forEach(
            (name, content) -> {
              Map<String, AttributeValue> later = whole.get(name);
              if (later != null && there.containsKey(name) && changes(name, later)) {
                unpinned.add(name);
                pinned.put(name, content);
              }
            });
  }

  /** An item for each piece and an alias; for a new name an alias and an item for its defect. */
  private int itemsOf(ContactId contact) {
    Set<ContactId> names = namesOf(contact);
    names.removeAll(identities);
    return contents.getOrDefault(contact, new TreeMap<>()).size() + 1 + 2 * names.size();
  }

  private int sizeOf(ContactId contact) {
    return contents.getOrDefault(contact, new TreeMap<>()).values().stream()
        .mapToInt(ItemSize::of)
        .sum();
  }

  private Set<ContactId> namesOf(ContactId contact) {
    return next.known()
        .contact(contact)
        .map(found -> KnownTree.of(next.known().instance(), found).namedContacts())
        .<Set<ContactId>>map(HashSet::new)
        .orElseGet(HashSet::new);
  }
}
