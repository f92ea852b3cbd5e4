package io.contacttree.aws.dynamodb.read;

import io.contacttree.aws.dynamodb.item.ItemKey;
import io.contacttree.aws.dynamodb.item.TreeTable;
import io.contacttree.domain.store.UpstreamFailure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;

/**
 * Reads items by their keys, consistently unless it is said otherwise; throws {@link
 * UpstreamFailure} on an outage.
 */
public final class TableReads {
  /** BatchGetItem takes at most 100 keys (Amazon DynamoDB API Reference). */
  private static final int LARGEST_BATCH = 100;

  /** Answers that bring nothing at all: the table is throttled, and trying on only adds to it. */
  private static final int MOST_EMPTY_ANSWERS = 5;

  private static final Duration FIRST_PAUSE = Duration.ofMillis(50);

  /** Waits; a port, so that tests do not. */
  @FunctionalInterface
  public interface Pause {
    /** Waits on this thread; an interrupted wait ends early and leaves the thread interrupted. */
    Pause SLEEP =
        time -> {
          try {
            Thread.sleep(time);
          } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
          }
        };

    void of(Duration time);
  }

  private final DynamoDbClient client;
  private final String table;
  private final Pause pause;
  private final boolean consistent;

  public TableReads(DynamoDbClient client, String table, Pause pause) {
    this(client, table, pause, true);
  }

  private TableReads(DynamoDbClient client, String table, Pause pause, boolean consistent) {
    this.client = client;
    this.table = table;
    this.pause = pause;
    this.consistent = consistent;
  }

  /** Returns reads at half the cost that may lag behind. */
  TableReads lagging() {
    return new TableReads(client, table, pause, false);
  }

  /** Returns one item, or empty where the table has none. */
  public Optional<Map<String, AttributeValue>> get(ItemKey key) {
    try {
      var response =
          client.getItem(
              request -> request.tableName(table).key(key.attributes()).consistentRead(consistent));
      return response.hasItem() ? Optional.of(response.item()) : Optional.empty();
    } catch (SdkException outage) {
      throw failure(outage);
    }
  }

  /**
   * Returns all items of a partition in order of their sort keys; one request for each megabyte.
   */
  public List<Map<String, AttributeValue>> partition(String partition) {
    List<Map<String, AttributeValue>> items = new ArrayList<>();
    Map<String, AttributeValue> after = Map.of();
    do {
      QueryResponse page = page(partition, after);
      items.addAll(page.items());
      after = page.lastEvaluatedKey();
    } while (!after.isEmpty());
    return items;
  }

  private QueryResponse page(String partition, Map<String, AttributeValue> after) {
    QueryRequest.Builder request =
        QueryRequest.builder()
            .tableName(table)
            .consistentRead(consistent)
            .keyConditionExpression("#key = :partition")
            .expressionAttributeNames(Map.of("#key", TreeTable.PARTITION_KEY))
            .expressionAttributeValues(Map.of(":partition", AttributeValue.fromS(partition)));
    if (!after.isEmpty()) {
      request.exclusiveStartKey(after);
    }
    try {
      return client.query(request.build());
    } catch (SdkException outage) {
      throw failure(outage);
    }
  }

  /** Waits before what was torn is read again. */
  void pauseBefore(int read) {
    pause.of(FIRST_PAUSE.multipliedBy(1L << read));
  }

  /**
   * Returns what one request finds in a range of an index, which lags behind the table.
   *
   * @param most how many entries are looked at; as many as a megabyte holds where that is fewer
   */
  QueryResponse index(IndexRange range, int most) {
    QueryRequest.Builder request = range.request().tableName(table);
    if (most < Integer.MAX_VALUE) {
      request.limit(most);
    }
    try {
      return client.query(request.build());
    } catch (SdkException outage) {
      throw failure(outage);
    }
  }

  /** Returns the items that the table has of these keys; one request for each hundred. */
  public Map<ItemKey, Map<String, AttributeValue>> get(Collection<ItemKey> keys) {
    return get(keys, List.of());
  }

  /**
   * Returns some attributes of the items that the table has of these keys; one request for each
   * hundred.
   *
   * @param attributes their names, the keys' among them; none for all
   */
  Map<ItemKey, Map<String, AttributeValue>> get(Collection<ItemKey> keys, List<String> attributes) {
    Map<ItemKey, Map<String, AttributeValue>> found = new HashMap<>();
    List<ItemKey> distinct = List.copyOf(new LinkedHashSet<>(keys));
    for (int from = 0; from < distinct.size(); from += LARGEST_BATCH) {
      batch(
          distinct.subList(from, Math.min(distinct.size(), from + LARGEST_BATCH)),
          attributes,
          found);
    }
    return found;
  }

  private void batch(
      List<ItemKey> keys,
      List<String> attributes,
      Map<ItemKey, Map<String, AttributeValue>> found) {
    List<Map<String, AttributeValue>> open =
        new ArrayList<>(keys.stream().map(ItemKey::attributes).toList());
    int emptyAnswers = 0;
    while (!open.isEmpty()) {
      BatchGetItemResponse response = request(open, attributes);
      List<Map<String, AttributeValue>> items = response.responses().getOrDefault(table, List.of());
      items.forEach(item -> found.put(ItemKey.of(item), item));
      KeysAndAttributes left = response.unprocessedKeys().get(table);
      open = left == null ? List.of() : left.keys();
      if (!open.isEmpty() && items.isEmpty()) {
        emptyAnswers++;
        if (emptyAnswers == MOST_EMPTY_ANSWERS) {
          throw new UpstreamFailure(
              UpstreamFailure.Resource.TABLE, "the table leaves keys of a batch unread");
        }
        pause.of(FIRST_PAUSE.multipliedBy(1L << emptyAnswers));
      }
    }
  }

  private BatchGetItemResponse request(
      List<Map<String, AttributeValue>> keys, List<String> attributes) {
    KeysAndAttributes.Builder wanted =
        KeysAndAttributes.builder().keys(keys).consistentRead(consistent);
    if (!attributes.isEmpty()) {
      // Some of the names are words of DynamoDB's own.
      Map<String, String> names = new TreeMap<>();
      attributes.forEach(name -> names.put("#a" + names.size(), name));
      wanted
          .projectionExpression(String.join(", ", names.keySet()))
          .expressionAttributeNames(names);
    }
    try {
      return client.batchGetItem(request -> request.requestItems(Map.of(table, wanted.build())));
    } catch (SdkException outage) {
      throw failure(outage);
    }
  }

  private static UpstreamFailure failure(SdkException outage) {
    return new UpstreamFailure(
        UpstreamFailure.Resource.TABLE, "the table could not be read", outage);
  }
}
