package io.contacttree.aws.dynamodb;

import io.contacttree.aws.dynamodb.item.Attribute;
import io.contacttree.aws.dynamodb.item.EntityType;
import io.contacttree.aws.dynamodb.item.ItemFields;
import io.contacttree.aws.dynamodb.item.ItemKey;
import io.contacttree.aws.dynamodb.item.ItemWriter;
import io.contacttree.aws.dynamodb.item.TreeTable;
import io.contacttree.aws.dynamodb.read.TableReads;
import io.contacttree.domain.contact.ContactId;
import io.contacttree.domain.contact.InstanceId;
import io.contacttree.domain.store.RefreshLedger;
import io.contacttree.domain.store.UpstreamFailure;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.dynamodb.model.TransactionConflictException;
import software.amazon.awssdk.services.dynamodb.model.TransactionInProgressException;

/**
 * The ledger of refreshes in the DynamoDB table: an item for each contact, and one for each limit
 * with the times of the last minute. Safe for several threads.
 */
public final class DynamoDbRefreshLedger implements RefreshLedger {
  private static final String UNTIL = "until";
  private static final String TIMES = "times";
  private static final String NUMBER = "number";
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final int MOST_TRIES = 20;
  private static final Duration SHORTEST_PAUSE = Duration.ofMillis(10);
  private static final Duration LONGEST_PAUSE = Duration.ofMillis(60);

  /** Expiry only clears the table; what counts are the times in the items. */
  private static final Duration CLEARED_AFTER = Duration.ofHours(1);

  private final DynamoDbClient client;
  private final String table;
  private final TableReads reads;
  private final InstantSource clock;
  private final TableReads.Pause pause;

  /** Creates a ledger in a table. */
  public DynamoDbRefreshLedger(DynamoDbClient client, String tableName, InstantSource clock) {
    this.client = client;
    this.table = tableName;
    this.pause = TableReads.Pause.SLEEP;
    this.reads = new TableReads(client, tableName, pause);
    this.clock = clock;
  }

  @Override
  public Optional<Instant> coolingUntil(InstanceId instance, Collection<ContactId> contacts) {
    Instant now = clock.instant();
    List<ItemKey> keys =
        contacts.stream().map(contact -> ItemKey.refresh(instance, contact)).toList();
    return reads.get(keys).values().stream()
        .flatMap(item -> new ItemFields(item).optionalMoment(UNTIL).stream())
        .filter(now::isBefore)
        .max(Comparator.naturalOrder());
  }

  @Override
  public Entry enter(InstanceId instance, ContactId contact, Limit limit, int most, Duration hold) {
    ItemKey cooling = ItemKey.refresh(instance, contact);
    ItemKey minute = ItemKey.shared("minute-" + limit.name().toLowerCase(Locale.ROOT));
    for (int tries = 0; tries < MOST_TRIES; tries++) {
      Instant now = clock.instant();
      Map<ItemKey, Map<String, AttributeValue>> found = reads.get(List.of(cooling, minute));
      Optional<Instant> until =
          Optional.ofNullable(found.get(cooling))
              .flatMap(item -> new ItemFields(item).optionalMoment(UNTIL));
      if (until.filter(now::isBefore).isPresent()) {
        return new Entry.Cooling(until.get());
      }
      Minute last = Minute.of(Optional.ofNullable(found.get(minute)), now);
      if (last.times().size() >= most) {
        return new Entry.Full(last.times().get(last.times().size() - most).plus(MINUTE));
      }
      if (write(List.of(hold(cooling, until, now.plus(hold)), count(minute, last, now)))) {
        return new Entry.Entered();
      }
      pause.of(
          Duration.ofNanos(
              RandomGenerator.getDefault()
                  .nextLong(SHORTEST_PAUSE.toNanos(), LONGEST_PAUSE.toNanos())));
    }
    throw new UpstreamFailure(
        UpstreamFailure.Resource.TABLE, "too many want to enter a refresh at once");
  }

