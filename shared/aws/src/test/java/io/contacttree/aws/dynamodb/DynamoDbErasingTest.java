package io.contacttree.aws.dynamodb;

import io.contacttree.domain.erase.ErasingContract;
import io.contacttree.domain.store.Leases;
import io.contacttree.domain.store.Tombstones;
import io.contacttree.domain.store.TreeStore;
import io.contacttree.domain.tree.DrawnTree;
import io.contacttree.domain.tree.Retention;

class DynamoDbErasingTest extends ErasingContract {
  private final TestStore test = new TestStore();
  private final Leases leases = new DynamoDbLeases(test.client, test.table.name(), test.clock);
  private final Tombstones tombstones =
      new DynamoDbTombstones(
          test.client,
          test.table.name(),
          new Retention(TestStore.RETENTION_DAYS),
          DrawnTree.ASSEMBLER,
          test.clock);

  @Override
  protected TreeStore store() {
    return test.store;
  }

  @Override
  protected Leases leases() {
    return leases;
  }

  @Override
  protected Tombstones tombstones() {
    return tombstones;
  }
}
