package io.contacttree.view;

import io.contacttree.domain.contact.ContactId;
import io.contacttree.domain.reference.Reference;
import io.contacttree.domain.tree.TreeContact;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Draws a timeline. Texts have their sizes in pixels and stand at the left; bars have theirs in
 * percent of the axis, which stands beside the texts or, in a narrow window, below them. So every
 * height is the same in both.
 *
 * @param timeline what is drawn
 * @param style under which names
 * @param markup where to
 */
record TimelineSvg(Timeline timeline, PictureStyle style, Markup markup) {
  private static final int LINE = 16;
  private static final int HEAD = 28;
  private static final int FIRST_SLICE = 600;
  private static final int SLICE = 940;
  private static final int LEGEND = 24;
  private static final int LEGEND_SWATCH = 22;
  private static final String MARK = "■ ";
  private static final double SHORTEST_BAR = 0.2;
  private static final int LANES_BETWEEN_AXES = 20;

  /** Where each part stands, from top to bottom. */
  private record Places(int axis, int firstLane, List<Integer> lanes, int rest, int height) {}

  /** Draws it; one that stands alone also says what it is of. */
  void write(boolean alone) {
    List<String> head = alone ? head() : List.of();
    LaneText text = new LaneText(timeline);
    List<LaneText.Lines> lines = timeline.lanes().stream().map(text::of).toList();
    AxisSvg axis = new AxisSvg(timeline, style, markup);
    int legend = head.isEmpty() ? 4 : HEAD + head.size() * LINE;
    Places places = places(legend + LEGEND, axis.height(), lines);
    open(places.height());
    if (!head.isEmpty()) {
      head(head);
    }
    legend(legend + 12);
    grounds(places, lines);
    axis.write(places.axis(), axesBetween(places, axis.height()), places.rest());
    links(places, text);
    lanes(places, lines, text);
    rest(places);
    markup.raw("</g></svg>\n");
    if (!alone) {
      slices(places);
    }
  }

  /**
   * The same once more in slices that end between lanes: on paper, where a picture that is higher
   * than a page would be cut through its letters. Elsewhere they are not shown.
   */
  private void slices(Places places) {
    int top = 0;
    int room = FIRST_SLICE;
    for (int index = 1; index < places.lanes().size(); index++) {
      int end = index + 1 < places.lanes().size() ? places.lanes().get(index + 1) : places.height();
      if (end - top > room) {
        slice(top, places.lanes().get(index));
        top = places.lanes().get(index);
        room = SLICE;
      }
    }
    slice(top, places.height());
  }

  private void slice(int top, int bottom) {
    markup
        .raw("<svg class=\"")
        .raw(style.named("slice"))
        .raw("\" aria-hidden=\"true\" width=\"100%\" height=\"")
        .number(bottom - top)
        .raw("\"><use href=\"#")
        .raw(style.named("all"))
        .raw("\" y=\"")
        .number(-top)
        .raw("\"/></svg>\n");
  }

