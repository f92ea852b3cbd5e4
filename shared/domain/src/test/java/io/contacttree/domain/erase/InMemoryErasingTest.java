package io.contacttree.domain.erase;

import io.contacttree.domain.store.InMemoryTreeStore;
import io.contacttree.domain.store.Tombstones;
import io.contacttree.domain.store.TreeStore;

class InMemoryErasingTest extends ErasingContract {
  private final InMemoryTreeStore store = new InMemoryTreeStore();

  @Override
  protected TreeStore store() {
    return store;
  }

  @Override
  protected Tombstones tombstones() {
    return store;
  }
}
