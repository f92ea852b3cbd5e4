package io.contacttree.view;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Breaks texts into lines that fit. */
final class TextLines {
  private static final String BETWEEN_PIECES = " · ";

  private TextLines() {}

  /** Returns lines of whole pieces; one that is too long for a line is cut. */
  static List<String> joined(List<String> pieces, double fontSize, double room) {
    return lines(pieces, BETWEEN_PIECES, fontSize, room);
  }

  /** Returns lines of whole words; one that is too long for a line is cut. */
  static List<String> wrapped(String text, double fontSize, double room) {
    return lines(Arrays.asList(text.split(" ")), " ", fontSize, room);
  }

  private static List<String> lines(
      List<String> pieces, String between, double fontSize, double room) {
    List<String> lines = new ArrayList<>();
    for (String piece : pieces) {
      String longer = lines.isEmpty() ? piece : lines.getLast() + between + piece;
      if (!lines.isEmpty() && TextWidth.of(longer, fontSize) <= room) {
        lines.set(lines.size() - 1, longer);
      } else {
        lines.add(TextWidth.fitted(piece, fontSize, room));
      }
    }
    return lines;
  }
}
