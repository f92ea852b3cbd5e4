package io.contacttree.analytics;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.contacttree.operator.export.ExportJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * Two weeks of a small contact centre: what the stand-in of Amazon Connect knows, and the events.
 *
 * <p>Calls with transfers and callbacks, chats with follow-up tasks, e-mails with replies, some of
 * which come back days later. The same number of trees makes the same files.
 */
public final class GeneratedWorkload {
  private static final String INSTANCE = "aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee";
  private static final String ARN = "arn:aws:connect:us-east-1:123456789012:instance/" + INSTANCE;
  private static final Instant BEGAN = Instant.parse("2026-03-09T08:00:00Z");
  private static final int DAYS = 14;
  private static final int WORKING_SECONDS = 9 * 3_600;

  private final RandomGenerator random =
      RandomGeneratorFactory.of("L64X128MixRandom").create(20_260_309);
  private final ObjectNode scenario =
      ExportJson.MAPPER.createObjectNode().put("InstanceId", INSTANCE);
  private final ArrayNode contacts = scenario.putArray("Contacts");
  private final ArrayNode events = ExportJson.MAPPER.createArrayNode();
  private int number;

  private GeneratedWorkload() {}

  /**
   * Writes {@code scenario.json} and {@code events.json}.
   *
   * @param arguments the folder, and how many trees
   */
  public static void main(String[] arguments) throws IOException {
    Path folder = Files.createDirectories(Path.of(arguments[0]));
    GeneratedWorkload workload = new GeneratedWorkload();
    for (int tree = Integer.parseInt(arguments[1]); tree > 0; tree--) {
      workload.tree();
    }
    ExportJson.MAPPER.writeValue(folder.resolve("scenario.json").toFile(), workload.scenario);
    ExportJson.MAPPER.writeValue(folder.resolve("events.json").toFile(), workload.events);
  }

  private void tree() {
    Instant at =
        BEGAN
            .plus(Duration.ofDays(random.nextInt(DAYS)))
            .plusSeconds(random.nextInt(WORKING_SECONDS));
    int kind = random.nextInt(100);
    if (kind < 55) {
      call(at);
    } else if (kind < 80) {
      chat(at);
    } else {
      email(at);
    }
  }

  private void call(Instant at) {
    ObjectNode first = contact("VOICE", "INBOUND", at, 60 + random.nextInt(900));
    int next = random.nextInt(10);
    if (next < 2) {
      // A consultation that ends before the call does, then perhaps a hand-over.
      ObjectNode leg =
          follow(
              first, "VOICE", "TRANSFER", "Previous", at.plusSeconds(20), 10 + random.nextInt(25));
      reference(leg, "String", "note", "asked a colleague");
    }
    if (next < 4) {
      follow(
          first,
          "VOICE",
          "TRANSFER",
          "Previous",
          ended(first).minusSeconds(5),
          120 + random.nextInt(600));
    } else if (next == 4) {
      ObjectNode callback =
          follow(first, "VOICE", "CALLBACK", "Previous", ended(first).plusSeconds(1), 900);
      if (random.nextBoolean()) {
        follow(callback, "VOICE", "CALLBACK", "Previous", ended(callback).plusSeconds(60), 400);
      }
    }
    if (random.nextInt(3) == 0) {
      reference(first, "Number", "amount", Integer.toString(random.nextInt(5_000)));
    }
  }

  private void chat(Instant at) {
    ObjectNode first = contact("CHAT", "API", at, 120 + random.nextInt(1_800));
    if (random.nextInt(3) == 0) {
      follow(
          first,
          "TASK",
          "API",
          "Related",
          ended(first).plusSeconds(30 + random.nextInt(7_200)),
          600);
    }
    if (random.nextInt(4) == 0) {
      follow(
          first,
          "CHAT",
          "API",
          "Related",
          ended(first).plus(Duration.ofHours(20 + random.nextInt(300))),
          900);
    }
  }

  private void email(Instant at) {
    ObjectNode last = contact("EMAIL", "INBOUND", at, 30);
    attachment(last);
    for (int replies = random.nextInt(4); replies > 0; replies--) {
      last =
          follow(
              last,
              "EMAIL",
              "AGENT_REPLY",
              "Related",
              ended(last).plusSeconds(600 + random.nextInt(20_000)),
              300);
      attachment(last);
    }
  }

  private void attachment(ObjectNode contact) {
    if (random.nextBoolean()) {
      contact
          .withArray("References")
          .addObject()
          .putObject("Attachment")
          .put("Name", "file-" + number)
          .put("Value", "s3://files/" + number)
          .put("Status", random.nextInt(12) == 0 ? "REJECTED" : "APPROVED");
    }
  }

  private ObjectNode follow(
      ObjectNode parent, String channel, String method, String link, Instant at, int seconds) {
    ObjectNode contact = contact(channel, method, at, seconds);
    contact.put(link + "ContactId", parent.get("Id").asText());
    ObjectNode detail = (ObjectNode) events.get(events.size() - 1).get("detail");
    detail.put(
        link.equals("Previous") ? "previousContactId" : "relatedContactId",
        parent.get("Id").asText());
    return contact;
  }

  private ObjectNode contact(String channel, String method, Instant at, int seconds) {
    number++;
    String id = "f%07x-0000-4000-8000-%012x".formatted(number, number);
    Instant end = at.plusSeconds(seconds).truncatedTo(ChronoUnit.SECONDS);
    String agent = "0a000000-0000-4000-8000-0000000001%02d".formatted(random.nextInt(12));
    String queue = "0b000000-0000-4000-8000-0000000001%02d".formatted(random.nextInt(4));
    ObjectNode event = events.addObject().put("version", "0").put("id", id);
    event.put("detail-type", "Amazon Connect Contact Event").put("source", "aws.connect");
    event.put("account", "123456789012").put("time", end.toString()).put("region", "us-east-1");
    event.putArray("resources").add(ARN);
    ObjectNode detail = event.putObject("detail").put("eventType", "DISCONNECTED");
    detail.put("contactId", id).put("instanceArn", ARN).put("channel", channel);
    detail.put("initiationMethod", method).put("initiationTimestamp", at.toString());
    detail
        .put("disconnectTimestamp", end.toString())
        .put("disconnectReason", "CUSTOMER_DISCONNECT");
    detail.putObject("agentInfo").put("agentArn", ARN + "/agent/" + agent);
    detail.putObject("queueInfo").put("queueArn", ARN + "/queue/" + queue);
    ObjectNode contact = contacts.addObject().put("Id", id).put("Channel", channel);
    contact.put("InitiationMethod", method).put("InitiationTimestamp", at.toString());
    contact.put("DisconnectTimestamp", end.toString());
    return contact;
  }

  private static void reference(ObjectNode contact, String kind, String name, String value) {
    contact
        .withArray("References")
        .addObject()
        .putObject(kind)
        .put("Name", name)
        .put("Value", value);
  }

  private static Instant ended(ObjectNode contact) {
    return Instant.parse(contact.get("DisconnectTimestamp").asText());
  }
}
