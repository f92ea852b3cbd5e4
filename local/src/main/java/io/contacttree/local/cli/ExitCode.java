package io.contacttree.local.cli;

/** What the process says when it ends. */
public enum ExitCode {
  /** Everything is settled. */
  SETTLED(0),
  /** Something is in a dead-letter queue. */
  DEAD_LETTERS(1),
  /** An option or a file cannot be used. */
  UNUSABLE_INPUT(2),
  /** Another process listens on a port. */
  PORT_TAKEN(3),
  /** Something went wrong that should not. */
  INTERNAL(4),
  /** It was not idle in time. */
  TIME_OUT(5),
  /** It was told to end by SIGTERM: 128 and the signal's number. */
  TERMINATED(143);

  private final int code;

  ExitCode(int code) {
    this.code = code;
  }

  /** Returns the number. */
  public int code() {
    return code;
  }
}
