package io.contacttree.local.dynamodb;

import io.contacttree.local.template.TableDefinition;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndexDescription;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.Projection;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;

/** Makes the template's table where it is missing. */
public final class TableCreation {

  private TableCreation() {}

  /** What was found. */
  public enum Outcome {
    /** There was none: it was made. */
    CREATED,
    /** It is there with the same keys and indexes. */
    KEPT,
    /** A table of that name is there, with other keys or indexes; it was left alone. */
    DIFFERENT
  }

  /** Makes the table unless it is there. */
  public static Outcome ensure(DynamoDbClient client, TableDefinition table) {
    try {
      TableDescription found =
          client.describeTable(request -> request.tableName(table.name())).table();
      return isSame(found, table) ? Outcome.KEPT : Outcome.DIFFERENT;
    } catch (ResourceNotFoundException absent) {
      create(client, table);
      return Outcome.CREATED;
    }
  }

  private static boolean isSame(TableDescription found, TableDefinition table) {
    Set<Object> there = new HashSet<>();
    there.add(Set.copyOf(found.keySchema()));
    for (GlobalSecondaryIndexDescription index : found.globalSecondaryIndexes()) {
      there.add(List.of(index.indexName(), Set.copyOf(index.keySchema())));
    }
    Set<Object> wanted = new HashSet<>();
    wanted.add(Set.copyOf(key(table.key())));
    for (TableDefinition.Index index : table.indexes()) {
      wanted.add(List.of(index.name(), Set.copyOf(key(index.key()))));
    }
    return there.equals(wanted);
  }

  private static void create(DynamoDbClient client, TableDefinition table) {
    CreateTableRequest.Builder request =
        CreateTableRequest.builder()
            .tableName(table.name())
            .billingMode(BillingMode.PAY_PER_REQUEST)
            .keySchema(key(table.key()))
            .attributeDefinitions(
                table.attributeTypes().entrySet().stream()
                    .map(
                        attribute ->
                            AttributeDefinition.builder()
                                .attributeName(attribute.getKey())
                                .attributeType(attribute.getValue())
                                .build())
                    .toList());
    if (!table.indexes().isEmpty()) {
      request.globalSecondaryIndexes(table.indexes().stream().map(TableCreation::index).toList());
    }
    table
        .streamView()
        .ifPresent(
            view ->
                request.streamSpecification(
                    stream -> stream.streamEnabled(true).streamViewType(view)));
    client.createTable(request.build());
    table
        .expiryAttribute()
        .ifPresent(
            attribute ->
                client.updateTimeToLive(
                    expiry ->
                        expiry
                            .tableName(table.name())
                            .timeToLiveSpecification(
                                ttl -> ttl.attributeName(attribute).enabled(true))));
  }

  private static GlobalSecondaryIndex index(TableDefinition.Index index) {
    Projection.Builder projection = Projection.builder().projectionType(index.projection());
    if (!index.included().isEmpty()) {
      projection.nonKeyAttributes(index.included());
    }
    return GlobalSecondaryIndex.builder()
        .indexName(index.name())
        .keySchema(key(index.key()))
        .projection(projection.build())
        .build();
  }

  private static List<KeySchemaElement> key(TableDefinition.Key key) {
    List<KeySchemaElement> elements = new ArrayList<>();
    elements.add(element(key.hash(), KeyType.HASH));
    key.range().ifPresent(range -> elements.add(element(range, KeyType.RANGE)));
    return elements;
  }

  private static KeySchemaElement element(String attribute, KeyType type) {
    return KeySchemaElement.builder().attributeName(attribute).keyType(type).build();
  }
}
