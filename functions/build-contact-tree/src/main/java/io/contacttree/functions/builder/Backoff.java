package io.contacttree.functions.builder;

import java.time.Duration;
import java.util.Objects;
import java.util.function.DoubleSupplier;

/**
 * How long a returned message stays away: twice as long each time, up to a limit, so that an outage
 * of hours does not use up its receives.
 *
 * <p>A fifth more or less by chance keeps messages that failed together from coming back together.
 *
 * @param first the delay after the first receive
 * @param longest the longest delay
 * @param random numbers from 0 to below 1
 */
public record Backoff(Duration first, Duration longest, DoubleSupplier random) {
  private static final double SPREAD = 0.2;
  private static final int MOST_DOUBLINGS = 30;

  public Backoff {
    Objects.requireNonNull(random);
    if (first.isNegative() || longest.compareTo(first) < 0) {
      throw new IllegalArgumentException(
          "the first delay must be 0 or more and not longer than the longest");
    }
  }

  /** Returns the delay after this many receives, in whole seconds. */
  public Duration after(int receiveCount) {
    int doublings = Math.min(receiveCount - 1, MOST_DOUBLINGS);
    double seconds =
        Math.min(first.toSeconds() * Math.pow(2, doublings), (double) longest.toSeconds());
    double spread = seconds * (1 + SPREAD * (2 * random.getAsDouble() - 1));
    return Duration.ofSeconds(Math.min(Math.round(spread), longest.toSeconds()));
  }

  /** Returns the delay of a message that waiting does not help. */
  Duration shortest() {
    return after(1);
  }
}