  private void open(int height) {
    markup
        .raw("<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"")
        .raw(style.prefix())
        .raw("\" width=\"100%\" height=\"")
        .number(height)
        .raw("\" role=\"group\" aria-labelledby=\"")
        .raw(style.named("title"))
        .raw("\" aria-describedby=\"")
        .raw(style.named("desc"))
        .raw("\"><title id=\"")
        .raw(style.named("title"))
        .raw("\">")
        .text(title())
        .raw("</title><desc id=\"")
        .raw(style.named("desc"))
        .raw("\">")
        .text(description())
        .raw("</desc><style>")
        .raw(style.sheet());
    for (String channel : patterns()) {
      markup.raw(
          ".%1$s-lanes [data-channel=%2$s] rect{fill:url(#%1$s-%2$s);stroke:%3$s}"
              .formatted(style.prefix(), channel, Palette.valueOf(channel).variable()));
    }
    markup.raw("</style><defs>");
    Patterns patterns = new Patterns(style, markup);
    patterns().forEach(patterns::ofChannel);
    patterns.ofFold();
    markup
        .raw("</defs><g id=\"")
        .raw(style.named("all"))
        .raw("\" class=\"")
        .raw(style.prefix())
        .raw("\"><rect class=\"")
        .raw(style.named("ground"))
        .raw("\" width=\"100%\" height=\"100%\"/>");
  }

  private String title() {
    return "Contact tree " + timeline.tree().treeId().value();
  }

  private String description() {
    return Words.state(timeline.tree().state())
        + ". A timeline with one lane for each of "
        + Words.count(timeline.tree().contacts().size(), "contact")
        + " in the order of the tree: a bar from its beginning to its end, its link to its parent,"
        + " its references.";
  }

  /** The channels that are drawn, by the names of their patterns. */
  private Set<String> patterns() {
    Set<String> patterns = new LinkedHashSet<>();
    timeline
        .lanes()
        .forEach(lane -> patterns.add(Palette.ofChannel(lane.contact().facts().channel()).name()));
    return patterns;
  }

  private List<String> head() {
    List<String> pieces = TreeWords.summary(timeline);
    List<String> head = new ArrayList<>();
    head.add(TextWidth.fitted(TreeWords.heading(timeline), 16, PictureStyle.TEXT_RIGHT));
    head.addAll(TextLines.joined(pieces, PictureStyle.LANE_FONT, width()));
    for (String missing : timeline.missing()) {
      head.addAll(TextLines.wrapped("! " + missing, PictureStyle.LANE_FONT, width()));
    }
    return head;
  }

  private static int width() {
    return PictureStyle.TEXT_RIGHT - PictureStyle.MARGIN_LEFT;
  }

  private void head(List<String> head) {
    for (int index = 0; index < head.size(); index++) {
      String line = head.get(index);
      String name = index == 0 ? "head" : line.startsWith("!") ? "miss" : "muted";
      int y = HEAD - 4 + index * LINE + (index == 0 ? 0 : 4);
      text(PictureStyle.MARGIN_LEFT, y, style.named(name), line);
    }
  }

  private void legend(int y) {
    double x = PictureStyle.MARGIN_LEFT;
    for (String channel : patterns()) {
      markup
          .raw("<rect x=\"")
          .number(x)
          .raw("\" y=\"")
          .number(y - 11)
          .raw("\" width=\"")
          .number(LEGEND_SWATCH)
          .raw("\" height=\"12\" rx=\"2\" fill=\"url(#")
          .raw(style.named(channel))
          .raw(")\"/>");
      String label = channel.charAt(0) + channel.substring(1).toLowerCase(Locale.ROOT);
      text(x + LEGEND_SWATCH + 5, y - 1, style.named("muted"), label);
      x += LEGEND_SWATCH + 5 + TextWidth.of(label, PictureStyle.LANE_FONT) + 12;
    }
  }

  private Places places(int axis, int axisHeight, List<LaneText.Lines> lines) {
    List<Integer> lanes = new ArrayList<>();
    int y = axis + axisHeight;
    int first = y;
    for (int index = 0; index < lines.size(); index++) {
      if (index > 0 && index % LANES_BETWEEN_AXES == 0) {
        y += axisHeight;
      }
      lanes.add(y);
      y += lines.get(index).height();
    }
    return new Places(axis, first, lanes, y, y + (timeline.left() > 0 ? 32 : 8));
  }

  /** Where the axis stands again, so that it is never far away. */
  private List<Integer> axesBetween(Places places, int axisHeight) {
    List<Integer> axes = new ArrayList<>();
    for (int index = LANES_BETWEEN_AXES;
        index < places.lanes().size();
        index += LANES_BETWEEN_AXES) {
      axes.add(places.lanes().get(index) - axisHeight);
    }
    return axes;
  }

  private void grounds(Places places, List<LaneText.Lines> lines) {
    for (int index = 0; index < lines.size(); index++) {
      if (timeline.lanes().get(index).isAskedBy()) {
        markup
            .raw("<rect class=\"")
            .raw(style.named("back"))
            .raw("\" y=\"")
            .number(places.lanes().get(index))
            .raw("\" width=\"100%\" height=\"")
            .number(lines.get(index).height())
            .raw("\"/><rect class=\"")
            .raw(style.named("asked"))
            .raw("\" y=\"")
            .number(places.lanes().get(index))
            .raw("\" width=\"4\" height=\"")
            .number(lines.get(index).height())
            .raw("\"/>");
      }
    }
    markup.raw("<path class=\"").raw(style.named("rows")).raw("\" d=\"");
    places.lanes().forEach(y -> markup.raw("M0 ").number(y - 0.5).raw("H9999"));
    markup.raw("\"/>");
  }

  private void links(Places places, LaneText text) {
    Map<ContactId, Integer> indexes = new HashMap<>();
    markup.raw("<g class=\"").raw(style.named("links")).raw("\">");
    for (int index = 0; index < timeline.lanes().size(); index++) {
      Lane lane = timeline.lanes().get(index);
      indexes.put(lane.contact().id(), index);
      if (lane.kind().isPresent()) {
        ContactId parent = lane.contact().parent().orElseThrow();
        int parentIndex = indexes.getOrDefault(parent, index);
        link(lane, parent, text, places.lanes().get(parentIndex), places.lanes().get(index));
      }
    }
    markup.raw("</g>");
  }

  private void link(Lane lane, ContactId parent, LaneText text, int parentY, int y) {
    int x = text.dot(lane.contact().depth());
    markup
        .raw("<path")
        .attribute("data-parent", parent.value())
        .attribute("data-child", lane.id())
        .attribute("data-kind", lane.kind().orElseThrow().text())
        .raw(" d=\"M")
        .number(text.dot(lane.contact().depth() - 1))
        .raw(" ")
        .number(parentY + LaneText.DOT + 4)
        .raw("V")
        .number(y + LaneText.DOT)
        .raw("H")
        .number(x - 4)
        .raw("\"/>");
  }

  private void lanes(Places places, List<LaneText.Lines> lines, LaneText text) {
    markup.raw("<g class=\"").raw(style.named("lanes")).raw("\">");
    for (int index = 0; index < lines.size(); index++) {
      lane(timeline.lanes().get(index), lines.get(index), places.lanes().get(index), text);
    }
    markup.raw("</g>");
  }

  private void lane(Lane lane, LaneText.Lines lines, int y, LaneText text) {
    TreeContact contact = lane.contact();
    markup
        .raw("<g transform=\"translate(0 ")
        .number(y)
        .raw(")\"")
        .attribute("data-contact-id", lane.id())
        .attribute("data-channel", contact.facts().channel())
        .attribute("data-open", Boolean.toString(lane.isOpen()))
        .attribute("data-references-state", contact.references().state().name())
        .raw(lane.isAskedBy() ? " aria-current=\"true\">" : ">");
    int dot = text.dot(contact.depth());
    markup.raw("<circle cx=\"").number(dot).raw("\" cy=\"").number(LaneText.DOT);
    markup.raw("\" r=\"4\"/>");
    texts(lane, lines, dot + LaneText.TEXT);
    bar(lane);
    markup.raw("</g>");
  }

  private void texts(Lane lane, LaneText.Lines lines, int x) {
    int y = LaneText.FIRST_LINE;
    markup.raw("<g transform=\"translate(").number(x).raw(")\">");
    beginText(y).text(lines.first());
    if (lane.isAskedBy()) {
      markup.raw("<tspan dx=\"8\">").text(LaneText.ASKED).raw("</tspan>");
    }
    markup.raw("</text>");
    for (String line : lines.facts()) {
      y += LINE;
      beginText(y).text(line).raw("</text>");
    }
    for (String line : lines.notes()) {
      y += LINE;
      text(0, y, style.named("miss"), line);
    }
    for (Reference reference : lines.references()) {
      y += LINE;
      reference(reference, PictureStyle.TEXT_RIGHT - x, y);
    }
    if (lines.referencesLeft() > 0) {
      y += LINE;
      text(
          0,
          y,
          style.named("muted"),
          "and " + Words.count(lines.referencesLeft(), "more reference"));
    }
    markup.raw("</g>");
  }

  private Markup beginText(int y) {
    return markup.raw("<text y=\"").number(y).raw("\">");
  }

  private void reference(Reference reference, int room, int y) {
    markup
        .raw("<g")
        .attribute("data-reference-type", reference.type())
        .attribute("data-reference-status", reference.status().orElse(""))
        .raw(">");
    beginText(y)
        .text(TextWidth.fitted(MARK + TreeWords.mark(reference), PictureStyle.MARK_FONT, room))
        .raw("</text></g>");
  }

  /** The style sheet moves it where the axis is below the texts. */
  private void bar(Lane lane) {
    if (lane.bar().isEmpty()) {
      return;
    }
    double from = timeline.scale().at(lane.bar().get().from());
    double width = Math.max(timeline.scale().at(lane.bar().get().to()) - from, SHORTEST_BAR);
    markup
        .raw(PictureStyle.BESIDE.open())
        .raw(" y=\"")
        .number(LaneText.BAR)
        .raw("\"><g><rect x=\"")
        .number(from)
        .raw("%\" width=\"")
        .number(width)
        .raw("%\" height=\"")
        .number(PictureStyle.BAR)
        .raw("\"/>");
    if (lane.isOpen()) {
      markup.raw("<svg x=\"").number(from + width).raw("%\"><path d=\"M4 0L14 10L4 20Z\"/></svg>");
    }
    markup.raw("</g></svg>");
  }

  private void rest(Places places) {
    if (timeline.left() > 0) {
      text(
          PictureStyle.MARGIN_LEFT,
          places.rest() + 20,
          style.named("muted"),
          "and " + Words.count(timeline.left(), "more contact"));
    }
  }

  private void text(double x, double y, String name, String text) {
    markup
        .raw("<text class=\"")
        .raw(name)
        .raw("\" x=\"")
        .number(x)
        .raw("\" y=\"")
        .number(y)
        .raw("\">")
        .text(text)
        .raw("</text>");
  }
}
