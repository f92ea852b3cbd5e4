package io.contacttree.standin.contacts;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.contacttree.standin.protocol.WireTime;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads single fields of a scenario; null counts as absent. */
final class ScenarioFields {
  private ScenarioFields() {}

  static ObjectNode object(String where, @Nullable JsonNode value) {
    if (value instanceof ObjectNode object) {
      return object;
    }
    throw new ScenarioFault(where, "must be an object");
  }

  /** Returns a text that is not empty and has at most that many characters. */
  static Optional<String> text(String where, ObjectNode object, String key, int longest) {
    Optional<String> text = anyText(where, object, key);
    if (text.isPresent()) {
      int length = text.get().codePointCount(0, text.get().length());
      if (length == 0 || length > longest) {
        throw new ScenarioFault(where, key + " must have 1 to " + longest + " characters");
      }
    }
    return text;
  }

  static Optional<String> anyText(String where, ObjectNode object, String key) {
    JsonNode value = object.get(key);
    if (value == null || value.isNull()) {
      return Optional.empty();
    }
    if (!value.isTextual()) {
      throw new ScenarioFault(where, key + " must be a string");
    }
    return Optional.of(value.textValue());
  }

  static Optional<Instant> time(String where, ObjectNode object, String key) {
    JsonNode value = object.get(key);
    if (value == null || value.isNull()) {
      return Optional.empty();
    }
    return Optional.of(time(where, key, value));
  }

  static Instant time(String where, String key, JsonNode value) {
    try {
      return WireTime.read(value);
    } catch (DateTimeException e) {
      throw new ScenarioFault(where, key + " " + e.getMessage());
    }
  }

  static Optional<Duration> seconds(String where, ObjectNode object, String key) {
    JsonNode value = object.get(key);
    if (value == null || value.isNull()) {
      return Optional.empty();
    }
    if (!value.isNumber()
        || value.decimalValue().signum() < 0
        || value.decimalValue().compareTo(BigDecimal.valueOf(Integer.MAX_VALUE)) > 0) {
      throw new ScenarioFault(where, key + " must be a number of seconds, 0 or more");
    }
    return Optional.of(Duration.ofMillis(value.decimalValue().movePointRight(3).longValue()));
  }

  /** A known name in other letters is a slip that would silently change the tree. */
  static void refuseOtherSpellings(String where, ObjectNode object, Set<String> known) {
    for (String key : (Iterable<String>) object::fieldNames) {
      if (!known.contains(key)) {
        for (String right : known) {
          if (right.equalsIgnoreCase(key)) {
            throw new ScenarioFault(where, key + " is not a field; write " + right);
          }
        }
      }
    }
  }
}
