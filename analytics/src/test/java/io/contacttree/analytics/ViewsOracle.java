package io.contacttree.analytics;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * What the views must say of the items of a table at a time, worked out member by member, with no
 * SQL.
 */
final class ViewsOracle {
  private static final long REOPENED_MS = 60_000;

  private final String exportedAt;
  private final long exportedMs;
  private final Map<String, List<List<String>>> views = new TreeMap<>();

  private ViewsOracle(Instant exportedAt) {
    this.exportedMs = exportedAt.toEpochMilli();
    this.exportedAt = time(exportedMs);
    for (String view :
        List.of(
            "contact_trees", "contacts", "contact_references", "contact_links", "ingest_quality")) {
      views.put(view, new ArrayList<>());
    }
  }

  /** Returns the rows of each view but {@code exports}, in no order. */
  static Map<String, List<List<String>>> views(
      Collection<? extends JsonNode> items, Instant exportedAt) {
    ViewsOracle oracle = new ViewsOracle(exportedAt);
    Map<String, List<JsonNode>> partitions = new HashMap<>();
    Set<String> erased = new HashSet<>();
    for (JsonNode item : items) {
      partitions.computeIfAbsent(item.get("pk").asText(), any -> new ArrayList<>()).add(item);
      if (item.get("entity_type").asText().equals("TOMBSTONE")) {
        erased.add(item.get("pk").asText());
      }
    }
    for (List<JsonNode> partition : partitions.values()) {
      for (JsonNode item : partition) {
        boolean expired =
            item.has("expires_at") && item.get("expires_at").asLong() * 1000 <= oracle.exportedMs;
        if (item.get("entity_type").asText().equals("TREE") && !expired) {
          oracle.tree(item, partition, erased);
        }
      }
    }
    return oracle.views;
  }

  /** A member with its references from all pieces. */
  private record Member(JsonNode contact, List<JsonNode> references) {
    String id() {
      return contact.get("contact_id").asText();
    }

    String text(String name) {
      return contact.path(name).asText("");
    }

    boolean has(String name) {
      return contact.has(name);
    }

    long began() {
      return ms(contact, "initiation_timestamp");
    }

    long ended() {
      return ms(contact, "disconnect_timestamp");
    }

    boolean isOpen() {
      return !has("disconnect_timestamp");
    }
  }

  private void tree(JsonNode head, List<JsonNode> partition, Set<String> erased) {
    boolean inParts = head.has("part_count");
    List<JsonNode> parts =
        partition.stream()
            .filter(item -> inParts && item.get("entity_type").asText().equals("PART"))
            .filter(item -> item.path("part_of").equals(head.path("part_of")))
            .toList();
    Map<String, TreeMap<Integer, JsonNode>> pieces = new HashMap<>();
    List<JsonNode> contacts = new ArrayList<>();
    head.path("contacts").forEach(contacts::add);
    SortedSet<String> defects = new TreeSet<>();
    head.path("defects").forEach(defect -> defects.add(defect.get("code").asText()));
    for (JsonNode part : parts) {
      part.path("contacts").forEach(contacts::add);
      part.path("defects").forEach(defect -> defects.add(defect.get("code").asText()));
      part.path("part_references")
          .forEach(
              piece ->
                  pieces
                      .computeIfAbsent(piece.get("contact_id").asText(), any -> new TreeMap<>())
                      .put(piece.get("index").asInt(), piece.get("references")));
    }
    long revision = head.get("revision").asLong();
    boolean torn =
        contacts.size() != head.get("contact_count").asInt()
            || (inParts
                && (parts.size() != head.get("part_count").asInt()
                    || parts.stream().anyMatch(part -> part.get("revision").asLong() > revision)
                    || parts.stream().mapToLong(part -> part.get("revision").asLong()).sum()
                        != head.get("part_sum").asLong()));
    String instance = head.get("instance_id").asText();
    List<Member> members = new ArrayList<>();
    for (JsonNode contact : contacts) {
      if (!torn && !erased.contains(instance + "#" + contact.get("contact_id").asText())) {
        List<JsonNode> references = new ArrayList<>();
        contact.get("references").forEach(references::add);
        pieces
            .getOrDefault(contact.get("contact_id").asText(), new TreeMap<>())
            .values()
            .forEach(more -> more.forEach(references::add));
        members.add(new Member(contact, references));
      }
    }
    members.sort(
        Comparator.comparing((Member member) -> !member.has("initiation_timestamp"))
            .thenComparing(member -> member.has("initiation_timestamp") ? member.began() : 0)
            .thenComparing(Member::id));
    List<String> row = new ArrayList<>();
    add(row, head, "instance_id", "tree_id", "account_id", "region", "schema_version", "revision");
    add(row, head, "state", "root_channel");
    row.add(joined(head.get("channels")));
    add(row, head, "contact_count", "transfer_count", "depth", "agent_count", "queue_count");
    add(row, head, "reference_count", "first_initiated_at", "last_disconnected_at", "duration_ms");
    add(row, head, "associated_at", "written_at");
    row.addAll(torn ? Collections.nCopies(14, Answer.NULL) : journey(head, members));
    row.add(exportedAt);
    views.get("contact_trees").add(row);
    quality(head, torn, defects, members);
    contacts(head, members);
    links(head, members);
  }

