package io.contacttree.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every pair of colours that is drawn on one another, by the formula of WCAG 2.2. */
final class PaletteTest {
  private static final List<Palette> GROUNDS = List.of(Palette.GROUND, Palette.ASKED);

  @ParameterizedTest
  @EnumSource(names = {"TEXT", "MUTED", "MISSING", "ACCENT"})
  void text_standsOutFromEveryGround(Palette text) {
    for (Palette ground : List.of(Palette.GROUND, Palette.ASKED, Palette.FAINT)) {
      // Lines and folds run behind texts where the window is narrow.
      assertThat(contrast(text.light(), ground.light())).as(ground + ", light").isGreaterThan(4.5);
      assertThat(contrast(text.dark(), ground.dark())).as(ground + ", dark").isGreaterThan(4.5);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"VOICE", "CHAT", "TASK", "EMAIL", "OTHER", "LINK", "MUTED", "TEXT"})
  void whatIsDrawn_standsOutFromEveryGround(Palette drawn) {
    for (Palette ground : GROUNDS) {
      assertThat(contrast(drawn.light(), ground.light())).as(ground + ", light").isGreaterThan(3);
      assertThat(contrast(drawn.dark(), ground.dark())).as(ground + ", dark").isGreaterThan(3);
    }
  }

  private static double contrast(String one, String other) {
    double lighter = Math.max(luminance(one), luminance(other));
    double darker = Math.min(luminance(one), luminance(other));
    return (lighter + 0.05) / (darker + 0.05);
  }

  private static double luminance(String colour) {
    return 0.2126 * linear(colour, 1) + 0.7152 * linear(colour, 3) + 0.0722 * linear(colour, 5);
  }

  private static double linear(String colour, int at) {
    double value = Integer.parseInt(colour.substring(at, at + 2), 16) / 255.0;
    return value <= 0.04045 ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4);
  }
}
