package io.contacttree.domain.store;

import static io.contacttree.domain.tree.DrawnTree.DRAWN_INSTANCE;
import static org.assertj.core.api.Assertions.assertThat;

import io.contacttree.domain.contact.ContactId;
import io.contacttree.domain.tree.DrawnTree;
import java.util.List;
import org.junit.jupiter.api.Test;

class InMemoryExcerptsTest extends ExcerptContract {
  private final InMemoryTreeStore store = new InMemoryTreeStore();

  @Override
  protected TreeStore store() {
    return store;
  }

  @Override
  protected void bury(ContactId contact) {
    store.bury(DRAWN_INSTANCE, contact);
  }

  @Test
  void memberOfAnyTree_hasAnExcerptAndTheRootHasNone() {
    save(DrawnTree.of("a\n└─ b\n").known(), List.of());

    assertThat(excerpt("b")).isPresent();
    assertThat(excerpt("a")).isEmpty();
  }
}
