package io.contacttree.aws.dynamodb.part;

import io.contacttree.aws.dynamodb.codec.TreeCodec;
import io.contacttree.aws.dynamodb.item.ItemSize;
import io.contacttree.domain.contact.ContactId;
import io.contacttree.domain.store.StoredTree;
import java.util.Collections;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * A tree spread over one item, or over a head and an item a member.
 *
 * @param head the attributes of the head, without keys and bookkeeping
 * @param parts the contents of the other items by sort key, none where the tree is whole
 */
public record TreeLayout(
    Map<String, AttributeValue> head, NavigableMap<String, Map<String, AttributeValue>> parts) {
  /**
   * A larger tree is rewritten at less cost in parts than whole. With keys, entries in indexes and
   * what the change bus is told, the item has about 8 KB.
   */
  private static final int LARGEST_WHOLE = 7_000;

  public TreeLayout {
    parts = Collections.unmodifiableNavigableMap(new TreeMap<>(parts));
  }

  /**
   * Returns the layout of a tree.
   *
   * @param split whether it lies in parts already; then it stays so
   */
  public static TreeLayout of(StoredTree tree, boolean split) {
    Map<String, AttributeValue> item = TreeCodec.encode(tree);
    return split || ItemSize.of(item) > LARGEST_WHOLE
        ? inParts(item)
        : new TreeLayout(item, new TreeMap<>());
  }

  /**
   * Returns the layout in parts of which none needs the head to be read: the time of the newest
   * list stands in each that it holds for.
   */
  public static TreeLayout pinned(StoredTree tree) {
    return inParts(TreeCodec.encodePinned(tree));
  }

  /**
   * Returns the attributes of the head of a tree in parts, without keys and bookkeeping, on the way
   * to another revision: no member tells all of a claim alone.
   */
  public static Map<String, AttributeValue> unfinishedHead(StoredTree tree) {
    Map<String, AttributeValue> head = TreeCodec.encodeHead(tree, true);
    PartContent.takeFrom(head);
    return head;
  }

  /** Returns the contents by sort key of what a tree in parts keeps of one member. */
  public static NavigableMap<String, Map<String, AttributeValue>> member(
      StoredTree tree, ContactId contact) {
    return PartContent.takeFrom(TreeCodec.encodeMember(tree, contact));
  }

  private static TreeLayout inParts(Map<String, AttributeValue> item) {
    NavigableMap<String, Map<String, AttributeValue>> parts = PartContent.takeFrom(item);
    return new TreeLayout(item, parts);
  }
}
