package io.contacttree.operator;

import io.contacttree.operator.export.UnknownStackException;
import io.contacttree.operator.export.UnreachableException;

/** What the process says when it ends. */
enum ExitStatus {
  /** Done. */
  DONE(0),
  /** An option or a file cannot be used. */
  USAGE(2),
  /** What was asked for is not there. */
  NOT_FOUND(3),
  /** What was asked for is refused, or nobody answers. */
  REFUSED(4),
  /** Stopped half-way. */
  STOPPED(5);

  private final int code;

  ExitStatus(int code) {
    this.code = code;
  }

  /** Returns the number. */
  int code() {
    return code;
  }

  /** Returns how a command ends that failed so. */
  static ExitStatus of(Throwable failure) {
    return switch (failure) {
      case UnknownStackException unknown -> NOT_FOUND;
      case UnreachableException unreachable -> REFUSED;
      case InterruptedException interrupted -> STOPPED;
      default -> USAGE;
    };
  }
}
