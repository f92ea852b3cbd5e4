package io.contacttree.aws.dynamodb.part;

import static org.assertj.core.api.Assertions.assertThat;

import io.contacttree.aws.dynamodb.RandomKnowledge;
import io.contacttree.aws.dynamodb.codec.KnowledgeCodec;
import io.contacttree.aws.dynamodb.codec.TreeCodec;
import io.contacttree.aws.dynamodb.item.ItemFields;
import io.contacttree.aws.dynamodb.part.DocumentSplitter.Fragment;
import io.contacttree.domain.store.StoredTree;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class PartContentTest {
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
            KnowledgeCodec.LISTS,
            KnowledgeCodec.TRIES)
        .forEach(whole::remove);
    Collections.shuffle(units, new Random(seed));
    int middle = units.size() / 2;
    List<Map<String, AttributeValue>> parts =
        List.of(
            PartContent.of(units.subList(middle, units.size())),
            PartContent.of(units.subList(0, middle)));

    StoredTree back = TreeCodec.decode(PartContent.join(whole, parts));

    assertThat(back.document().inOrder()).isEqualTo(tree.document());
    assertThat(back.known()).isEqualTo(tree.known());
  }
}
