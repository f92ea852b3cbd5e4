package io.contacttree.domain.find;

import io.contacttree.domain.contact.ContactId;
import io.contacttree.domain.store.InMemoryTreeStore;
import io.contacttree.domain.store.TreeIndex;
import io.contacttree.domain.store.TreeStore;
import io.contacttree.domain.tree.DrawnTree;

final class InMemoryListTreesTest extends ListTreesContract {
  private final InMemoryTreeStore store = new InMemoryTreeStore();

  @Override
  protected TreeStore store() {
    return store;
  }

  @Override
  protected TreeIndex index() {
    return store;
  }

  @Override
  protected void bury(ContactId contact) {
    store.bury(DrawnTree.DRAWN_INSTANCE, contact);
  }
}
