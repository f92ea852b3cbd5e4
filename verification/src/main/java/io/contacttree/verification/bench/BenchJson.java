package io.contacttree.verification.bench;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.contacttree.standin.http.Json;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The workload as scenarios of the stand-in and as events. */
final class BenchJson {
  static final String INSTANCE = "bbbbbbbb-0000-4000-8000-000000000001";
  private static final String INSTANCE_ARN =
      "arn:aws:connect:us-east-1:123456789012:instance/" + INSTANCE;
  private static final DateTimeFormatter TIME =
      new DateTimeFormatterBuilder().appendInstant(3).toFormatter();

  private static final int AGENTS = 40;
  private static final int QUEUES = 10;

  private BenchJson() {}

  static String scenario(List<BenchTree> trees) {
    ObjectNode scenario = Json.object().put("InstanceId", INSTANCE);
    ArrayNode contacts = scenario.putArray("Contacts");
    trees.forEach(tree -> tree.contacts().forEach(contact -> contacts.add(contact(contact))));
    return Json.write(scenario);
  }

  private static ObjectNode contact(BenchContact contact) {
    ObjectNode node =
        Json.object()
            .put("Id", contact.id())
            .put("Channel", contact.channel())
            .put("InitiationMethod", contact.method())
            .put("InitiationTimestamp", time(contact.began()))
            .put("DisconnectTimestamp", time(contact.ended()));
    put(node, "InitialContactId", contact.initial());
    put(node, "PreviousContactId", contact.previous());
    put(node, "RelatedContactId", contact.related());
    ObjectNode reference = Json.object().put("Name", "order").put("Value", contact.id());
    node.putArray("References").addObject().set("String", reference);
    return node;
  }

  /** One entry of PutEvents for an end of a contact. */
  static ObjectNode entry(EndOfContact end) {
    BenchContact contact = end.contact();
    ObjectNode detail =
        Json.object()
            .put("eventType", end.completed() ? "COMPLETED" : "DISCONNECTED")
            .put("contactId", contact.id())
            .put("instanceArn", INSTANCE_ARN)
            .put("channel", contact.channel())
            .put("initiationMethod", contact.method())
            .put("initiationTimestamp", time(contact.began()))
            .put("disconnectTimestamp", time(contact.ended()))
            .put("disconnectReason", "CUSTOMER_DISCONNECT");
    put(detail, "initialContactId", contact.initial());
    put(detail, "previousContactId", contact.previous());
    put(detail, "relatedContactId", contact.related());
    detail.putObject("queueInfo").put("queueArn", INSTANCE_ARN + "/queue/" + one(contact, QUEUES));
    ObjectNode agent =
        detail
            .putObject("agentInfo")
            .put("agentArn", INSTANCE_ARN + "/agent/" + one(contact, AGENTS));
    if (end.completed() && contact.afterContactWork().isPresent()) {
      agent
          .put("afterContactWorkStartTimestamp", time(contact.ended()))
          .put("afterContactWorkEndTimestamp", time(contact.completed()));
    }
    return Json.object()
        .put("Source", "aws.connect")
        .put("DetailType", "Amazon Connect Contact Event")
        .put("Time", end.at().getEpochSecond())
        .put("Detail", Json.write(detail));
  }

  /** Returns the id of one of so many agents or queues, always the same for a contact. */
  private static String one(BenchContact contact, int of) {
    return new UUID(of, Math.floorMod(contact.id().hashCode(), of)).toString();
  }

  private static void put(ObjectNode node, String name, Optional<String> value) {
    value.ifPresent(text -> node.put(name, text));
  }

  private static String time(Instant time) {
    return TIME.format(time);
  }
}
