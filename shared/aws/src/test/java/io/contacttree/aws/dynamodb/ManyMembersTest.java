package io.contacttree.aws.dynamodb;

import static io.contacttree.domain.tree.DrawnTree.DRAWN_INSTANCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.contacttree.aws.dynamodb.part.TreeItems;
import io.contacttree.domain.contact.ContactId;
import io.contacttree.domain.contact.Facts;
import io.contacttree.domain.contact.KnownContact;
import io.contacttree.domain.store.LoadedTrees;
import io.contacttree.domain.store.StoredTree;
import io.contacttree.domain.store.TreeStore.SaveResult;
import io.contacttree.domain.store.UpstreamFailure;
import io.contacttree.domain.tree.DrawnTree;
import io.contacttree.domain.tree.KnownTree;
import io.contacttree.domain.tree.TreeState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;

/** More identities than a transaction claims, or leads to a new root. */
class ManyMembersTest {
  private static final Instant LATER = DrawnTree.READ_AT.plus(Duration.ofHours(1));
  private static final ContactId ROOT = LargeTrees.member(0);

  private final TestStore test = new TestStore();

  /** Tables with many items slow the shared server down for every later test. */
  @AfterEach
  void drop() {
    test.table.drop();
  }

  @Test
  void rootOfALargeTreeThatMoves_takesAliasesAndPartsWithIt() {
    StoredTree before = saved(LargeTrees.star(1, 301, DrawnTree.READ_AT));
    assertThat(before.treeId()).isEqualTo(LargeTrees.member(1));
    assertThat(test.table.items("PART")).isNotEmpty();
    StoredTree after =
        DrawnTree.stored(before.known().merge(LargeTrees.star(0, 1, LATER)), before.revision() + 1);
    assertThat(after.treeId()).isEqualTo(ROOT);

    assertThat(test.store.save(after, List.of(before))).isEqualTo(new SaveResult.Saved());

    LoadedTrees loaded = test.store.load(DRAWN_INSTANCE, after.known().contacts().keySet());
    assertThat(loaded.trees().values()).singleElement().satisfies(tree -> same(tree, after));
    assertThat(loaded.treeOf()).hasSize(301);
    assertThat(test.table.items("ALIAS"))
        .hasSize(300)
        .allMatch(alias -> alias.get("tree_id").s().equals(ROOT.value()));
    assertThat(test.table.items("PART"))
        .allMatch(part -> part.get("pk").s().equals(TestStore.partition(ROOT.value())));
    assertThat(identity(ROOT)).doesNotContainKey("m_former");
  }

  @Test
  void repairThatIsCutShort_isMadeGoodByTheNextRevision() {
    StoredTree before = saved(LargeTrees.star(1, 201, DrawnTree.READ_AT));
    StoredTree after =
        DrawnTree.stored(before.known().merge(LargeTrees.star(0, 1, LATER)), before.revision() + 1);
    test.client.beforeWrite(this::tableDownOnceTheRootHasMoved);

    assertThat(test.store.save(after, List.of(before))).isEqualTo(new SaveResult.Saved());

    assertThat(identity(ROOT)).containsKey("m_former");
    assertThat(leadingElsewhere()).isNotEmpty();
    for (int number = 0; number <= 200; number += 50) {
      same(loaded(LargeTrees.member(number)), after);
    }

    StoredTree next =
        DrawnTree.stored(
            after.known().withSettle(after.known().settle().next()), loaded(ROOT).revision() + 1);
    assertThat(test.store.save(next, List.of(loaded(ROOT)))).isEqualTo(new SaveResult.Saved());

    assertThat(leadingElsewhere()).isEmpty();
    assertThat(identity(ROOT)).doesNotContainKey("m_former");
    assertThat(loaded(LargeTrees.member(199))).isEqualTo(next);
  }

  @Test
  void aliasThatLeadsElsewhereMeanwhile_staysAndTheOthersAreRepaired() {
    StoredTree before = saved(LargeTrees.star(1, 201, DrawnTree.READ_AT));
    StoredTree after =
        DrawnTree.stored(before.known().merge(LargeTrees.star(0, 1, LATER)), before.revision() + 1);
    test.client.beforeWrite(() -> {});
    test.client.beforeWrite(
        () ->
            test.table.put(
                TreeItems.alias(
                    DRAWN_INSTANCE,
                    LargeTrees.member(190),
                    LargeTrees.member(999),
                    false,
                    Optional.empty())));

    assertThat(test.store.save(after, List.of(before))).isEqualTo(new SaveResult.Saved());

    assertThat(leadingElsewhere()).containsExactly(identity(LargeTrees.member(190)));
    assertThat(identity(ROOT)).doesNotContainKey("m_former");
  }

