package io.contacttree.aws.dynamodb.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.contacttree.aws.dynamodb.RandomKnowledge;
import io.contacttree.aws.dynamodb.item.EntityType;
import io.contacttree.aws.dynamodb.item.ItemFields;
import io.contacttree.aws.dynamodb.item.TreeTable;
import io.contacttree.domain.contact.KnownContact;
import io.contacttree.domain.store.Excerpt;
import io.contacttree.domain.store.StoredTree;
import io.contacttree.domain.tree.Retention;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class ExcerptCodecTest {
  @Property(tries = 500)
  void anyExcerpt_readsBackAsItWas(@ForAll long seed) {
    StoredTree tree = new RandomKnowledge(seed).tree(4);
    Retention retention = new Retention(Math.floorMod(seed, 3));

    for (KnownContact contact : tree.known().contacts().values()) {
      Excerpt excerpt = Excerpt.of(contact, tree, retention);
      ItemFields alias =
          new ItemFields(
              Map.of(
                  TreeTable.ENTITY_TYPE, AttributeValue.fromS(EntityType.ALIAS.name()),
                  ExcerptCodec.EXCERPT, ExcerptCodec.encode(excerpt)));

      assertThat(ExcerptCodec.in(alias, contact.id())).contains(excerpt);
    }
  }

  @Property(tries = 500)
  void anyExcerpt_isNeverAheadOfItsContact(@ForAll long seed) {
    StoredTree tree = new RandomKnowledge(seed).tree(4);

    for (KnownContact contact : tree.known().contacts().values()) {
      assertThat(contact.merge(Excerpt.of(contact, tree, new Retention(0)).contact()))
          .isEqualTo(contact);
    }
  }
}
