package io.contacttree.aws.pacing;

import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * The time by which a bucket fills: it runs as fast as real time at most, slower after a slow-down,
 * and never jumps.
 *
 * <p>A slow-down halves the speed, down to a sixteenth; the speed grows again by the thirtieth part
 * of full speed in each second, so that half a minute without a slow-down restores it.
 *
 * <p>A step back of the clock counts as no time, a step forward of more than a second only as far
 * as the calendar confirms it: a restored snapshot has not lived through what its clock skips.
 */
final class PacedTime implements TimeMeter {
  private static final double SLOWEST = 1.0 / 16;
  private static final double RECOVERY_PER_NANO = 1.0 / Duration.ofSeconds(30).toNanos();
  private static final long LONGEST_UNCONFIRMED = Duration.ofSeconds(1).toNanos();

  private final MonotonicTime time;
  private final InstantSource calendar;
  private long lastNanos;
  private Instant lastInstant;
  private long paced;
  private double partOfANano;
  private double speed = 1;
  private long slowDowns;

  PacedTime(MonotonicTime time, InstantSource calendar) {
    this.time = time;
    this.calendar = calendar;
    lastNanos = time.nanos();
    lastInstant = calendar.instant();
  }

  @Override
  public synchronized long currentTimeNanos() {
    advance();
    return paced;
  }

  @Override
  public boolean isWallClockBased() {
    return false;
  }

  /** Returns how many slow-downs there were. */
  synchronized long slowDowns() {
    return slowDowns;
  }

  /**
   * Halves the speed, unless it was already halved after the attempt that was refused had begun:
   * attempts that are under way together are refused together, which is one sign and not several.
   *
   * @param seen how many slow-downs there were when the attempt began
   * @return whether it did
   */
  synchronized boolean slowDown(long seen) {
    if (seen != slowDowns) {
      return false;
    }
    advance();
    speed = Math.max(SLOWEST, speed / 2);
    slowDowns++;
    return true;
  }

  /** Returns the real time in which so much paced time passes, if nothing slows it down. */
  synchronized Duration realTimeFor(long pacedNanos) {
    advance();
    double ramp = (1 - speed) / RECOVERY_PER_NANO;
    double duringRamp = (1 + speed) / 2 * ramp;
    double real =
        pacedNanos >= duringRamp
            ? ramp + pacedNanos - duringRamp
            : (Math.sqrt(speed * speed + 2 * RECOVERY_PER_NANO * pacedNanos) - speed)
                / RECOVERY_PER_NANO;
    return Duration.ofNanos((long) Math.ceil(real) + 1);
  }

  private void advance() {
    long nanos = time.nanos();
    Instant instant = calendar.instant();
    double elapsed = elapsed(nanos - lastNanos, Duration.between(lastInstant, instant));
    lastNanos = nanos;
    lastInstant = instant;
    double ramp = Math.min(elapsed, (1 - speed) / RECOVERY_PER_NANO);
    double faster = Math.min(1, speed + ramp * RECOVERY_PER_NANO);
    double gained = (speed + faster) / 2 * ramp + (elapsed - ramp) + partOfANano;
    paced += (long) gained;
    partOfANano = gained - (long) gained;
    speed = faster;
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
