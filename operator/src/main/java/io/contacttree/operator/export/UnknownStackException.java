package io.contacttree.operator.export;

/** There is no such stack, or it is none of Contact Tree. */
public final class UnknownStackException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UnknownStackException(String message) {
    super(message);
  }
}
