package io.contacttree.aws.dynamodb;

import static io.contacttree.domain.tree.DrawnTree.DRAWN_INSTANCE;
import static org.assertj.core.api.Assertions.assertThat;

import io.contacttree.domain.claim.FakeQueue;
import io.contacttree.domain.connect.Deadline;
import io.contacttree.domain.contact.ContactId;
import io.contacttree.domain.erase.EraseContacts;
import io.contacttree.domain.erase.ErasePorts;
import io.contacttree.domain.erase.EraseScope;
import io.contacttree.domain.erase.Erasure;
import io.contacttree.domain.flow.MovingPauses;
import io.contacttree.domain.reference.Reference;
import io.contacttree.domain.store.LoadedTrees;
import io.contacttree.domain.store.StoredTree;
import io.contacttree.domain.store.UpstreamFailure;
import io.contacttree.domain.tree.DrawnTree;
import io.contacttree.domain.tree.KnownTree;
import io.contacttree.domain.tree.Retention;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** What a scan of the table still finds of erased contacts, also where the eraser was cut short. */
class ErasedValuesTest {
  /** All revisions of any of these erasures, and some of the deletions that follow a move. */
  private static final int WRITES = 12;

  private static final int MANY = 120;

  @Test
  void memberOfATreeInOneItem_nothingIsLeft() {
    erasedAtEachWrite(DrawnTree.of("root\n├─ a\n└─ b\n").known(), "a", EraseScope.CONTACT);
  }

  @Test
  void rootOfATreeInOneItem_nothingIsLeft() {
    erasedAtEachWrite(DrawnTree.of("root\n├─ a\n└─ b\n").known(), "root", EraseScope.CONTACT);
  }

  @Test
  void memberOfATreeInParts_nothingIsLeft() {
    erasedAtEachWrite(star(MANY), "n7", EraseScope.CONTACT);
  }

  @Test
  void rootOfATreeInParts_nothingIsLeft() {
    erasedAtEachWrite(star(MANY), "root", EraseScope.CONTACT);
  }

  @Test
  void wholeTreeInParts_nothingIsLeft() {
    erasedAtEachWrite(star(MANY), "n7", EraseScope.TREE);
  }

  @Test
  void memberWithReferencesInManyItems_nothingIsLeft() {
    KnownTree known =
        LargeTrees.withReferences(
            DrawnTree.of("root\n└─ a\n").known(), new ContactId("a"), many(30), DrawnTree.READ_AT);
    erasedAtEachWrite(known, "a", EraseScope.CONTACT);
  }

  @Test
  void tombstone_saysWhatIsToldAndNeverExpires() {
    TestStore test = new TestStore();
    test.saved(DrawnTree.stored(DrawnTree.of("root\n└─ a\n").known(), 1));

    erase(test, "a", EraseScope.CONTACT);

    Map<String, AttributeValue> tombstone = test.identity("a");
    assertThat(tombstone)
        .containsEntry("entity_type", AttributeValue.fromS("TOMBSTONE"))
        .containsEntry("tree_id", AttributeValue.fromS("root"))
        .containsEntry("told_type", AttributeValue.fromS("Contact Erased"))
        .containsEntry("told_contact_id", AttributeValue.fromS("a"))
        .containsEntry("told_tree_id", AttributeValue.fromS("root"))
        .containsEntry("told_revision", AttributeValue.fromS("2"))
        .containsEntry("told_contact_count", AttributeValue.fromS("1"))
        .doesNotContainKey("expires_at");
    test.table.drop();
  }

  @Test
  void tombstoneOfTheLast_saysThatNobodyIsLeft() {
    TestStore test = new TestStore();
    test.saved(DrawnTree.stored(DrawnTree.of("root\n").known(), 1));

    erase(test, "root", EraseScope.CONTACT);

    assertThat(test.identity("root"))
        .containsEntry("told_tree_id", AttributeValue.fromS("root"))
        .containsEntry("told_revision", AttributeValue.fromS("0"))
        .containsEntry("told_state", AttributeValue.fromS("NONE"))
        .containsEntry("told_contact_count", AttributeValue.fromS("0"))
        .doesNotContainKey("tree_id");
    test.table.drop();
  }

