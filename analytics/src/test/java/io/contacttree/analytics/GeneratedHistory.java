package io.contacttree.analytics;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.contacttree.operator.export.ExportFolder;
import io.contacttree.operator.export.ExportJson;
import io.contacttree.operator.export.ExportWindow;
import io.contacttree.operator.export.FinishedExport;
import io.contacttree.operator.export.NetChanges;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * What happened to a small table: trees begin, grow, split into parts, move under an earlier root,
 * lose a member to an erasure, expire, are deleted and come again; and the exports that were made
 * of it, some overlapping, some beyond a gap, some unfinished.
 *
 * <p>The same seed makes the same history.
 */
final class GeneratedHistory {
  private static final Instant BEGAN = Instant.parse("2026-05-04T00:00:00Z");
  private static final String INSTANCE = "instance-1";
  private static final Duration STEP = Duration.ofMinutes(1);

  private final RandomGenerator random;
  private final List<Write> log = new ArrayList<>();
  private final Map<String, ObjectNode> table = new TreeMap<>();
  private final Map<String, ObjectNode> documents = new TreeMap<>();
  private final Map<String, String> generations = new HashMap<>();
  private Instant now = BEGAN;
  private int number;
  private int untold;

  /** One write: at when, to which key, what lies there since; empty: nothing. */
  private record Write(Instant at, String key, boolean isInsert, Optional<ObjectNode> image) {}

  GeneratedHistory(long seed) {
    random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    int steps = 30 + random.nextInt(90);
    for (int step = 0; step < steps; step++) {
      now = now.plus(STEP).plusMillis(2L * random.nextInt(450));
      happen();
    }
    now = now.plus(STEP);
  }

  private void happen() {
    int choice = random.nextInt(100);
    if (documents.isEmpty() || choice < 30) {
      begin();
    } else if (choice < 70) {
      revise(anyTree());
    } else if (choice < 78) {
      move(anyTree());
    } else if (choice < 86) {
      erase(anyTree());
    } else if (choice < 92) {
      delete(anyTree());
    } else {
      bookkeeping();
    }
  }

  private String anyTree() {
    return List.copyOf(documents.keySet()).get(random.nextInt(documents.size()));
  }

  private void begin() {
    ObjectNode document = ExportJson.MAPPER.createObjectNode();
    String root = id();
    document.put("schema_version", 1).put("tree_id", root).put("instance_id", INSTANCE);
    if (random.nextBoolean()) {
      document.put("account_id", "123456789012").put("region", "eu-central-1");
    }
    document.put("revision", 0);
    document.putArray("contacts");
    if (random.nextInt(5) == 0) {
      long expiry = now.plusSeconds(random.nextInt(7_200)).getEpochSecond();
      document.put("expires_at", expiry);
    }
    addContact(document, root, "");
    documents.put(root, document);
    revise(root);
  }

  private String id() {
    number++;
    return "c-%08x-%d".formatted(random.nextInt(), number);
  }

  private void addContact(ObjectNode document, String id, String parent) {
    ArrayNode contacts = (ArrayNode) document.get("contacts");
    ObjectNode contact = contacts.addObject();
    contact.put("contact_id", id);
    if (random.nextBoolean()) {
      contact.put("contact_arn", "arn:aws:connect:eu-central-1:123456789012:contact/" + id);
    }
    contact.put("channel", one("VOICE", "CHAT", "EMAIL", "TASK"));
    contact.put(
        "initiation_method",
        one(
            "INBOUND",
            "TRANSFER",
            "QUEUE_TRANSFER",
            "CALLBACK",
            "AGENT_REPLY",
            "MONITOR",
            "EXTERNAL_OUTBOUND",
            "DISCONNECT",
            "API"));
    if (parent.isEmpty()) {
      contact.put("link", contacts.size() == 1 ? "ROOT" : "ORPHAN").put("depth", 0);
    } else {
      String link = one("PREVIOUS", "RELATED", "INITIAL", "ORPHAN");
      if (!link.equals("ORPHAN")) {
        contact.put(link.toLowerCase(Locale.ROOT) + "_contact_id", parent);
      }
      contact.put("parent_contact_id", parent).put("link", link);
      contact.put("depth", link.equals("ORPHAN") ? 1 : 1 + random.nextInt(3));
    }
    Instant begins = now.minusSeconds(random.nextInt(20_000));
    if (random.nextInt(8) > 0) {
      contact.put("initiation_timestamp", time(begins));
    }
    if (random.nextInt(4) > 0) {
      contact.put("disconnect_timestamp", time(begins.plusSeconds(random.nextInt(4_000) - 100)));
    }
    if (random.nextInt(3) > 0) {
      contact.put("agent_id", "agent-" + random.nextInt(4));
      contact.put("queue_id", "queue-" + random.nextInt(3));
    }
    if (random.nextBoolean()) {
      contact.put("disconnect_reason", "CUSTOMER_DISCONNECT");
    }
    contact.put("first_seen_at", time(now.minusSeconds(random.nextInt(10_000))));
    if (random.nextInt(4) == 0) {
      contact.put("listed_at", time(now));
    }
    contact.put("references_state", one("PENDING", "FETCHED", "FETCHED", "FAILED", "GONE"));
    if (contact.get("references_state").asText().equals("FAILED")) {
      contact.put("references_reason", "THROTTLED").put("references_at", time(now));
    }
    if (random.nextInt(4) == 0) {
      contact.putArray("reference_types").add("ATTACHMENT").add("URL");
    }
    ArrayNode references = contact.putArray("references");
    for (int i = random.nextInt(9) - 4; i > 0; i--) {
      reference(references.addObject(), i);
    }
  }

