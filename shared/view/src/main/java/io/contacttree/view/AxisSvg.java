package io.contacttree.view;

import java.util.ArrayList;
import java.util.List;

/**
 * Draws the axis of a timeline: its labels, its lines through all lanes, its folds.
 *
 * @param timeline the timeline
 * @param style under which names
 * @param markup where to
 */
record AxisSvg(Timeline timeline, PictureStyle style, Markup markup) {
  private static final int TIME_LINE = 12;
  private static final int LINE = 14;
  private static final int GAP_SPACE = 6;

  /** Returns the height that the labels take. */
  int height() {
    return timeline.scale().stretches().isEmpty() ? 0 : 2 * LINE + foldLines() * LINE + 6;
  }

  /** Draws it from here down to there, its labels at further places too. */
  void write(int y, List<Integer> again, int bottom) {
    if (height() == 0) {
      return;
    }
    folds(y, bottom);
    ticks(PictureStyle.BESIDE, y, again, bottom);
    // Below the texts the lines of the links would run through the labels.
    ticks(PictureStyle.BELOW, y, List.of(), bottom);
  }

  private void ticks(PictureStyle.Place place, int y, List<Integer> again, int bottom) {
    List<AxisTicks.Tick> ticks =
        new AxisTicks(timeline.scale(), timeline.times(), place.pixels()).ticks();
    begin(place);
    markup.raw("<g class=\"").raw(style.named("grid")).raw("\">");
    for (AxisTicks.Tick tick : ticks) {
      markup.raw("<line x1=\"").number(tick.at()).raw("%\" x2=\"").number(tick.at());
      markup.raw("%\" y1=\"").number(y + height() - 2).raw("\" y2=\"").number(bottom).raw("\"/>");
    }
    String id = style.named("axis-" + place.name());
    markup.raw("</g><g class=\"").raw(style.named("axis")).raw("\" id=\"").raw(id).raw("\">");
    for (AxisTicks.Tick tick : ticks) {
      label(tick, tick.label(), y + TIME_LINE);
      if (!tick.date().isEmpty()) {
        label(tick, tick.date(), y + TIME_LINE + LINE);
      }
    }
    markup.raw("</g>");
    for (int further : again) {
      markup.raw("<use href=\"#").raw(id).raw("\" aria-hidden=\"true\" y=\"");
      markup.number(further - y).raw("\"/>");
    }
    markup.raw("</svg>");
  }

  private void begin(PictureStyle.Place place) {
    markup.raw(place.open()).raw(" class=\"").raw(style.named(place.name())).raw("\">");
  }

  private void label(AxisTicks.Tick tick, String text, int y) {
    markup
        .raw("<text x=\"")
        .number(tick.at())
        .raw("%\" y=\"")
        .number(y)
        .raw("\" text-anchor=\"")
        .raw(tick.anchor())
        .raw("\">")
        .text(text)
        .raw("</text>");
  }

  private void folds(int y, int bottom) {
    markup.raw("<g class=\"").raw(style.named("folds")).raw("\">");
    List<TimeScale.Fold> folds = timeline.scale().folds();
    List<Integer> lines = linesOfFolds(folds);
    for (int index = 0; index < folds.size(); index++) {
      TimeScale.Fold fold = folds.get(index);
      markup
          .raw("<g data-gap-ms=\"")
          .raw(Long.toString(fold.gap().toMillis()))
          .raw("\"><title>")
          .text("nothing for " + Words.duration(fold.gap()))
          .raw("</title>");
      int label = y + TIME_LINE + LINE * (2 + lines.get(index));
      fold(PictureStyle.BESIDE, fold, label, y + height() - 2, bottom);
      fold(PictureStyle.BELOW, fold, label, y + height() - 2, bottom);
      markup.raw("</g>");
    }
    markup.raw("</g>");
  }

  private void fold(PictureStyle.Place place, TimeScale.Fold fold, int label, int top, int bottom) {
    double width = timeline.scale().foldWidth();
    begin(place);
    markup
        .raw("<rect x=\"")
        .number(fold.left())
        .raw("%\" y=\"")
        .number(top)
        .raw("\" width=\"")
        .number(width)
        .raw("%\" height=\"")
        .number(bottom - top)
        .raw("\"/><text text-anchor=\"middle\" x=\"")
        .number(fold.left() + width / 2)
        .raw("%\" y=\"")
        .number(label)
        .raw("\">")
        .text(label(fold))
        .raw("</text></svg>");
  }

  private int foldLines() {
    return linesOfFolds(timeline.scale().folds()).stream()
        .mapToInt(line -> line + 1)
        .max()
        .orElse(0);
  }

  /** The first line in which each label fits beside those before it, in a narrow window too. */
  private List<Integer> linesOfFolds(List<TimeScale.Fold> folds) {
    List<Double> ends = new ArrayList<>();
    List<Integer> lines = new ArrayList<>();
    for (TimeScale.Fold fold : folds) {
      double middle =
          (fold.left() + timeline.scale().foldWidth() / 2) / 100 * PictureStyle.BELOW.pixels();
      double half = TextWidth.of(label(fold), PictureStyle.AXIS_FONT) / 2;
      int line = 0;
      while (line < ends.size() && ends.get(line) + GAP_SPACE > middle - half) {
        line++;
      }
      if (line == ends.size()) {
        ends.add(0.0);
      }
      ends.set(line, middle + half);
      lines.add(line);
    }
    return lines;
  }

  private static String label(TimeScale.Fold fold) {
    return "⇥ " + Words.gap(fold.gap()) + " ⇤";
  }
}
