package io.contacttree.view;

import io.contacttree.domain.contact.ContactId;
import io.contacttree.domain.contact.Fact;
import io.contacttree.domain.tree.ContactTree;
import io.contacttree.domain.tree.LinkKind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A tree as a flowchart of Mermaid: contacts and links. */
public final class MermaidChart {
  private static final int LONGEST_TEXT = 40;

  private MermaidChart() {}

  /** Returns the flowchart of a tree; of one of more than 200 contacts the first 200. */
  public static String write(ContactTree tree, Viewpoint viewpoint) {
    Timeline timeline = Timeline.of(tree, viewpoint);
    StringBuilder chart = new StringBuilder("flowchart TD\n");
    Map<ContactId, String> nodes = new HashMap<>();
    for (Lane lane : timeline.lanes()) {
      String node = "c" + nodes.size();
      nodes.put(lane.contact().id(), node);
      chart.append("  ").append(node).append("[\"").append(label(lane, viewpoint)).append("\"]\n");
    }
    for (Lane lane : timeline.lanes()) {
      lane.kind()
          .ifPresent(
              kind ->
                  chart
                      .append("  ")
                      .append(nodes.get(lane.contact().parent().orElseThrow()))
                      .append(kind == LinkKind.ORPHAN ? " -.->|" : " -->|")
                      .append(kind.text())
                      .append("| ")
                      .append(nodes.get(lane.contact().id()))
                      .append('\n'));
    }
    if (timeline.left() > 0) {
      chart
          .append("  rest[\"and ")
          .append(Words.count(timeline.left(), "more contact"))
          .append("\"]\n");
    }
    timeline.lanes().stream()
        .filter(Lane::isAskedBy)
        .map(lane -> nodes.get(lane.contact().id()))
        .forEach(node -> chart.append("  style ").append(node).append(" stroke-width:3px\n"));
    return chart.toString();
  }

  private static String label(Lane lane, Viewpoint viewpoint) {
    List<String> lines = new ArrayList<>();
    lines.add(
        text(lane.contact().facts().channel())
            + " "
            + text(lane.contact().facts().initiationMethod()));
    lines.add(text(lane.id()));
    lane.fact(Fact.AGENT_ID).ifPresent(id -> lines.add("agent " + text(viewpoint.agent(id))));
    lane.fact(Fact.QUEUE_ID).ifPresent(id -> lines.add("queue " + text(viewpoint.queue(id))));
    if (lane.isOpen()) {
      lines.add("open");
    }
    return String.join("<br/>", lines);
  }

  /** A value is text only: whatever could mean something to Mermaid is written by its number. */
  private static String text(String value) {
    StringBuilder text = new StringBuilder();
    value
        .codePoints()
        .limit(LONGEST_TEXT)
        .forEach(
            character -> {
              if (Character.isLetterOrDigit(character) || character == '_' || character == '-') {
                text.appendCodePoint(character);
              } else if (!Characters.isText(character)) {
                text.append('?');
              } else if (character == ' ') {
                text.append(' ');
              } else {
                text.append('#').append(character).append(';');
              }
            });
    return value.codePointCount(0, value.length()) > LONGEST_TEXT ? text + "…" : text.toString();
  }
}
