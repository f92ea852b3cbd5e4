package io.contacttree.operator.export;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Iterator;
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
   * Exports all items. What changes meanwhile may be in it or not; it is in an incremental export
   * that begins at this one's time.
   *
   * @throws IOException when the files cannot be written
   * @throws UnreachableException when the stack does not answer
   */
  public FinishedExport full(Path out) throws IOException, InterruptedException {
    Instant time = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    try (ExportFolder folder = ExportFolder.full(out, tableArn(), time)) {
      Optional<JsonNode> next = Optional.empty();
      do {
        ObjectNode request = JSON.createObjectNode().put("TableName", addresses.table());
        request.put("ConsistentRead", true);
        next.ifPresent(key -> request.set("ExclusiveStartKey", key));
        JsonNode page = JSON.readTree(http.ask(scan(request)));
        for (JsonNode item : page.path("Items")) {
          folder.add(JSON.createObjectNode().set("Item", item));
        }
        next = Optional.of(page.path("LastEvaluatedKey")).filter(key -> !key.isMissingNode());
      } while (next.isPresent());
      return folder.finish(clock.instant());
    }
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
    URI stream =
        addresses
            .api()
            .resolve(
                "/_local/stream?from=" + encoded(window.from()) + "&to=" + encoded(window.to()));
    try (Stream<String> lines = http.lines(HttpRequest.newBuilder(stream))) {
      for (Iterator<String> each = lines.iterator(); each.hasNext(); ) {
        changes.add(JSON.readTree(each.next()));
      }
    }
    return changes.records();
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