  @Test
  void twoLargeTreesJoined_answerAsOne() {
    StoredTree one = saved(LargeTrees.star(0, 150, DrawnTree.READ_AT));
    StoredTree other = saved(LargeTrees.apart(150, 300));
    StoredTree joined = DrawnTree.stored(one.known().merge(other.known()), one.revision() + 1);

    assertThat(test.store.save(joined, List.of(one, other))).isEqualTo(new SaveResult.Saved());

    same(loaded(LargeTrees.member(299)), joined);
    assertThat(test.table.items("PART"))
        .allMatch(part -> part.get("pk").s().equals(TestStore.partition(ROOT.value())));
  }

  @Test
  void manyNewMembers_areSeenAsSeveralWholeRevisionsAndOnlyTheLastIsFinished() {
    KnownTree known = LargeTrees.star(250);
    DynamoDbTreeStore reader = test.another(TestStore.RETENTION_DAYS);
    List<Integer> sizes = new ArrayList<>();
    List<TreeState> states = new ArrayList<>();
    for (int write = 0; write < 20; write++) {
      test.client.afterWrite(
          () -> {
            StoredTree seen = reader.load(DRAWN_INSTANCE, Set.of(ROOT)).treeOf(ROOT).orElseThrow();
            int size = seen.document().contacts().size();
            assertThat(seen.document().facts().contactCount()).isEqualTo(size);
            sizes.add(size);
            states.add(seen.document().state());
          });
    }

    saved(known);

    assertThat(sizes).isSorted().hasSizeBetween(4, 9).endsWith(250);
    assertThat(states.removeLast()).isEqualTo(TreeState.COMPLETE);
    assertThat(states).containsOnly(TreeState.SETTLING);
    assertThat(test.client.writes()).isEqualTo(sizes.size());
  }

  @Test
  void chainOfManyNewMembers_takesAsManyRevisionsAsAStar() {
    saved(LargeTrees.chain(250));

    assertThat(test.client.writes()).isBetween(6, 8);
  }

  @Test
  void manyNewMembersCutShort_leaveATreeThatSatisfiesNoClaimOfItsWriter() {
    KnownTree listed = LargeTrees.star(250);
    KnownTree known =
        listed.withContacts(
            Map.of(
                LargeTrees.member(3),
                KnownContact.ended(
                    LargeTrees.member(3), Facts.NONE, DrawnTree.START, DrawnTree.READ_AT)));
    test.client.beforeWrite(() -> {});
    test.client.beforeWrite(() -> {});
    test.client.beforeWrite(ManyMembersTest::tableDown);
    assertThatThrownBy(() -> test.store.save(DrawnTree.stored(known, 1), List.of()))
        .isInstanceOf(UpstreamFailure.class);

    StoredTree left = loaded(ROOT);

    assertThat(left.known().contact(LargeTrees.member(3)).orElseThrow().isListedAsEnded())
        .isFalse();
    assertThat(left.known().listedOrAskedAt(LargeTrees.member(3))).isEmpty();
    assertThat(left.document().state()).isNotEqualTo(TreeState.COMPLETE);
    // The message comes again: what is there is loaded, merged and written.
    StoredTree again = DrawnTree.stored(left.known().merge(known), left.revision() + 1);
    assertThat(test.store.save(again, List.of(left))).isEqualTo(new SaveResult.Saved());
    assertThat(loaded(LargeTrees.member(249)).known()).isEqualTo(again.known());
    assertThat(again.known()).isEqualTo(known);
  }

