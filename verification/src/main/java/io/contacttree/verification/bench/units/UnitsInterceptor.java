package io.contacttree.verification.bench.units;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.contacttree.standin.http.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.ConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemResponse;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemResponse;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.ReturnConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsResponse;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemResponse;

/**
 * Lets DynamoDB say what each request consumed and notes it, a line of JSON each, in the file that
 * the property {@value #FILE} names.
 *
 * <p>DynamoDB Local is right for single writes and for reads. Of a transaction it counts writes
 * that take as many units only once (ten puts of 50 bytes: 2 units instead of 20), a condition
 * check as nothing, the deletion of an absent item as 1 instead of 2; so transactions are counted
 * here, from the sizes of the items before and after, each write doubled. It says nothing of
 * refused writes, which AWS bills by size; these are estimated and kept apart.
 */
public final class UnitsInterceptor implements ExecutionInterceptor {
  /** The system property that names the file; without it nothing is counted. */
  public static final String FILE = "contacttree.units";

  private static final int TRANSACTION = 2;

  private final Optional<Path> file = Optional.ofNullable(System.getProperty(FILE)).map(Path::of);

  /** The size of every item, as far as this process has written it. */
  private static final Map<String, Integer> SIZES = new ConcurrentHashMap<>();

  private static final IndexUnits INDEXES = new IndexUnits();

  /** One write and what it comes to; no item where it is none of a whole one. */
  private record Piece(
      String kind, String key, int bytes, boolean stays, Map<String, AttributeValue> item) {}

  @Override
  public SdkRequest modifyRequest(Context.ModifyRequest context, ExecutionAttributes attributes) {
    SdkRequest request = context.request();
    if (file.isEmpty()) {
      return request;
    }
    ReturnConsumedCapacity wanted = ReturnConsumedCapacity.INDEXES;
    return switch (request) {
      case PutItemRequest put -> put.toBuilder().returnConsumedCapacity(wanted).build();
      case UpdateItemRequest update -> update.toBuilder().returnConsumedCapacity(wanted).build();
      case DeleteItemRequest delete -> delete.toBuilder().returnConsumedCapacity(wanted).build();
      case TransactWriteItemsRequest all -> all.toBuilder().returnConsumedCapacity(wanted).build();
      case GetItemRequest get -> get.toBuilder().returnConsumedCapacity(wanted).build();
      case BatchGetItemRequest batch -> batch.toBuilder().returnConsumedCapacity(wanted).build();
      case QueryRequest query -> query.toBuilder().returnConsumedCapacity(wanted).build();
      default -> request;
    };
  }

  @Override
  public void afterExecution(Context.AfterExecution context, ExecutionAttributes attributes) {
    if (file.isEmpty()) {
      return;
    }
    switch (context.response()) {
      case PutItemResponse put -> wrote(context.request(), List.of(put.consumedCapacity()));
      case UpdateItemResponse update ->
          wrote(context.request(), List.of(update.consumedCapacity()));
      case DeleteItemResponse delete ->
          wrote(context.request(), List.of(delete.consumedCapacity()));
      case TransactWriteItemsResponse all -> wrote(context.request(), all.consumedCapacity());
      case GetItemResponse get -> read(List.of(get.consumedCapacity()));
      case BatchGetItemResponse batch -> read(batch.consumedCapacity());
      case QueryResponse query -> read(List.of(query.consumedCapacity()));
      default -> {}
    }
  }

  @Override
  public void onExecutionFailure(Context.FailedExecution context, ExecutionAttributes attributes) {
    if (file.isEmpty()) {
      return;
    }
    if (context.exception() instanceof ConditionalCheckFailedException
        || context.exception() instanceof TransactionCanceledException) {
      ObjectNode line = Json.object();
      ObjectNode refused = line.putObject("refused");
      int factor = context.request() instanceof TransactWriteItemsRequest ? TRANSACTION : 1;
      pieces(context.request())
          .forEach(
              piece -> add(refused, piece.kind(), factor * ItemBytes.writeUnits(piece.bytes())));
      note(line);
    }
  }

