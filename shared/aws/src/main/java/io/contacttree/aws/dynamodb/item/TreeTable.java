package io.contacttree.aws.dynamodb.item;

/** The table as {@code template.yaml} describes it: names of keys, indexes and expiry. */
public final class TreeTable {
  /** Partition key. */
  public static final String PARTITION_KEY = "pk";

  /** Sort key. */
  public static final String SORT_KEY = "sk";

  /** When an item may be deleted, in seconds since 1970; absent for ever. */
  public static final String EXPIRES_AT = "expires_at";

  /** What an item is: TREE, ALIAS, TOMBSTONE, PART, LEASE or REFRESH. */
  public static final String ENTITY_TYPE = "entity_type";

  /** The index of an instance's trees by last activity, newest first; only heads have both keys. */
  public static final String BY_ACTIVITY = "trees-by-activity";

  public static final String ACTIVITY_PARTITION_KEY = "instance_id";

  public static final String ACTIVITY_SORT_KEY = "ix_tree_sk";

  /** The index of contacts by agent, newest end first. */
  public static final String BY_AGENT = "contacts-by-agent";

  public static final String AGENT_PARTITION_KEY = "ix_agent_pk";

  /** The index of contacts by queue, newest end first. */
  public static final String BY_QUEUE = "contacts-by-queue";

  public static final String QUEUE_PARTITION_KEY = "ix_queue_pk";

  /** The sort key of both: one attribute, as each contact has one place in time. */
  public static final String CONTACT_SORT_KEY = "ix_contact_sk";

  /** The index of trees that are not settled. */
  public static final String DUE_PARTITION_KEY = "ix_due_pk";

  public static final String DUE_SORT_KEY = "ix_due_sk";

  private TreeTable() {}
}
