package io.contacttree.view;

/**
 * Text with markup. Whatever comes from outside goes through {@link #text} or {@link #attribute},
 * so that it can be nothing but text.
 */
final class Markup {
  private static final char NO_CHARACTER = '\uFFFD';

  private final StringBuilder markup = new StringBuilder(16_384);

  /** Adds markup of our own, as it is. */
  Markup raw(String own) {
    markup.append(own);
    return this;
  }

  /** Adds a number of pixels or percent, to two decimals. */
  Markup number(double number) {
    long hundredths = Math.round(number * 100);
    if (hundredths < 0) {
      markup.append('-');
      hundredths = -hundredths;
    }
    markup.append(hundredths / 100);
    if (hundredths % 100 != 0) {
      markup.append('.').append(hundredths % 100 / 10);
      if (hundredths % 10 != 0) {
        markup.append(hundredths % 10);
      }
    }
    return this;
  }

  /** Adds text. */
  Markup text(String text) {
    return escaped(text);
  }

  /** Adds an attribute with a blank before it. */
  Markup attribute(String ownName, String value) {
    markup.append(' ').append(ownName).append("=\"");
    return escaped(value).raw("\"");
  }

  @Override
  public String toString() {
    return markup.toString();
  }

  private Markup escaped(String text) {
    for (int at = 0; at < text.length(); at++) {
      int character = text.codePointAt(at);
      switch (character) {
        case '&' -> markup.append("&amp;");
        case '<' -> markup.append("&lt;");
        case '>' -> markup.append("&gt;");
        case '"' -> markup.append("&quot;");
        case '\'' -> markup.append("&#39;");
        default -> markup.appendCodePoint(Characters.isText(character) ? character : NO_CHARACTER);
      }
      at += Character.charCount(character) - 1;
    }
    return this;
  }
}
