package io.contacttree.domain.store;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock that stands still until a test moves it. */
public final class MovingClock implements InstantSource {
  private Instant now;

  /** Creates a clock that stands at this time. */
  public MovingClock(Instant now) {
    this.now = now;
  }

  @Override
  public synchronized Instant instant() {
    return now;
  }

  /** Moves the clock on. */
  public synchronized void advance(Duration time) {
    now = now.plus(time);
  }
}
