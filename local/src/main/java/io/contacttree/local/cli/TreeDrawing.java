package io.contacttree.local.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Draws the document of a contact tree: a line about the tree, then one for each contact. */
public final class TreeDrawing {

  private static final int CONTACTS = 100;

  private final Style style;

  /**
   * Makes a drawing hand.
   *
   * @param style what the screen can show
   */
  public TreeDrawing(Style style) {
    this.style = style;
  }

  /**
   * Draws a tree.
   *
   * @param document the document as it is served
   * @return lines; of a tree of more than 100 contacts the first 100
   */
  public String draw(JsonNode document) {
    List<JsonNode> contacts = new ArrayList<>();
    document.path("contacts").forEach(contacts::add);
    List<String> lines = new ArrayList<>();
    lines.add(heading(document));
    List<Boolean> lastAtDepth = new ArrayList<>();
    int drawn = Math.min(contacts.size(), CONTACTS);
    boolean[] isLast = lastSiblings(contacts);
    for (int index = 0; index < drawn; index++) {
      JsonNode contact = contacts.get(index);
      int depth = contact.path("depth").asInt();
      while (lastAtDepth.size() <= depth) {
        lastAtDepth.add(true);
      }
      lastAtDepth.set(depth, isLast[index]);
      lines.add(indent(lastAtDepth, depth) + line(contact));
    }
    if (drawn < contacts.size()) {
      lines.add("   and %d more contacts".formatted(contacts.size() - drawn));
    }
    return String.join(System.lineSeparator(), lines);
  }

  private String heading(JsonNode document) {
    String state = text(document, "state");
    List<String> facts = new ArrayList<>();
    facts.add("tree " + text(document, "tree_id"));
    facts.add(counted(document, "contact_count", "contact"));
    facts.add(counted(document, "transfer_count", "transfer"));
    facts.add(counted(document, "reference_count", "reference"));
    if (document.has("duration_ms")) {
      facts.add(duration(document.path("duration_ms").asLong()));
    }
    document.path("defects").forEach(defect -> facts.add(text(defect, "code")));
    String coloured = state.equals("COMPLETE") ? style.green(state) : style.yellow(state);
    return coloured + "  " + String.join(", ", facts);
  }

  /** Roots stand at the margin; every deeper contact has the trunks of its ancestors before it. */
  private String indent(List<Boolean> lastAtDepth, int depth) {
    StringBuilder indent = new StringBuilder("  ");
    for (int level = 1; level < depth; level++) {
      indent.append(lastAtDepth.get(level) ? "   " : style.trunk());
    }
    if (depth > 0) {
      indent.append(lastAtDepth.get(depth) ? style.lastBranch() : style.branch());
    }
    return indent.toString();
  }

  /**
   * The contacts come depth first: a later one at the same depth is a sibling unless a shallower
   * one came between.
   */
  private static boolean[] lastSiblings(List<JsonNode> contacts) {
    boolean[] isLast = new boolean[contacts.size()];
    List<Boolean> seenAtDepth = new ArrayList<>();
    for (int index = contacts.size() - 1; index >= 0; index--) {
      int depth = contacts.get(index).path("depth").asInt();
      while (seenAtDepth.size() <= depth) {
        seenAtDepth.add(false);
      }
      isLast[index] = !seenAtDepth.get(depth);
      seenAtDepth.set(depth, true);
      for (int deeper = depth + 1; deeper < seenAtDepth.size(); deeper++) {
        seenAtDepth.set(deeper, false);
      }
    }
    return isLast;
  }

  private static String line(JsonNode contact) {
    return Stream.of(
            text(contact, "channel"),
            text(contact, "initiation_method"),
            text(contact, "contact_id"),
            times(contact),
            contact.has("agent_id") ? "agent " + text(contact, "agent_id") : "",
            references(contact),
            text(contact, "link").equals("ORPHAN") ? "ORPHAN" : "")
        .filter(part -> !part.isEmpty())
        .reduce((left, right) -> left + "  " + right)
        .orElse("");
  }

  private static String times(JsonNode contact) {
    String from = text(contact, "initiation_timestamp");
    String to = text(contact, "disconnect_timestamp");
    return to.isEmpty() ? from + " open" : from + " to " + to;
  }

  private static String references(JsonNode contact) {
    String state = text(contact, "references_state");
    if (!state.equals("FETCHED")) {
      return "references "
          + state
          + (contact.has("references_reason") ? " " + text(contact, "references_reason") : "");
    }
    long references = StreamSupport.stream(contact.path("references").spliterator(), false).count();
    return references == 0 ? "" : plural(references, "reference");
  }

  private static String counted(JsonNode document, String field, String noun) {
    return plural(document.path(field).asLong(), noun);
  }

  private static String plural(long number, String noun) {
    return number + " " + noun + (number == 1 ? "" : "s");
  }

  private static String duration(long milliseconds) {
    Duration duration = Duration.ofMillis(milliseconds);
    String clock =
        "%02d:%02d:%02d"
            .formatted(duration.toHoursPart(), duration.toMinutesPart(), duration.toSecondsPart());
    return duration.toDays() == 0 ? clock : plural(duration.toDays(), "day") + " " + clock;
  }

  /** What Amazon Connect sent must not steer the terminal. */
  private static String text(JsonNode owner, String field) {
    return owner.path(field).asText("").replaceAll("\\p{Cntrl}", "?");
  }
}
