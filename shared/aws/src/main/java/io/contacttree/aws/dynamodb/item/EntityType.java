package io.contacttree.aws.dynamodb.item;

import java.util.Optional;

/** What an item of the table is. */
public enum EntityType {
  /** The root of a tree: its document, or the head of a document in parts. */
  TREE,
  /** A contact that belongs to a tree, as a member or as one that is missing. */
  ALIAS,
  /** A contact that was erased. */
  TOMBSTONE,
  /** A part of a document. */
  PART,
  /** A lease. */
  LEASE,
  /** What is kept of refreshes and of the pace of other requests. */
  REFRESH;

  public boolean is(ItemFields item) {
    return Optional.of(name()).equals(item.optionalText(TreeTable.ENTITY_TYPE));
  }
}
