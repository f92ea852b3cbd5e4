package io.contacttree.domain.erase;

import io.contacttree.domain.store.InMemoryLeases;
import io.contacttree.domain.store.InMemoryTreeStore;
import io.contacttree.domain.store.Leases;
import io.contacttree.domain.store.Tombstones;
import io.contacttree.domain.store.TreeStore;

class InMemoryErasingTest extends ErasingContract {
  private final InMemoryTreeStore store = new InMemoryTreeStore();
  private final Leases leases = new InMemoryLeases(clock);

  @Override
  protected TreeStore store() {
    return store;
  }

  @Override
  protected Leases leases() {
    return leases;
  }

  @Override
  protected Tombstones tombstones() {
    return store;
  }
}
