package io.contacttree.operator.export;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedWriter;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Exports the table of a local stack: whole by reading all of it, in part from the records of its
 * stream that the stack stamped and kept.
 */
public final class LocalExporter {
  private static final JsonMapper JSON = ExportJson.MAPPER;

  private final LocalStackAddresses addresses;
  private final Clock clock;
  private final LocalHttp http = new LocalHttp();

  /** Exports from this stack. */
  public LocalExporter(LocalStackAddresses addresses, Clock clock) {
    this.addresses = addresses;
    this.clock = clock;
  }

  /**
   * Exports all items as they are at one time, as DynamoDB does: what changes while the table is
   * read is put right from the stream.
   *
   * @throws IOException when the files cannot be written
   * @throws UnreachableException when the stack does not answer
   */
  public FinishedExport full(Path out) throws IOException, InterruptedException {
    Path scanned = Files.createTempFile("contact-tree-", ".ndjson");
    try {
      Instant began = clock.instant().truncatedTo(ChronoUnit.MILLIS);
      scan(scanned);
      // The stack reads its stream before it answers: what was scanned is stamped before this.
      newest(began, began);
      Instant time = nextMillisecond();
      Map<JsonNode, JsonNode> changed = newest(began, time);
      try (ExportFolder folder = ExportFolder.full(out, tableArn(), time);
          Stream<String> lines = Files.lines(scanned)) {
        for (Iterator<String> each = lines.iterator(); each.hasNext(); ) {
          JsonNode item = JSON.readTree(each.next());
          if (!changed.containsKey(key(item, changed))) {
            folder.add(JSON.createObjectNode().set("Item", item));
          }
        }
        for (JsonNode change : changed.values()) {
          if (change.has("NewImage")) {
            folder.add(JSON.createObjectNode().set("Item", change.get("NewImage")));
          }
        }
        return folder.finish(clock.instant());
      }
    } finally {
      Files.delete(scanned);
    }
  }

  private void scan(Path file) throws IOException, InterruptedException {
    try (BufferedWriter lines = Files.newBufferedWriter(file)) {
      Optional<JsonNode> next = Optional.empty();
      do {
        ObjectNode request = JSON.createObjectNode().put("TableName", addresses.table());
        request.put("ConsistentRead", true);
        next.ifPresent(key -> request.set("ExclusiveStartKey", key));
        JsonNode page = JSON.readTree(http.ask(scan(request)));
        for (JsonNode item : page.path("Items")) {
          lines.write(JSON.writeValueAsString(item));
          lines.newLine();
        }
        next = Optional.of(page.path("LastEvaluatedKey")).filter(key -> !key.isMissingNode());
      } while (next.isPresent());
    }
  }

  /** Returns a whole millisecond after now, when it is over. */
  private Instant nextMillisecond() throws InterruptedException {
    Instant time = clock.instant().truncatedTo(ChronoUnit.MILLIS).plusMillis(1);
    while (!clock.instant().isAfter(time.plusMillis(1))) {
      Thread.sleep(1);
    }
    return time;
  }

  /** Returns the newest record of each key that changed, what was written at the end included. */
  private Map<JsonNode, JsonNode> newest(Instant from, Instant to)
      throws IOException, InterruptedException {
    Map<JsonNode, JsonNode> newest = new LinkedHashMap<>();
    try (Stream<String> lines = stream(from, to.plus(1, ChronoUnit.MICROS))) {
      for (Iterator<String> each = lines.iterator(); each.hasNext(); ) {
        JsonNode change = JSON.readTree(each.next());
        newest.put(change.required("Keys"), change);
      }
    }
    return newest;
  }

  /** Returns the key of an item, with the names that the keys of changes have. */
  private static JsonNode key(JsonNode item, Map<JsonNode, JsonNode> changed) {
    ObjectNode key = JSON.createObjectNode();
    changed.keySet().stream()
        .limit(1)
        .flatMap(some -> some.propertyStream().map(Map.Entry::getKey))
        .forEach(name -> key.set(name, item.get(name)));
    return key;
  }

  /**
   * Exports what became of each key that changed within a window.
   *
   * @throws IOException when the files cannot be written
   * @throws UnreachableException when the stack does not answer, or its stream began later
   */
  public FinishedExport incremental(ExportWindow window, Path out)
      throws IOException, InterruptedException {
    if (window.to().isAfter(clock.instant())) {
      throw new UnreachableException("The window has not ended: " + window.to());
    }
    Collection<ObjectNode> changes = changes(window);
    try (ExportFolder folder = ExportFolder.incremental(out, tableArn(), window, clock.instant())) {
      for (ObjectNode change : changes) {
        folder.add(change);
      }
      return folder.finish(clock.instant());
    }
  }

  private Collection<ObjectNode> changes(ExportWindow window)
      throws IOException, InterruptedException {
    NetChanges changes = new NetChanges(window);
    try (Stream<String> lines = stream(window.from(), window.to())) {
      for (Iterator<String> each = lines.iterator(); each.hasNext(); ) {
        changes.add(JSON.readTree(each.next()));
      }
    }
    return changes.records();
  }

  private Stream<String> stream(Instant from, Instant to) throws InterruptedException {
    String window = "from=" + encoded(from) + "&to=" + encoded(to);
    return http.lines(HttpRequest.newBuilder(addresses.api().resolve("/_local/stream?" + window)));
  }

  private HttpRequest.Builder scan(ObjectNode request) throws IOException {
    // Nobody checks the signature, but there must be one, and the table belongs to its key.
    String signature =
        "AWS4-HMAC-SHA256 Credential=%s/20260101/%s/dynamodb/aws4_request, SignedHeaders=host, Signature=0"
            .formatted(addresses.accessKey(), addresses.region());
    return HttpRequest.newBuilder(addresses.dynamodb())
        .header("Content-Type", "application/x-amz-json-1.0")
        .header("X-Amz-Target", "DynamoDB_20120810.Scan")
        .header("Authorization", signature)
        .POST(BodyPublishers.ofString(JSON.writeValueAsString(request)));
  }

  private String tableArn() {
    return "arn:aws:dynamodb:%s:%s:table/%s"
        .formatted(addresses.region(), addresses.account(), addresses.table());
  }

  private static String encoded(Instant time) {
    return URLEncoder.encode(time.toString(), StandardCharsets.UTF_8);
  }
}
