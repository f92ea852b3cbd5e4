package io.contacttree.aws.pacing;

import io.contacttree.domain.connect.Deadline;
import io.contacttree.domain.reference.FailureReason;
import java.time.Instant;
import java.util.Optional;
import software.amazon.awssdk.core.interceptor.ExecutionAttribute;

/** One call with all its attempts: how long it may take, and what became of the attempts. */
public final class PacedCall {
  /** Under which a request carries its call. */
  public static final ExecutionAttribute<PacedCall> ATTRIBUTE =
      new ExecutionAttribute<>("io.contacttree.PacedCall");

  private final Deadline deadline;
  private volatile Optional<Instant> firstAttemptAt = Optional.empty();
  private volatile Optional<FailureReason> failure = Optional.empty();

  /** Creates a call that makes no attempt after the deadline. */
  public PacedCall(Deadline deadline) {
    this.deadline = deadline;
  }

  /** Returns the moment after which no attempt is made. */
  public Deadline deadline() {
    return deadline;
  }

  /** Returns our clock just before the first attempt; empty where none was made. */
  public Optional<Instant> firstAttemptAt() {
    return firstAttemptAt;
  }

  /**
   * Returns why the attempts so far brought nothing; empty where none has ended. It is of no
   * meaning for a call that was successful in the end.
   */
  public Optional<FailureReason> failure() {
    return failure;
  }

  // The attempts of one call follow one another.
  void attempted(Instant now) {
    if (firstAttemptAt.isPresent() && failure.isEmpty()) {
      // A retry: the attempt before it ended without an answer.
      failure = Optional.of(FailureReason.UNAVAILABLE);
    }
    firstAttemptAt = firstAttemptAt.or(() -> Optional.of(now));
  }

  void answered(boolean tooMany) {
    failure = Optional.of(tooMany ? FailureReason.THROTTLED : FailureReason.UNAVAILABLE);
  }
}
