package io.contacttree.domain.contact;

import java.time.Instant;
import java.util.Optional;

/** The earlier and the later of two moments; one that is absent never wins. */
public final class Instants {
  private Instants() {}

  /** Returns the earlier of those present. */
  public static Optional<Instant> earliest(Optional<Instant> one, Optional<Instant> other) {
    if (one.isEmpty()) {
      return other;
    }
    return other.isPresent() && other.get().isBefore(one.get()) ? other : one;
  }

  /** Returns the later one. */
  public static Instant later(Instant one, Instant other) {
    return other.isAfter(one) ? other : one;
  }

  /** Returns the later of those present. */
  public static Optional<Instant> latest(Optional<Instant> one, Optional<Instant> other) {
    if (one.isEmpty()) {
      return other;
    }
    return other.isPresent() && other.get().isAfter(one.get()) ? other : one;
  }
}
