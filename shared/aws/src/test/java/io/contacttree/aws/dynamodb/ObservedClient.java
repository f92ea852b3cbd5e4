package io.contacttree.aws.dynamodb;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Supplier;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemResponse;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemResponse;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsResponse;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemResponse;

/** A client that notes what is asked of the real one and can be told to fail around a request. */
public final class ObservedClient implements DynamoDbClient {
  private final DynamoDbClient real;
  private final List<BatchGetItemRequest> batches = new ArrayList<>();
  private final List<GetItemRequest> gets = new ArrayList<>();
  private final List<QueryRequest> queries = new ArrayList<>();
  private final List<List<TransactWriteItem>> transactions = new ArrayList<>();
  private final List<PutItemRequest> puts = new ArrayList<>();
  private final List<UpdateItemRequest> updates = new ArrayList<>();
  private final List<DeleteItemRequest> deletions = new ArrayList<>();
  private final Deque<Runnable> beforeReads = new ArrayDeque<>();
  private final Deque<Runnable> beforeWrites = new ArrayDeque<>();
  private final Deque<Runnable> afterWrites = new ArrayDeque<>();

  ObservedClient(DynamoDbClient real) {
    this.real = real;
  }

  /** Runs something before one of the next reads; the first given comes before the next one. */
  void beforeRead(Runnable action) {
    beforeReads.add(action);
  }

  /** Runs something, such as throwing, instead of or before one of the next writes. */
  void beforeWrite(Runnable action) {
    beforeWrites.add(action);
  }

  /** Runs something, such as throwing, after one of the next writes was applied. */
  void afterWrite(Runnable action) {
    afterWrites.add(action);
  }

  /** Forgets what was asked so far. */
  void forget() {
    batches.clear();
    gets.clear();
    queries.clear();
    transactions.clear();
    puts.clear();
    updates.clear();
    deletions.clear();
  }

  int reads() {
    return batches.size() + gets.size() + queries.size();
  }

  int writes() {
    return transactions.size() + puts.size() + updates.size() + deletions.size();
  }

  List<List<TransactWriteItem>> transactions() {
    return transactions;
  }

  List<PutItemRequest> puts() {
    return puts;
  }

  public List<UpdateItemRequest> updates() {
    return updates;
  }

  List<DeleteItemRequest> deletions() {
    return deletions;
  }

  @Override
  public BatchGetItemResponse batchGetItem(BatchGetItemRequest request) {
    run(beforeReads);
    batches.add(request);
    return real.batchGetItem(request);
  }

  @Override
  public GetItemResponse getItem(GetItemRequest request) {
    run(beforeReads);
    gets.add(request);
    return real.getItem(request);
  }

  @Override
  public QueryResponse query(QueryRequest request) {
    run(beforeReads);
    queries.add(request);
    return real.query(request);
  }

  @Override
  public TransactWriteItemsResponse transactWriteItems(TransactWriteItemsRequest request) {
    transactions.add(request.transactItems());
    return written(() -> real.transactWriteItems(request));
  }

  @Override
  public PutItemResponse putItem(PutItemRequest request) {
    puts.add(request);
    return written(() -> real.putItem(request));
  }

  @Override
  public UpdateItemResponse updateItem(UpdateItemRequest request) {
    updates.add(request);
    return written(() -> real.updateItem(request));
  }

  @Override
  public DeleteItemResponse deleteItem(DeleteItemRequest request) {
    deletions.add(request);
    return written(() -> real.deleteItem(request));
  }

  @Override
  public String serviceName() {
    return real.serviceName();
  }

  @Override
  public void close() {
    // The real client is shared by all tests.
  }

  private <T> T written(Supplier<T> write) {
    run(beforeWrites);
    T response = write.get();
    run(afterWrites);
    return response;
  }

  private static void run(Deque<Runnable> actions) {
    Runnable action = actions.poll();
    if (action != null) {
      action.run();
    }
  }
}
