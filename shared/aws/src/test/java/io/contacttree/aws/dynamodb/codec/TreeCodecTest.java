package io.contacttree.aws.dynamodb.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.contacttree.aws.dynamodb.RandomKnowledge;
import io.contacttree.aws.dynamodb.item.ItemFields;
import io.contacttree.aws.dynamodb.part.DocumentOrder;
import io.contacttree.aws.dynamodb.part.DocumentSplitter;
import io.contacttree.aws.dynamodb.part.Fragment;
import io.contacttree.aws.dynamodb.part.PartContent;
import io.contacttree.domain.store.StoredTree;
import io.contacttree.domain.tree.DrawnTree;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class TreeCodecTest {

  @Property(tries = 2000)
  void anyTree_readsBackAsItWas(@ForAll long seed) {
    StoredTree tree = new RandomKnowledge(seed).tree(8);

    assertThat(TreeCodec.decode(TreeCodec.encode(tree))).isEqualTo(tree);
  }

  @Property(tries = 1000)
  void anyTreeInParts_readsBackAsItWasFromPartsInAnyOrder(@ForAll long seed) {
    StoredTree tree = new RandomKnowledge(seed).tree(12);
    Map<String, AttributeValue> whole = TreeCodec.encode(tree);
    ItemFields fields = new ItemFields(Map.copyOf(whole));
    List<Fragment> units = new ArrayList<>(DocumentSplitter.contacts(fields));
    units.addAll(DocumentSplitter.others(fields));
    List.of(
            TreeCodec.CONTACTS,
            TreeCodec.FACTS,
            TreeCodec.DEFECTS,
            KnowledgeCodec.ERASED,
            KnowledgeCodec.MISSING,
            KnowledgeCodec.LISTS)
        .forEach(whole::remove);
    Collections.shuffle(units, new Random(seed));
    int middle = units.size() / 2;
    List<Map<String, AttributeValue>> parts =
        List.of(
            PartContent.of(units.subList(middle, units.size())),
            PartContent.of(units.subList(0, middle)));

    StoredTree back = DocumentOrder.restore(TreeCodec.decode(PartContent.join(whole, parts)));

    assertThat(back).isEqualTo(tree);
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
