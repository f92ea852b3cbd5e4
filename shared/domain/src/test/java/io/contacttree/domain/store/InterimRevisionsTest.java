package io.contacttree.domain.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.contacttree.domain.tree.DrawnTree;
import io.contacttree.domain.tree.TreeState;
import java.util.List;
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
}
