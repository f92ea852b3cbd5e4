package io.contacttree.aws.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import io.contacttree.domain.contact.ContactId;
import io.contacttree.domain.tree.DrawnTree;
import io.contacttree.domain.tree.KnownTree;
import io.contacttree.domain.tree.ListRead;
import io.contacttree.domain.tree.ListTries;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** What is kept by contact is a list of entries, so that the names of attributes are no data. */
final class AttributeNamesTest {
  @ParameterizedTest
  @ValueSource(ints = {1, 3, 200})
  void treesOfDifferentContacts_haveTheSameNamesOfAttributes(int contacts) {
    Set<String> names = names(stored(contacts, 0));

    assertThat(names).contains("m_lists", "m_tries");
    assertThat(names(stored(contacts, 10_000))).isEqualTo(names);
  }

  /**
   * Stores a tree in which all is known by contact that can be, of ids that begin with a number.
   */
  private static TestStore stored(int contacts, int first) {
    TestStore store = new TestStore();
    KnownTree known =
        DrawnTree.of("gone-%d missing\n└─ child-%d @9\n".formatted(first, first))
            .known()
            .merge(
                DrawnTree.of("never-%d missing\n└─ other-%d @9\n".formatted(first, first)).known())
            .merge(LargeTrees.apart(first, first + contacts))
            .withList(
                new ContactId("gone-" + first),
                new ListRead(DrawnTree.READ_AT, ListRead.Ending.TOKEN_LOOP))
            .withTries(new ContactId("never-" + first), new ListTries(2, DrawnTree.READ_AT))
            .withErased(Set.of(new ContactId("erased-" + first)));
    store.saved(DrawnTree.stored(known, 1));
    return store;
  }

  private static Set<String> names(TestStore store) {
    Set<String> names = new TreeSet<>();
    store.table.items().forEach(item -> collect(item, names));
    store.table.drop();
    return names;
  }

  private static void collect(Map<String, AttributeValue> attributes, Set<String> names) {
    names.addAll(attributes.keySet());
    collect(List.copyOf(attributes.values()), names);
  }

  private static void collect(List<AttributeValue> values, Set<String> names) {
    for (AttributeValue value : values) {
      collect(value.m(), names);
      collect(value.l(), names);
    }
  }
}
