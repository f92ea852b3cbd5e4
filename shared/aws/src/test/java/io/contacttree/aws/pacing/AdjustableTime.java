package io.contacttree.aws.pacing;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Time that passes only while somebody waits for it; its two clocks can be set wrong. */
public final class AdjustableTime implements MonotonicTime, InstantSource {
  private static final Instant START = Instant.parse("2026-03-02T10:00:00Z");

  private long passed;
  private long monotonicError;
  private Duration calendarError = Duration.ZERO;

  @Override
  public synchronized long nanos() {
    return passed + monotonicError;
  }

  @Override
  public synchronized Instant instant() {
    return START.plusNanos(passed).plus(calendarError);
  }

  @Override
  public synchronized void await(Duration duration) {
    passed += duration.toNanos();
  }

  /** Returns what has really passed, in nanoseconds. */
  public synchronized long passed() {
    return passed;
  }

  /** Sets the monotonic clock forward or back. */
  public synchronized void stepMonotonic(Duration step) {
    monotonicError += step.toNanos();
  }

  /** Sets the calendar forward or back. */
  public synchronized void stepCalendar(Duration step) {
    calendarError = calendarError.plus(step);
  }
}