  private void reference(ObjectNode reference, int place) {
    String type = one("STRING", "NUMBER", "NUMBER", "ATTACHMENT", "URL");
    reference.put("type", type).put("name", "name " + place);
    if (random.nextInt(6) == 0) {
      reference.put("value_state", one("HASHED", "DROPPED"));
    }
    if (random.nextInt(6) > 0) {
      reference.put("value", one("12", "-7.5", "", "twelve", "1e3", "Grüße, \"世界\"\n", "0x1F"));
    }
    if (type.equals("ATTACHMENT")) {
      reference.put("status", one("APPROVED", "REJECTED", "PROCESSING")).put("arn", "arn:file");
    }
  }

  /** Writes a tree again, with a contact more or one that is read or ended by now. */
  private void revise(String root) {
    ObjectNode document = documents.get(root);
    ArrayNode contacts = (ArrayNode) document.get("contacts");
    long revision = document.get("revision").asLong() + 1;
    document.put("revision", revision);
    String changed = root;
    if (revision > 1 && random.nextInt(3) > 0) {
      changed = id();
      JsonNode parent = contacts.get(random.nextInt(contacts.size()));
      addContact(document, changed, parent.get("contact_id").asText());
    } else if (revision > 1) {
      ObjectNode contact = (ObjectNode) contacts.get(random.nextInt(contacts.size()));
      changed = contact.get("contact_id").asText();
      contact.put("references_state", "FETCHED").remove("references_reason");
      contact.put("disconnect_timestamp", time(now));
    }
    derive(document);
    write(document, changed);
  }

  /** Returns whose part an item is; no contact id has a {@code #}. */
  private static String contactOf(JsonNode part) {
    String name = part.get("sk").asText().substring("part#".length());
    int piece = name.indexOf('#');
    return piece < 0 ? name : name.substring(0, piece);
  }

  private void derive(ObjectNode document) {
    ArrayNode contacts = (ArrayNode) document.get("contacts");
    document.put("state", one("OPEN", "SETTLING", "PARTIAL", "COMPLETE"));
    document.put("root_channel", contacts.get(0).get("channel").asText());
    ArrayNode channels = document.putArray("channels");
    contacts
        .valueStream()
        .map(c -> c.get("channel").asText())
        .distinct()
        .sorted()
        .forEach(channels::add);
    document.put("contact_count", contacts.size()).put("transfer_count", random.nextInt(3));
    document.put("depth", 1).put("agent_count", 1).put("queue_count", 1);
    document.put("reference_count", random.nextInt(9));
    bound(document, "first_initiated_at", "initiation_timestamp", true);
    bound(document, "last_disconnected_at", "disconnect_timestamp", false);
    document.remove("duration_ms");
    if (random.nextBoolean()) {
      document.put("duration_ms", random.nextInt(100_000));
      document.put("associated_at", time(now));
    }
    document.remove("defects");
    if (random.nextInt(3) == 0) {
      ArrayNode defects = document.putArray("defects");
      defects
          .addObject()
          .put("code", "orphan")
          .put("contact_id", contacts.get(0).get("contact_id").asText());
      defects.addObject().put("code", "missing_parent").put("contact_id", "nobody");
      defects.addObject().put("code", "missing_parent").put("contact_id", "nobody-else");
      defects.addObject().put("code", "token_loop");
    }
    document.put("written_at", time(now));
  }

