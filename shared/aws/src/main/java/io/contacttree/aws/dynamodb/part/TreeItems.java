package io.contacttree.aws.dynamodb.part;

import io.contacttree.aws.dynamodb.codec.TreeCodec;
import io.contacttree.aws.dynamodb.item.EntityType;
import io.contacttree.aws.dynamodb.item.ItemFields;
import io.contacttree.aws.dynamodb.item.ItemKey;
import io.contacttree.aws.dynamodb.item.ItemWriter;
import io.contacttree.aws.dynamodb.item.TreeTable;
import io.contacttree.domain.contact.ContactId;
import io.contacttree.domain.contact.InstanceId;
import io.contacttree.domain.contact.Timestamps;
import io.contacttree.domain.store.StoredTree;
import io.contacttree.domain.tree.ContactTree;
import io.contacttree.domain.tree.Retention;
import io.contacttree.domain.tree.TreeOverview;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Makes the items of a tree: head, aliases and parts, with keys, indexes and expiry. */
public final class TreeItems {
  public static final String TREE_ID = "tree_id";
  static final String MISSING = "missing";

  /** Only items that have it are told on the change bus. */
  public static final String TOLD_TYPE = "told_type";

  private static final String PART_PREFIX = "part#";
  private static final String ERASED = "Contact Erased";

  private TreeItems() {}

  /** Returns the head of a tree. */
  public static Map<String, AttributeValue> head(
      StoredTree tree,
      Map<String, AttributeValue> content,
      HeadMetadata metadata,
      Optional<Instant> expiresAt) {
    ContactTree document = tree.document();
    ItemWriter writer =
        item(ItemKey.identity(document.instance(), document.treeId()), EntityType.TREE, expiresAt)
            .putAll(content);
    writer.putAll(IndexEntries.of(document));
    if (metadata.parts().isEmpty()) {
      writer.putAll(IndexEntries.of(document, document.treeId()));
    }
    told(writer, "Contact Tree Changed", document.treeId(), document);
    metadata.encode(writer);
    return writer.attributes();
  }

  /** Returns the identity of a contact that was the root of a tree which is now another's. */
  public static Map<String, AttributeValue> formerRoot(
      ContactId contact, ContactTree tree, Optional<Instant> expiresAt) {
    ItemWriter writer = new ItemWriter();
    writer.putAll(alias(tree.instance(), contact, tree.treeId(), false, expiresAt));
    writer.putAll(IndexEntries.of(tree, contact));
    told(writer, "Contact Tree Moved", contact, tree);
    return writer.attributes();
  }

  /**
   * Returns the tombstone of a contact whose tree goes on without it.
   *
   * @param rest the tree that the others are in
   */
  public static Map<String, AttributeValue> tombstone(ContactId contact, ContactTree rest) {
    ItemWriter writer = tombstone(rest.instance(), contact, Optional.of(rest.treeId()));
    told(writer, ERASED, contact, rest);
    return writer.attributes();
  }

  /**
   * Returns the tombstone of a contact that leaves nobody behind.
   *
   * @param last the root of the tree that is no more, where there was one and it is another contact
   */
  public static Map<String, AttributeValue> lastTombstone(
      InstanceId instance, ContactId contact, Optional<ContactId> last, Instant at) {
    ItemWriter writer = tombstone(instance, contact, last);
    told(writer, ERASED, instance, contact, contact);
    return writer
        .text("told_revision", "0")
        .text("told_state", "NONE")
        .text("told_contact_count", "0")
        .text("told_written_at", Timestamps.format(at))
        .attributes();
  }

  /** A tombstone never expires. */
  private static ItemWriter tombstone(
      InstanceId instance, ContactId contact, Optional<ContactId> treeId) {
    return item(ItemKey.identity(instance, contact), EntityType.TOMBSTONE, Optional.empty())
        .text(TREE_ID, treeId.map(ContactId::value));
  }

