package io.contacttree.aws.json;

/** Text that can be written as UTF-8. */
public final class Texts {
  private static final char REPLACEMENT = '\uFFFD';

  private Texts() {}

  /**
   * Returns the text with every half of a surrogate pair that stands alone replaced by U+FFFD,
   * because neither a table nor a queue takes it.
   */
  public static String wellFormed(String text) {
    StringBuilder repaired = null;
    for (int at = 0; at < text.length(); at++) {
      if (isPair(text, at)) {
        at++;
      } else if (Character.isSurrogate(text.charAt(at))) {
        repaired = repaired == null ? new StringBuilder(text) : repaired;
        repaired.setCharAt(at, REPLACEMENT);
      }
    }
    return repaired == null ? text : repaired.toString();
  }

  private static boolean isPair(String text, int at) {
    return at + 1 < text.length()
        && Character.isSurrogatePair(text.charAt(at), text.charAt(at + 1));
  }
}