  private void bound(ObjectNode document, String name, String of, boolean first) {
    document.remove(name);
    var times =
        ((ArrayNode) document.get("contacts"))
            .valueStream()
            .filter(c -> c.has(of))
            .map(c -> c.get(of).asText())
            .sorted()
            .toList();
    if (!times.isEmpty()) {
      document.put(name, first ? times.getFirst() : times.getLast());
    }
  }

  /** Above two members a tree lies in parts, and stays so; each part keeps its own revision. */
  private void write(ObjectNode document, String changed) {
    String root = document.get("tree_id").asText();
    boolean split = generations.containsKey(root) || document.get("contacts").size() > 2;
    if (!split) {
      TableState.whole(document).forEach(this::put);
      return;
    }
    boolean again = generations.containsKey(root);
    String generation = generations.computeIfAbsent(root, any -> "g" + log.size());
    Map<String, Long> revisions = new HashMap<>();
    if (again) {
      table.values().stream()
          .filter(item -> item.path("part_of").asText().equals(generation))
          .filter(item -> item.get("entity_type").asText().equals("PART"))
          .forEach(item -> revisions.put(contactOf(item), item.get("revision").asLong()));
      revisions.remove(changed);
      // Defects come and go with each revision: their items are written anew.
      revisions.remove(document.get("contacts").get(0).get("contact_id").asText());
      revisions.remove("nobody");
      revisions.remove("nobody-else");
    }
    Map<String, ObjectNode> items = TableState.inParts(document, generation, revisions);
    boolean torn = random.nextBoolean();
    List<String> left =
        table.keySet().stream()
            .filter(key -> key.startsWith(INSTANCE + "#" + root + " part#"))
            .filter(key -> !items.containsKey(key))
            .toList();
    left.forEach(this::remove);
    items.forEach(
        (key, item) -> {
          if (torn) {
            now = now.plusMillis(2L + 2L * random.nextInt(30_000));
          }
          if (!item.equals(table.get(key))) {
            put(key, item);
          }
        });
  }

  /** A new root above the old one: its head becomes an alias, its parts are deleted later. */
  private void move(String root) {
    ObjectNode document = documents.remove(root);
    String former = generations.remove(root);
    String above = id();
    ObjectNode moved = document.deepCopy();
    moved.put("tree_id", above).put("revision", document.get("revision").asLong() + 1);
    ArrayNode contacts = (ArrayNode) moved.get("contacts");
    addContact(moved, above, "");
    ObjectNode oldRoot = (ObjectNode) contacts.get(0);
    oldRoot.put("parent_contact_id", above).put("link", "PREVIOUS");
    derive(moved);
    documents.put(above, moved);
    put(INSTANCE + "#" + root + " contact", alias(root, above));
    write(moved, above);
    if (former != null && random.nextBoolean()) {
      now = now.plusMillis(2L * random.nextInt(25_000));
      table.keySet().stream()
          .filter(key -> key.startsWith(INSTANCE + "#" + root + " part#"))
          .toList()
          .forEach(this::remove);
    }
  }

  /** A tombstone for a member; the tree is written without it now, later or never. */
  private void erase(String root) {
    ObjectNode document = documents.get(root);
    ArrayNode contacts = (ArrayNode) document.get("contacts");
    int place = random.nextInt(contacts.size());
    String erased = contacts.get(place).get("contact_id").asText();
    ObjectNode tombstone = alias(erased, root).put("entity_type", "TOMBSTONE");
    put(INSTANCE + "#" + erased + " contact", tombstone);
    if (erased.equals(root)) {
      documents.remove(root);
      generations.remove(root);
    } else if (random.nextBoolean()) {
      contacts.remove(place);
      document.put("revision", document.get("revision").asLong() + 1);
      derive(document);
      write(document, root);
    }
  }

  private void delete(String root) {
    documents.remove(root);
    generations.remove(root);
    table.keySet().stream()
        .filter(key -> key.startsWith(INSTANCE + "#" + root + " "))
        .toList()
        .forEach(this::remove);
  }

  /** What views never show: a lease, an alias with entries of its own. */
  private void bookkeeping() {
    ObjectNode lease = ExportJson.MAPPER.createObjectNode();
    lease.put("pk", "lease#" + INSTANCE + "#x").put("sk", "lease").put("entity_type", "LEASE");
    lease.put("owner", log.size());
    put("lease#" + INSTANCE + "#x lease", lease);
    String id = id();
    put(INSTANCE + "#" + id + " contact", alias(id, "c-somewhere"));
  }

  private static ObjectNode alias(String contact, String root) {
    return ExportJson.MAPPER
        .createObjectNode()
        .put("pk", INSTANCE + "#" + contact)
        .put("sk", "contact")
        .put("entity_type", "ALIAS")
        .put("tree_id", root);
  }

