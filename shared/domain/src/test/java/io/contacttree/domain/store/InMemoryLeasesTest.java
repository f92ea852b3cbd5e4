package io.contacttree.domain.store;

import io.contacttree.domain.tree.DrawnTree;
import java.time.Duration;

class InMemoryLeasesTest extends LeasesContract {
  private final MovingClock clock = new MovingClock(DrawnTree.START);
  private final InMemoryLeases leases = new InMemoryLeases(clock);

  @Override
  protected Leases leases() {
    return leases;
  }

  @Override
  protected void pass(Duration time) {
    clock.advance(time);
  }
}
