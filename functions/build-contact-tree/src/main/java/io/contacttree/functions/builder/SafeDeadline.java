package io.contacttree.functions.builder;

import io.contacttree.domain.connect.Deadline;
import java.time.Duration;
import java.time.Instant;

/** When an invocation must be handed over, a safe time before Lambda cuts it off. */
final class SafeDeadline {
  private static final Duration LONGEST_GUARD = Duration.ofSeconds(20);

  private SafeDeadline() {}

  /** Returns the deadline that leaves a third of the remaining time, at most 20 seconds. */
  static Deadline of(Instant now, Duration remaining) {
    Duration third = remaining.dividedBy(3);
    Duration guard = third.compareTo(LONGEST_GUARD) < 0 ? third : LONGEST_GUARD;
    return new Deadline(now.plus(remaining).minus(guard));
  }
}
