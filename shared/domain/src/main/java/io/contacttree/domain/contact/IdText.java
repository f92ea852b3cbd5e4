package io.contacttree.domain.contact;

/** The characters of which ids are made; a loop, because large trees ask this very often. */
final class IdText {
  private IdText() {}

  /** Returns whether the text has 1 to {@code longest} characters of {@code [A-Za-z0-9_-]}. */
  static boolean isAllowed(String text, int longest) {
    if (text.isEmpty() || text.length() > longest) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      if (!isAllowed(text.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isAllowed(char character) {
    return (character >= 'a' && character <= 'z')
        || (character >= 'A' && character <= 'Z')
        || (character >= '0' && character <= '9')
        || character == '_'
        || character == '-';
  }
}
