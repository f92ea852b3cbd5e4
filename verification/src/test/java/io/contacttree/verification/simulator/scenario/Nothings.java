package io.contacttree.verification.simulator.scenario;

import io.contacttree.verification.simulator.time.Dice;
import java.util.List;
import java.util.Locale;

/** Texts that systems send where they have no id (tree rules, section 2.3). */
public final class Nothings {
  private static final List<String> TEXTS =
      List.of(
          "", "null", "undefined", "none", "nil", "N/A", "00000000-0000-0000-0000-000000000000");
  private static final List<String> SPACES = List.of("", "", "", " ", "  ", "\t");

  private Nothings() {}

  /** Returns one of them in any letter case, with or without white space around it. */
  static String any(Dice dice) {
    String text = dice.oneOf(TEXTS);
    String spelt =
        switch (dice.between(0, 2)) {
          case 0 -> text.toUpperCase(Locale.ROOT);
          case 1 -> text.toLowerCase(Locale.ROOT);
          default -> text;
        };
    return dice.oneOf(SPACES) + spelt + dice.oneOf(SPACES);
  }

  /** Returns whether a text is one of them. */
  public static boolean contains(String text) {
    return TEXTS.stream().anyMatch(text.trim()::equalsIgnoreCase);
  }
}