  private void put(String key, ObjectNode item) {
    ObjectNode copy = item.deepCopy();
    log.add(new Write(now, key, !table.containsKey(key), Optional.of(copy)));
    table.put(key, copy);
  }

  private void remove(String key) {
    log.add(new Write(now, key, false, Optional.empty()));
    table.remove(key);
  }

  private String one(String... values) {
    return values[random.nextInt(values.length)];
  }

  private static String time(Instant time) {
    return ViewsOracle.time(time.toEpochMilli());
  }

  /** Returns the items of the table just before a time. */
  Collection<ObjectNode> itemsBefore(Instant time) {
    Map<String, ObjectNode> items = new TreeMap<>();
    for (Write write : log) {
      if (write.at().isBefore(time)) {
        write
            .image()
            .ifPresentOrElse(item -> items.put(write.key(), item), () -> items.remove(write.key()));
      }
    }
    return items.values();
  }

  /**
   * Exports the history.
   *
   * @return the end of what the exports tell without a gap
   */
  Instant export(Path folder, List<List<String>> rows) throws IOException {
    long length = Duration.between(BEGAN, now).toMillis();
    // Writes fall on even milliseconds, the bounds of exports on odd ones.
    Instant full = between(0.1, 0.6, length);
    if (random.nextBoolean()) {
      row(rows, full(folder, between(0, 0.1, length), true), false);
    }
    row(rows, full(folder, full, true), true);
    if (random.nextBoolean()) {
      full(folder, between(0.7, 0.9, length), false);
    }
    List<ExportWindow> windows = new ArrayList<>();
    Instant from = full;
    int count = random.nextInt(6);
    for (int i = 0; i < count; i++) {
      Instant begin =
          switch (random.nextInt(6)) {
            case 0, 1 -> from.minusMillis(2L * random.nextInt(300_000));
            case 2 ->
                random.nextInt(3) == 0 ? from.plusMillis(2L + 2L * random.nextInt(150_000)) : from;
            default -> from;
          };
      // An hour's window goes on over the daily export.
      begin =
          i == 0 && random.nextBoolean() ? full.minusMillis(2L * random.nextInt(900_000)) : begin;
      Instant later = begin.isAfter(from) ? begin : from;
      Instant end = later.plusMillis(60_000 + 2L * random.nextInt(600_000));
      windows.add(new ExportWindow(begin, end));
      from = end.isAfter(from) ? end : from;
    }
    Map<ExportWindow, Boolean> used = used(windows, full);
    if (isUnknowable(used, full)) {
      windows.replaceAll(
          window -> window.from().isBefore(full) ? new ExportWindow(full, window.to()) : window);
      used = used(windows, full);
    }
    Instant reached = end(used, full);
    if (used.entrySet().stream()
        .anyMatch(one -> one.getValue() && one.getKey().from().isBefore(full))) {
      untold = untold(used, full).size();
    }
    // They are made in any order: what counts is what they say of themselves.
    Collections.shuffle(windows, new Random(random.nextLong()));
    for (ExportWindow window : windows) {
      row(rows, incremental(folder, window), used.get(window));
    }
    return reached;
  }

  /**
   * Returns how many items are in the full export, gone since, and in no incremental one, because
   * they were made and deleted within the window that goes on over the full export's time.
   */
  int untold() {
    return untold;
  }

  private static Map<ExportWindow, Boolean> used(List<ExportWindow> windows, Instant full) {
    Instant reached = full;
    boolean gap = false;
    List<ExportWindow> ordered = new ArrayList<>(windows);
    ordered.sort(Comparator.comparing(ExportWindow::from).thenComparing(ExportWindow::to));
    Map<ExportWindow, Boolean> used = new HashMap<>();
    for (ExportWindow window : ordered) {
      boolean relevant = window.to().isAfter(full);
      gap |= relevant && window.from().isAfter(reached);
      boolean takes = !gap && window.to().isAfter(reached);
      used.merge(window, takes, Boolean::logicalOr);
      reached = takes ? window.to() : reached;
    }
    return used;
  }

  private static Instant end(Map<ExportWindow, Boolean> used, Instant full) {
    return used.entrySet().stream()
        .filter(Map.Entry::getValue)
        .map(one -> one.getKey().to())
        .max(Comparator.naturalOrder())
        .orElse(full);
  }

