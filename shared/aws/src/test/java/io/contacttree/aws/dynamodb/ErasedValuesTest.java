package io.contacttree.aws.dynamodb;

import static io.contacttree.domain.tree.DrawnTree.ASSEMBLER;
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
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** What a scan of the table still finds of erased contacts, also where the eraser was cut short. */
class ErasedValuesTest {
  /** All revisions of any of these erasures, and some of the deletions that follow a move. */
  private static final int WRITES = 12;

  private static final int MANY = 120;

  private static final Duration TIME_TO_ERASE = Duration.ofSeconds(20);
  private static final int MOST_CALLS = 20;

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

  /** Each look at the clock takes a second. */
  @Test
  void rootOfVeryMany_isErasedByShortCallsThatEndInTime() {
    TestStore test = new TestStore();
    KnownTree known = star(900);
    test.saved(DrawnTree.stored(known, 1));
    InstantSource slow =
        () -> {
          test.clock.advance(Duration.ofSeconds(1));
          return test.clock.instant();
        };
    int calls = 0;
    boolean finished = false;
    while (!finished && calls < MOST_CALLS) {
      calls++;
      Instant begun = test.clock.instant();
      finished = erase(test, "root", EraseScope.CONTACT, slow).finished();
      assertThat(Duration.between(begun, test.clock.instant()))
          .as("call %s", calls)
          .isLessThanOrEqualTo(TIME_TO_ERASE.plusSeconds(2));
    }

    assertThat(finished).isTrue();
    assertThat(calls).isGreaterThan(2);
    check(test, known, ids("root"));
    assertThat(test.table.items())
        .filteredOn(
            item -> item.get("pk").equals(AttributeValue.fromS(TestStore.partition("root"))))
        .singleElement()
        .isEqualTo(test.identity("root"));
    test.table.drop();
  }

  @Test
  void memberOfAnExpiredTreeInOneItem_nothingIsLeft() {
    erasedAfter(ErasedValuesTest::expire, DrawnTree.of("root\n├─ a\n└─ b\n").known(), "a");
  }

  @Test
  void rootOfAnExpiredTreeInOneItem_nothingIsLeft() {
    erasedAfter(ErasedValuesTest::expire, DrawnTree.of("root\n├─ a\n└─ b\n").known(), "root");
  }

  @Test
  void memberOfAnExpiredTreeInParts_nothingIsLeft() {
    erasedAfter(ErasedValuesTest::expire, star(MANY), "n7");
  }

  @Test
  void rootOfAnExpiredTreeInParts_nothingIsLeft() {
    erasedAfter(ErasedValuesTest::expire, star(MANY), "root");
  }

  @Test
  void memberWhoseTreesHeadIsDeleted_nothingIsLeft() {
    erasedAfter(ErasedValuesTest::deleteHead, star(MANY), "n7");
  }

  @Test
  void rootWhoseHeadIsDeleted_nothingIsLeft() {
    erasedAfter(ErasedValuesTest::deleteHead, star(MANY), "root");
  }

  @Test
  void memberWhoseAliasHasExpiredToo_nothingIsLeft() {
    erasedAfter(
        test -> test.clock.advance(Duration.ofDays(1000)),
        DrawnTree.of("root\n├─ a\n└─ b\n").known(),
        "a");
  }

  @Test
  void memberOfAnExpiredTreeThatCameBackWithoutIt_nothingIsLeftAndTheOthersStay() {
    KnownTree back = star(MANY - 1);
    erasedAfter(
        test -> {
          expire(test);
          test.saved(new StoredTree(ASSEMBLER.assemble(back, 1, test.clock.instant()), back));
        },
        star(MANY),
        "n" + MANY);
  }

  @Test
  void memberOfAnExpiredTreeThatCameBackSmall_nothingIsLeftAndTheOthersStay() {
    KnownTree back = DrawnTree.of("root @0\n└─ n1 @1\n").known();
    erasedAfter(
        test -> {
          expire(test);
          test.saved(new StoredTree(ASSEMBLER.assemble(back, 1, test.clock.instant()), back));
        },
        star(MANY),
        "n7");
  }

