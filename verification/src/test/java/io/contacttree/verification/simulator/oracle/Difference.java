package io.contacttree.verification.simulator.oracle;

import java.util.ArrayList;
import java.util.List;

/** What is expected and not there, and what is there and not expected. */
public final class Difference {
  private Difference() {}

  /** Returns the lines that differ, {@code -} expected and {@code +} found. */
  public static String between(List<String> expected, List<String> found) {
    List<String> lines = new ArrayList<>();
    expected.stream()
        .filter(line -> !found.contains(line))
        .forEach(line -> lines.add("  - " + line));
    found.stream()
        .filter(line -> !expected.contains(line))
        .forEach(line -> lines.add("  + " + line));
    return lines.isEmpty() ? "  another order of lines" : String.join("\n", lines);
  }
}
