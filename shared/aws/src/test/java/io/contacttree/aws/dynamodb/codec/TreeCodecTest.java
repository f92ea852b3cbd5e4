package io.contacttree.aws.dynamodb.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.contacttree.aws.dynamodb.RandomKnowledge;
import io.contacttree.domain.store.StoredTree;
import io.contacttree.domain.tree.DrawnTree;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class TreeCodecTest {

  @Property(tries = 2000)
  void anyTree_readsBackAsItWas(@ForAll long seed) {
    StoredTree tree = new RandomKnowledge(seed).tree(8);

    assertThat(TreeCodec.decode(TreeCodec.encode(tree))).isEqualTo(tree);
  }

  @Test
  void timeFinerThanMilliseconds_isRefused() {
    StoredTree fine =
        new StoredTree(
            DrawnTree.ASSEMBLER.assemble(
                DrawnTree.of("a").known(), 1, DrawnTree.WRITTEN_AT.plusNanos(1)),
            DrawnTree.of("a").known());

    assertThatThrownBy(() -> TreeCodec.encode(fine)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void documentOfOtherKnowledge_isRefused() {
    StoredTree mixed =
        new StoredTree(DrawnTree.of("a").stored(1).document(), DrawnTree.of("a pending").known());

    assertThatThrownBy(() -> TreeCodec.encode(mixed)).isInstanceOf(IllegalArgumentException.class);
  }
}
