package io.contacttree.domain.find;

import static io.contacttree.domain.tree.DrawnTree.DRAWN_INSTANCE;
import static io.contacttree.domain.tree.DrawnTree.id;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.contacttree.domain.contact.InstanceId;
import io.contacttree.domain.store.InMemoryTreeStore;
import io.contacttree.domain.store.StoredTree;
import io.contacttree.domain.store.TreeStore;
import io.contacttree.domain.store.UpstreamFailure;
import io.contacttree.domain.tree.DrawnTree;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class FindContactTreeTest {
  private final InMemoryTreeStore store = new InMemoryTreeStore();
  private final FindContactTree trees = new FindContactTree(store);

  private final StoredTree stored =
      DrawnTree.of(
              """
              a
              ├─ b
              │  └─ c   related
              └─ gone   missing
                 └─ d
              """)
          .stored(1);

  @BeforeEach
  void store() {
    assertThat(store.save(stored, List.of())).isInstanceOf(TreeStore.SaveResult.Saved.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "b", "c", "gone"})
  void anyMemberAndAMissingOne_findsTheWholeTree(String contact) {
    assertThat(trees.find(DRAWN_INSTANCE, id(contact)))
        .isEqualTo(new FindContactTree.Answer.Found(stored.document()));
  }

  @Test
  void unknownContact_isNotFound() {
    assertThat(trees.find(DRAWN_INSTANCE, id("unknown")))
        .isEqualTo(new FindContactTree.Answer.NotFound());
  }

  @Test
  void memberInAnotherInstance_isNotFound() {
    assertThat(trees.find(new InstanceId("another"), id("a")))
        .isEqualTo(new FindContactTree.Answer.NotFound());
  }

  @Test
  void erasedMember_isErasedAndTheOthersAreStillFound() {
    store.bury(DRAWN_INSTANCE, id("c"));

    assertThat(trees.find(DRAWN_INSTANCE, id("c"))).isEqualTo(new FindContactTree.Answer.Erased());
    assertThat(trees.find(DRAWN_INSTANCE, id("b")))
        .isInstanceOf(FindContactTree.Answer.Found.class);
  }

  @Test
  void outage_isNeverAnAnswer() {
    FindContactTree withoutTable =
        new FindContactTree(
            (_, _) -> {
              throw new UpstreamFailure(
                  UpstreamFailure.Resource.TABLE, "the table does not answer");
            });

    assertThatThrownBy(() -> withoutTable.find(DRAWN_INSTANCE, id("a")))
        .isInstanceOf(UpstreamFailure.class);
  }
}
