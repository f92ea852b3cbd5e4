package io.contacttree.verification.faults;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.contacttree.standin.http.Json;
import java.time.Instant;
import java.util.Locale;

/**
 * The contacts of one fault case, in an instance of its own so that cases do not meet.
 *
 * @param instance the instance
 * @param node the scenario as the stand-in reads it
 */
record FaultScenario(String instance, ObjectNode node) {
  static final Instant BEGAN = Instant.parse("2026-03-02T10:00:00Z");

  private static final String LONG_AGO = "2026-03-02T10:15:30.902Z";
  private static final String INSTANCE_ARN = "arn:aws:connect:us-east-1:123456789012:instance/";

  private static final Instant ENDED = BEGAN.plusSeconds(86_400);

  static FaultScenario of(String instance) {
    ObjectNode node = Json.object().put("InstanceId", instance);
    node.putArray("Contacts");
    return new FaultScenario(instance, node);
  }

  /** Adds a contact that ended long ago; {@code previous} empty for none. */
  FaultScenario contact(String id, String previous) {
    return contact(id, previous, BEGAN.plusSeconds(60L * contacts().size()).plusSeconds(30));
  }

  FaultScenario contact(String id, String previous, Instant ended) {
    Instant began = BEGAN.plusSeconds(60L * contacts().size());
    ObjectNode contact =
        contacts()
            .addObject()
            .put("Id", id)
            .put("Channel", "VOICE")
            .put("InitiationMethod", previous.isEmpty() ? "INBOUND" : "TRANSFER")
            .put("InitiationTimestamp", began.toString())
            .put("DisconnectTimestamp", ended.toString());
    if (!previous.isEmpty()) {
      contact.put("PreviousContactId", previous);
    }
    return this;
  }

  /** Adds a chain of so many contacts, {@code c0} first. */
  FaultScenario chain(int contacts) {
    for (int i = 0; i < contacts; i++) {
      contact("c" + i, i == 0 ? "" : "c" + (i - 1));
    }
    return this;
  }

  /**
   * Lets the newest contact name another, as {@code Initial}, {@code Previous}, {@code Related}.
   */
  FaultScenario naming(String link, String other) {
    ((ObjectNode) contacts().get(contacts().size() - 1)).put(link + "ContactId", other);
    return this;
  }

  /** Gives the newest contact a reference. */
  FaultScenario reference(String kind, String name, String value) {
    ObjectNode contact = (ObjectNode) contacts().get(contacts().size() - 1);
    contact
        .withArray("References")
        .addObject()
        .set(kind, Json.object().put("Name", name).put("Value", value));
    return this;
  }

  /**
   * Returns an event that says of a contact that it ended, and nothing else but these fields.
   *
   * @param more names and values in turn
   */
  ObjectNode told(String id, String... more) {
    ObjectNode detail =
        Json.object()
            .put("eventType", "DISCONNECTED")
            .put("contactId", id)
            .put("instanceArn", INSTANCE_ARN + instance)
            .put("disconnectTimestamp", contact(id).path("DisconnectTimestamp").asText(LONG_AGO));
    for (int i = 0; i < more.length; i += 2) {
      detail.put(more[i], more[i + 1]);
    }
    return entry(detail);
  }

  /** Returns an event that says of a contact all that the scenario says. */
  ObjectNode toldWhole(String id) {
    JsonNode known = contact(id);
    ObjectNode detail =
        Json.object()
            .put("eventType", "DISCONNECTED")
            .put("contactId", id)
            .put("instanceArn", INSTANCE_ARN + instance);
    known
        .properties()
        .forEach(
            field -> {
              String name = field.getKey();
              if (!name.equals("Id") && field.getValue().isTextual()) {
                detail.set(
                    name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1),
                    field.getValue());
              }
            });
    return entry(detail);
  }

  /** Returns an event that says that a contact ended; the same one at every call. */
  ObjectNode ended(String id) {
    return event("DISCONNECTED", id);
  }

  ObjectNode event(String type, String id) {
    ObjectNode detail =
        Json.object()
            .put("eventType", type)
            .put("contactId", id)
            .put("channel", "VOICE")
            .put("initiationMethod", "INBOUND")
            .put("instanceArn", INSTANCE_ARN + instance);
    for (JsonNode contact : contacts()) {
      if (contact.get("Id").asText().equals(id) && contact.has("PreviousContactId")) {
        detail
            .put("initialContactId", contacts().get(0).get("Id").asText())
            .put("previousContactId", contact.get("PreviousContactId").asText());
      }
    }
    return entry(detail);
  }

  private static ObjectNode entry(ObjectNode detail) {
    return Json.object()
        .put("Source", "aws.connect")
        .put("DetailType", "Amazon Connect Contact Event")
        .put("Time", ENDED.getEpochSecond())
        .put("Detail", Json.write(detail));
  }

  private JsonNode contact(String id) {
    for (JsonNode contact : contacts()) {
      if (contact.get("Id").asText().equals(id)) {
        return contact;
      }
    }
    return Json.object();
  }

  ArrayNode contacts() {
    return (ArrayNode) node.get("Contacts");
  }
}
