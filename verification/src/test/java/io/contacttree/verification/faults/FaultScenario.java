package io.contacttree.verification.faults;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.contacttree.standin.http.Json;
import java.time.Instant;

/**
 * The contacts of one fault case, in an instance of its own so that cases do not meet.
 *
 * @param instance the instance
 * @param node the scenario as the stand-in reads it
 */
record FaultScenario(String instance, ObjectNode node) {
  private static final Instant BEGAN = Instant.parse("2026-03-02T10:00:00Z");

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
    ObjectNode contact =
        contacts()
            .addObject()
            .put("Id", id)
            .put("Channel", "VOICE")
            .put("InitiationMethod", previous.isEmpty() ? "INBOUND" : "TRANSFER")
            .put("InitiationTimestamp", BEGAN.plusSeconds(60L * contacts().size()).toString())
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

  /** Gives the newest contact a reference. */
  FaultScenario reference(String kind, String name, String value) {
    ObjectNode contact = (ObjectNode) contacts().get(contacts().size() - 1);
    contact
        .withArray("References")
        .addObject()
        .set(kind, Json.object().put("Name", name).put("Value", value));
    return this;
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
            .put("instanceArn", "arn:aws:connect:us-east-1:123456789012:instance/" + instance);
    for (JsonNode contact : contacts()) {
      if (contact.get("Id").asText().equals(id) && contact.has("PreviousContactId")) {
        detail
            .put("initialContactId", contacts().get(0).get("Id").asText())
            .put("previousContactId", contact.get("PreviousContactId").asText());
      }
    }
    return Json.object()
        .put("Source", "aws.connect")
        .put("DetailType", "Amazon Connect Contact Event")
        .put("Time", ENDED.getEpochSecond())
        .put("Detail", Json.write(detail));
  }

  private ArrayNode contacts() {
    return (ArrayNode) node.get("Contacts");
  }
}
