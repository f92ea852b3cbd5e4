package io.contacttree.verification.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.contacttree.standin.http.Json;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Calls of one instance, as Amazon Connect knows them and as its events tell of them.
 *
 * @param instance the instance
 * @param contacts the contacts as a scenario has them
 */
record ApiCalls(String instance, List<ObjectNode> contacts) {
  /** When the first call of most instances began. */
  static final Instant BEGAN = Instant.parse("2026-03-02T10:00:00Z");

  private static final String ARN = "arn:aws:connect:us-east-1:123456789012:instance/";

  static ApiCalls of(String instance) {
    return new ApiCalls(instance, new ArrayList<>());
  }

  /** Adds a call that lasted 30 seconds. */
  ApiCalls call(String id, Instant began) {
    return contact(id, "", "VOICE", began).ended(began.plusSeconds(30));
  }

  /** Adds a contact that is open; the previous one empty for none. */
  ApiCalls contact(String id, String previous, String channel, Instant began) {
    ObjectNode contact =
        Json.object()
            .put("Id", id)
            .put("Channel", channel)
            .put("InitiationMethod", previous.isEmpty() ? "INBOUND" : "TRANSFER")
            .put("InitiationTimestamp", began.toString());
    if (!previous.isEmpty()) {
      contact.put("PreviousContactId", previous);
    }
    contacts.add(contact);
    return this;
  }

  /** Lets the newest contact end. */
  ApiCalls ended(Instant at) {
    contacts.getLast().put("DisconnectTimestamp", at.toString());
    return this;
  }

  /** Says who handled the newest contact. */
  ApiCalls handledBy(String agent, String queue) {
    contacts.getLast().set("AgentInfo", Json.object().put("Id", agent));
    contacts.getLast().set("QueueInfo", Json.object().put("Id", queue));
    return this;
  }

  /** Gives the newest contact a reference. */
  ApiCalls reference(String kind, String name, String value) {
    contacts
        .getLast()
        .withArray("References")
        .addObject()
        .set(kind, Json.object().put("Name", name).put("Value", value));
    return this;
  }

  String scenario() {
    ObjectNode scenario = Json.object().put("InstanceId", instance);
    ArrayNode known = scenario.putArray("Contacts");
    contacts.forEach(known::add);
    return Json.write(scenario);
  }

  /** Returns an event for the end of each contact that has ended. */
  List<ObjectNode> events() {
    return contacts.stream()
        .filter(contact -> contact.has("DisconnectTimestamp"))
        .map(this::event)
        .toList();
  }

  private ObjectNode event(ObjectNode contact) {
    String arn = ARN + instance;
    ObjectNode detail =
        Json.object()
            .put("eventType", "DISCONNECTED")
            .put("contactId", contact.path("Id").asText())
            .put("instanceArn", arn)
            .put("channel", contact.path("Channel").asText())
            .put("initiationMethod", contact.path("InitiationMethod").asText())
            .put("initiationTimestamp", contact.path("InitiationTimestamp").asText())
            .put("disconnectTimestamp", contact.path("DisconnectTimestamp").asText());
    JsonNode previous = contact.path("PreviousContactId");
    if (previous.isTextual()) {
      detail.set("previousContactId", previous);
    }
    if (contact.has("AgentInfo")) {
      detail
          .putObject("agentInfo")
          .put("agentArn", arn + "/agent/" + contact.at("/AgentInfo/Id").asText());
      detail
          .putObject("queueInfo")
          .put("queueArn", arn + "/queue/" + contact.at("/QueueInfo/Id").asText());
    }
    return Json.object()
        .put("Source", "aws.connect")
        .put("DetailType", "Amazon Connect Contact Event")
        .put("Detail", Json.write(detail));
  }
}
