package io.contacttree.local.dynamodb;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.contacttree.standin.http.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * The stream of the table, read all the time; each record is stamped when it is read, because
 * DynamoDB Local cuts its own times to the minute, and kept.
 *
 * <p>A record has {@code eventName}, {@code WriteTimestampMicros}, {@code Keys} and, unless the
 * item was removed, {@code NewImage}. Stamps never fall. Safe for many threads.
 */
public final class StampedStream implements AutoCloseable {
  private static final String FILE = "stream.ndjson";
  private static final String BEGAN = "began";
  private static final String STAMP = "WriteTimestampMicros";
  private static final String SEQUENCE = "SequenceNumber";
  private static final long PAUSE_MS = 100;
  private static final Duration ANSWERS_WITHIN = Duration.ofSeconds(20);

  private final HttpClient client = HttpClient.newHttpClient();
  private final URI dynamodb;
  private final String region;
  private final String table;
  private final Optional<Path> file;
  private final InstantSource clock;
  private final Thread reader = Thread.ofPlatform().daemon().name("stream").unstarted(this::run);

  private final Map<String, Optional<String>> iterators = new LinkedHashMap<>();
  private final List<ObjectNode> records = new ArrayList<>();
  private final Set<String> known = new HashSet<>();
  private long began;
  private long last;
  private volatile boolean closed;

  private StampedStream(
      URI dynamodb, String region, String table, Optional<Path> data, InstantSource clock) {
    this.dynamodb = dynamodb;
    this.region = region;
    this.table = table;
    this.clock = clock;
    file = data.map(directory -> directory.resolve(FILE));
  }

  /**
   * Begins to read.
   *
   * @param data where records are kept beside the table; empty: in memory
   * @throws IOException when what was kept cannot be read
   */
  public static StampedStream start(
      URI dynamodb, String region, String table, Optional<Path> data, InstantSource clock)
      throws IOException {
    StampedStream stream = new StampedStream(dynamodb, region, table, data, clock);
    stream.recall();
    stream.reader.start();
    return stream;
  }

  /**
   * Returns the records of a window in the order in which they were written; empty when the stream
   * began after it.
   *
   * @param from included
   * @param to not included
   */
  public synchronized Optional<List<ObjectNode>> between(Instant from, Instant to) {
    long first = micros(from);
    long end = micros(to);
    if (first < began) {
      return Optional.empty();
    }
    return Optional.of(
        records.stream()
            .filter(record -> stamp(record) >= first && stamp(record) < end)
            .map(ObjectNode::deepCopy)
            .toList());
  }

  @Override
  public void close() {
    closed = true;
    reader.interrupt();
    client.close();
  }

  private synchronized void recall() throws IOException {
    began = micros(clock.instant());
    if (file.isEmpty()) {
      return;
    }
    if (!Files.exists(file.get())) {
      Files.writeString(file.get(), Json.write(Json.object().put(BEGAN, began)) + "\n");
      return;
    }
    for (String line : Files.readAllLines(file.get())) {
      ObjectNode kept = (ObjectNode) Json.read(line);
      if (kept.has(BEGAN)) {
        began = kept.get(BEGAN).asLong();
      } else {
        remember(kept);
      }
    }
  }

  private void remember(ObjectNode record) {
    known.add(record.get(SEQUENCE).asText());
    records.add(record);
    last = stamp(record);
  }

  private void run() {
    while (!closed) {
      try {
        open();
        readAll();
        Thread.sleep(PAUSE_MS);
      } catch (IOException unreachable) {
        // The table is down on purpose, or the stack is being stopped: what is there is read later.
        iterators.clear();
      } catch (InterruptedException stopped) {
        return;
      }
    }
  }

  /** Shards come in the order in which they began. */
  private void open() throws IOException, InterruptedException {
    String arn =
        ask("DynamoDB_20120810.DescribeTable", Json.object().put("TableName", table))
            .at("/Table/LatestStreamArn")
            .asText();
    JsonNode shards =
        ask("DynamoDBStreams_20120810.DescribeStream", Json.object().put("StreamArn", arn))
            .at("/StreamDescription/Shards");
    for (JsonNode shard : shards) {
      String id = shard.get("ShardId").asText();
      if (!iterators.containsKey(id)) {
        ObjectNode wanted = Json.object().put("StreamArn", arn).put("ShardId", id);
        wanted.put("ShardIteratorType", "TRIM_HORIZON");
        JsonNode answer = ask("DynamoDBStreams_20120810.GetShardIterator", wanted);
        iterators.put(id, Optional.of(answer.get("ShardIterator").asText()));
      }
    }
  }

  private void readAll() throws IOException, InterruptedException {
    for (Map.Entry<String, Optional<String>> shard : iterators.entrySet()) {
      boolean more = shard.getValue().isPresent();
      while (more) {
        ObjectNode wanted = Json.object().put("ShardIterator", shard.getValue().orElseThrow());
        JsonNode answer = ask("DynamoDBStreams_20120810.GetRecords", wanted);
        for (JsonNode record : answer.path("Records")) {
          keep(record);
        }
        shard.setValue(
            Optional.of(answer.path("NextShardIterator"))
                .filter(JsonNode::isTextual)
                .map(JsonNode::asText));
        more = !answer.path("Records").isEmpty() && shard.getValue().isPresent();
      }
    }
  }

  private synchronized void keep(JsonNode record) throws IOException {
    JsonNode change = record.get("dynamodb");
    if (known.contains(change.get(SEQUENCE).asText())) {
      return;
    }
    ObjectNode kept = Json.object();
    kept.put("eventName", record.get("eventName").asText());
    kept.put(STAMP, Math.max(last, micros(clock.instant())));
    kept.set(SEQUENCE, change.get(SEQUENCE));
    kept.set("Keys", change.get("Keys"));
    if (!change.path("NewImage").isEmpty()) {
      kept.set("NewImage", change.get("NewImage"));
    }
    if (file.isPresent()) {
      Files.writeString(file.get(), Json.write(kept) + "\n", StandardOpenOption.APPEND);
    }
    remember(kept);
  }

  private JsonNode ask(String target, JsonNode body) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(dynamodb)
            .timeout(ANSWERS_WITHIN)
            .header("Content-Type", "application/x-amz-json-1.0")
            .header("X-Amz-Target", target)
            .header(
                "Authorization",
                "AWS4-HMAC-SHA256 Credential=local/20260101/%s/dynamodb/aws4_request, SignedHeaders=host, Signature=0"
                    .formatted(region))
            .POST(HttpRequest.BodyPublishers.ofString(Json.write(body)))
            .build();
    var answer = client.send(request, BodyHandlers.ofString());
    if (answer.statusCode() != 200) {
      throw new IOException(target + ": " + answer.body());
    }
    return Json.read(answer.body());
  }

  private static long stamp(JsonNode record) {
    return record.get(STAMP).asLong();
  }

  private static long micros(Instant time) {
    return TimeUnit.SECONDS.toMicros(time.getEpochSecond())
        + TimeUnit.NANOSECONDS.toMicros(time.getNano());
  }
}
