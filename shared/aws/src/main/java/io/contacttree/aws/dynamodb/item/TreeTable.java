package io.contacttree.aws.dynamodb.item;

/** The table as {@code template.yaml} describes it: names of keys, indexes and expiry. */
public final class TreeTable {
  /** Partition key. */
  public static final String PARTITION_KEY = "pk";

  /** Sort key. */
  public static final String SORT_KEY = "sk";

  /** When an item may be deleted, in seconds since 1970; absent for ever. */
  public static final String EXPIRES_AT = "expires_at";

  /** What an item is: TREE, ALIAS, TOMBSTONE, PART or LEASE. */
  public static final String ENTITY_TYPE = "entity_type";

  /** The index of trees by the day of their last activity, newest day and time last. */
  public static final String DAY_PARTITION_KEY = "ix_day_pk";

  public static final String DAY_SORT_KEY = "ix_day_sk";

  /** The index of trees that are not settled. */
  public static final String DUE_PARTITION_KEY = "ix_due_pk";

  public static final String DUE_SORT_KEY = "ix_due_sk";

  private TreeTable() {}
}
