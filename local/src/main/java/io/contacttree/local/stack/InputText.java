package io.contacttree.local.stack;

import java.util.Objects;

/**
 * The text of an input file.
 *
 * @param name what a user calls the file
 * @param text what is in it
 */
public record InputText(String name, String text) {
  /** Refuses null. */
  public InputText {
    Objects.requireNonNull(name);
    Objects.requireNonNull(text);
  }
}
