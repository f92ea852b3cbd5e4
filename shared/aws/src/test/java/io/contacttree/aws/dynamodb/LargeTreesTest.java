package io.contacttree.aws.dynamodb;

import static io.contacttree.domain.tree.DrawnTree.DRAWN_INSTANCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.contacttree.domain.contact.ContactId;
import io.contacttree.domain.contact.Fact;
import io.contacttree.domain.contact.Facts;
import io.contacttree.domain.contact.KnownContact;
import io.contacttree.domain.contact.Stamp;
import io.contacttree.domain.store.LoadedTrees;
import io.contacttree.domain.store.StoredTree;
import io.contacttree.domain.store.TreeStore.SaveResult;
import io.contacttree.domain.store.UpstreamFailure;
import io.contacttree.domain.tree.DrawnTree;
import io.contacttree.domain.tree.KnownTree;
import io.contacttree.domain.tree.ListRead;
import io.contacttree.domain.tree.ListTries;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

class LargeTreesTest {
  private static final Instant LATER = DrawnTree.READ_AT.plus(Duration.ofHours(1));
  private static final ContactId ROOT = LargeTrees.member(0);

  private final TestStore test = new TestStore();

  /** Tables with many items slow the shared server down for every later test. */
  @AfterEach
  void drop() {
    test.table.drop();
  }

  @Test
  void lateLegOfManyContacts_rewritesOnePartAndTheHead() {
    StoredTree before = saved(LargeTrees.star(300));
    assertThat(test.table.items("PART")).hasSize(300);
    test.client.forget();
    KnownTree withLeg = before.known().merge(LargeTrees.star(300, 301, LATER));
    KnownTree known = LargeTrees.listedAgain(withLeg, LargeTrees.member(300), LATER);
    StoredTree after = DrawnTree.stored(known, before.revision() + 1);

    assertThat(test.store.save(after, List.of(before))).isEqualTo(new SaveResult.Saved());

    assertThat(test.client.writes()).isEqualTo(1);
    List<TransactWriteItem> written = test.client.transactions().getFirst();
    assertThat(written.stream().filter(LargeTreesTest::isPart)).hasSizeLessThanOrEqualTo(1);
    assertThat(written).hasSizeLessThanOrEqualTo(4);
    assertThat(loaded(LargeTrees.member(300))).isEqualTo(after);

    // And a revision that changes the tree as a whole writes the head alone.
    test.client.forget();
    StoredTree settled =
        DrawnTree.stored(
            after.known().withSettle(after.known().settle().next()), after.revision() + 1);
    assertThat(test.store.save(settled, List.of(loaded(ROOT)))).isEqualTo(new SaveResult.Saved());
    assertThat(test.client.puts()).hasSize(1);
    assertThat(test.client.writes()).isEqualTo(1);
    assertThat(loaded(ROOT)).isEqualTo(settled);
  }

  @Test
  void sixtyLargestReferencesOfOneContact_readBackAsTheyWere() {
    KnownTree known =
        LargeTrees.withReferences(
            LargeTrees.star(3), LargeTrees.member(1), LargeTrees.largestReferences(60), LATER);

    StoredTree tree = saved(known);

    assertThat(loaded(LargeTrees.member(2))).isEqualTo(tree);
    assertThat(tree.document().facts().referenceCount()).isEqualTo(60);
  }

  @Test
  void moreThanATransactionHolds_isSeenAsSeveralWholeRevisions() {
    KnownTree known = LargeTrees.star(4);
    for (int member = 0; member < 4; member++) {
      known =
          LargeTrees.withReferences(
              known, LargeTrees.member(member), LargeTrees.largestReferences(60), LATER);
    }
    StoredTree before = saved(LargeTrees.star(4));
    StoredTree after = DrawnTree.stored(known, 2);
    test.client.forget();
    DynamoDbTreeStore reader = test.another(TestStore.RETENTION_DAYS);
    List<Integer> references = new ArrayList<>();
    for (int write = 0; write < 120; write++) {
      test.client.afterWrite(
          () -> {
            StoredTree seen = reader.load(DRAWN_INSTANCE, Set.of(ROOT)).treeOf(ROOT).orElseThrow();
            assertThat(seen.document().contacts()).hasSize(4);
            references.add(seen.document().facts().referenceCount());
          });
    }

    assertThat(test.store.save(after, List.of(before))).isEqualTo(new SaveResult.Saved());

    assertThat(loaded(ROOT).known()).isEqualTo(known);
    assertThat(references).isSorted().endsWith(240).allMatch(count -> count % 60 == 0);
    assertThat(test.client.writes()).isEqualTo(references.size()).isGreaterThan(1);
  }

  @Test
  void moreThanATransactionHolds_leavesNoPartsWhenItIsRefused() {
    KnownTree known = LargeTrees.star(4);
    for (int member = 0; member < 4; member++) {
      known =
          LargeTrees.withReferences(
              known, LargeTrees.member(member), LargeTrees.largestReferences(60), LATER);
    }
    StoredTree before = saved(LargeTrees.star(4));
    StoredTree theirs =
        DrawnTree.stored(before.known().withSettle(before.known().settle().next()), 2);
    test.another(TestStore.RETENTION_DAYS).save(theirs, List.of(before));

    assertThat(test.store.save(DrawnTree.stored(known, 2), List.of(before)))
        .isEqualTo(new SaveResult.Conflict(Set.of(ROOT)));

    assertThat(test.table.items("PART")).isEmpty();
    assertThat(loaded(ROOT)).isEqualTo(theirs);
  }