  private void quality(JsonNode head, boolean torn, Set<String> defects, List<Member> members) {
    List<String> row = new ArrayList<>();
    add(row, head, "instance_id", "tree_id", "state");
    row.add(defects.isEmpty() ? Answer.NULL : String.join(",", defects));
    for (String state : List.of("PENDING", "FAILED", "GONE")) {
      row.add(
          torn
              ? Answer.NULL
              : count(members, member -> member.text("references_state").equals(state)));
    }
    Member last = null;
    for (Member member : members) {
      if (!member.isOpen() && (last == null || member.ended() >= last.ended())) {
        last = member;
      }
    }
    long lag = last == null ? -1 : ms(last.contact(), "first_seen_at") - last.ended();
    row.add(lag < 0 ? Answer.NULL : Long.toString(lag));
    add(row, head, "revision");
    row.add(Boolean.toString(torn));
    row.add(exportedAt);
    views.get("ingest_quality").add(row);
  }

  private void contacts(JsonNode head, List<Member> members) {
    int position = 0;
    for (Member member : members) {
      position++;
      JsonNode contact = member.contact();
      List<String> row = new ArrayList<>();
      add(row, head, "instance_id");
      add(row, contact, "contact_id");
      add(row, head, "tree_id");
      row.add(Integer.toString(position));
      add(row, contact, "contact_arn", "channel", "initiation_method", "initial_contact_id");
      add(row, contact, "previous_contact_id", "related_contact_id", "parent_contact_id", "link");
      add(row, contact, "depth", "initiation_timestamp", "disconnect_timestamp");
      boolean timed =
          member.has("initiation_timestamp")
              && !member.isOpen()
              && member.ended() >= member.began();
      row.add(timed ? Long.toString(member.ended() - member.began()) : Answer.NULL);
      add(row, contact, "disconnect_reason", "agent_id", "queue_id", "first_seen_at", "listed_at");
      add(row, contact, "references_state", "references_at", "references_reason");
      row.add(joined(contact.path("reference_types")));
      row.add(Integer.toString(member.references().size()));
      row.add(exportedAt);
      views.get("contacts").add(row);
      int place = 0;
      for (JsonNode reference : member.references()) {
        place++;
        List<String> line = new ArrayList<>();
        add(line, head, "instance_id");
        line.add(member.id());
        line.add(Integer.toString(place));
        add(line, head, "tree_id");
        add(line, reference, "type", "name", "value", "value_state", "status", "arn");
        line.add(number(reference));
        line.add(exportedAt);
        views.get("contact_references").add(line);
      }
    }
  }

  private static String number(JsonNode reference) {
    if (!reference.get("type").asText().equals("NUMBER") || reference.has("value_state")) {
      return Answer.NULL;
    }
    try {
      return Double.toString(new BigDecimal(reference.path("value").asText("")).doubleValue());
    } catch (NumberFormatException text) {
      return Answer.NULL;
    }
  }

  private void links(JsonNode head, List<Member> members) {
    for (Member child : members) {
      for (Member parent : members) {
        if (child.text("parent_contact_id").equals(parent.id())) {
          List<String> row = new ArrayList<>();
          add(row, head, "instance_id", "tree_id");
          row.add(parent.id());
          row.add(child.id());
          row.add(child.text("link"));
          row.add(kind(child, parent));
          row.add(
              child.has("initiation_timestamp") && !parent.isOpen()
                  ? Long.toString(child.began() - parent.ended())
                  : Answer.NULL);
          row.add(exportedAt);
          views.get("contact_links").add(row);
        }
      }
    }
  }

  /** Kinds of links (tree rules, section 3). */
  private static String kind(Member child, Member parent) {
    String method = child.text("initiation_method");
    String link = child.text("link");
    if (link.equals("ORPHAN")) {
      return "orphan";
    }
    switch (method) {
      case "AGENT_REPLY" -> {
        return "reply";
      }
      case "MONITOR" -> {
        return "monitor";
      }
      case "CALLBACK" -> {
        return "callback";
      }
      case "DISCONNECT" -> {
        return "disconnect_flow";
      }
      default -> {}
    }
    boolean within =
        child.has("initiation_timestamp")
            && !child.isOpen()
            && (parent.isOpen()
                || (child.began() < parent.ended() && child.ended() < parent.ended()));
    if (Set.of("TRANSFER", "EXTERNAL_OUTBOUND").contains(method)
        && Set.of("PREVIOUS", "INITIAL").contains(link)
        && within) {
      return "leg";
    }
    return switch (method) {
      case "EXTERNAL_OUTBOUND" -> "external";
      case "QUEUE_TRANSFER" -> "queue_transfer";
      case "TRANSFER" -> "transfer";
      default -> link.equals("RELATED") ? "related" : "follow_up";
    };
  }

