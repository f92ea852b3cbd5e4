package io.contacttree.aws.pacing;

/**
 * No token comes before the deadline, so the attempt is not made.
 *
 * <p>Not an exception of the SDK, so that no retry strategy takes it for a failure of the service.
 */
public final class OutOfTimeException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  OutOfTimeException() {
    super("no request is allowed before the deadline", null, false, false);
  }
}
