package io.contacttree.local.cli;

import io.contacttree.view.Style;
import java.io.PrintStream;

/**
 * Where the user looks: a terminal, with colours and one line of progress that is written over, or
 * plain lines.
 *
 * <p>Thread-safe.
 */
public final class Terminal {

  private static final String CLEAR_LINE = "\r\u001b[K";

  private final PrintStream out;
  private final Style style;
  private boolean progressShown;

  /** Makes a screen. */
  public Terminal(PrintStream out, Style style) {
    this.out = out;
    this.style = style;
  }

  /** Returns what it can show. */
  public Style style() {
    return style;
  }

  /**
   * Shows text that stays.
   *
   * @param text one or more lines, without a line break at the end
   */
  public synchronized void show(String text) {
    clearProgress();
    out.println(text);
    out.flush();
  }

  /**
   * Shows how far things are: on a terminal in place of the last progress, else as a line.
   *
   * @param text one line
   */
  public synchronized void progress(String text) {
    if (!style.isTerminal()) {
      out.println(text);
    } else {
      clearProgress();
      out.print(text);
      progressShown = true;
    }
    out.flush();
  }

  /** Takes the progress away. */
  public synchronized void clearProgress() {
    if (progressShown) {
      out.print(CLEAR_LINE);
      out.flush();
      progressShown = false;
    }
  }
}
