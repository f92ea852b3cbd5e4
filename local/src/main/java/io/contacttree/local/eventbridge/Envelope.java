package io.contacttree.local.eventbridge;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.contacttree.standin.http.Json;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * Writes the envelope around an event as EventBridge does.
 *
 * @param clock the time of events that bring none
 * @param ids makes the id of each event
 * @param account the account of every event
 * @param region the Region of every event
 */
public record Envelope(InstantSource clock, Supplier<UUID> ids, String account, String region) {

  /** Returns the event that an entry of a PutEvents request becomes. */
  ObjectNode around(
      String source,
      String detailType,
      JsonNode detail,
      JsonNode resources,
      Optional<Instant> time) {
    ObjectNode event = Json.object();
    event.put("version", "0");
    event.put("id", ids.get().toString());
    event.put("detail-type", detailType);
    event.put("source", source);
    event.put("account", account);
    event.put("time", text(time.orElseGet(clock::instant)));
    event.put("region", region);
    event.set("resources", resources.isArray() ? resources : Json.object().arrayNode());
    event.set("detail", detail);
    return event;
  }

  /**
   * Completes an event that was made elsewhere: what it brings stays as it is.
   *
   * @return the event with all fields of the envelope but source, type and detail, which nobody can
   *     guess
   */
  public ObjectNode completed(ObjectNode event) {
    ObjectNode whole = event.deepCopy();
    setIfAbsent(whole, "version", "0");
    setIfAbsent(whole, "id", ids.get().toString());
    setIfAbsent(whole, "account", account);
    setIfAbsent(whole, "time", text(clock.instant()));
    setIfAbsent(whole, "region", region);
    return whole;
  }

  private static void setIfAbsent(ObjectNode event, String field, String value) {
    if (!event.has(field)) {
      event.put(field, value);
    }
  }

  /** EventBridge gives times in whole seconds. */
  private static String text(Instant time) {
    return DateTimeFormatter.ISO_INSTANT.format(time.truncatedTo(ChronoUnit.SECONDS));
  }
}
