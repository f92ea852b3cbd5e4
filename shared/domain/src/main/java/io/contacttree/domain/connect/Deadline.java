package io.contacttree.domain.connect;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * The moment by which work must be handed over, a safe time before the invocation is cut off.
 *
 * @param at the moment
 */
public record Deadline(Instant at) {
  /** Work that is done to its end however long it takes. */
  public static final Deadline NEVER = new Deadline(Instant.MAX);

  /** Returns the time that is left, negative where it has passed. */
  public Duration left(InstantSource clock) {
    return Duration.between(clock.instant(), at);
  }

  /** Returns whether it has passed. */
  public boolean hasPassed(InstantSource clock) {
    return !clock.instant().isBefore(at);
  }
}
