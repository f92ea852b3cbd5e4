package io.contacttree.view;

import io.contacttree.domain.reference.Reference;
import io.contacttree.domain.tree.ContactTree;
import io.contacttree.domain.tree.LinkKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a timeline says of its tree and contacts.
 *
 * @param timeline the timeline
 */
record TreeWords(Timeline timeline) {
  private static final String TO = " – ";
  private static final int LONGEST_NAME = 150;

  static String heading(Timeline timeline) {
    return "Contact tree " + Words.shortId(timeline.tree().treeId().value());
  }

  /** Returns the facts of the tree, each short enough for a line. */
  static List<String> summary(Timeline timeline) {
    ContactTree.TreeSummary facts = timeline.tree().facts();
    List<String> summary = new ArrayList<>();
    summary.add(Words.state(timeline.tree().state()));
    summary.add(Words.count(facts.contactCount(), "contact"));
    addUnlessNone(summary, facts.transferCount(), "transfer");
    addUnlessNone(summary, facts.agentCount(), "agent");
    addUnlessNone(summary, facts.referenceCount(), "reference");
    facts.duration().map(Words::duration).ifPresent(summary::add);
    String span = new TreeWords(timeline).span();
    if (!span.isEmpty()) {
      summary.add(span);
    }
    summary.add("times in " + zone(timeline));
    return summary;
  }

  private static void addUnlessNone(List<String> summary, int count, String noun) {
    if (count > 0) {
      summary.add(Words.count(count, noun));
    }
  }

  static String zone(Timeline timeline) {
    String id = timeline.viewpoint().zone().getId();
    return id.equals("Z") ? "UTC" : id;
  }

  /** Returns type, name and status of a reference. */
  static String reference(Reference reference) {
    return reference(reference, reference.name().orElse(""));
  }

  /** Returns the same in few words, so that the status is not cut off. */
  static String mark(Reference reference) {
    return reference(
        reference,
        reference
            .name()
            .map(
                name ->
                    name.contains(" ")
                        ? TextWidth.fitted(name, PictureStyle.MARK_FONT, LONGEST_NAME)
                        : Words.shortId(name))
            .orElse(""));
  }

  private static String reference(Reference reference, String name) {
    return Stream.of(reference.type(), name, reference.status().orElse(""))
        .filter(part -> !part.isBlank())
        .collect(Collectors.joining(" · "));
  }

  /** Returns from when to when something of the tree happened; empty where no time is known. */
  String span() {
    ContactTree.TreeSummary facts = timeline.tree().facts();
    return facts
        .firstInitiatedAt()
        .map(
            from ->
                timeline.times().dateAndTime(from)
                    + facts
                        .lastDisconnectedAt()
                        .map(to -> TO + until(from, to))
                        .orElse(TO + "open"))
        .orElse("");
  }

  /** Returns when a contact began and ended. */
  String times(Lane lane) {
    if (lane.begun().isEmpty() && lane.ended().isEmpty()) {
      return "times not known";
    }
    String begun = lane.begun().map(this::moment).orElse("?");
    if (lane.ended().isEmpty()) {
      return begun + TO + (lane.isOpen() ? "open" : "?");
    }
    Instant ended = lane.ended().get();
    return begun + TO + lane.begun().map(from -> until(from, ended)).orElseGet(() -> moment(ended));
  }

  String agent(String id) {
    return "agent " + called(id, timeline.viewpoint().agent(id));
  }

  String queue(String id) {
    return "queue " + called(id, timeline.viewpoint().queue(id));
  }

  String kind(LinkKind kind) {
    return kind.text().replace('_', ' ');
  }

  private static String called(String id, String name) {
    return name.equals(id) ? Words.shortId(id) : name;
  }

  private String moment(Instant time) {
    return timeline.isOfOneDay() ? timeline.times().time(time) : timeline.times().dateAndTime(time);
  }

  /** The day is not said twice. */
  private String until(Instant from, Instant to) {
    return timeline.times().isSameDay(from, to)
        ? timeline.times().time(to)
        : timeline.times().dateAndTime(to);
  }
}
