package io.contacttree.view;

/**
 * What bars are filled with: a colour and a pattern for each channel, since not everybody sees
 * colours.
 *
 * @param style under which names
 * @param markup where to
 */
record Patterns(PictureStyle style, Markup markup) {

  /** Writes the pattern of a channel, by its name in the palette. */
  void ofChannel(String channel) {
    String lines =
        switch (Palette.valueOf(channel)) {
          case CHAT -> "M-2 2L2 -2M0 8L8 0M6 10L10 6";
          case TASK -> "M2 2h2v2h-2zM6 6h2v2h-2z";
          case EMAIL -> "M4 0V8";
          case OTHER -> "M0 4H8M4 0V8";
          default -> "";
        };
    begin(channel);
    markup
        .raw("<rect width=\"8\" height=\"8\" style=\"fill:")
        .raw(Palette.valueOf(channel).variable())
        .raw("\"/>");
    if (!lines.isEmpty()) {
      markup
          .raw("<path style=\"stroke:")
          .raw(Palette.GROUND.variable())
          .raw(";stroke-opacity:.65\" d=\"")
          .raw(lines)
          .raw("\"/>");
    }
    markup.raw("</pattern>");
  }

  /** Writes the pattern of folded gaps. */
  void ofFold() {
    begin("fold-lines");
    markup
        .raw("<path style=\"stroke:")
        .raw(Palette.FAINT.variable())
        .raw(";stroke-width:2\" d=\"M-2 2L2 -2M0 8L8 0M6 10L10 6\"/></pattern>");
  }

  private void begin(String name) {
    markup
        .raw("<pattern id=\"")
        .raw(style.named(name))
        .raw("\" width=\"8\" height=\"8\" patternUnits=\"userSpaceOnUse\">");
  }
}
