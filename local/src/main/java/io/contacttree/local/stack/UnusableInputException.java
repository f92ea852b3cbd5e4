package io.contacttree.local.stack;

/** Says which input of the user cannot be used, and why. */
public final class UnusableInputException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** Names the input. */
  public UnusableInputException(String message) {
    super(message);
  }

  /** Names the input. */
  public UnusableInputException(String message, Throwable cause) {
    super(message, cause);
  }
}
