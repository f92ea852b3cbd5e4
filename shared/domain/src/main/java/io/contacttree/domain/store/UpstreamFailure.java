package io.contacttree.domain.store;

import java.util.Objects;

/**
 * Something outside did not answer: the table or the queue.
 *
 * <p>The one unchecked failure of the system. Whoever catches it at the edge returns the work to
 * where it came from; it never stands for absence.
 */
public final class UpstreamFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** What did not answer. */
  public enum Resource {
    TABLE,
    QUEUE
  }

  private final Resource resource;

  /** Creates a failure; the message says what was tried and carries no personal data. */
  public UpstreamFailure(Resource resource, String message, Throwable cause) {
    super(message, cause);
    this.resource = Objects.requireNonNull(resource);
  }

  /** Creates a failure without a cause of its own. */
  public UpstreamFailure(Resource resource, String message) {
    super(message);
    this.resource = Objects.requireNonNull(resource);
  }

  /** Returns what did not answer. */
  public Resource resource() {
    return resource;
  }
}