  private void wrote(SdkRequest request, List<ConsumedCapacity> consumed) {
    ObjectNode line = Json.object();
    ObjectNode kinds = line.putObject("kinds");
    ObjectNode counted = Json.object();
    boolean transaction = request instanceof TransactWriteItemsRequest;
    int factor = transaction ? TRANSACTION : 1;
    double sum = 0;
    for (Piece piece : pieces(request)) {
      int before = SIZES.getOrDefault(piece.key(), 0);
      int units = factor * ItemBytes.writeUnits(Math.max(before, piece.bytes()));
      add(kinds, piece.kind(), units);
      sum += units;
      if (!piece.stays()) {
        SIZES.remove(piece.key());
      } else if (!piece.item().isEmpty()) {
        SIZES.put(piece.key(), piece.bytes());
      }
      if (!piece.stays() || !piece.item().isEmpty()) {
        INDEXES
            .put(piece.key(), piece.item())
            .forEach((name, entries) -> add(counted, name, factor * entries));
      }
    }
    if (request instanceof UpdateItemRequest update) {
      INDEXES.update(key(update.key()), update.expressionAttributeValues());
    }
    ObjectNode indexes = line.putObject("indexes");
    double table = 0;
    for (ConsumedCapacity capacity : consumed) {
      table += capacity.table() == null ? 0 : capacity.table().capacityUnits();
      capacity
          .globalSecondaryIndexes()
          .forEach((name, index) -> add(indexes, name, index.capacityUnits()));
    }
    if (transaction) {
      line.set("indexes", counted);
    }
    line.put("table", transaction ? sum : table);
    line.put("indexes_doubled", transaction);
    note(line);
  }

  private void read(List<ConsumedCapacity> consumed) {
    note(
        Json.object()
            .put("read", consumed.stream().mapToDouble(ConsumedCapacity::capacityUnits).sum()));
  }

  private static List<Piece> pieces(SdkRequest request) {
    return switch (request) {
      case PutItemRequest put -> List.of(put(put.item()));
      case UpdateItemRequest update -> List.of(update(update.key()));
      case DeleteItemRequest delete -> List.of(delete(delete.key()));
      case TransactWriteItemsRequest all -> {
        List<Piece> pieces = new ArrayList<>();
        all.transactItems().forEach(item -> pieces.add(piece(item)));
        yield pieces;
      }
      default -> List.of();
    };
  }

  private static Piece piece(TransactWriteItem item) {
    if (item.put() != null) {
      return put(item.put().item());
    }
    if (item.update() != null) {
      return update(item.update().key());
    }
    if (item.delete() != null) {
      return delete(item.delete().key());
    }
    String key = key(item.conditionCheck().key());
    return new Piece("CHECK", key, SIZES.getOrDefault(key, 0), true, Map.of());
  }

  private static Piece put(Map<String, AttributeValue> item) {
    return new Piece(kind(item), key(item), ItemBytes.of(item), true, item);
  }

  private static Piece update(Map<String, AttributeValue> key) {
    String name = key(key);
    return new Piece("UPDATE", name, SIZES.getOrDefault(name, 0), true, Map.of());
  }

  private static Piece delete(Map<String, AttributeValue> key) {
    String name = key(key);
    String kind = name.startsWith("lease#") ? "LEASE" : "DELETED PART";
    return new Piece(kind, name, SIZES.getOrDefault(name, 0), false, Map.of());
  }

  private static String kind(Map<String, AttributeValue> item) {
    String type = item.getOrDefault("entity_type", AttributeValue.fromS("OTHER")).s();
    return type.equals("TREE") && !item.containsKey("contacts") ? "HEAD" : type;
  }

  private static String key(Map<String, AttributeValue> item) {
    AttributeValue none = AttributeValue.fromS("");
    return item.getOrDefault("pk", none).s() + " " + item.getOrDefault("sk", none).s();
  }

  private static void add(ObjectNode sums, String name, double units) {
    sums.put(name, sums.path(name).asDouble() + units);
  }

  private void note(ObjectNode line) {
    try {
      Files.writeString(
          file.orElseThrow(),
          Json.write(line) + "\n",
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    } catch (IOException unwritable) {
      throw new UncheckedIOException(unwritable);
    }
  }
}
