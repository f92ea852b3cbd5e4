package io.contacttree.aws.dynamodb.write;

import io.contacttree.aws.dynamodb.item.ItemKey;
import io.contacttree.aws.dynamodb.item.ItemSize;
import io.contacttree.aws.dynamodb.part.HeadMetadata;
import io.contacttree.aws.dynamodb.part.PartMetadata;
import io.contacttree.aws.dynamodb.part.StoredRevision;
import io.contacttree.aws.dynamodb.part.TreeItems;
import io.contacttree.aws.dynamodb.part.TreeLayout;
import io.contacttree.aws.dynamodb.write.IdentityChanges.Role;
import io.contacttree.domain.contact.ContactId;
import io.contacttree.domain.contact.InstanceId;
import io.contacttree.domain.store.StoredTree;
import io.contacttree.domain.tree.ContactTree;
import io.contacttree.domain.tree.Retention;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * A revision on its way to the table: all that one transaction would have to hold, and what of it
 * fits.
 *
 * @param table the table's name
 * @param tree the revision
 * @param replaced the trees it takes the place of
 * @param changes the identities it changes
 * @param layout how it is spread over items
 * @param staged whether the changed parts must lie in the table before the transaction
 * @param expiry until when its items are kept
 * @param token tells this write from all others
 * @param now our clock
 */
