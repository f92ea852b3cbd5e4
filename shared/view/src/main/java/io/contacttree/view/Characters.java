package io.contacttree.view;

/** Which characters are shown as they are. */
final class Characters {
  private Characters() {}

  /**
   * Returns whether a character is text and nothing else. Control characters steer a terminal and
   * are none that XML knows; what turns the direction of writing makes a text look like another
   * one; halves of pairs and what Unicode keeps free of characters cannot be written.
   */
  static boolean isText(int character) {
    return switch (Character.getType(character)) {
      case Character.CONTROL,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      case Character.FORMAT -> !turnsDirection(character);
      default -> (character & 0xFFFE) != 0xFFFE;
    };
  }

  private static boolean turnsDirection(int character) {
    return (character >= 0x202A && character <= 0x202E)
        || (character >= 0x2066 && character <= 0x2069)
        || character == 0x200E
        || character == 0x200F
        || character == 0x061C;
  }
}