  /** Analytics, section 3, in the order of its columns. */
  private List<String> journey(JsonNode head, List<Member> members) {
    Map<String, Member> byId =
        members.stream().collect(Collectors.toMap(Member::id, member -> member));
    List<String> path = new ArrayList<>();
    int legs = 0;
    int callbacks = 0;
    int attempts = 0;
    int reopened = 0;
    boolean openBefore = false;
    long latestEnd = Long.MIN_VALUE;
    Set<String> agents = new LinkedHashSet<>();
    Set<String> queues = new LinkedHashSet<>();
    String lastAgent = Answer.NULL;
    for (Member member : members) {
      if (path.isEmpty() || !path.getLast().equals(member.text("channel"))) {
        path.add(member.text("channel"));
      }
      Member parent = byId.get(member.text("parent_contact_id"));
      legs += parent != null && kind(member, parent).equals("leg") ? 1 : 0;
      if (member.text("initiation_method").equals("CALLBACK")) {
        attempts++;
        callbacks += parent != null && parent.text("initiation_method").equals("CALLBACK") ? 0 : 1;
      }
      boolean first = member.equals(members.getFirst());
      if (!first
          && !openBefore
          && member.has("initiation_timestamp")
          && member.began() - latestEnd >= REOPENED_MS) {
        reopened++;
      }
      openBefore |= member.isOpen();
      latestEnd = member.isOpen() ? latestEnd : Math.max(latestEnd, member.ended());
      if (member.has("agent_id") && !member.text("initiation_method").equals("MONITOR")) {
        agents.add(member.text("agent_id"));
        lastAgent = member.text("agent_id");
      }
      if (member.has("queue_id")) {
        queues.add(member.text("queue_id"));
      }
    }
    List<String> row = new ArrayList<>();
    row.add(path.isEmpty() ? Answer.NULL : String.join(">", path));
    row.add(Integer.toString(legs));
    row.add(Integer.toString(callbacks));
    row.add(Integer.toString(attempts));
    row.add(count(members, member -> member.text("initiation_method").equals("AGENT_REPLY")));
    row.add(Integer.toString(reopened));
    times(head, members, row);
    row.add(agents.isEmpty() ? Answer.NULL : String.join(",", agents));
    row.add(queues.isEmpty() ? Answer.NULL : String.join(",", queues));
    row.add(agents.isEmpty() ? Answer.NULL : agents.iterator().next());
    row.add(lastAgent);
    row.add(
        count(
            members,
            member ->
                member.text("link").equals("ORPHAN")
                    && member.contact().get("depth").asInt() == 1));
    row.add(
        count(
            members,
            member ->
                !member.isOpen()
                    && Set.of("PENDING", "FAILED").contains(member.text("references_state"))));
    return row;
  }

  /** Cuts the time at every begin and end, and asks of each piece whether an interval covers it. */
  private void times(JsonNode head, List<Member> members, List<String> row) {
    List<long[]> intervals = new ArrayList<>();
    SortedSet<Long> cuts = new TreeSet<>();
    for (Member member : members) {
      long end = member.isOpen() ? exportedMs : member.ended();
      if (member.has("initiation_timestamp") && end >= member.began()) {
        intervals.add(new long[] {member.began(), end});
        cuts.add(member.began());
        cuts.add(end);
      }
    }
    boolean bounded = head.has("first_initiated_at") && head.has("last_disconnected_at");
    long first = bounded ? ms(head, "first_initiated_at") : 0;
    long last = bounded ? ms(head, "last_disconnected_at") : -1;
    if (first < last) {
      cuts.add(first);
      cuts.add(last);
    }
    long active = 0;
    long gap = 0;
    long longest = 0;
    List<Long> ordered = List.copyOf(cuts);
    for (int i = 0; i + 1 < ordered.size(); i++) {
      long from = ordered.get(i);
      long to = ordered.get(i + 1);
      if (intervals.stream().anyMatch(interval -> interval[0] <= from && to <= interval[1])) {
        active += to - from;
        gap = 0;
      } else if (first <= from && to <= last) {
        // An interval of no length covers nothing but ends a gap.
        gap =
            intervals.stream().anyMatch(interval -> interval[0] == from)
                ? to - from
                : gap + to - from;
        longest = Math.max(longest, gap);
      } else {
        gap = 0;
      }
    }
    row.add(Long.toString(longest));
    row.add(Long.toString(active));
  }

  private static String count(List<Member> members, Predicate<Member> which) {
    return Long.toString(members.stream().filter(which).count());
  }

  private static String joined(JsonNode list) {
    if (list.isMissingNode()) {
      return Answer.NULL;
    }
    List<String> texts = new ArrayList<>();
    list.forEach(text -> texts.add(text.asText()));
    return String.join(",", texts);
  }

  private static void add(List<String> row, JsonNode from, String... names) {
    for (String name : names) {
      row.add(from.has(name) ? from.get(name).asText() : Answer.NULL);
    }
  }

  private static long ms(JsonNode node, String name) {
    return Instant.parse(node.get(name).asText()).toEpochMilli();
  }

  /** Returns a time as the document has it. */
  static String time(long ms) {
    return DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'")
        .withZone(ZoneOffset.UTC)
        .format(Instant.ofEpochMilli(ms));
  }
}