  @Test
  void expiredTreeThatComesBackWhileItIsErased_losesNothingOfTheOthers() {
    TestStore test = new TestStore();
    KnownTree known = withSecrets(star(MANY));
    test.saved(DrawnTree.stored(known, 1));
    expire(test);
    KnownTree back = withSecrets(star(MANY - 1));
    test.client.beforeWrite(
        () ->
            test.another(TestStore.RETENTION_DAYS)
                .save(
                    new StoredTree(ASSEMBLER.assemble(back, 1, test.clock.instant()), back),
                    List.of()));

    Erasure erasure = erase(test, "n" + MANY, EraseScope.CONTACT);

    assertThat(erasure.finished()).isTrue();
    assertThat(test.store.load(DRAWN_INSTANCE, ids("n7")).treeOf(new ContactId("n7")))
        .hasValueSatisfying(tree -> assertThat(tree.known().contacts()).isEqualTo(back.contacts()));
    assertThat(leftOf(test, new ContactId("n" + MANY))).isEmpty();
    test.table.drop();
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
    KnownTree known = withSecrets(drawn);
    crashedAtEachWrite(
        known,
        _ -> {},
        contact,
        scope,
        test ->
            check(
                test, known, scope == EraseScope.TREE ? known.contacts().keySet() : ids(contact)));
  }

  /** Erases a contact of a tree after something happened to it that leaves it out of all reads. */
  private static void erasedAfter(Consumer<TestStore> event, KnownTree drawn, String contact) {
    KnownTree known = withSecrets(drawn);
    List<LoadedTrees> before = new ArrayList<>();
    crashedAtEachWrite(
        known,
        test -> {
          event.accept(test);
          before.add(others(test, known, contact));
          assertThat(leftOf(test, new ContactId(contact))).as("what is to be erased").isNotEmpty();
        },
        contact,
        EraseScope.CONTACT,
        test -> {
          assertThat(leftOf(test, new ContactId(contact))).isEmpty();
          LoadedTrees erased = test.store.load(DRAWN_INSTANCE, ids(contact));
          assertThat(erased.erased()).isEqualTo(ids(contact));
          assertThat(membersOf(others(test, known, contact)))
              .isEqualTo(membersOf(before.getLast()));
        });
  }

  private static LoadedTrees others(TestStore test, KnownTree known, String contact) {
    Set<ContactId> others = new TreeSet<>(known.contacts().keySet());
    others.remove(new ContactId(contact));
    return test.store.load(DRAWN_INSTANCE, others);
  }

  private static List<Set<ContactId>> membersOf(LoadedTrees trees) {
    return trees.trees().values().stream()
        .<Set<ContactId>>map(tree -> tree.known().contacts().keySet())
        .toList();
  }

  private static void expire(TestStore test) {
    test.clock.advance(Duration.ofDays(TestStore.RETENTION_DAYS + 1));
  }

  /** What the time to live does first. */
  private static void deleteHead(TestStore test) {
    expire(test);
    test.table.delete(test.identity("root"));
  }

  private static List<String> leftOf(TestStore test, ContactId erased) {
    String secret = secret(erased).value().orElseThrow();
    return test.table.items().stream()
        .map(Object::toString)
        .filter(item -> item.contains(secret))
        .toList();
  }

  private static KnownTree withSecrets(KnownTree drawn) {
    KnownTree known = drawn;
    for (ContactId id : drawn.contacts().keySet()) {
      if (known.contact(id).orElseThrow().references().read().isPresent()
          && known.contact(id).orElseThrow().references().read().get().references().isEmpty()) {
        known =
            LargeTrees.withReferences(
                known, id, List.of(secret(id)), DrawnTree.READ_AT.plusSeconds(1));
      }
    }
    return known;
  }

  private static void crashedAtEachWrite(
      KnownTree known,
      Consumer<TestStore> before,
      String contact,
      EraseScope scope,
      Consumer<TestStore> check) {
    boolean crashed = true;
    for (int write = 0; crashed && write < WRITES; write++) {
      TestStore test = new TestStore();
      test.saved(DrawnTree.stored(known, 1));
      before.accept(test);
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
      check.accept(test);
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
    return erase(test, contact, scope, test.clock);
  }

  private static Erasure erase(
      TestStore test, String contact, EraseScope scope, InstantSource clock) {
    return new EraseContacts(
            new ErasePorts(
                new DynamoDbTombstones(
                    test.client,
                    test.table.name(),
                    new Retention(TestStore.RETENTION_DAYS),
                    ASSEMBLER,
                    clock),
                new DynamoDbLeases(test.client, test.table.name(), test.clock),
                new FakeQueue(test.clock),
                new MovingPauses(test.clock)),
            ASSEMBLER,
            Duration.ofSeconds(60),
            clock)
        .erase(
            DRAWN_INSTANCE,
            new ContactId(contact),
            scope,
            new Deadline(test.clock.instant().plus(TIME_TO_ERASE)));
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
