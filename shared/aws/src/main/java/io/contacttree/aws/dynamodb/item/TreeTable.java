package io.contacttree.aws.dynamodb.item;

import java.util.List;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ProjectionType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

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
  public static final String TREES_BY_DAY = "trees-by-day";

  /** The index of trees that are not settled. */
  public static final String TREES_DUE = "trees-due";

  public static final String DAY_PARTITION_KEY = "ix_day_pk";
  public static final String DAY_SORT_KEY = "ix_day_sk";
  public static final String DUE_PARTITION_KEY = "ix_due_pk";
  public static final String DUE_SORT_KEY = "ix_due_sk";

  private TreeTable() {}

  /** Returns the request that creates an equal table, for tests and tools. */
  public static CreateTableRequest creation(String tableName) {
    return CreateTableRequest.builder()
        .tableName(tableName)
        .billingMode(BillingMode.PAY_PER_REQUEST)
        .attributeDefinitions(
            Stream.of(
                    PARTITION_KEY,
                    SORT_KEY,
                    DAY_PARTITION_KEY,
                    DAY_SORT_KEY,
                    DUE_PARTITION_KEY,
                    DUE_SORT_KEY)
                .map(TreeTable::text)
                .toList())
        .keySchema(keys(PARTITION_KEY, SORT_KEY))
        .globalSecondaryIndexes(
            index(TREES_BY_DAY, DAY_PARTITION_KEY, DAY_SORT_KEY),
            index(TREES_DUE, DUE_PARTITION_KEY, DUE_SORT_KEY))
        .build();
  }

  private static AttributeDefinition text(String name) {
    return AttributeDefinition.builder()
        .attributeName(name)
        .attributeType(ScalarAttributeType.S)
        .build();
  }

  private static List<KeySchemaElement> keys(String partition, String sort) {
    return List.of(key(partition, KeyType.HASH), key(sort, KeyType.RANGE));
  }

  private static KeySchemaElement key(String name, KeyType type) {
    return KeySchemaElement.builder().attributeName(name).keyType(type).build();
  }

  private static GlobalSecondaryIndex index(String name, String partition, String sort) {
    return GlobalSecondaryIndex.builder()
        .indexName(name)
        .keySchema(keys(partition, sort))
        .projection(projection -> projection.projectionType(ProjectionType.KEYS_ONLY))
        .build();
  }
}
