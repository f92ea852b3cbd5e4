package io.contacttree.analytics;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What a query answers.
 *
 * @param names the names of the columns
 * @param types their types
 * @param rows the values as text, times as in the document
 */
public record Answer(List<String> names, List<String> types, List<List<String>> rows) {
  /** How a value that is NULL is shown. */
  public static final String NULL = "NULL";

  /** Copies the lists. */
  public Answer {
    names = List.copyOf(names);
    types = List.copyOf(types);
    rows = rows.stream().map(List::copyOf).toList();
  }

  /** Returns it as a table in which columns stand under each other. */
  public String table() {
    List<List<String>> all = new ArrayList<>();
    all.add(names);
    all.addAll(rows);
    int[] widths = new int[names.size()];
    for (List<String> row : all) {
      for (int column = 0; column < widths.length; column++) {
        widths[column] = Math.max(widths[column], row.get(column).length());
      }
    }
    return all.stream().map(row -> line(row, widths)).collect(Collectors.joining("\n"));
  }

  private static String line(List<String> row, int[] widths) {
    StringBuilder line = new StringBuilder();
    for (int column = 0; column < widths.length; column++) {
      line.append(row.get(column))
          .append(" ".repeat(widths[column] - row.get(column).length() + 2));
    }
    return line.toString().stripTrailing();
  }
}
