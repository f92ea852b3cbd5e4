package io.contacttree.standin;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock that stands still until it is told to move. */
final class SettableClock implements InstantSource {
  private volatile Instant now;

  SettableClock(String now) {
    this.now = Instant.parse(now);
  }

  @Override
  public Instant instant() {
    return now;
  }

  void set(String time) {
    now = Instant.parse(time);
  }

  synchronized void advance(Duration time) {
    now = now.plus(time);
  }
}
