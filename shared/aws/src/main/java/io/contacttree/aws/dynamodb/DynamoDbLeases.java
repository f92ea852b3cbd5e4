package io.contacttree.aws.dynamodb;

import io.contacttree.aws.dynamodb.item.Attribute;
import io.contacttree.aws.dynamodb.item.EntityType;
import io.contacttree.aws.dynamodb.item.ItemFields;
import io.contacttree.aws.dynamodb.item.ItemKey;
import io.contacttree.aws.dynamodb.item.ItemWriter;
import io.contacttree.aws.dynamodb.item.TreeTable;
import io.contacttree.domain.contact.ContactId;
import io.contacttree.domain.contact.InstanceId;
import io.contacttree.domain.store.Leases;
import io.contacttree.domain.store.UpstreamFailure;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;

/** Leases in the DynamoDB table, each an item of its own; safe for several threads. */
public final class DynamoDbLeases implements Leases {
  private static final String HOLDER = "holder";
  private static final String UNTIL = "held_until";
  private static final String NOBODY = "";

  /** Expiry only clears the table; what counts is {@code held_until} and our own clock. */
  private static final Duration CLEARED_AFTER = Duration.ofHours(1);

  private final DynamoDbClient client;
  private final String table;
  private final InstantSource clock;

  /** Creates leases in a table; what has expired is told by this clock. */
  public DynamoDbLeases(DynamoDbClient client, String tableName, InstantSource clock) {
    this.client = client;
    this.table = tableName;
    this.clock = clock;
  }

  @Override
  public Optional<Lease> take(
      InstanceId instance, ContactId key, Duration length, Optional<String> done) {
    Lease lease = new Lease(instance, key, Tokens.random());
    Instant now = clock.instant();
    Instant until = now.plus(length);
    Map<String, AttributeValue> item =
        new ItemWriter()
            .putAll(ItemKey.lease(instance, key).attributes())
            .text(TreeTable.ENTITY_TYPE, EntityType.LEASE.name())
            .text(HOLDER, lease.holder())
            .number(UNTIL, until.toEpochMilli())
            .number(TreeTable.EXPIRES_AT, until.plus(CLEARED_AFTER).getEpochSecond())
            .attributes();
    try {
      client.putItem(
          request ->
              request
                  .tableName(table)
                  .item(item)
                  .conditionExpression(
                      "attribute_not_exists(#key) OR #until <= :now OR #holder = :done")
                  .expressionAttributeNames(
                      Map.of("#key", TreeTable.PARTITION_KEY, "#until", UNTIL, "#holder", HOLDER))
                  .expressionAttributeValues(
                      Map.of(
                          ":now", Attribute.number(now.toEpochMilli()),
                          ":done", Attribute.text(done.orElse(NOBODY))))
                  .returnValuesOnConditionCheckFailure(
                      ReturnValuesOnConditionCheckFailure.ALL_OLD));
      return Optional.of(lease);
    } catch (ConditionalCheckFailedException held) {
      // The SDK repeats a put whose answer was lost; then it is we who hold the lease.
      boolean ours =
          held.hasItem()
              && new ItemFields(held.item())
                  .optionalText(HOLDER)
                  .filter(lease.holder()::equals)
                  .isPresent();
      return ours ? Optional.of(lease) : Optional.empty();
    } catch (SdkException outage) {
      throw failure(outage);
    }
  }

  @Override
  public void release(Lease lease) {
    try {
      client.deleteItem(
          request ->
              request
                  .tableName(table)
                  .key(ItemKey.lease(lease.instance(), lease.key()).attributes())
                  .conditionExpression("#holder = :holder")
                  .expressionAttributeNames(Map.of("#holder", HOLDER))
                  .expressionAttributeValues(Map.of(":holder", Attribute.text(lease.holder()))));
    } catch (ConditionalCheckFailedException expired) {
      // It has expired and may be somebody else's by now, or it was released before.
    } catch (SdkException outage) {
      throw failure(outage);
    }
  }

  private static UpstreamFailure failure(SdkException outage) {
    return new UpstreamFailure(
        UpstreamFailure.Resource.TABLE, "the table did not keep a lease", outage);
  }
}
