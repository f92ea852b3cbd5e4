package io.contacttree.view;

/**
 * What the place can show where a tree is drawn.
 *
 * @param isTerminal whether it is a terminal, which knows colours
 * @param hasLines whether it has the characters of lines and corners
 */
public record Style(boolean isTerminal, boolean hasLines) {

  private static final String RESET = "\u001b[0m";

  String green(String text) {
    return coloured("\u001b[32m", text);
  }

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
