package io.contacttree.aws.pacing;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * A token bucket that starts empty and fills as fast as its share allows at most, slower after a
 * slow-down.
 *
 * <p>A slow-down halves the speed, down to a sixteenth; the speed grows again by the thirtieth part
 * of full speed in each second, so that half a minute without a slow-down restores it.
 *
 * <p>A step back of the clock counts as no time, a step forward of more than a second only as far
 * as the calendar confirms it: a restored snapshot has not lived through what its clock skips.
 *
 * <p>An attempt arrives somewhere between its token and its answer. So while attempts are under way
 * the bucket fills up only to what is left of its capacity without them. Safe for several threads.
 */
final class PacedBucket {
  private static final double SLOWEST = 1.0 / 16;
  private static final double RECOVERY_PER_NANO = 1.0 / Duration.ofSeconds(30).toNanos();
  private static final long LONGEST_UNCONFIRMED = Duration.ofSeconds(1).toNanos();

  private final MonotonicTime time;
  private final InstantSource calendar;
  private final long capacity;

  /** What the bucket holds and what a token takes, in nanoseconds of filling at full speed. */
  private final double token;

  private double filled;

  private double speed = 1;
  private long slowDowns;
  private long underWay;
  private long lastNanos;
  private Instant lastInstant;

  PacedBucket(RateShare share, MonotonicTime time, InstantSource calendar) {
    this.time = time;
    this.calendar = calendar;
    this.capacity = share.capacity();
    this.token = Math.max(1, Math.ceil(Duration.ofSeconds(1).toNanos() / share.rate()));
    this.lastNanos = time.nanos();
    this.lastInstant = calendar.instant();
  }

  /** Takes a token for an attempt that is under way from now on; empty where there is none yet. */
  synchronized Optional<Pacer.Token> take() {
    fill();
    if (filled < token) {
      return Optional.empty();
    }
    filled -= token;
    underWay++;
    return Optional.of(new Pacer.Token(slowDowns));
  }

  /** Returns the real time in which there will be a token, if nothing slows the bucket down. */
  synchronized Duration untilNextToken() {
    fill();
    double missing = Math.max(0, token - filled);
    double ramp = (1 - speed) / RECOVERY_PER_NANO;
    double duringRamp = (1 + speed) / 2 * ramp;
    double real =
        missing >= duringRamp
            ? ramp + missing - duringRamp
            : (Math.sqrt(speed * speed + 2 * RECOVERY_PER_NANO * missing) - speed)
                / RECOVERY_PER_NANO;
    return Duration.ofNanos((long) Math.ceil(real) + 1);
  }

  /** An attempt is over, and has arrived by now. */
  synchronized void finished() {
    fill();
    underWay--;
  }

  /**
   * Halves the speed and forgets the tokens saved up, unless that was done after the attempt that
   * was refused had begun: attempts that are under way together are refused together, which is one
   * sign and not several.
   */
  synchronized void slowDown(Pacer.Token refused) {
    if (refused.number() == slowDowns) {
      empty();
      speed = Math.max(SLOWEST, speed / 2);
      slowDowns++;
    }
  }

  /** Forgets the tokens saved up. */
  synchronized void empty() {
    fill();
    filled = 0;
  }

  private void fill() {
    long nanos = time.nanos();
    Instant instant = calendar.instant();
    double elapsed = elapsed(nanos - lastNanos, Duration.between(lastInstant, instant));
    lastNanos = nanos;
    lastInstant = instant;
    double ramp = Math.min(elapsed, (1 - speed) / RECOVERY_PER_NANO);
    double faster = Math.min(1, speed + ramp * RECOVERY_PER_NANO);
    double gained = (speed + faster) / 2 * ramp + (elapsed - ramp);
    speed = faster;
    filled = Math.min(filled + gained, (capacity - underWay) * token);
  }

  private static long elapsed(long nanos, Duration byCalendar) {
    if (nanos <= LONGEST_UNCONFIRMED) {
      return Math.max(0, nanos);
    }
    return byCalendar.compareTo(Duration.ofNanos(nanos)) >= 0
        ? nanos
        : Math.max(0, byCalendar.toNanos());
  }
}
