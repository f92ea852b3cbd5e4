package io.contacttree.aws.dynamodb.write;

import io.contacttree.aws.dynamodb.item.ItemKey;
import io.contacttree.aws.dynamodb.item.ItemSize;
import io.contacttree.aws.dynamodb.part.HeadMetadata;
import io.contacttree.aws.dynamodb.part.IndexEntries;
import io.contacttree.aws.dynamodb.part.StoredPart;
import io.contacttree.aws.dynamodb.part.StoredRevision;
import io.contacttree.aws.dynamodb.part.TreeItems;
import io.contacttree.aws.dynamodb.part.TreeLayout;
import io.contacttree.aws.dynamodb.write.IdentityChanges.Role;
import io.contacttree.domain.contact.ContactId;
import io.contacttree.domain.contact.InstanceId;
import io.contacttree.domain.store.StoredTree;
import io.contacttree.domain.tree.Retention;
import io.contacttree.domain.tree.TreeContact;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * A revision on its way to the table: all that its transaction would have to hold, and whether it
 * fits.
 *
 * @param table the table's name
 * @param tree the revision
 * @param replaced the trees it takes the place of
 * @param others trees that it will take the place of in a later revision, so that their aliases may
 *     be written over already
 * @param changes the identities it changes
 * @param head the attributes of its head, without keys and bookkeeping
 * @param written the contents of the parts that change, by sort key
 * @param gone the sort keys of the parts that the revision no longer has
 * @param expiry until when its items are kept
 * @param signature tells this write from all others
 * @param now our clock
 */