record RevisionDraft(
    String table,
    StoredTree tree,
    List<StoredRevision> replaced,
    IdentityChanges changes,
    TreeLayout layout,
    boolean staged,
    Expiry expiry,
    String token,
    Instant now) {
  /**
   * A transaction takes 100 items and 4 MB (Amazon DynamoDB Developer Guide); some of both is left
   * for checks and for what the estimate does not see.
   */
  private static final int MOST_WRITES = 90;

  private static final int MOST_BYTES = 3_800_000;

  /** More parts than this are put down before the transaction. */
  private static final int MOST_PARTS = 40;

  /** Keys, index keys and bookkeeping of an item. */
  private static final int ALLOWANCE = 10_000;

  /**
   * Until when items are kept; absent for ever.
   *
   * @param head the head
   * @param companions the aliases and parts that are written with it
   * @param kept all its aliases and parts at least
   * @param renewed the replaced trees whose aliases and parts would not outlive the new head
   */
  record Expiry(
      Optional<Instant> head,
      Optional<Instant> companions,
      Optional<Instant> kept,
      List<StoredRevision> renewed) {
    static Expiry of(ContactTree document, List<StoredRevision> replaced, Retention retention) {
      Map<Boolean, List<StoredRevision>> byRenewal =
          replaced.stream()
              .collect(
                  Collectors.partitioningBy(
                      storedRevision ->
                          retention.mustRenew(storedRevision.metadata().keptUntil(), document)));
      Optional<Instant> companions = retention.companionsUntil(document);
      Optional<Instant> kept =
          companions.map(
              until ->
                  byRenewal.getOrDefault(false, List.of()).stream()
                      .flatMap(storedRevision -> storedRevision.metadata().keptUntil().stream())
                      .reduce(until, (one, other) -> one.isBefore(other) ? one : other));
      return new Expiry(
          retention.documentUntil(document),
          companions,
          kept,
          byRenewal.getOrDefault(true, List.of()));
    }
  }

  /**
   * A part that is written.
   *
   * @param metadata what will be remembered of it
   * @param item the item
   */
  record NamedPart(PartMetadata metadata, Map<String, AttributeValue> item) {}

  static RevisionDraft of(
      String table,
      StoredTree tree,
      List<StoredRevision> replaced,
      Retention retention,
      String token,
      Instant now) {
    List<PartMetadata> partsBefore =
        ofRoot(tree.treeId(), replaced).map(before -> before.metadata().parts()).orElse(List.of());
    TreeLayout layout = TreeLayout.of(tree, partsBefore);
    return new RevisionDraft(
        table,
        tree,
        replaced,
        IdentityChanges.of(tree, replaced),
        layout,
        mustStageParts(layout),
        Expiry.of(tree.document(), replaced, retention),
        token,
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
    for (StoredRevision storedRevision : replaced) {
      own.add(storedRevision.root());
      own.addAll(storedRevision.metadata().former());
    }
    return own;
  }

  /** Returns the tree that the aliases of contacts written ahead lead to until all is written. */
  StoredRevision anchor() {
    return ofRoot(root(), replaced).orElseGet(replaced::getFirst);
  }

  /**
   * Returns the contacts whose identity must be claimed before the transaction, for want of room.
   */
  List<Role> claimedAhead() {
    List<Role> claimed = changes.claimed();
    return claimed.subList(Math.min(claimed.size(), roomForClaimed()), claimed.size());
  }

  /** Returns the contacts whose identity is claimed in the transaction. */
  List<Role> claimedInside() {
    return changes.claimed().subList(0, Math.min(changes.claimed().size(), roomForClaimed()));
  }

  /** Returns whether one transaction does it all. */
  boolean fits() {
    return !staged && claimedAhead().isEmpty();
  }

  /** Returns the items of the changed parts under their names. */
  List<NamedPart> parts() {
    List<NamedPart> parts = new ArrayList<>();
    for (Map<String, AttributeValue> content : layout.parts().written()) {
      String name = TreeItems.partName(token, content);
      parts.add(
          new NamedPart(
              PartMetadata.of(name, content),
              TreeItems.part(instance(), root(), name, content, expiry.companions())));
    }
    return parts;
  }

  /** Returns the keys of parts that this revision leaves behind. */
  List<ItemKey> partsLeftBehind() {
    Set<String> kept = new TreeSet<>(PartMetadata.names(layout.parts().kept()));
    List<ItemKey> left = new ArrayList<>();
    for (StoredRevision storedRevision : replaced) {
      for (PartMetadata part : storedRevision.metadata().parts()) {
        if (!storedRevision.root().equals(root()) || !kept.contains(part.name())) {
          left.add(ItemKey.part(instance(), storedRevision.root(), part.name()));
        }
      }
    }
    return left;
  }

  Write claim(Role role, ContactId treeId, Set<ContactId> own) {
    return Write.identity(
        role.contact(),
        table,
        TreeItems.alias(instance(), role.contact(), treeId, role.missing(), expiry.companions()),
        Condition.isFreeFor(own, now));
  }

  Write absorb(StoredRevision storedRevision) {
    return Write.identity(
        storedRevision.root(),
        table,
        TreeItems.alias(instance(), storedRevision.root(), root(), false, expiry.companions()),
        Condition.isStill(storedRevision));
  }

  Write head(HeadMetadata metadata, Set<ContactId> own) {
    Condition condition =
        ofRoot(root(), replaced)
            .map(Condition::isStill)
            .orElseGet(() -> Condition.isFreeFor(own, now));
    return Write.identity(
        root(), table, TreeItems.head(tree, layout.head(), metadata, expiry.head()), condition);
  }

  Write part(NamedPart part) {
    return Write.part(root(), table, part.item());
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
    Set<ContactId> unwritten = new TreeSet<>(abandoned);
    writes.forEach(write -> unwritten.remove(write.about()));
    unwritten.forEach(
        tree ->
            writes.add(
                Write.check(
                    tree, table, ItemKey.identity(instance(), tree), Condition.isNoTree(now))));
  }

  /** Adds a write to a list that has room for it, and returns whether it has. */
  static boolean addIfRoom(List<Write> writes, Write more) {
    return writes.size() < MOST_WRITES
        && writes.stream().mapToInt(Write::size).sum() + more.size() <= MOST_BYTES
        && writes.add(more);
  }

  private int roomForClaimed() {
    int parts = staged ? 0 : layout.parts().written().size();
    return Math.max(
        0,
        MOST_WRITES
            - 1
            - changes.absorbed().size()
            - changes.erased().size()
            - parts
            - changes.urgent());
  }

  private static boolean mustStageParts(TreeLayout layout) {
    int bytes = ItemSize.of(layout.head()) + ALLOWANCE;
    for (Map<String, AttributeValue> part : layout.parts().written()) {
      bytes += ItemSize.of(part) + ALLOWANCE;
    }
    return layout.parts().written().size() > MOST_PARTS || bytes > MOST_BYTES;
  }
}