  private List<ObjectNode> untold(Map<ExportWindow, Boolean> used, Instant full) {
    Map<String, ObjectNode> left = byKey(itemsBefore(end(used, full)));
    return itemsBefore(full).stream()
        .filter(item -> !left.containsKey(TableState.key(item)))
        .filter(
            item ->
                used.entrySet().stream()
                    .noneMatch(one -> one.getValue() && tells(one.getKey(), item, full)))
        .toList();
  }

  private boolean tells(ExportWindow window, ObjectNode item, Instant full) {
    String key = TableState.key(item);
    boolean isThereBefore = byKey(itemsBefore(window.from())).containsKey(key);
    boolean isThereAfter = byKey(itemsBefore(window.to())).containsKey(key);
    return (isThereBefore || isThereAfter)
        && lastWrite(key, window.to())
            .filter(window.from()::isBefore)
            .filter(full::isBefore)
            .isPresent();
  }

  /**
   * Returns whether an item is gone of which no export can tell it: a tree whose head somebody
   * deleted within a window of its first write, which nothing of ours does before it expires; or a
   * part of a tree that is being written just then.
   */
  private boolean isUnknowable(Map<ExportWindow, Boolean> used, Instant full) {
    Instant end = end(used, full);
    Map<String, ObjectNode> left = byKey(itemsBefore(end));
    return untold(used, full).stream()
        .anyMatch(
            item ->
                switch (item.get("entity_type").asText()) {
                  case "TREE" ->
                      item.path("expires_at").asLong(Long.MAX_VALUE) > end.getEpochSecond();
                  case "PART" -> isUnderWay(item.get("pk").asText(), left, end);
                  default -> false;
                });
  }

  private boolean isUnderWay(String partition, Map<String, ObjectNode> left, Instant end) {
    String head = partition + " contact";
    if (!left.containsKey(head) || !left.get(head).get("entity_type").asText().equals("TREE")) {
      return false;
    }
    Instant written = lastWrite(head, end).orElseThrow();
    return log.stream()
        .filter(write -> write.key().startsWith(partition + " ") && write.at().isBefore(end))
        .anyMatch(write -> write.at().isAfter(written));
  }

  private Optional<Instant> lastWrite(String key, Instant before) {
    return log.stream()
        .filter(write -> write.key().equals(key) && write.at().isBefore(before))
        .map(Write::at)
        .max(Comparator.naturalOrder());
  }

  private static Map<String, ObjectNode> byKey(Collection<ObjectNode> items) {
    Map<String, ObjectNode> byKey = new HashMap<>();
    items.forEach(item -> byKey.put(TableState.key(item), item));
    return byKey;
  }

  private static void row(List<List<String>> rows, FinishedExport export, boolean used) {
    rows.add(
        List.of(
            export.id(),
            export.from().isPresent() ? "INCREMENTAL" : "FULL",
            export.from().map(GeneratedHistory::time).orElse(Answer.NULL),
            time(export.to()),
            Long.toString(export.items()),
            Boolean.toString(used)));
  }

  private Instant between(double least, double most, long length) {
    return BEGAN.plusMillis((long) ((least + random.nextDouble() * (most - least)) * length) | 1);
  }

  private FinishedExport full(Path out, Instant time, boolean finished) throws IOException {
    try (ExportFolder folder = ExportFolder.full(out, "arn:table", time)) {
      // As with the real one, what is written at its very time is in it.
      for (ObjectNode item : itemsBefore(time.plusMillis(1))) {
        folder.add(ExportJson.MAPPER.createObjectNode().set("Item", TypedJson.item(item)));
      }
      var export = folder.finish(time);
      if (!finished) {
        Files.delete(export.folder().resolve("manifest-summary.json"));
      }
      return export;
    }
  }

  private FinishedExport incremental(Path out, ExportWindow window) throws IOException {
    NetChanges changes = new NetChanges(window);
    for (Write write : log) {
      ObjectNode record = ExportJson.MAPPER.createObjectNode();
      int space = write.key().indexOf(' ');
      record.put(
          "eventName", write.image().isEmpty() ? "REMOVE" : write.isInsert() ? "INSERT" : "MODIFY");
      record.put("WriteTimestampMicros", write.at().toEpochMilli() * 1000);
      record.set(
          "Keys",
          TypedJson.item(
              ExportJson.MAPPER
                  .createObjectNode()
                  .put("pk", write.key().substring(0, space))
                  .put("sk", write.key().substring(space + 1))));
      write.image().ifPresent(item -> record.set("NewImage", TypedJson.item(item)));
      changes.add(record);
    }
    try (ExportFolder folder = ExportFolder.incremental(out, "arn:table", window, now)) {
      for (ObjectNode change : changes.records()) {
        folder.add(change);
      }
      return folder.finish(now);
    }
  }
}