record RevisionDraft(
    String table,
    StoredTree tree,
    List<StoredRevision> replaced,
    List<StoredRevision> others,
    IdentityChanges changes,
    Map<String, AttributeValue> head,
    NavigableMap<String, Map<String, AttributeValue>> written,
    List<String> gone,
    Expiry expiry,
    Signature signature,
    Instant now) {
  /**
   * A transaction takes 100 items and 4 MB (Amazon DynamoDB Developer Guide); some of both is left
   * for checks and for what the estimate does not see.
   */
  static final int MOST_WRITES = 90;

  static final int MOST_BYTES = 3_500_000;

  /** Keys, index keys and bookkeeping of an item. */
  private static final int ALLOWANCE = 2_000;

  private static final int GENERATION_LENGTH = 6;

  /** A lease ends soon after the invocation that took it, which takes 15 minutes at most. */
  private static final Duration LONGEST_LEASE = Duration.ofMinutes(20);

  /**
   * What tells a write from all others.
   *
   * @param token random, or the holder of the lease that is over with the write
   * @param endsLease whether it is that
   */
  record Signature(String token, boolean endsLease) {}

  static RevisionDraft of(
      String table,
      StoredTree tree,
      List<StoredRevision> replaced,
      Retention retention,
      Signature signature,
      Instant now) {
    Optional<StoredRevision> before = ofRoot(tree.treeId(), replaced);
    TreeLayout layout = TreeLayout.of(tree, before.filter(StoredRevision::isInParts).isPresent());
    NavigableMap<String, StoredPart> there =
        before.map(revision -> revision.metadata().parts()).orElse(new TreeMap<>());
    return new RevisionDraft(
        table,
        tree,
        replaced,
        List.of(),
        IdentityChanges.of(tree, replaced),
        layout.head(),
        written(layout, there),
        there.keySet().stream().filter(name -> !layout.parts().containsKey(name)).toList(),
        Expiry.of(tree.document(), replaced, retention),
        signature,
        now);
  }

  /**
   * Returns a revision on the way to another, in which other trees stay as they are.
   *
   * @param before the revision under the same root, if there is one
   */
  static RevisionDraft onTheWay(
      LargeRevision.Step step,
      String table,
      Optional<StoredRevision> before,
      List<StoredRevision> others,
      Retention retention,
      Signature signature,
      Instant now) {
    List<StoredRevision> replaced = before.stream().toList();
    return new RevisionDraft(
        table,
        step.tree(),
        replaced,
        others,
        step.changes(),
        TreeLayout.unfinishedHead(step.tree()),
        step.written(),
        List.of(),
        Expiry.of(step.tree().document(), replaced, retention),
        signature,
        now);
  }

  /** Returns the tree that lies under a root, if it is one of these. */
  static Optional<StoredRevision> ofRoot(ContactId root, List<StoredRevision> trees) {
    return trees.stream().filter(tree -> tree.root().equals(root)).findFirst();
  }

  InstanceId instance() {
    return tree.document().instance();
  }

  ContactId root() {
    return tree.treeId();
  }

  /** Returns the trees that an alias may lead to and still be this tree's. */
  Set<ContactId> own() {
    Set<ContactId> own = new TreeSet<>(Set.of(root()));
    for (List<StoredRevision> trees : List.of(replaced, others)) {
      for (StoredRevision storedRevision : trees) {
        own.add(storedRevision.root());
        own.addAll(storedRevision.metadata().former());
      }
    }
    return own;
  }

  /**
   * Returns the entries in the indexes by agent and queue of members whose aliases are there and
   * have others.
   */
  Map<ContactId, Map<String, AttributeValue>> movedEntries() {
    Map<ContactId, TreeContact> before = new HashMap<>();
    for (StoredRevision storedRevision : replaced) {
      for (TreeContact contact : storedRevision.tree().document().contacts()) {
        if (mayChange(contact.id()) && !contact.id().equals(storedRevision.root())) {
          before.put(contact.id(), contact);
        }
      }
    }
    Map<ContactId, Map<String, AttributeValue>> moved = new TreeMap<>();
    for (TreeContact contact : tree.document().contacts()) {
      TreeContact stored = before.getOrDefault(contact.id(), contact);
      if (!stored.facts().equals(contact.facts()) && !contact.id().equals(root())) {
        Map<String, AttributeValue> entries = IndexEntries.of(instance(), contact);
        if (!entries.equals(IndexEntries.of(instance(), stored))) {
          moved.put(contact.id(), entries);
        }
      }
    }
    return moved;
  }

  /** In a tree in parts, a member whose part stays as it is has not changed. */
  private boolean mayChange(ContactId contact) {
    return !isInParts() || written.containsKey(TreeItems.partName(contact));
  }

  String token() {
    return signature.token();
  }

  /**
   * Returns the holder of the lease that was over with an earlier revision and would still last; a
   * revision that ends one itself need not remember another.
   */
  Optional<String> leaseBefore() {
    return before()
        .filter(any -> !signature.endsLease())
        .filter(tree -> tree.tree().document().writtenAt().plus(LONGEST_LEASE).isAfter(now))
        .flatMap(tree -> tree.metadata().done());
  }

  /** Returns whether it has items beside its head, whose expiry is to be remembered. */
  boolean hasCompanions() {
    return isInParts()
        || tree.known().contacts().size() > 1
        || !tree.known().namedContacts().isEmpty();
  }

  /** Once in parts, a tree stays so. */
  private boolean isInParts() {
    return !written.isEmpty() || before().filter(StoredRevision::isInParts).isPresent();
  }

  /** Returns the tree that this revision follows under the same root. */
  Optional<StoredRevision> before() {
    return ofRoot(root(), replaced);
  }

  /** Returns whether one transaction does it all. */
  boolean fits() {
    int writes = 1 + changes.count() + written.size() + gone.size() + partsBuried().size();
    return writes <= MOST_WRITES && bytes(written) <= MOST_BYTES;
  }

  private static NavigableMap<String, Map<String, AttributeValue>> written(
      TreeLayout layout, NavigableMap<String, StoredPart> there) {
    NavigableMap<String, Map<String, AttributeValue>> written = new TreeMap<>();
    layout
        .parts()
        .forEach(
            (name, content) -> {
              StoredPart part = there.get(name);
              if (part == null || !part.says(content)) {
                written.put(name, content);
              }
            });
    return written;
  }

  /** Returns all parts as they lie in the table after this revision. */
  NavigableMap<String, StoredPart> partsAfter() {
    NavigableMap<String, StoredPart> after =
        new TreeMap<>(before().map(stored -> stored.metadata().parts()).orElse(new TreeMap<>()));
    gone.forEach(after::remove);
    written.forEach(
        (name, content) -> after.put(name, new StoredPart(tree.revision(), generation(), content)));
    return after;
  }

  /** Returns what tells the parts of this tree from others in the partition. */
  String generation() {
    return before()
        .filter(StoredRevision::isInParts)
        .map(revision -> revision.metadata().generation())
        .orElse(written.isEmpty() ? "" : token().substring(0, GENERATION_LENGTH));
  }

  /** Returns the parts under this root that the revision no longer has. */
  List<ItemKey> partsGone() {
    return gone.stream().map(name -> ItemKey.part(instance(), root(), name)).toList();
  }

  /** Returns the parts under other roots, which lie under this one by now. */
  List<ItemKey> partsLeftBehind() {
    return partsUnderOtherRoots(contact -> !changes.buried().containsKey(contact));
  }

  /** Returns the parts under other roots of contacts that are erased. */
  List<ItemKey> partsBuried() {
    return partsUnderOtherRoots(changes.buried()::containsKey);
  }

  private List<ItemKey> partsUnderOtherRoots(Predicate<ContactId> ofContact) {
    List<ItemKey> parts = new ArrayList<>();
    for (StoredRevision storedRevision : replaced) {
      if (!storedRevision.root().equals(root())) {
        storedRevision.metadata().parts().keySet().stream()
            .filter(name -> ofContact.test(TreeItems.contactOf(name)))
            .forEach(name -> parts.add(ItemKey.part(instance(), storedRevision.root(), name)));
      }
    }
    return parts;
  }

  /** Returns the entries by agent and queue of the members whose identities are written. */
  Map<ContactId, Map<String, AttributeValue>> entries() {
    Set<ContactId> claimed = new HashSet<>();
    changes.claimed().forEach(role -> claimed.add(role.contact()));
    changes.repointed().forEach(role -> claimed.add(role.contact()));
    Map<ContactId, Map<String, AttributeValue>> entries = new HashMap<>();
    tree.document().contacts().stream()
        .filter(contact -> claimed.contains(contact.id()))
        .forEach(contact -> entries.put(contact.id(), IndexEntries.of(instance(), contact)));
    return entries;
  }

  /** Leads a contact to the tree. */
  Write claim(Role role, Map<String, AttributeValue> entries, Set<ContactId> own) {
    Map<String, AttributeValue> alias = new HashMap<>(entries);
    alias.putAll(
        TreeItems.alias(instance(), role.contact(), root(), role.missing(), expiry.companions()));
    return Write.identity(role.contact(), table, alias, Condition.isFreeFor(own, now));
  }

  /** Puts a tombstone in the place of a contact that was known so far. */
  Write bury(ContactId contact, Optional<StoredRevision> asRoot, Set<ContactId> own) {
    Condition condition =
        asRoot.map(Condition::isStill).orElseGet(() -> Condition.isFreeForTombstone(own, now));
    return Write.identity(contact, table, TreeItems.tombstone(contact, tree.document()), condition);
  }

  /** Returns the contacts erased before whose tombstones may lead to former roots. */
  Set<ContactId> tombstonesLedAstray() {
    Set<ContactId> astray = new TreeSet<>();
    if (others.isEmpty()) {
      for (StoredRevision storedRevision : replaced) {
        if (!storedRevision.root().equals(root())
            || !storedRevision.metadata().former().isEmpty()) {
          astray.addAll(storedRevision.tree().known().erased());
        }
      }
    }
    return astray;
  }

  /** Forgets a contact that only erased ones have named. */
  Write forget(ContactId contact, Set<ContactId> own) {
    return Write.deletion(
        contact, table, ItemKey.identity(instance(), contact), Condition.isNothingBut(own));
  }

  Write absorb(StoredRevision storedRevision) {
    return Write.identity(
        storedRevision.root(),
        table,
        TreeItems.formerRoot(storedRevision.root(), tree.document(), expiry.companions()),
        Condition.isStill(storedRevision));
  }

  Write put(HeadMetadata metadata, Set<ContactId> own) {
    Condition condition =
        ofRoot(root(), replaced)
            .map(Condition::isStill)
            .orElseGet(() -> Condition.isFreeFor(own, now));
    return Write.identity(
        root(), table, TreeItems.head(tree, head, metadata, expiry.head()), condition);
  }

  /** A part does not outlive the alias by which an erasure finds it. */
  Write part(String name, Map<String, AttributeValue> content) {
    return Write.part(
        root(),
        table,
        TreeItems.part(
            tree.document(),
            name,
            new StoredPart(tree.revision(), generation(), content),
            expiry.kept()));
  }

  Write deletion(ItemKey part) {
    return Write.deletion(root(), table, part);
  }

  /** Checks that a tree is still as it was read. */
  Write checkStill(StoredRevision storedRevision) {
    return Write.check(
        storedRevision.root(),
        table,
        ItemKey.identity(instance(), storedRevision.root()),
        Condition.isStill(storedRevision));
  }

  /** Adds checks that trees are still no more, but for those that are written anyway. */
  void addChecks(List<Write> writes, Set<ContactId> abandoned) {
    addChecks(writes, abandoned, table, instance(), now);
  }

  static void addChecks(
      List<Write> writes,
      Set<ContactId> abandoned,
      String table,
      InstanceId instance,
      Instant now) {
    Set<ContactId> unwritten = new TreeSet<>(abandoned);
    writes.forEach(write -> unwritten.remove(write.about()));
    unwritten.forEach(
        tree ->
            writes.add(
                Write.check(
                    tree, table, ItemKey.identity(instance, tree), Condition.isNoTree(now))));
  }

  /** Adds a write to a list that has room for it, and returns whether it has. */
  static boolean addIfRoom(List<Write> writes, Write more) {
    return writes.size() < MOST_WRITES
        && writes.stream().mapToInt(Write::size).sum() + more.size() <= MOST_BYTES
        && writes.add(more);
  }

  private int bytes(NavigableMap<String, Map<String, AttributeValue>> parts) {
    int bytes = ItemSize.of(head) + ALLOWANCE;
    for (Map<String, AttributeValue> part : parts.values()) {
      bytes += ItemSize.of(part) + ALLOWANCE;
    }
    return bytes;
  }
}
