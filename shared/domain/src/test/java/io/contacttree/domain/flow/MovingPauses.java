package io.contacttree.domain.flow;

import io.contacttree.domain.store.MovingClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Pauses that only move a clock, and remember how long each was. */
public final class MovingPauses implements Pauses {
  private final MovingClock clock;
  private final Random random = new Random(1);
  public final List<Duration> taken = new ArrayList<>();

  public MovingPauses(MovingClock clock) {
    this.clock = clock;
  }

  @Override
  public double random() {
    return random.nextDouble();
  }

  @Override
  public void await(Duration duration) {
    taken.add(duration);
    clock.advance(duration);
  }
}