  @Test
  void newerListCutShort_leavesAStoredMemberThatHasEndedAsItWasListed() {
    ContactId ended = LargeTrees.member(250);
    StoredTree before =
        saved(
            LargeTrees.star(300)
                .withContacts(
                    Map.of(
                        ended,
                        KnownContact.ended(
                            ended, Facts.NONE, DrawnTree.START, DrawnTree.READ_AT))));
    KnownTree changed = before.known();
    for (int number = 0; number < 200; number++) {
      changed = LargeTrees.withReferences(changed, LargeTrees.member(number), List.of(), LATER);
    }
    KnownTree newer = LargeTrees.listedAgain(changed, LargeTrees.member(299), LATER);
    // The members that change are noted as they are by three writes; then the list begins to show.
    for (int write = 0; write < 4; write++) {
      test.client.beforeWrite(() -> {});
    }
    test.client.beforeWrite(ManyMembersTest::tableDown);
    StoredTree next = DrawnTree.stored(newer, before.revision() + 1);
    assertThatThrownBy(() -> test.store.save(next, List.of(before)))
        .isInstanceOf(UpstreamFailure.class);

    StoredTree left = loaded(ROOT);

    assertThat(left.document().associatedAt()).contains(LATER);
    assertThat(left.known().listedOrAskedAt(ended)).contains(DrawnTree.READ_AT);
    StoredTree again = DrawnTree.stored(left.known().merge(newer), left.revision() + 1);
    assertThat(test.store.save(again, List.of(left))).isEqualTo(new SaveResult.Saved());
    assertThat(loaded(ROOT).known()).isEqualTo(newer);
  }

  @Test
  void memberTakenByAnotherTreeMeanwhile_refusesTheRevision() {
    StoredTree root = saved(LargeTrees.star(1));
    StoredTree grown = DrawnTree.stored(LargeTrees.star(250), 2);
    StoredTree theirs = DrawnTree.stored(LargeTrees.apart(200, 201), 1);
    DynamoDbTreeStore other = test.another(TestStore.RETENTION_DAYS);
    test.client.beforeWrite(() -> {});
    test.client.beforeWrite(() -> {});
    test.client.beforeWrite(() -> other.save(theirs, List.of()));

    SaveResult our = test.store.save(grown, List.of(root));

    assertThat(our).isEqualTo(new SaveResult.Conflict(Set.of(LargeTrees.member(200))));
  }

  @Test
  void manyStoredMembersThatChangeWithANewerList_readBackAsTheyAre() {
    StoredTree before = saved(LargeTrees.star(300));
    KnownTree known = before.known();
    for (int number = 0; number < 200; number++) {
      known =
          LargeTrees.withReferences(
              known, LargeTrees.member(number), LargeTrees.largestReferences(1), LATER);
    }
    KnownTree newer = LargeTrees.listedAgain(known, LargeTrees.member(299), LATER);
    DynamoDbTreeStore reader = test.another(TestStore.RETENTION_DAYS);
    for (int write = 0; write < 20; write++) {
      test.client.afterWrite(
          () -> {
            KnownTree seen =
                reader.load(DRAWN_INSTANCE, Set.of(ROOT)).treeOf(ROOT).orElseThrow().known();
            assertThat(newer.merge(seen)).isEqualTo(newer);
          });
    }

    StoredTree next = DrawnTree.stored(newer, before.revision() + 1);
    assertThat(test.store.save(next, List.of(before))).isEqualTo(new SaveResult.Saved());

    assertThat(loaded(ROOT).known()).isEqualTo(newer);
    assertThat(loaded(ROOT).document().with(next.revision(), next.document().state()))
        .isEqualTo(next.document());
  }

  private StoredTree saved(KnownTree known) {
    assertThat(test.store.save(DrawnTree.stored(known, 1), List.of()))
        .isEqualTo(new SaveResult.Saved());
    StoredTree stored = loaded(known.contacts().firstKey());
    assertThat(stored.known()).isEqualTo(known);
    return stored;
  }

  /** The revision under which it lies in the end may be greater. */
  private static void same(StoredTree found, StoredTree expected) {
    assertThat(found.known()).isEqualTo(expected.known());
    assertThat(found.document().with(expected.revision(), expected.document().state()))
        .isEqualTo(expected.document());
  }

  private StoredTree loaded(ContactId contact) {
    return test.store.load(DRAWN_INSTANCE, Set.of(contact)).treeOf(contact).orElseThrow();
  }

  private Map<String, AttributeValue> identity(ContactId contact) {
    return test.identity(contact.value());
  }

  private List<Map<String, AttributeValue>> leadingElsewhere() {
    return test.table.items("ALIAS").stream()
        .filter(alias -> !alias.get("tree_id").s().equals(ROOT.value()))
        .toList();
  }

  /** Lets the revision pass and what is left to repair after it fail. */
  private void tableDownOnceTheRootHasMoved() {
    if (identity(LargeTrees.member(1)).get("entity_type").s().equals("ALIAS")) {
      tableDown();
    }
    test.client.beforeWrite(this::tableDownOnceTheRootHasMoved);
  }

  private static void tableDown() {
    throw DynamoDbException.builder().statusCode(503).build();
  }
}
