package io.contacttree.operator.export;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What is left of the records of a stream at the end of a window: one record a key, none of a key
 * that was both inserted and deleted within it.
 *
 * <p>A record of the stream has {@code eventName}, {@code WriteTimestampMicros}, {@code Keys} and,
 * unless the item was removed, {@code NewImage}.
 */
public final class NetChanges {
  private static final long MICROS = 1_000;

  private final long from;
  private final long to;
  private final Map<JsonNode, Change> byKey = new LinkedHashMap<>();

  private record Change(boolean isNew, JsonNode newest) {}

  /** Looks at records of a window only. */
  public NetChanges(ExportWindow window) {
    from = window.from().toEpochMilli() * MICROS;
    to = window.to().toEpochMilli() * MICROS;
  }

  /** Adds a record; records of a key come in the order in which they were written. */
  public void add(JsonNode record) {
    long written = record.required("WriteTimestampMicros").asLong();
    if (written < from || written >= to) {
      return;
    }
    boolean isInsert = record.required("eventName").asText().equals("INSERT");
    byKey.merge(
        record.required("Keys"),
        new Change(isInsert, record),
        (first, last) -> new Change(first.isNew(), last.newest()));
  }

  /** Returns the records as the lines of an incremental export have them. */
  public Collection<ObjectNode> records() {
    return byKey.values().stream()
        .filter(change -> !change.isNew() || change.newest().has("NewImage"))
        .map(change -> line(change.newest()))
        .toList();
  }

  private static ObjectNode line(JsonNode record) {
    ObjectNode line = ExportJson.MAPPER.createObjectNode();
    line.putObject("Metadata")
        .putObject("WriteTimestampMicros")
        .put("N", record.required("WriteTimestampMicros").asText());
    line.set("Keys", record.required("Keys"));
    if (record.has("NewImage")) {
      line.set("NewImage", record.get("NewImage"));
    }
    return line;
  }
}