  /** What the change bus is told of an item; a stream brings these as they are. */
  private static void told(ItemWriter writer, String type, ContactId contact, ContactTree tree) {
    told(writer, type, tree.instance(), contact, tree.treeId());
    writer
        .text("told_revision", Long.toString(tree.revision()))
        .text("told_state", tree.state().name())
        .text("told_contact_count", Integer.toString(tree.facts().contactCount()))
        .text("told_written_at", Timestamps.format(tree.writtenAt()));
  }

  private static void told(
      ItemWriter writer, String type, InstanceId instance, ContactId contact, ContactId treeId) {
    writer
        .text(TOLD_TYPE, type)
        .text("told_instance_id", instance.value())
        .text("told_contact_id", contact.value())
        .text("told_tree_id", treeId.value());
  }

  /** Returns the identity of a contact that belongs to a tree. */
  public static Map<String, AttributeValue> alias(
      InstanceId instance,
      ContactId contact,
      ContactId treeId,
      boolean missing,
      Optional<Instant> expiresAt) {
    return item(ItemKey.identity(instance, contact), EntityType.ALIAS, expiresAt)
        .text(TREE_ID, treeId.value())
        .yesIf(MISSING, missing)
        .attributes();
  }

  /**
   * Returns an item of a tree in parts. The root's own has its entries by agent and queue, so that
   * the head, which each revision writes, stays small.
   */
  public static Map<String, AttributeValue> part(
      ContactTree tree, String name, StoredPart part, Optional<Instant> expiresAt) {
    ItemWriter writer =
        item(ItemKey.part(tree.instance(), tree.treeId(), name), EntityType.PART, expiresAt)
            .number(TreeCodec.REVISION, part.revision())
            .text(HeadMetadata.GENERATION, part.generation())
            .putAll(part.content());
    Map<String, AttributeValue> entries =
        name.equals(partName(tree.treeId())) ? IndexEntries.of(tree, tree.treeId()) : Map.of();
    if (!entries.isEmpty()) {
      writer.text(TREE_ID, tree.treeId().value()).putAll(entries);
    }
    return writer.attributes();
  }

  /** Returns the sort key of what a tree in parts keeps of a contact. */
  public static String partName(ContactId contact) {
    return PART_PREFIX + contact.value();
  }

  /** Returns the contact of which a sort key tells. */
  public static ContactId contactOf(String partName) {
    String name = partName.substring(PART_PREFIX.length());
    int piece = name.indexOf('#');
    return new ContactId(piece < 0 ? name : name.substring(0, piece));
  }

  /** Returns the sort key of further references of a contact; no contact id has a {@code #}. */
  static String pieceName(ContactId contact, int index) {
    return "%s#%04d".formatted(partName(contact), index);
  }

  /** Returns a part as its item tells of it. */
  public static StoredPart storedPart(Map<String, AttributeValue> item) {
    ItemFields fields = new ItemFields(item);
    return new StoredPart(
        fields.number(TreeCodec.REVISION), HeadMetadata.generation(fields), PartContent.in(item));
  }

  /** Returns the attributes that tell what a contact is, and of a root what a list shows. */
  public static List<String> identityAttributes() {
    List<String> names = new ArrayList<>(TreeCodec.OVERVIEW);
    names.addAll(
        List.of(
            TreeTable.PARTITION_KEY,
            TreeTable.SORT_KEY,
            TreeTable.ENTITY_TYPE,
            TreeTable.EXPIRES_AT,
            TreeTable.ACTIVITY_SORT_KEY));
    return names;
  }

  /** Returns what a list shows of a tree, from its head or from its entry in the index. */
  public static TreeOverview overview(ItemFields head) {
    return TreeCodec.overview(
        head, IndexEntries.place(head.text(TreeTable.ACTIVITY_SORT_KEY)).at());
  }

  public static boolean isExpired(ItemFields item, Instant now) {
    return Retention.isExpired(item.optionalSecond(TreeTable.EXPIRES_AT), now);
  }

  private static ItemWriter item(ItemKey key, EntityType type, Optional<Instant> expiresAt) {
    return new ItemWriter()
        .putAll(key.attributes())
        .text(TreeTable.ENTITY_TYPE, type.name())
        .second(TreeTable.EXPIRES_AT, expiresAt);
  }
}
