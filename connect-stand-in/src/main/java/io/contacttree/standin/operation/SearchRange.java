package io.contacttree.standin.operation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.contacttree.standin.protocol.ServiceRefusal;
import io.contacttree.standin.protocol.WireTime;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;

/**
 * The time range of a search, both ends included.
 *
 * @param time which time of a contact has to lie in it
 * @param start its start
 * @param end its end, at most eight weeks later
 */
record SearchRange(ContactTime time, Instant start, Instant end) {
  private static final Duration LONGEST = Duration.ofDays(8 * 7);

  static SearchRange read(JsonNode given) {
    if (!given.isObject()) {
      throw ServiceRefusal.invalidParameter("TimeRange is required.");
    }
    ContactTime time =
        ContactTime.named(given.path("Type").asText())
            .orElseThrow(
                () ->
                    ServiceRefusal.invalidParameter(
                        "TimeRange.Type must be one of " + ContactTime.allNames() + "."));
    Instant start = instant("StartTime", given);
    Instant end = instant("EndTime", given);
    if (end.isBefore(start)) {
      throw ServiceRefusal.invalidParameter("TimeRange.EndTime lies before its StartTime.");
    }
    if (Duration.between(start, end).compareTo(LONGEST) > 0) {
      throw ServiceRefusal.invalidParameter("TimeRange must not be longer than 8 weeks.");
    }
    return new SearchRange(time, start, end);
  }

  /** Returns whether the contact's time shows and lies in the range. */
  boolean holds(ObjectNode shown) {
    return time.of(shown).filter(at -> !at.isBefore(start) && !at.isAfter(end)).isPresent();
  }

  private static Instant instant(String key, JsonNode range) {
    JsonNode given = range.path(key);
    try {
      if (given.isMissingNode() || given.isNull()) {
        throw ServiceRefusal.invalidParameter("TimeRange." + key + " is required.");
      }
      return WireTime.read(given);
    } catch (DateTimeException e) {
      throw ServiceRefusal.invalidParameter("TimeRange." + key + " " + e.getMessage() + ".");
    }
  }
}
