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
 * <p>DynamoDB Local is right for puts, updates, deletes, queries and index entries. Corrected is
 * what it counts otherwise than AWS: a condition check (0 instead of the item's size, doubled) and
 * the deletion of an absent item in a transaction (1 instead of 2). It says nothing of refused
 * writes, which AWS bills by size; these are estimated and kept apart.
 */
public final class UnitsInterceptor implements ExecutionInterceptor {
  /** The system property that names the file; without it nothing is counted. */
  public static final String FILE = "contacttree.units";

  private static final int TRANSACTION = 2;

  private final Optional<Path> file = Optional.ofNullable(System.getProperty(FILE)).map(Path::of);

  /** The size of every item, as far as this process has written it. */
  private static final Map<String, Integer> SIZES = new ConcurrentHashMap<>();

  /** One write and what it comes to. */
  private record Piece(String kind, String key, int bytes, boolean stays) {}

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
    int factor = request instanceof TransactWriteItemsRequest ? TRANSACTION : 1;
    double corrected = 0;
    for (Piece piece : pieces(request)) {
      int before = SIZES.getOrDefault(piece.key(), 0);
      int units = factor * ItemBytes.writeUnits(Math.max(before, piece.bytes()));
      add(kinds, piece.kind(), units);
      if (piece.kind().equals("CHECK")) {
        corrected += units;
      } else if (factor == TRANSACTION && before == 0 && !piece.stays()) {
        corrected += 1;
      }
      if (!piece.kind().equals("CHECK")) {
        if (piece.stays()) {
          SIZES.put(piece.key(), Math.max(1, piece.bytes()));
        } else {
          SIZES.remove(piece.key());
        }
      }
    }
    double table = corrected;
    ObjectNode indexes = line.putObject("indexes");
    for (ConsumedCapacity capacity : consumed) {
      table += capacity.table() == null ? 0 : capacity.table().capacityUnits();
      capacity
          .globalSecondaryIndexes()
          .forEach((name, index) -> add(indexes, name, index.capacityUnits()));
    }
    line.put("table", table);
    line.put("indexes_doubled", factor == TRANSACTION);
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
    return new Piece("CHECK", key, SIZES.getOrDefault(key, 0), true);
  }

  private static Piece put(Map<String, AttributeValue> item) {
    return new Piece(kind(item), key(item), ItemBytes.of(item), true);
  }

  private static Piece update(Map<String, AttributeValue> key) {
    String name = key(key);
    return new Piece("UPDATE", name, SIZES.getOrDefault(name, 0), true);
  }

  private static Piece delete(Map<String, AttributeValue> key) {
    String name = key(key);
    String kind = name.startsWith("lease#") ? "LEASE" : "DELETED PART";
    return new Piece(kind, name, SIZES.getOrDefault(name, 0), false);
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
