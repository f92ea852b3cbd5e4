package io.contacttree.domain.store;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.contacttree.domain.contact.ContactId;
import io.contacttree.domain.tree.DrawnTree;
import java.util.List;
import org.junit.jupiter.api.Test;

class InMemoryTreeStoreTest extends TreeStoreContract {
  private final InMemoryTreeStore store = new InMemoryTreeStore();

  @Override
  protected TreeStore store() {
    return store;
  }

  @Override
  protected void bury(ContactId contact) {
    store.bury(DrawnTree.DRAWN_INSTANCE, contact);
  }

  @Test
  void timeFinerThanMilliseconds_isRefusedAsByTheTable() {
    StoredTree fine =
        new StoredTree(
            DrawnTree.ASSEMBLER.assemble(
                DrawnTree.of("a").known(), 1, DrawnTree.WRITTEN_AT.plusNanos(1)),
            DrawnTree.of("a").known());

    assertThatThrownBy(() -> store.save(fine, List.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
