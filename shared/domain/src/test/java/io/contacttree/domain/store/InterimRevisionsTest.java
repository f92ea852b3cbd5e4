package io.contacttree.domain.store;

import static io.contacttree.domain.tree.DrawnTree.id;
import static io.contacttree.domain.tree.DrawnTree.ids;
import static org.assertj.core.api.Assertions.assertThat;

import io.contacttree.domain.tree.DrawnTree;
import io.contacttree.domain.tree.TreeState;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class InterimRevisionsTest {
  private final InterimRevisions interim = new InterimRevisions(DrawnTree.ASSEMBLER);

  @Test
  void joinedTrees_knowAllTogetherAndAreNotCalledFinished() {
    StoredTree one = DrawnTree.of("a @0\n└─ b @1\n").stored(3);
    StoredTree other = DrawnTree.of("x @5\n").stored(7);
    assertThat(one.document().state()).isEqualTo(TreeState.COMPLETE);

    StoredTree joined = interim.joined(List.of(one, other), 8, DrawnTree.WRITTEN_AT);

    assertThat(joined.known()).isEqualTo(one.known().merge(other.known()));
    assertThat(joined.revision()).isEqualTo(8);
    assertThat(joined.document().state()).isEqualTo(TreeState.SETTLING);
  }

  @Test
  void openTree_staysOpen() {
    StoredTree open = DrawnTree.of("a open").stored(1);

    assertThat(interim.joined(List.of(open), 2, DrawnTree.WRITTEN_AT).document().state())
        .isEqualTo(TreeState.OPEN);
  }

  @Test
  void someOfTheContacts_knowNoListThatShowsTheEndOfWhoeverAClaimIsAbout() {
    StoredTree next = DrawnTree.of("a @0\n├─ b @1\n└─ c @2\n").stored(4);

    StoredTree some =
        interim.knowing(next, Optional.empty(), ids("a", "b"), ids("a"), next.revision());

    assertThat(some.treeId()).isEqualTo(id("a"));
    assertThat(some.document().state()).isIn(TreeState.OPEN, TreeState.SETTLING);
    assertThat(some.known().contacts()).containsOnlyKeys(id("a"), id("b"));
    assertThat(some.known().contact(id("a")).orElseThrow().isListedAsEnded()).isFalse();
    assertThat(some.known().listedOrAskedAt(id("a"))).isEmpty();
    assertThat(some.known().contact(id("b"))).isEqualTo(next.known().contact(id("b")));
    assertThat(next.known().merge(some.known())).isEqualTo(next.known());
  }
}
