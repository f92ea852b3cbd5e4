package io.contacttree.aws.connect;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock that moves only when a test says so. */
final class SteppingClock implements InstantSource {
  private volatile Instant now;

  SteppingClock(Instant now) {
    this.now = now;
  }

  @Override
  public Instant instant() {
    return now;
  }

  synchronized void forward(Duration step) {
    now = now.plus(step);
  }
}
