package io.contacttree.local.cli;

/**
 * What a screen can show.
 *
 * @param isTerminal whether lines can be coloured and written over
 * @param hasLines whether it has the characters of lines and corners
 */
public record Style(boolean isTerminal, boolean hasLines) {

  private static final String RESET = "\u001b[0m";

  /** Returns the text in green on a terminal. */
  String green(String text) {
    return coloured("\u001b[32m", text);
  }

  /** Returns the text in yellow on a terminal. */
  String yellow(String text) {
    return coloured("\u001b[33m", text);
  }

  /** Returns what stands before a child that has younger siblings. */
  String branch() {
    return hasLines ? "├─ " : "+- ";
  }

  /** Returns what stands before the last child. */
  String lastBranch() {
    return hasLines ? "└─ " : "`- ";
  }

  /** Returns what stands under a child that has younger siblings. */
  String trunk() {
    return hasLines ? "│  " : "|  ";
  }

  private String coloured(String colour, String text) {
    return isTerminal ? colour + text + RESET : text;
  }
}