  @Test
  void treeThatShrinksAgain_staysInPartsOfItsMembers() {
    KnownTree small = LargeTrees.star(3);
    StoredTree split =
        saved(
            LargeTrees.withReferences(
                small, LargeTrees.member(1), LargeTrees.largestReferences(20), LATER));
    assertThat(test.table.items("PART")).isNotEmpty();
    StoredTree shrunk =
        DrawnTree.stored(
            LargeTrees.withReferences(
                split.known(), LargeTrees.member(1), List.of(), LATER.plusSeconds(1)),
            2);

    assertThat(test.store.save(shrunk, List.of(split))).isEqualTo(new SaveResult.Saved());

    assertThat(test.table.items("PART")).hasSize(3);
    assertThat(loaded(ROOT)).isEqualTo(shrunk);
  }

  @Test
  void partThatIsReplacedWhileItIsRead_givesTheNewRevision() {
    StoredTree before = saved(LargeTrees.star(2_000));
    StoredTree after =
        DrawnTree.stored(
            LargeTrees.withReferences(
                before.known(), LargeTrees.member(1_999), LargeTrees.largestReferences(1), LATER),
            before.revision() + 1);
    DynamoDbTreeStore writer = test.another(TestStore.RETENTION_DAYS);
    DynamoDbTreeStore reader = test.another(TestStore.RETENTION_DAYS);
    writer.load(DRAWN_INSTANCE, Set.of(ROOT));
    // The head is read with some members, then the revision changes, then the others are read.
    test.client.beforeRead(() -> {});
    test.client.beforeRead(() -> writer.save(after, List.of(before)));

    LoadedTrees loaded = reader.load(DRAWN_INSTANCE, Set.of(ROOT));

    assertThat(loaded.treeOf(ROOT)).contains(after);
  }

  @Test
  void treeThatIsAsItWas_isLoadedAgainByItsHeadAlone() {
    StoredTree tree = saved(LargeTrees.star(100));
    Set<ContactId> leaf = Set.of(LargeTrees.member(7));
    LoadedTrees before = test.store.load(DRAWN_INSTANCE, leaf);
    test.client.forget();

    LoadedTrees again = test.store.loadAgain(DRAWN_INSTANCE, leaf, before);

    assertThat(again.treeOf(LargeTrees.member(7))).contains(tree);
    assertThat(test.client.reads()).isEqualTo(1);
  }

  @Test
  void treeThatHasChanged_isLoadedAgainAsItIs() {
    StoredTree tree = saved(LargeTrees.star(100));
    Set<ContactId> leaf = Set.of(LargeTrees.member(7));
    LoadedTrees before = test.store.load(DRAWN_INSTANCE, leaf);
    StoredTree next =
        DrawnTree.stored(
            LargeTrees.withReferences(
                tree.known(), LargeTrees.member(9), LargeTrees.largestReferences(1), LATER),
            tree.revision() + 1);
    assertThat(test.store.save(next, List.of(tree))).isEqualTo(new SaveResult.Saved());

    LoadedTrees again = test.store.loadAgain(DRAWN_INSTANCE, leaf, before);

    assertThat(again.treeOf(LargeTrees.member(7))).contains(next);
  }

  @Test
  void partThatStaysAway_isAnOutageAndNotATornDocument() {
    saved(LargeTrees.star(120));
    test.table.delete(test.table.items("PART").getFirst());
    test.client.forget();

    assertThatThrownBy(() -> test.store.load(DRAWN_INSTANCE, Set.of(ROOT)))
        .isInstanceOf(UpstreamFailure.class);
    assertThat(test.client.reads()).isLessThanOrEqualTo(16);
  }

  @Test
  void thousandsOfDefectsAndMissingContacts_doNotFillTheHead() {
    // Each of a thousand members names three that nobody knows.
    KnownTree known = LargeTrees.star(1_000);
    for (int member = 0; member < 1_000; member++) {
      int first = 10_000 + 3 * member;
      known =
          known.merge(
              KnownTree.of(known.instance(), naming(member, List.of(first, first + 1, first + 2))));
    }
    NavigableMap<ContactId, ListRead> lists = new TreeMap<>(known.lists());
    NavigableMap<ContactId, ListTries> tries = new TreeMap<>();
    for (int number = 10_000; number < 13_000; number++) {
      lists.put(LargeTrees.member(number), new ListRead(LATER, ListRead.Ending.NOT_FOUND));
      tries.put(LargeTrees.member(number), new ListTries(4, LATER));
    }
    known =
        new KnownTree(
            known.instance(),
            known.contacts(),
            lists,
            tries,
            known.associatedAt(),
            known.settle(),
            known.erased());

    StoredTree tree = saved(known);

    assertThat(tree.document().defects()).hasSize(3_000);
    assertThat(loaded(LargeTrees.member(12_999))).isEqualTo(tree);
  }

  private static KnownContact naming(int member, List<Integer> named) {
    Facts.Builder facts = Facts.observedAt(Stamp.of(LATER));
    int next = 0;
    for (Fact fact : Fact.NAMING) {
      facts.with(fact, Optional.of(LargeTrees.member(named.get(next)).value()));
      next++;
    }
    return KnownContact.ended(LargeTrees.member(member), facts.build(), LATER, LATER);
  }

  private StoredTree saved(KnownTree known) {
    assertThat(test.store.save(DrawnTree.stored(known, 1), List.of()))
        .isEqualTo(new SaveResult.Saved());
    StoredTree stored = loaded(known.contacts().firstKey());
    assertThat(stored.known()).isEqualTo(known);
    return stored;
  }

  private StoredTree loaded(ContactId contact) {
    return test.store.load(DRAWN_INSTANCE, Set.of(contact)).treeOf(contact).orElseThrow();
  }

  private static boolean isPart(TransactWriteItem write) {
    return write.put() != null && write.put().item().get("sk").s().startsWith("part#");
  }
}
