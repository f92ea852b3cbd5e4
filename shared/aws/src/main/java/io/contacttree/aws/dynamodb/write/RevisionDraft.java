package io.contacttree.aws.dynamodb.write;

import io.contacttree.aws.dynamodb.item.ItemKey;
import io.contacttree.aws.dynamodb.item.ItemSize;
import io.contacttree.aws.dynamodb.item.Retention;
import io.contacttree.aws.dynamodb.part.HeadMetadata;
import io.contacttree.aws.dynamodb.part.PartMetadata;
import io.contacttree.aws.dynamodb.part.StoredRevision;
import io.contacttree.aws.dynamodb.part.TreeItems;
import io.contacttree.aws.dynamodb.part.TreeLayout;
import io.contacttree.aws.dynamodb.write.IdentityChanges.Role;
import io.contacttree.domain.contact.ContactId;
import io.contacttree.domain.contact.InstanceId;
import io.contacttree.domain.store.StoredTree;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
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
 * @param token tells this write from all others
 * @param headUntil when its head expires
 * @param companionsUntil when the aliases and parts expire that are written with it
 * @param now our clock
 */
public record RevisionDraft(
    String table,
    StoredTree tree,
    List<StoredRevision> replaced,
    IdentityChanges changes,
    TreeLayout layout,
    boolean staged,
    String token,
    Optional<Long> headUntil,
    Optional<Long> companionsUntil,
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

  public static RevisionDraft of(
      String table,
      StoredTree tree,
      List<StoredRevision> replaced,
      Retention retention,
      String token,
      Instant now) {
    List<PartMetadata> partsBefore =
        replaced.stream()
            .filter(storedRevision -> storedRevision.root().equals(tree.treeId()))
            .flatMap(storedRevision -> storedRevision.notes().parts().stream())
            .toList();
    TreeLayout layout = TreeLayout.of(tree, partsBefore);
    return new RevisionDraft(
        table,
        tree,
        replaced,
        IdentityChanges.of(tree, replaced),
        layout,
        mustStageParts(layout),
        token,
        retention.headUntil(tree.document()),
        retention.companionsUntil(tree.document()),
        now);
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
      own.addAll(storedRevision.notes().former());
    }
    return own;
  }

  /** Returns the tree that the aliases of contacts written ahead lead to until all is written. */
  StoredRevision anchor() {
    return replaced.stream()
        .filter(storedRevision -> storedRevision.root().equals(root()))
        .findFirst()
        .orElse(replaced.getFirst());
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
              TreeItems.part(instance(), root(), name, content, companionsUntil)));
    }
    return parts;
  }

  /** Returns the keys of parts that this revision leaves behind. */
  List<ItemKey> partsLeftBehind() {
    Set<String> kept = new TreeSet<>(PartMetadata.names(layout.parts().kept()));
    List<ItemKey> left = new ArrayList<>();
    for (StoredRevision storedRevision : replaced) {
      for (PartMetadata part : storedRevision.notes().parts()) {
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
        TreeItems.alias(instance(), role.contact(), treeId, role.missing(), companionsUntil),
        Condition.isFreeFor(own, now));
  }

  Write absorb(StoredRevision storedRevision) {
    return Write.identity(
        storedRevision.root(),
        table,
        TreeItems.alias(instance(), storedRevision.root(), root(), false, companionsUntil),
        Condition.isStill(storedRevision));
  }

  Write head(HeadMetadata notes, Set<ContactId> own) {
    Condition condition =
        replaced.stream()
            .filter(storedRevision -> storedRevision.root().equals(root()))
            .findFirst()
            .map(Condition::isStill)
            .orElseGet(() -> Condition.isFreeFor(own, now));
    return Write.identity(
        root(), table, TreeItems.head(tree, layout.head(), notes, headUntil), condition);
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

  /** Checks that a tree is still no more. */
  Write checkNoTree(ContactId tree) {
    return Write.check(tree, table, ItemKey.identity(instance(), tree), Condition.isNoTree(now));
  }

  /** Returns whether aliases and parts of a replaced tree would not outlive the new head. */
  boolean mustRenew(StoredRevision storedRevision, Retention retention) {
    return retention.mustRenew(storedRevision.notes().keptUntil(), tree.document());
  }

  /** Returns until when all aliases and parts will be kept at least. */
  Optional<Long> keptUntil(Retention retention) {
    return companionsUntil.map(
        until ->
            replaced.stream()
                .filter(storedRevision -> !mustRenew(storedRevision, retention))
                .flatMap(storedRevision -> storedRevision.notes().keptUntil().stream())
                .reduce(until, Math::min));
  }

  /** Returns whether a list of writes has room for one more. */
  static boolean hasRoom(List<Write> writes, Write more) {
    return writes.size() < MOST_WRITES
        && writes.stream().mapToInt(Write::size).sum() + more.size() <= MOST_BYTES;
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

  /**
   * A part that is written.
   *
   * @param note what will be remembered of it
   * @param item the item
   */
  record NamedPart(PartMetadata note, Map<String, AttributeValue> item) {}
}
