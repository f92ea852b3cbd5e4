package io.contacttree.view;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The colours of pictures, on light ground and on dark.
 *
 * <p>Texts stand out from their ground by 4.5 to 1 at least, what is drawn by 3 to 1 (WCAG 2.2,
 * 1.4.3 and 1.4.11).
 */
enum Palette {
  GROUND("#ffffff", "#0d1117"),
  ASKED("#e6f2ff", "#12263f"),
  TEXT("#1f2328", "#e6edf3"),
  MUTED("#57606a", "#9aa4af"),
  MISSING("#9a3412", "#ffa657"),
  ACCENT("#0550ae", "#79c0ff"),
  FAINT("#d8dee4", "#2d333b"),
  LINK("#818b98", "#7d8590"),
  VOICE("#0969da", "#4493f8"),
  CHAT("#1a7f37", "#3fb950"),
  TASK("#b35900", "#e09b13"),
  EMAIL("#8250df", "#b392f0"),
  OTHER("#57606a", "#9aa4af");

  private static final List<Palette> CHANNELS = List.of(VOICE, CHAT, TASK, EMAIL);

  private final String light;
  private final String dark;

  Palette(String light, String dark) {
    this.light = light;
    this.dark = dark;
  }

  String light() {
    return light;
  }

  String dark() {
    return dark;
  }

  /** Returns the style sheet's name for it. */
  String variable() {
    return "var(--" + name().toLowerCase(Locale.ROOT) + ")";
  }

  /** Returns the colour of a channel. */
  static Palette ofChannel(String channel) {
    return CHANNELS.stream()
        .filter(known -> known.name().equals(channel))
        .findFirst()
        .orElse(OTHER);
  }

  /** Returns the definitions of all colours on light ground. */
  static String lightVariables() {
    return variables(false);
  }

  /** Returns the definitions of all colours on dark ground. */
  static String darkVariables() {
    return variables(true);
  }

  private static String variables(boolean onDark) {
    return List.of(values()).stream()
        .map(
            colour ->
                "--"
                    + colour.name().toLowerCase(Locale.ROOT)
                    + ":"
                    + (onDark ? colour.dark : colour.light))
        .collect(Collectors.joining(";"));
  }
}
