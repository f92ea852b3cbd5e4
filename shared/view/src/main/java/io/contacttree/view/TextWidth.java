package io.contacttree.view;

/**
 * How wide a text may become. Which font a browser takes is not known: these are the widths of a
 * wide one, so that what fits here fits anywhere.
 */
final class TextWidth {
  static final double BOLD = 1.12;
  private static final String ELLIPSIS = "…";

  private TextWidth() {}

  /** Returns the width of a text in pixels. */
  static double of(String text, double fontSize) {
    double width = 0;
    for (int at = 0; at < text.length(); at += Character.charCount(text.codePointAt(at))) {
      width += ofCharacter(text.codePointAt(at));
    }
    return width * fontSize;
  }

  /** Returns the width of a bold text in pixels. */
  static double ofBold(String text, double fontSize) {
    return of(text, fontSize) * BOLD;
  }

  /** Returns as much of a text as fits, with an ellipsis where something is left out. */
  static String fitted(String text, double fontSize, double room) {
    if (of(text, fontSize) <= room) {
      return text;
    }
    double left = room / fontSize - ofCharacter(ELLIPSIS.charAt(0));
    int end = 0;
    while (end < text.length()) {
      int character = text.codePointAt(end);
      left -= ofCharacter(character);
      if (left < 0) {
        break;
      }
      end += Character.charCount(character);
    }
    return text.substring(0, end).stripTrailing() + ELLIPSIS;
  }

  private static double ofCharacter(int character) {
    if (character >= 0x2e80) {
      return character > 0xffff ? 1.4 : 1.05;
    }
    if (character > '~') {
      return character == ELLIPSIS.charAt(0) ? 1.0 : character == '·' ? 0.33 : 0.72;
    }
    return switch (character) {
      case ' ', '.', ',', ':', ';', '\'', '|', '!', 'i', 'j', 'l', 'I' -> 0.34;
      case 'f', 'r', 't', '(', ')', '[', ']', '/', '-' -> 0.42;
      case 'm', 'w', 'W', 'M', '@', '%' -> 1.0;
      default -> character >= 'A' && character <= 'Z' ? 0.72 : 0.64;
    };
  }
}
