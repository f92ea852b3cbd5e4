package io.contacttree.local.dynamodb;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.contacttree.standin.http.Json;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.GetRecordsResponse;
import software.amazon.awssdk.services.dynamodb.model.Record;
import software.amazon.awssdk.services.dynamodb.model.Shard;
import software.amazon.awssdk.services.dynamodb.model.ShardIteratorType;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/**
 * The records of a table's stream from as far back as it goes, as pipes see them. For one thread at
 * a time.
 */
final class StreamRecords {
  private final DynamoDbStreamsClient client;
  private final String arn;
  private final Map<String, String> iterators = new LinkedHashMap<>();
  private final Set<String> known = new HashSet<>();

  private StreamRecords(DynamoDbStreamsClient client, String arn) {
    this.client = client;
    this.arn = arn;
  }

  /** Finds the stream of a table. */
  static StreamRecords of(DynamoDbClient table, DynamoDbStreamsClient client, String name) {
    String arn = table.describeTable(request -> request.tableName(name)).table().latestStreamArn();
    if (arn == null) {
      throw new IllegalStateException("The table has no stream: " + name);
    }
    return new StreamRecords(client, arn);
  }

  /**
   * Returns a page of each shard; an empty list when there are no records of the writes done before
   * the call.
   */
  List<ObjectNode> next() {
    open();
    List<ObjectNode> records = new ArrayList<>();
    for (Map.Entry<String, String> shard : List.copyOf(iterators.entrySet())) {
      GetRecordsResponse page =
          client.getRecords(request -> request.shardIterator(shard.getValue()));
      page.records().forEach(record -> records.add(json(record)));
      if (page.nextShardIterator() == null) {
        iterators.remove(shard.getKey());
      } else {
        iterators.put(shard.getKey(), page.nextShardIterator());
      }
    }
    return records;
  }

  /** Begins again as far back as the stream goes. */
  void rewind() {
    iterators.clear();
    known.clear();
  }

  /** Shards come in the order in which they began. */
  private void open() {
    for (Shard shard :
        client.describeStream(request -> request.streamArn(arn)).streamDescription().shards()) {
      if (known.add(shard.shardId())) {
        iterators.put(
            shard.shardId(),
            client
                .getShardIterator(
                    request ->
                        request
                            .streamArn(arn)
                            .shardId(shard.shardId())
                            .shardIteratorType(ShardIteratorType.TRIM_HORIZON))
                .shardIterator());
      }
    }
  }

  private static ObjectNode json(Record record) {
    ObjectNode json = Json.object();
    json.put("eventID", record.eventID());
    json.put("eventName", record.eventNameAsString());
    json.put("eventSource", "aws:dynamodb");
    ObjectNode change = json.putObject("dynamodb");
    change.put("SequenceNumber", record.dynamodb().sequenceNumber());
    change.put("StreamViewType", record.dynamodb().streamViewTypeAsString());
    change.set("Keys", item(record.dynamodb().keys()));
    if (record.dynamodb().hasNewImage() && !record.dynamodb().newImage().isEmpty()) {
      change.set("NewImage", item(record.dynamodb().newImage()));
    }
    return json;
  }

  private static ObjectNode item(Map<String, AttributeValue> attributes) {
    ObjectNode item = Json.object();
    attributes.forEach((name, value) -> item.set(name, json(value)));
    return item;
  }

  private static JsonNode json(AttributeValue value) {
    ObjectNode json = Json.object();
    switch (value.type()) {
      case S -> json.put("S", value.s());
      case N -> json.put("N", value.n());
      case BOOL -> json.put("BOOL", value.bool());
      case NUL -> json.put("NULL", true);
      case B -> json.put("B", Base64.getEncoder().encodeToString(value.b().asByteArray()));
      case L -> {
        ArrayNode list = json.putArray("L");
        value.l().forEach(element -> list.add(json(element)));
      }
      case M -> json.set("M", item(value.m()));
      case SS -> value.ss().forEach(json.putArray("SS")::add);
      case NS -> value.ns().forEach(json.putArray("NS")::add);
      // DynamoDB Local drops what would tell that a list is empty.
      case UNKNOWN_TO_SDK_VERSION -> json.putArray("L");
      case BS -> throw new IllegalArgumentException("Our items hold no " + value.type());
    }
    return json;
  }
}
