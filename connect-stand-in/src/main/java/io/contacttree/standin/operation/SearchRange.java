package io.contacttree.standin.operation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.contacttree.standin.protocol.ServiceRefusal;
import io.contacttree.standin.protocol.WireTime;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

/**
 * The time range of a search, both ends included.
 *
 * @param time which time of a contact has to lie in it
 * @param start its start
 * @param end its end, at most eight weeks later
 */
record SearchRange(Which time, Instant start, Instant end) {
  private static final Duration LONGEST = Duration.ofDays(8 * 7);

  static SearchRange read(JsonNode given) {
    if (!given.isObject()) {
      throw ServiceRefusal.invalidParameter("TimeRange is required.");
    }
    Which time =
        Which.named(given.path("Type").asText())
            .orElseThrow(
                () ->
                    ServiceRefusal.invalidParameter(
                        "TimeRange.Type must be one of " + Which.allNames() + "."));
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

  /** The times of a contact by which it can be searched. */
  enum Which {
    INITIATION_TIMESTAMP("/InitiationTimestamp"),
    SCHEDULED_TIMESTAMP("/ScheduledTimestamp"),
    CONNECTED_TO_AGENT_TIMESTAMP("/AgentInfo/ConnectedToAgentTimestamp"),
    DISCONNECT_TIMESTAMP("/DisconnectTimestamp"),
    ENQUEUE_TIMESTAMP("/QueueInfo/EnqueueTimestamp");

    private final String pointer;

    Which(String pointer) {
      this.pointer = pointer;
    }

    static Optional<Which> named(String name) {
      return Arrays.stream(values()).filter(time -> time.name().equals(name)).findFirst();
    }

    static String allNames() {
      return Arrays.toString(values());
    }

    /** Returns this time of a contact as it shows, empty if it has none. */
    Optional<Instant> of(ObjectNode shown) {
      JsonNode value = shown.at(pointer);
      return value.isNumber() ? Optional.of(WireTime.read(value)) : Optional.empty();
    }
  }
}
