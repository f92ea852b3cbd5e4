package io.contacttree.local.eventbridge;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.contacttree.standin.http.Json;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The operation PutEvents: from the bytes of a request to the JSON of its answer. */
record PutEvents(EventBus bus, Envelope envelope) {

  /** The whole request is refused. */
  static final class RefusedException extends Exception {

    private static final long serialVersionUID = 1L;

    private final String code;

    RefusedException(String code, String message) {
      super(message);
      this.code = code;
    }

    String code() {
      return code;
    }
  }

  private static final int ENTRIES = 10;
  private static final int TOTAL_BYTES = 1024 * 1024;
  private static final String VALIDATION = "ValidationException";
  private static final String SERIALIZATION = "SerializationException";
  private static final String OUT_OF_RANGE = "Time is outside the range of times.";
  private static final int SECONDS_DIGITS = 18;
  private static final BigDecimal NANOS = BigDecimal.valueOf(1_000_000_000);

  /** Every event that is taken is counted, and in the queue if it matched, before this returns. */
  ObjectNode answer(byte[] request) throws RefusedException {
    List<JsonNode> entries = entries(request);
    ObjectNode answer = Json.object();
    int failed = 0;
    ArrayNode results = answer.arrayNode();
    for (JsonNode entry : entries) {
      ObjectNode result = take(entry);
      failed += result.has("ErrorCode") ? 1 : 0;
      results.add(result);
    }
    answer.put("FailedEntryCount", failed);
    answer.set("Entries", results);
    return answer;
  }

  /** Nothing is taken before all of it is known to be well-formed. */
  private static List<JsonNode> entries(byte[] request) throws RefusedException {
    JsonNode list = parsed(request).path("Entries");
    if (!list.isArray() || list.isEmpty() || list.size() > ENTRIES) {
      throw new RefusedException(
          VALIDATION,
          "1 validation error detected: Value at 'entries' failed to satisfy constraint: Member"
              + " must have length "
              + (list.isArray() && list.size() > ENTRIES
                  ? "less than or equal to " + ENTRIES
                  : "greater than or equal to 1"));
    }
    List<JsonNode> entries = new ArrayList<>();
    long bytes = 0;
    for (JsonNode entry : list) {
      if (!entry.isObject()) {
        throw new RefusedException(SERIALIZATION, "Every entry must be an object.");
      }
      time(entry);
      bytes += size(entry);
      entries.add(entry);
    }
    if (bytes > TOTAL_BYTES) {
      throw new RefusedException(
          VALIDATION, "Total size of the entries in the request is over the limit.");
    }
    return entries;
  }

  private static JsonNode parsed(byte[] request) throws RefusedException {
    try {
      return Json.read(request);
    } catch (IOException notJson) {
      throw new RefusedException(SERIALIZATION, "The request is not JSON.");
    }
  }

  private ObjectNode take(JsonNode entry) throws RefusedException {
    for (String field : List.of("Source", "DetailType", "Detail")) {
      if (!entry.path(field).isTextual()) {
        return error(
            "InvalidArgument",
            "Parameter %s is not valid. Reason: %s is a required argument."
                .formatted(field, field));
      }
    }
    Optional<JsonNode> detail = object(entry.path("Detail").asText());
    if (detail.isEmpty()) {
      return error("MalformedDetail", "Detail is malformed.");
    }
    ObjectNode event =
        envelope.around(
            entry.path("Source").asText(),
            entry.path("DetailType").asText(),
            detail.get(),
            entry.path("Resources"),
            time(entry));
    bus.accept(event);
    return Json.object().put("EventId", event.path("id").asText());
  }

  private static Optional<JsonNode> object(String detail) {
    try {
      JsonNode value = Json.read(detail);
      return value.isObject() ? Optional.of(value) : Optional.empty();
    } catch (IOException notJson) {
      return Optional.empty();
    }
  }

  /** Times are epoch seconds with fractions. */
  private static Optional<Instant> time(JsonNode entry) throws RefusedException {
    JsonNode time = entry.path("Time");
    if (time.isMissingNode() || time.isNull()) {
      return Optional.empty();
    }
    if (!time.isNumber()) {
      throw new RefusedException(SERIALIZATION, "Time must be a number: seconds since 1970.");
    }
    if (time.decimalValue().precision() - time.decimalValue().scale() > SECONDS_DIGITS) {
      // Before any arithmetic: 1e999999999 has a billion digits.
      throw new RefusedException(VALIDATION, OUT_OF_RANGE);
    }
    try {
      BigDecimal[] parts = time.decimalValue().divideAndRemainder(BigDecimal.ONE);
      return Optional.of(
          Instant.ofEpochSecond(parts[0].longValueExact(), parts[1].multiply(NANOS).longValue()));
    } catch (ArithmeticException | DateTimeException tooLarge) {
      throw new RefusedException(VALIDATION, OUT_OF_RANGE);
    }
  }

  /** As EventBridge counts: 14 bytes for a time, and the text of the rest. */
  private static long size(JsonNode entry) {
    long size = entry.hasNonNull("Time") ? 14 : 0;
    for (String field : List.of("Source", "DetailType", "Detail")) {
      size += bytes(entry.path(field));
    }
    for (JsonNode resource : entry.path("Resources")) {
      size += bytes(resource);
    }
    return size;
  }

  private static long bytes(JsonNode text) {
    return text.asText().getBytes(StandardCharsets.UTF_8).length;
  }

  private static ObjectNode error(String code, String message) {
    return Json.object().put("ErrorCode", code).put("ErrorMessage", message);
  }
}
