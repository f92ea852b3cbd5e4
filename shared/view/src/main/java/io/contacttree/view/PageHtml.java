package io.contacttree.view;

import io.contacttree.domain.contact.Fact;
import io.contacttree.domain.contact.Timestamps;
import io.contacttree.domain.reference.Reference;
import io.contacttree.domain.tree.ContactTree;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Writes the page around a timeline.
 *
 * @param timeline the timeline
 * @param style under which names
 * @param markup where to
 */
record PageHtml(Timeline timeline, PictureStyle style, Markup markup) {
  private static final int MOST_NAMES = 8;

  /** Only what a browser would ask for by itself is a link; the rest of a value is text. */
  private static final Pattern WEB_ADDRESS =
      Pattern.compile("https?://[^\\s\\p{Cntrl}<>\"\\\\]+", Pattern.CASE_INSENSITIVE);

  void write() {
    ContactTree tree = timeline.tree();
    markup
        .raw("<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">")
        .raw("<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\"><title>")
        .text("Contact tree " + tree.treeId().value())
        .raw("</title><style>")
        .raw(PageStyle.sheet(style))
        .raw("</style></head>\n<body class=\"")
        .raw(style.named("page"))
        .raw("\"><main><h1>Contact tree <span>")
        .text(tree.treeId().value())
        .raw("</span></h1>\n<p class=\"")
        .raw(style.named("state"))
        .raw("\">")
        .text(Words.state(tree.state()))
        .raw("</p>\n");
    facts();
    missing();
    markup.raw("<section><h2>Timeline</h2>\n");
    new TimelineSvg(timeline, style, markup).write(false);
    markup.raw("</section>\n");
    contacts();
    markup.raw("</main></body></html>\n");
  }

  private void facts() {
    ContactTree.TreeSummary facts = timeline.tree().facts();
    String span = new TreeWords(timeline).span();
    markup.raw("<dl>");
    fact("From – to", (span.isEmpty() ? "not known" : span) + ", " + TreeWords.zone(timeline));
    fact("Duration", facts.duration().map(Words::duration).orElse("not known yet"));
    fact("Contacts", Integer.toString(facts.contactCount()));
    fact("Transfers", Integer.toString(facts.transferCount()));
    fact("Agents", agents(facts.agentCount()));
    fact("References", Integer.toString(facts.referenceCount()));
    markup.raw("</dl>\n");
  }

  private void fact(String name, String value) {
    markup.raw("<div><dt>").text(name).raw("</dt><dd>").text(value).raw("</dd></div>");
  }

  private String agents(int count) {
    List<String> agents =
        timeline.tree().contacts().stream()
            .flatMap(contact -> contact.facts().value(Fact.AGENT_ID).stream())
            .distinct()
            .map(id -> timeline.viewpoint().names().agent(id).orElseGet(() -> Words.shortId(id)))
            .limit(MOST_NAMES)
            .toList();
    return count == 0
        ? "none"
        : count
            + ": "
            + String.join(", ", agents)
            + (count > agents.size() ? " and " + (count - agents.size()) + " more" : "");
  }

  private void missing() {
    if (timeline.missing().isEmpty()) {
      return;
    }
    markup
        .raw("<section class=\"")
        .raw(style.named("missing"))
        .raw("\"><h2>What is missing</h2><ul>");
    timeline.missing().forEach(note -> markup.raw("<li>").text(note).raw("</li>"));
    markup.raw("</ul></section>\n");
  }

  private void contacts() {
    markup.raw("<section><h2>Contacts</h2>\n<table role=\"table\"><thead><tr role=\"row\">");
    for (String column : Column.NAMES) {
      markup.raw("<th role=\"columnheader\" scope=\"col\">").raw(column).raw("</th>");
    }
    markup.raw("</tr></thead>\n<tbody>");
    timeline.lanes().forEach(this::contact);
    markup.raw("</tbody></table>");
    if (timeline.left() > 0) {
      markup
          .raw("<p>")
          .text("And " + Words.count(timeline.left(), "more contact") + ".")
          .raw("</p>");
    }
    markup.raw("</section>\n");
  }

  /** The columns, in their order. */
  private static final class Column {
    private static final List<String> NAMES =
        List.of(
            "Contact",
            "Channel and method",
            "Link",
            "Agent",
            "Queue",
            "Began",
            "Ended",
            "Duration",
            "Reason",
            "References");
  }

  private void contact(Lane lane) {
    TreeWords words = new TreeWords(timeline);
    markup.raw("<tr role=\"row\"").raw(lane.isAskedBy() ? " aria-current=\"true\">" : ">");
    cell(0, lane.id());
    cell(1, lane.contact().facts().channel() + " " + lane.contact().facts().initiationMethod());
    cell(2, lane.kind().map(words::kind).orElse("root"));
    cell(3, lane.fact(Fact.AGENT_ID).map(timeline.viewpoint()::agent).orElse(""));
    cell(4, lane.fact(Fact.QUEUE_ID).map(timeline.viewpoint()::queue).orElse(""));
    time(5, lane.begun(), "");
    time(6, lane.ended(), lane.isOpen() ? "open" : "");
    cell(7, lane.lasted().map(Words::duration).orElse(""));
    cell(8, lane.fact(Fact.DISCONNECT_REASON).orElse(""));
    references(lane);
    markup.raw("</tr>\n");
  }

  private Markup beginCell(int column) {
    return markup.raw("<td role=\"cell\" data-name=\"").raw(Column.NAMES.get(column)).raw("\">");
  }

  private void cell(int column, String text) {
    if (text.isEmpty()) {
      markup.raw("<td role=\"cell\"></td>");
    } else {
      beginCell(column).text(text).raw("</td>");
    }
  }

  private void time(int column, Optional<Instant> time, String without) {
    if (time.isEmpty()) {
      cell(column, without);
      return;
    }
    beginCell(column)
        .raw("<time datetime=\"")
        .raw(Timestamps.format(time.get()))
        .raw("\">")
        .text(timeline.times().dateAndTime(time.get()))
        .raw("</time></td>");
  }

  private void references(Lane lane) {
    List<Reference> references = lane.contact().references().list().orElse(List.of());
    if (references.isEmpty() && lane.notes().isEmpty()) {
      cell(9, "");
      return;
    }
    beginCell(9);
    lane.notes()
        .forEach(
            note ->
                markup
                    .raw("<p class=\"")
                    .raw(style.named("note"))
                    .raw("\">")
                    .text(note)
                    .raw("</p>"));
    if (!references.isEmpty()) {
      markup.raw("<ul>");
      references.forEach(this::reference);
      markup.raw("</ul>");
    }
    markup.raw("</td>");
  }

  private void reference(Reference reference) {
    markup.raw("<li>").text(TreeWords.reference(reference));
    String value = reference.value().orElse("");
    if (!value.isEmpty()) {
      markup.raw(": ");
      if (isLink(reference, value)) {
        markup
            .raw("<a rel=\"noreferrer\"")
            .attribute("href", value)
            .raw(">")
            .text(value)
            .raw("</a>");
      } else {
        markup.text(value);
      }
    }
    reference
        .valueState()
        .map(Words::valueState)
        .ifPresent(state -> markup.raw(" (").raw(state).raw(")"));
    markup.raw("</li>");
  }

  private static boolean isLink(Reference reference, String value) {
    return reference.type().equals("URL")
        && reference.valueState().isEmpty()
        && WEB_ADDRESS.matcher(value).matches();
  }
}
