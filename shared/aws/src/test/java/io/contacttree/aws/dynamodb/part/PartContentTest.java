package io.contacttree.aws.dynamodb.part;

import static org.assertj.core.api.Assertions.assertThat;

import io.contacttree.aws.dynamodb.RandomKnowledge;
import io.contacttree.aws.dynamodb.codec.TreeCodec;
import io.contacttree.domain.store.StoredTree;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
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
    Map<String, Map<String, AttributeValue>> taken = PartContent.takeFrom(whole);
    List<String> names = new ArrayList<>(taken.keySet());
    Collections.shuffle(names, new Random(seed));
    Map<String, Map<String, AttributeValue>> parts = new LinkedHashMap<>();
    names.forEach(name -> parts.put(name, taken.get(name)));

    StoredTree back = TreeCodec.decode(PartContent.join(whole, parts));

    assertThat(back.document().inOrder()).isEqualTo(tree.document());
    assertThat(back.known()).isEqualTo(tree.known());
  }
}