  private static void erasedAtEachWrite(KnownTree drawn, String contact, EraseScope scope) {
    KnownTree known = drawn;
    for (ContactId id : drawn.contacts().keySet()) {
      if (known.contact(id).orElseThrow().references().read().isPresent()
          && known.contact(id).orElseThrow().references().read().get().references().isEmpty()) {
        known =
            LargeTrees.withReferences(
                known, id, List.of(secret(id)), DrawnTree.READ_AT.plusSeconds(1));
      }
    }
    boolean crashed = true;
    for (int write = 0; crashed && write < WRITES; write++) {
      TestStore test = new TestStore();
      test.saved(DrawnTree.stored(known, 1));
      for (int passing = 0; passing < write; passing++) {
        test.client.beforeWrite(() -> {});
      }
      boolean[] stopped = new boolean[1];
      test.client.beforeWrite(
          () -> {
            stopped[0] = true;
            throw SdkClientException.create("the eraser is no more");
          });
      try {
        erase(test, contact, scope);
      } catch (UpstreamFailure down) {
        assertThat(down.resource()).isEqualTo(UpstreamFailure.Resource.TABLE);
      }
      crashed = stopped[0];

      Erasure erasure = erase(test, contact, scope);

      assertThat(erasure.finished()).isTrue();
      check(test, known, scope == EraseScope.TREE ? known.contacts().keySet() : ids(contact));
      test.table.drop();
    }
  }

  private static void check(TestStore test, KnownTree known, Set<ContactId> erased) {
    List<String> items = test.table.items().stream().map(Object::toString).toList();
    for (ContactId id : erased) {
      String secret = secret(id).value().orElseThrow();
      assertThat(items).as("what is left of %s", id).noneMatch(item -> item.contains(secret));
    }
    Set<ContactId> rest = new TreeSet<>(known.contacts().keySet());
    rest.removeAll(erased);
    LoadedTrees left = test.store.load(DRAWN_INSTANCE, known.contacts().keySet());
    assertThat(left.erased()).isEqualTo(new TreeSet<>(erased));
    if (rest.isEmpty()) {
      assertThat(left.trees()).isEmpty();
      assertThat(items).hasSize(erased.size());
    } else {
      StoredTree tree = left.treeOf(rest.iterator().next()).orElseThrow();
      assertThat(left.trees()).hasSize(1);
      assertThat(tree.known().contacts().keySet()).isEqualTo(rest);
    }
  }

  private static Erasure erase(TestStore test, String contact, EraseScope scope) {
    return new EraseContacts(
            new ErasePorts(
                new DynamoDbTombstones(
                    test.client,
                    test.table.name(),
                    new Retention(TestStore.RETENTION_DAYS),
                    DrawnTree.ASSEMBLER,
                    test.clock),
                new DynamoDbLeases(test.client, test.table.name(), test.clock),
                new FakeQueue(test.clock),
                new MovingPauses(test.clock)),
            DrawnTree.ASSEMBLER,
            Duration.ofSeconds(60),
            test.clock)
        .erase(
            DRAWN_INSTANCE,
            new ContactId(contact),
            scope,
            new Deadline(test.clock.instant().plusSeconds(20)));
  }

  private static Reference secret(ContactId id) {
    return new Reference(
        "STRING",
        Optional.of("note"),
        Optional.of("secret-of-" + id + "-alone"),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  private static List<Reference> many(int count) {
    List<Reference> references = new ArrayList<>(LargeTrees.largestReferences(count));
    references.add(secret(new ContactId("a")));
    return references;
  }

  private static Set<ContactId> ids(String contact) {
    return Set.of(new ContactId(contact));
  }

  private static KnownTree star(int leaves) {
    StringBuilder drawing = new StringBuilder("root @0\n");
    for (int leaf = 1; leaf <= leaves; leaf++) {
      drawing.append("├─ n%d @%d\n".formatted(leaf, leaf));
    }
    return DrawnTree.of(drawing.toString()).known();
  }
}