  @Override
  public void keep(InstanceId instance, ContactId contact, Instant until) {
    try {
      client.putItem(
          request ->
              request.tableName(table).item(item(ItemKey.refresh(instance, contact), until)));
    } catch (SdkException outage) {
      throw failure(outage);
    }
  }

  @Override
  public void withdraw(InstanceId instance, ContactId contact) {
    // As if it had ended now: the function has no right to delete.
    keep(instance, contact, clock.instant());
  }

  /**
   * The last minute.
   *
   * @param number counts the changes; 0 where there was none
   * @param times of the refreshes, oldest first
   */
  private record Minute(long number, List<Instant> times) {
    static Minute of(Optional<Map<String, AttributeValue>> item, Instant now) {
      return item.map(ItemFields::new)
          .map(
              fields ->
                  new Minute(
                      fields.number(NUMBER),
                      fields.list(TIMES).stream()
                          .map(time -> Instant.ofEpochMilli(Long.parseLong(time.n())))
                          .filter(time -> time.plus(MINUTE).isAfter(now))
                          .sorted()
                          .toList()))
          .orElse(new Minute(0, List.of()));
    }
  }

  private Put hold(ItemKey key, Optional<Instant> before, Instant until) {
    Put.Builder put =
        Put.builder()
            .tableName(table)
            .item(item(key, until))
            .expressionAttributeNames(Map.of("#until", UNTIL));
    before.ifPresentOrElse(
        known ->
            put.conditionExpression("#until = :before")
                .expressionAttributeValues(
                    Map.of(":before", Attribute.number(known.toEpochMilli()))),
        () -> put.conditionExpression("attribute_not_exists(#until)"));
    return put.build();
  }

  private Put count(ItemKey key, Minute last, Instant now) {
    List<AttributeValue> times = new ArrayList<>();
    last.times().forEach(time -> times.add(Attribute.number(time.toEpochMilli())));
    times.add(Attribute.number(now.toEpochMilli()));
    Put.Builder put =
        Put.builder()
            .tableName(table)
            .item(
                new ItemWriter()
                    .putAll(key.attributes())
                    .text(TreeTable.ENTITY_TYPE, EntityType.REFRESH.name())
                    .number(NUMBER, last.number() + 1)
                    .list(TIMES, times)
                    .number(TreeTable.EXPIRES_AT, now.plus(CLEARED_AFTER).getEpochSecond())
                    .attributes())
            .expressionAttributeNames(Map.of("#number", NUMBER));
    if (last.number() == 0) {
      put.conditionExpression("attribute_not_exists(#number)");
    } else {
      put.conditionExpression("#number = :before")
          .expressionAttributeValues(Map.of(":before", Attribute.number(last.number())));
    }
    return put.build();
  }

  private static Map<String, AttributeValue> item(ItemKey key, Instant until) {
    return new ItemWriter()
        .putAll(key.attributes())
        .text(TreeTable.ENTITY_TYPE, EntityType.REFRESH.name())
        .number(UNTIL, until.toEpochMilli())
        .number(TreeTable.EXPIRES_AT, until.plus(CLEARED_AFTER).getEpochSecond())
        .attributes();
  }

  /** Returns whether nobody else was faster. */
  private boolean write(List<Put> puts) {
    List<TransactWriteItem> items =
        puts.stream().map(put -> TransactWriteItem.builder().put(put).build()).toList();
    try {
      client.transactWriteItems(request -> request.transactItems(items));
      return true;
    } catch (TransactionCanceledException
        | TransactionConflictException
        | TransactionInProgressException somebodyWasFaster) {
      return false;
    } catch (SdkException outage) {
      throw failure(outage);
    }
  }

  private static UpstreamFailure failure(SdkException outage) {
    return new UpstreamFailure(
        UpstreamFailure.Resource.TABLE, "the table did not keep a refresh", outage);
  }
}
