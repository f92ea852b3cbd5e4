package io.contacttree.domain.flow;

/**
 * Something outside did not answer: the table, the queue or Amazon Connect.
 *
 * <p>The one unchecked failure of the system. Whoever catches it at the edge returns the work to
 * where it came from; it never stands for absence.
 */
public final class UpstreamFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Creates a failure; the message names the resource and carries no personal data. */
  public UpstreamFailure(String message, Throwable cause) {
    super(message, cause);
  }

  /** Creates a failure; the message names the resource and carries no personal data. */
  public UpstreamFailure(String message) {
    super(message);
  }
}
