package io.contacttree.view;

import io.contacttree.domain.contact.ContactId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The style of a timeline, under names of its own, so that several stand in one page and disturb
 * neither each other nor the page.
 *
 * @param prefix what all its ids and classes begin with
 */
record PictureStyle(String prefix) {
  static final double AXIS_FONT = 11;
  static final double LANE_FONT = 12;
  static final double TITLE_FONT = 13;
  static final double MARK_FONT = 11;

  /** How wide texts may be, in a window of 400 pixels too. */
  static final int TEXT_RIGHT = 372;

  static final int MARGIN_LEFT = 12;

  /**
   * The axis beside the texts, in a window of 1180 pixels or more. The style sheet moves bars from
   * here to the place below: by (3 - 32.5) / 66 and by 91 / 66.
   */
  static final Place BESIDE = new Place("wide", "32.5%", "66%", 760);

  /** The axis below the texts, in any other. */
  static final Place BELOW = new Place("narrow", "3%", "91%", 340);

  static final int BAR = 20;

  private static final int HASH_BYTES = 4;

  private static final String RULES =
      """
      .${@light;color-scheme:light dark;background:@GROUND;\
      font:12px system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans","Liberation Sans",sans-serif}
      .$ text{fill:@TEXT}
      .$-ground{fill:@GROUND}
      .$-back{fill:@ASKED}
      .$-asked{fill:@ACCENT}
      .$ .$-head{font-size:16px;font-weight:600}
      .$ .$-muted{fill:@MUTED}
      .$ .$-miss{fill:@MISSING}
      .$-rows{stroke:@FAINT}
      .$-axis text,.$-folds text{font-size:11px;fill:@MUTED}
      .$-grid line{stroke:@FAINT}
      .$-narrow .$-grid,.$-folds .$-narrow rect{opacity:.45}
      .$-folds rect{fill:url(#$-fold-lines)}
      .$-links path{fill:none;stroke:@LINK;stroke-width:1.5}
      .$-lanes circle{fill:@GROUND;stroke:@LINK;stroke-width:1.5}
      .$-lanes>g>g>text:first-child{font-size:13px;font-weight:600}
      .$-lanes tspan{font-size:11px;font-weight:400;fill:@ACCENT}
      .$-lanes g g g text:first-child{font-size:11px;font-weight:400;fill:@MUTED}
      .$-lanes svg rect{fill:url(#$-OTHER);stroke:@OTHER;rx:2px}
      .$-lanes svg path{fill:@TEXT}
      .$ svg{overflow:visible}
      .$-narrow{display:none}
      @media(max-width:1179px){.$-narrow{display:inline}.$-wide{display:none}\
      .$-lanes>g>svg>g{transform:translate(-44.697%,-8px) scale(1.37879,.5)}}
      @media(prefers-color-scheme:dark){.${@dark}}
      @media print{.${@light;print-color-adjust:exact;-webkit-print-color-adjust:exact}}
      """;

  /**
   * A place for the axis.
   *
   * @param name the name of what is shown only there
   * @param left where it begins
   * @param width how wide it is
   * @param pixels how wide it is at least
   */
  record Place(String name, String left, String width, int pixels) {
    /** Returns the beginning of what is placed there. */
    String open() {
      return "<svg x=\"" + left + "\" width=\"" + width + "\"";
    }
  }

  /** Returns the style for the pictures of a tree. */
  static PictureStyle of(ContactId tree) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256")
              .digest(tree.value().getBytes(StandardCharsets.UTF_8));
      return new PictureStyle("ct-" + HexFormat.of().formatHex(hash, 0, HASH_BYTES));
    } catch (NoSuchAlgorithmException everyJavaHasIt) {
      throw new IllegalStateException(everyJavaHasIt);
    }
  }

  /** Returns a name of its own. */
  String named(String name) {
    return prefix + "-" + name;
  }

  /** Returns the rules; in a window of less than 1180 pixels the axis stands below the texts. */
  String sheet() {
    return rules(RULES);
  }

  /** Returns rules with the names and colours that they stand for. */
  String rules(String template) {
    String sheet =
        template
            .replace("@light", Palette.lightVariables())
            .replace("@dark", Palette.darkVariables());
    for (Palette colour : Palette.values()) {
      sheet = sheet.replace("@" + colour.name(), colour.variable());
    }
    return sheet.replace("$", prefix);
  }
}
