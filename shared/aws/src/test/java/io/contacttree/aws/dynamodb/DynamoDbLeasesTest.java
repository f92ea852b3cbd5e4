package io.contacttree.aws.dynamodb;

import io.contacttree.domain.store.Leases;
import io.contacttree.domain.store.LeasesContract;
import io.contacttree.domain.store.MovingClock;
import io.contacttree.domain.tree.DrawnTree;
import java.time.Duration;

class DynamoDbLeasesTest extends LeasesContract {
  private final LocalTable table = LocalTable.empty();
  private final MovingClock clock = new MovingClock(DrawnTree.START);
  private final DynamoDbLeases leases = new DynamoDbLeases(table.client(), table.name(), clock);

  @Override
  protected Leases leases() {
    return leases;
  }

  @Override
  protected void pass(Duration time) {
    clock.advance(time);
  }
}
