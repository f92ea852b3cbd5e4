package io.contacttree.standin.contacts;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.contacttree.standin.http.Json;
import io.contacttree.standin.protocol.WireTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * DescribeContact's fields of a contact: no nulls, no references, no field that starts with an
 * underscore, times as epoch seconds.
 */
public final class DescribedContact {
  /** Maps whose keys are the customer's own words, a word such as {@code DueTimestamp} too. */
  private static final Set<String> FREE_MAPS = Set.of("Attributes", "Tags", "SegmentAttributes");

  /** Times that are plans, shown before they come. */
  private static final Set<String> PLANS = Set.of("ScheduledTimestamp", "ExpiryTimestamp");

  private DescribedContact() {}

  static ObjectNode of(JsonFields contact) {
    ObjectNode described = Json.object();
    for (Map.Entry<String, JsonNode> field : contact.object().properties()) {
      String key = field.getKey();
      JsonNode value = field.getValue();
      if (key.equals("References") || key.startsWith("_") || value.isNull()) {
        continue;
      }
      described.set(key, FREE_MAPS.contains(key) ? value.deepCopy() : timed(contact, key, value));
    }
    return described;
  }

  private static JsonNode timed(JsonFields contact, String path, JsonNode value) {
    if (value instanceof ObjectNode object) {
      ObjectNode copy = Json.object();
      for (Map.Entry<String, JsonNode> field : object.properties()) {
        if (!field.getValue().isNull()) {
          copy.set(field.getKey(), timed(contact, path + "." + field.getKey(), field.getValue()));
        }
      }
      return copy;
    }
    if (value instanceof ArrayNode array) {
      ArrayNode copy = Json.array();
      for (int at = 0; at < array.size(); at++) {
        copy.add(timed(contact, path + "[" + at + "]", array.get(at)));
      }
      return copy;
    }
    return path.endsWith("Timestamp") ? WireTime.write(contact.time(path, value)) : value;
  }

  /**
   * Returns a copy without what has not come yet: times in the future, and what only an end brings
   * while the contact shows none.
   *
   * @param endShows whether the contact's end shows
   */
  public static ObjectNode at(StoredContact contact, Instant now, boolean endShows) {
    ObjectNode shown = contact.described().deepCopy();
    FREE_MAPS.forEach(shown::remove);
    removeFuture(shown, now);
    if (contact.endedAt().isPresent() && !endShows) {
      shown.remove(Set.of("DisconnectTimestamp", "DisconnectReason", "DisconnectDetails"));
    }
    if (shown.get("AgentInfo") instanceof ObjectNode agent
        && !agent.has("AfterContactWorkEndTimestamp")
        && contact.described().path("AgentInfo").has("AfterContactWorkEndTimestamp")) {
      agent.remove("AfterContactWorkDuration");
    }
    FREE_MAPS.forEach(
        key -> {
          if (contact.described().has(key)) {
            shown.set(key, contact.described().get(key));
          }
        });
    return shown;
  }

  private static void removeFuture(JsonNode node, Instant now) {
    if (node instanceof ObjectNode object) {
      List<String> future = new ArrayList<>();
      for (Map.Entry<String, JsonNode> field : object.properties()) {
        if (field.getKey().endsWith("Timestamp")
            && !PLANS.contains(field.getKey())
            && WireTime.read(field.getValue()).isAfter(now)) {
          future.add(field.getKey());
        }
      }
      object.remove(future);
    }
    node.forEach(child -> removeFuture(child, now));
  }
}
