package io.contacttree.domain.store;

/**
 * A failure as it may be logged: types and places in the code, no messages.
 *
 * <p>The message of an exception can repeat the value that caused it, and a value can be personal
 * data. Only the messages of {@link UpstreamFailure}, which are ours, are kept.
 */
public final class FailureWithoutText extends Exception {
  private static final long serialVersionUID = 1L;
  private static final int MOST_CAUSES = 5;

  private FailureWithoutText(Throwable failure, int causes) {
    super(
        text(failure),
        failure.getCause() == null || causes == 0
            ? null
            : new FailureWithoutText(failure.getCause(), causes - 1),
        false,
        true);
    setStackTrace(failure.getStackTrace());
  }

  /** Returns what may be logged of a failure, with at most five causes. */
  public static FailureWithoutText of(Throwable failure) {
    return new FailureWithoutText(failure, MOST_CAUSES);
  }

  private static String text(Throwable failure) {
    String type = failure.getClass().getName();
    return failure instanceof UpstreamFailure ours ? type + ": " + ours.getMessage() : type;
  }
}
