package io.contacttree.view;

import io.contacttree.domain.contact.Fact;
import io.contacttree.domain.reference.Reference;
import io.contacttree.domain.tree.TreeContact;
import java.util.ArrayList;
import java.util.List;

/** What stands in the lanes of a timeline, and how much room it takes. */
final class LaneText {
  /** How far below the top of a lane its dot is. */
  static final int DOT = 24;

  /** How far below the top of a lane its first line stands. */
  static final int FIRST_LINE = 28;

  /** How far below the top of a lane its bar begins. */
  static final int BAR = 12;

  /** How far from the dot its texts begin. */
  static final int TEXT = 12;

  static final String ASKED = "asked by this id";

  private static final int LINE = 16;
  private static final int BELOW = 10;
  private static final int INDENT = 16;
  private static final int DEEPEST_INDENT = 96;
  private static final int MOST_REFERENCES = 400;
  private static final int FEWEST_REFERENCES = 2;

  private final TreeWords words;
  private final double indent;
  private final int references;

  LaneText(Timeline timeline) {
    this.words = new TreeWords(timeline);
    int depth =
        timeline.lanes().stream().map(Lane::contact).mapToInt(TreeContact::depth).max().orElse(0);
    this.indent = Math.min(INDENT, (double) DEEPEST_INDENT / Math.max(1, depth));
    this.references =
        Math.max(FEWEST_REFERENCES, MOST_REFERENCES / Math.max(1, timeline.lanes().size()));
  }

  /**
   * The texts of one lane.
   *
   * @param first channel and initiation method
   * @param facts what else is known of the contact, in lines
   * @param notes what is missing or odd, in lines
   * @param references the references that are shown
   * @param referencesLeft how many are not
   */
  record Lines(
      String first,
      List<String> facts,
      List<String> notes,
      List<Reference> references,
      int referencesLeft) {
    int height() {
      int lines =
          1 + facts.size() + notes.size() + references.size() + (referencesLeft > 0 ? 1 : 0);
      return FIRST_LINE + (lines - 1) * LINE + BELOW;
    }
  }

  /** Returns where the dot of a contact of this depth is. */
  int dot(int depth) {
    return PictureStyle.MARGIN_LEFT + 6 + (int) Math.round(depth * indent);
  }

  Lines of(Lane lane) {
    double room = PictureStyle.TEXT_RIGHT - dot(lane.contact().depth()) - TEXT;
    double asked = lane.isAskedBy() ? TextWidth.of(ASKED, PictureStyle.MARK_FONT) + 8 : 0;
    List<String> notes = new ArrayList<>();
    lane.notes()
        .forEach(note -> notes.addAll(TextLines.wrapped(note, PictureStyle.LANE_FONT, room)));
    List<Reference> all = lane.contact().references().list().orElse(List.of());
    List<Reference> shown = all.subList(0, Math.min(all.size(), references));
    return new Lines(
        TextWidth.fitted(
            lane.contact().facts().channel() + " · " + lane.contact().facts().initiationMethod(),
            PictureStyle.TITLE_FONT * TextWidth.BOLD,
            room - asked),
        TextLines.joined(facts(lane), PictureStyle.LANE_FONT, room),
        notes,
        shown,
        all.size() - shown.size());
  }

  private List<String> facts(Lane lane) {
    List<String> facts = new ArrayList<>();
    facts.add(words.times(lane));
    lane.lasted().map(Words::duration).ifPresent(facts::add);
    lane.fact(Fact.AGENT_ID).map(words::agent).ifPresent(facts::add);
    lane.fact(Fact.QUEUE_ID).map(words::queue).ifPresent(facts::add);
    lane.kind().map(words::kind).ifPresent(facts::add);
    lane.fact(Fact.DISCONNECT_REASON).ifPresent(facts::add);
    return facts;
  }
}
