package io.contacttree.analytics;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * Items of a large table as an export has them: 70 of 100 trees have one contact, 20 two to four, 9
 * five to eleven, one 30 to 70, which lies in parts; 2.5 contacts a tree.
 *
 * <p>The same number of a tree and revision make the same items.
 */
final class GeneratedItems {
  private static final Instant BEGAN = Instant.parse("2026-03-01T00:00:00Z");
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);
  private static final String INSTANCE = "aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee";
  private static final List<String> CHANNELS = List.of("VOICE", "CHAT", "EMAIL", "TASK");
  private static final int AGENTS = 500;
  private static final int QUEUES = 40;
  private static final long DAYS_MS = 28L * 86_400_000;

  private GeneratedItems() {}

  /** An item and its key, each as JSON. */
  record Item(String keys, String json) {}

  /** Returns how many contacts a tree has. */
  static int contacts(int tree) {
    int place = tree % 100;
    int more = tree / 100;
    if (place < 70) {
      return 1;
    } else if (place < 90) {
      return 2 + more % 3;
    } else if (place < 99) {
      return 5 + more % 7;
    }
    return 30 + more % 41;
  }

  /** Returns head, parts and aliases of a tree. */
  static List<Item> of(int tree, int revision) {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(tree);
    int count = contacts(tree);
    boolean inParts = count >= 30;
    String root = id(tree, 0);
    String channel = CHANNELS.get(random.nextInt(CHANNELS.size()));
    long began = BEGAN.toEpochMilli() + random.nextLong(DAYS_MS);
    List<String> contacts = new ArrayList<>();
    int references = 0;
    long last = began;
    long at = began;
    for (int place = 0; place < count; place++) {
      int own = random.nextInt(3);
      references += own;
      long length = 1_000L + random.nextInt(1_200_000);
      contacts.add(contact(tree, place, channel, at, at + length, own, random));
      last = Math.max(last, at + length);
      at += random.nextInt(1_500_000);
    }
    List<Item> items = new ArrayList<>();
    StringBuilder head = new StringBuilder(start(root, "contact", "TREE"));
    text(head, "instance_id", INSTANCE);
    text(head, "tree_id", root);
    text(head, "account_id", "123456789012");
    text(head, "region", "us-east-1");
    text(head, "state", "COMPLETE");
    text(head, "root_channel", channel);
    head.append(",\"channels\":{\"L\":[{\"S\":\"").append(channel).append("\"}]}");
    number(head, "schema_version", 1);
    number(head, "revision", revision);
    number(head, "contact_count", count);
    number(head, "transfer_count", 0);
    number(head, "depth", Math.min(1, count - 1));
    number(head, "agent_count", 1);
    number(head, "queue_count", 1);
    number(head, "reference_count", references);
    text(head, "first_initiated_at", time(began));
    text(head, "last_disconnected_at", time(last));
    number(head, "duration_ms", last - began);
    text(head, "associated_at", time(last + 20_000));
    text(head, "written_at", time(last + 21_000L * revision));
    text(head, "ix_tree_sk", "%013d#%s".formatted(9_999_999_999_999L - last, root));
    text(head, "m_write", "token-" + tree + "-" + revision);
    text(head, "told_type", "Contact Tree Changed");
    text(head, "told_contact_id", root);
    text(head, "told_written_at", time(last + 21_000));
    if (inParts) {
      text(head, "part_of", "g" + tree);
      number(head, "part_count", count);
      number(head, "part_sum", count + revision - 1L);
      for (int place = 0; place < count; place++) {
        StringBuilder part = new StringBuilder(start(root, "part#" + id(tree, place), "PART"));
        number(part, "revision", place == 0 ? revision : 1);
        text(part, "part_of", "g" + tree);
        part.append(",\"contacts\":{\"L\":[").append(contacts.get(place)).append("]}");
        items.add(new Item(keys(root, "part#" + id(tree, place)), part.append('}').toString()));
      }
    } else {
      head.append(",\"contacts\":{\"L\":[").append(String.join(",", contacts)).append("]}");
      head.append(",\"m_facts\":{\"L\":[")
          .append("{\"M\":{\"done\":{\"N\":\"12000\"}}},".repeat(count - 1))
          .append("{\"M\":{\"done\":{\"N\":\"12000\"}}}]}");
    }
    items.add(new Item(keys(root, "contact"), head.append('}').toString()));
    for (int place = 1; place < count && revision == 1; place++) {
      StringBuilder alias = new StringBuilder(start(id(tree, place), "contact", "ALIAS"));
      text(alias, "tree_id", root);
      items.add(new Item(keys(id(tree, place), "contact"), alias.append('}').toString()));
    }
    return items;
  }

  private static String contact(
      int tree,
      int place,
      String channel,
      long began,
      long ended,
      int references,
      RandomGenerator random) {
    String id = id(tree, place);
    StringBuilder contact =
        new StringBuilder("{\"M\":{\"contact_id\":{\"S\":\"").append(id).append("\"}");
    text(
        contact,
        "contact_arn",
        "arn:aws:connect:us-east-1:123456789012:instance/" + INSTANCE + "/contact/" + id);
    text(contact, "channel", channel);
    text(
        contact,
        "initiation_method",
        place == 0 ? "INBOUND" : channel.equals("EMAIL") ? "AGENT_REPLY" : "TRANSFER");
    text(contact, "link", place == 0 ? "ROOT" : "PREVIOUS");
    number(contact, "depth", Math.min(1, place));
    if (place > 0) {
      text(contact, "initial_contact_id", id(tree, 0));
      text(contact, "previous_contact_id", id(tree, 0));
      text(contact, "parent_contact_id", id(tree, 0));
    }
    text(contact, "initiation_timestamp", time(began));
    text(contact, "disconnect_timestamp", time(ended));
    text(contact, "disconnect_reason", "CUSTOMER_DISCONNECT");
    text(contact, "agent_id", "0a000000-0000-4000-8000-%012d".formatted(random.nextInt(AGENTS)));
    text(contact, "queue_id", "0b000000-0000-4000-8000-%012d".formatted(random.nextInt(QUEUES)));
    text(contact, "first_seen_at", time(ended + 2_000 + random.nextInt(20_000)));
    text(contact, "references_state", "FETCHED");
    text(contact, "references_at", time(ended + 23_000));
    contact.append(",\"references\":{\"L\":[");
    for (int i = 0; i < references; i++) {
      boolean file = i == 0;
      contact.append(i == 0 ? "" : ",").append("{\"M\":{\"type\":{\"S\":\"");
      contact.append(file ? "ATTACHMENT" : "NUMBER").append("\"}");
      text(contact, "name", (file ? "file " : "amount ") + i);
      text(contact, "value", Integer.toString(random.nextInt(10_000)));
      if (file) {
        text(contact, "status", random.nextInt(50) == 0 ? "REJECTED" : "APPROVED");
      }
      contact.append("}}");
    }
    return contact.append("]}}}").toString();
  }

  private static String id(int tree, int place) {
    return "%08x-0000-4000-8000-%012x".formatted(tree * -1_640_531_527, place + 1);
  }

  private static String keys(String contact, String sort) {
    return "{\"pk\":{\"S\":\"%s#%s\"},\"sk\":{\"S\":\"%s\"}}".formatted(INSTANCE, contact, sort);
  }

  private static String start(String contact, String sort, String type) {
    String keys = keys(contact, sort);
    return keys.substring(0, keys.length() - 1) + ",\"entity_type\":{\"S\":\"" + type + "\"}";
  }

  private static void text(StringBuilder json, String name, String value) {
    json.append(",\"").append(name).append("\":{\"S\":\"").append(value).append("\"}");
  }

  private static void number(StringBuilder json, String name, long value) {
    json.append(",\"").append(name).append("\":{\"N\":\"").append(value).append("\"}");
  }

  private static String time(long ms) {
    return TIME.format(Instant.ofEpochMilli(ms));
  }
}
