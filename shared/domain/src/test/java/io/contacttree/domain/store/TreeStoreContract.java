package io.contacttree.domain.store;

import static io.contacttree.domain.tree.DrawnTree.DRAWN_INSTANCE;
import static io.contacttree.domain.tree.DrawnTree.id;
import static io.contacttree.domain.tree.DrawnTree.ids;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.contacttree.domain.contact.ContactId;
import io.contacttree.domain.contact.Fact;
import io.contacttree.domain.contact.Facts;
import io.contacttree.domain.contact.InstanceId;
import io.contacttree.domain.contact.KnownContact;
import io.contacttree.domain.contact.Stamp;
import io.contacttree.domain.store.TreeStore.SaveResult;
import io.contacttree.domain.tree.DrawnTree;
import io.contacttree.domain.tree.KnownTree;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What every store of trees must do; each test begins with an empty store. */
public abstract class TreeStoreContract {
  private static final String CALL =
      """
      a
      ├─ b
      │  └─ c   related
      └─ d      open
      """;

  private static final String LATER_CALL =
      """
      x     @20
      └─ y  @21
      """;

  /** Returns the store under test. */
  protected abstract TreeStore store();

  /** Puts a tombstone in the place of a contact. */
  protected abstract void bury(ContactId contact);

  @Test
  void unknownContacts_loadNothing() {
    assertThat(store().load(DRAWN_INSTANCE, ids("a", "b"))).isEqualTo(LoadedTrees.NONE);
    assertThat(store().load(DRAWN_INSTANCE, Set.of())).isEqualTo(LoadedTrees.NONE);
  }

  @Test
  void newTree_isAnsweredExactlyByEveryMember() {
    StoredTree tree = saved(DrawnTree.of(CALL).stored(1));

    for (String member : List.of("a", "b", "c", "d")) {
      assertThat(loaded(member)).isEqualTo(tree);
    }
  }

  @Test
  void severalTrees_areLoadedTogetherEachOnce() {
    StoredTree call = saved(DrawnTree.of(CALL).stored(1));
    StoredTree later = saved(DrawnTree.of(LATER_CALL).stored(1));

    LoadedTrees all = store().load(DRAWN_INSTANCE, ids("b", "c", "y", "nobody"));

    assertThat(all.trees()).containsOnlyKeys(id("a"), id("x"));
    assertThat(all.trees().values()).containsExactly(call, later);
    assertThat(all.treeOf()).containsOnlyKeys(id("b"), id("c"), id("y"));
    assertThat(all.treeOf()).containsEntry(id("c"), id("a")).containsEntry(id("y"), id("x"));
  }

  @Test
  void otherInstance_doesNotSeeTheTree() {
    saved(DrawnTree.of(CALL).stored(1));

    assertThat(store().load(new InstanceId("another"), ids("a", "b"))).isEqualTo(LoadedTrees.NONE);
  }

  @Test
  void nextRevision_takesThePlaceOfTheOneBefore() {
    StoredTree first = saved(DrawnTree.of(CALL).stored(1));
    StoredTree second = DrawnTree.of(CALL.replace("open", "")).stored(2);

    assertThat(store().save(second, List.of(first))).isEqualTo(new SaveResult.Saved());

    assertThat(loaded("a")).isEqualTo(second);
  }

  @Test
  void revisionWithWhichALeaseIsOver_tellsItsHolderUntilAnotherIsOver() {
    Leases.Lease lease = new Leases.Lease(DRAWN_INSTANCE, id("a"), "first-holder");
    Leases.Lease later = new Leases.Lease(DRAWN_INSTANCE, id("a"), "later-holder");
    StoredTree tree = DrawnTree.of(CALL).stored(1);

    store().save(tree, List.of(), Optional.of(lease));
    assertThat(loaded("b").done()).contains("first-holder");
    store().save(DrawnTree.of(CALL).stored(2), List.of(loaded("a")));
    assertThat(loaded("b").done()).contains("first-holder");
    store().save(DrawnTree.of(CALL).stored(3), List.of(loaded("a")), Optional.of(later));
    assertThat(loaded("b").done()).contains("later-holder");
  }

  @Test
  void revisionThatSomebodyElseReplaced_conflictsAndChangesNothing() {
    StoredTree first = saved(DrawnTree.of(CALL).stored(1));
    StoredTree theirs = DrawnTree.of(CALL.replace("open", "")).stored(2);
    StoredTree ours = DrawnTree.of(CALL.replace("related", "related pending")).stored(2);
    assertThat(store().save(theirs, List.of(first))).isEqualTo(new SaveResult.Saved());

    assertThat(store().save(ours, List.of(first))).isEqualTo(conflict("a"));

    assertThat(loaded("a")).isEqualTo(theirs);
  }

  @Test
  void newMemberOnReplacedRevision_conflictsAndTheMemberStaysUnknown() {
    StoredTree first = saved(DrawnTree.of(CALL).stored(1));
    StoredTree theirs = DrawnTree.of(CALL.replace("open", "")).stored(2);
    StoredTree ours = DrawnTree.of(CALL + "└─ e\n").stored(2);
    assertThat(store().save(theirs, List.of(first))).isEqualTo(new SaveResult.Saved());

    assertThat(store().save(ours, List.of(first))).isEqualTo(conflict("a"));

    assertThat(store().load(DRAWN_INSTANCE, ids("e"))).isEqualTo(LoadedTrees.NONE);
    assertThat(loaded("a")).isEqualTo(theirs);
  }

  @Test
  void anotherTreeUnderTheSameRootAndNumber_isNotTakenForTheOneThatWasLoaded() {
    StoredTree first = saved(DrawnTree.of("c @5").stored(1));
    KnownTree joined = first.known().merge(DrawnTree.of("a @1\n└─ c @5\n").known());
    assertThat(store().save(DrawnTree.stored(joined, 2), List.of(first)))
        .isEqualTo(new SaveResult.Saved());
    bury(id("a"));
    StoredTree second = saved(DrawnTree.of("c @5\n└─ d @6\n").stored(1));

    assertThat(store().save(DrawnTree.of("c @5\n└─ e @7\n").stored(2), List.of(first)))
        .isEqualTo(conflict("c"));

    assertThat(loaded("c")).isEqualTo(second);
  }

  @Test
  void replacedTreeThatNobodyLoaded_isRefused() {
    saved(DrawnTree.of(CALL).stored(1));

    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                store().save(DrawnTree.of(CALL).stored(2), List.of(DrawnTree.of(CALL).stored(1))));
  }

  @Test
  void twoWritersOfOneNewRoot_secondConflicts() {
    StoredTree theirs = saved(DrawnTree.of("a").stored(1));

    SaveResult result = store().save(DrawnTree.of(CALL).stored(1), List.of());

    assertThat(result).isEqualTo(conflict("a"));
    assertThat(loaded("a")).isEqualTo(theirs);
    assertThat(store().load(DRAWN_INSTANCE, ids("b"))).isEqualTo(LoadedTrees.NONE);
  }

  @Test
  void memberOfAnotherTree_isRefused() {
    StoredTree theirs = saved(DrawnTree.of(CALL).stored(1));

    SaveResult result =
        store()
            .save(
                DrawnTree.of(
                        """
                        x     @20
                        └─ c  @21
                        """)
                    .stored(1),
                List.of());

    assertThat(result).isEqualTo(conflict("c"));
    assertThat(loaded("c")).isEqualTo(theirs);
    assertThat(store().load(DRAWN_INSTANCE, ids("x"))).isEqualTo(LoadedTrees.NONE);
  }

  @Test
  void rootOfAnotherTreeAsMember_isRefused() {
    saved(DrawnTree.of(LATER_CALL).stored(1));

    SaveResult result = store().save(DrawnTree.of("a\n└─ x\n").stored(1), List.of());

    assertThat(result).isEqualTo(conflict("x"));
  }

  @Test
  void twoTreesJoined_answerToAllIdsAsOne() {
    StoredTree call = saved(DrawnTree.of(CALL).stored(3));
    StoredTree later = saved(DrawnTree.of(LATER_CALL).stored(5));
    StoredTree joined = DrawnTree.stored(call.known().merge(later.known()), 6);

    assertThat(store().save(joined, List.of(call, later))).isEqualTo(new SaveResult.Saved());

    for (String member : List.of("a", "b", "c", "d", "x", "y")) {
      assertThat(loaded(member)).isEqualTo(joined);
    }
  }

  @Test
  void joinWithATreeThatHasChanged_conflictsAndLeavesBoth() {
    StoredTree call = saved(DrawnTree.of(CALL).stored(1));
    StoredTree later = saved(DrawnTree.of(LATER_CALL).stored(1));
    StoredTree changed = DrawnTree.of(LATER_CALL + "└─ z  @22\n").stored(2);
    assertThat(store().save(changed, List.of(later))).isEqualTo(new SaveResult.Saved());

    StoredTree joined = DrawnTree.stored(call.known().merge(later.known()), 2);

    assertThat(store().save(joined, List.of(call, later))).isEqualTo(conflict("x"));
    assertThat(loaded("a")).isEqualTo(call);
    assertThat(loaded("y")).isEqualTo(changed);
  }

  @Test
  void rootThatMoves_keepsAnsweringToAllFormerIds() {
    StoredTree before = saved(DrawnTree.of("b @5\n├─ c @6\n└─ d @7\n").stored(1));
    StoredTree moved =
        DrawnTree.stored(before.known().merge(DrawnTree.of("a @1\n└─ b @5\n").known()), 2);
    assertThat(moved.treeId()).isEqualTo(id("a"));

    assertThat(store().save(moved, List.of(before))).isEqualTo(new SaveResult.Saved());

    for (String member : List.of("a", "b", "c", "d")) {
      assertThat(loaded(member)).isEqualTo(moved);
    }
  }

  @Test
  void rootThatMovesToAMember_keepsAnsweringToAllFormerIds() {
    StoredTree before = saved(DrawnTree.of("b @5\n├─ c @6 event\n└─ d @7\n").stored(1));
    // The list shows now that c began first and names nobody.
    KnownTree known = before.known();
    KnownTree later = DrawnTree.of("c @1").known();
    StoredTree moved = DrawnTree.stored(known.merge(later), 2);
    assertThat(moved.document().contacts()).hasSize(3);

    assertThat(store().save(moved, List.of(before))).isEqualTo(new SaveResult.Saved());

    for (String member : List.of("b", "c", "d")) {
      assertThat(loaded(member)).isEqualTo(moved);
    }
  }

  @Test
  void rootThatMovesAgainAndAgain_keepsAnsweringToAllFormerIds() {
    StoredTree tree = saved(DrawnTree.of("r0 @90\n└─ leaf @95\n").stored(1));
    for (int move = 1; move <= 6; move++) {
      String drawing = "r%d @%d\n└─ r%d @%d\n".formatted(move, 90 - move, move - 1, 91 - move);
      StoredTree moved =
          DrawnTree.stored(tree.known().merge(DrawnTree.of(drawing).known()), move + 1);
      assertThat(store().save(moved, List.of(tree))).isEqualTo(new SaveResult.Saved());
      tree = loaded("r" + move);
      assertThat(tree).isEqualTo(moved);
    }

    for (String member : List.of("leaf", "r0", "r1", "r2", "r3", "r4", "r5", "r6")) {
      assertThat(loaded(member)).isEqualTo(tree);
    }
  }

  @Test
  void missingContact_isAnsweredByTheTreeThatNamesIt() {
    StoredTree tree = saved(DrawnTree.of("gone missing\n└─ a\n   └─ b\n").stored(1));

    assertThat(loaded("gone")).isEqualTo(tree);
  }

  @Test
  void missingContactThatTwoTreesName_refusesTheSecond() {
    StoredTree first = saved(DrawnTree.of("gone missing\n└─ a\n").stored(1));

    SaveResult result = store().save(DrawnTree.of("gone missing\n└─ b\n").stored(1), List.of());

    assertThat(result).isEqualTo(conflict("gone"));
    assertThat(loaded("gone")).isEqualTo(first);
  }

  @Test
  void missingContactThatIsKnownAfterAll_becomesAMember() {
    StoredTree before = saved(DrawnTree.of("gone missing\n└─ a @1\n").stored(1));
    StoredTree after =
        DrawnTree.stored(before.known().merge(DrawnTree.of("gone @0\n└─ a @1\n").known()), 2);

    assertThat(store().save(after, List.of(before))).isEqualTo(new SaveResult.Saved());

    assertThat(loaded("gone")).isEqualTo(after);
    assertThat(loaded("a")).isEqualTo(after);
  }

  @Test
  void missingContactThatNobodyNamesAnyMore_keepsAnsweringAndIsNamedAgainAfterTheRootMoved() {
    KnownTree known = DrawnTree.of("b @5").known();
    StoredTree naming =
        saved(DrawnTree.stored(known.merge(DrawnTree.of("gone missing\n└─ c @6\n").known()), 1));
    Instant later = DrawnTree.READ_AT.plusSeconds(60);
    Facts facts =
        Facts.observedAt(Stamp.of(later)).with(Fact.PREVIOUS_CONTACT_ID, Optional.of("b")).build();
    StoredTree renamed =
        replaced(
            naming
                .known()
                .withContacts(Map.of(id("c"), KnownContact.listed(id("c"), facts, later))),
            naming);
    assertThat(renamed.known().namedContacts()).isEmpty();
    assertThat(loaded("gone")).isEqualTo(renamed);

    StoredTree moved =
        replaced(renamed.known().merge(DrawnTree.of("a @1\n└─ b @5\n").known()), renamed);
    assertThat(loaded("gone")).isEqualTo(moved);

    StoredTree again =
        replaced(moved.known().merge(DrawnTree.of("gone missing\n└─ d @7\n").known()), moved);
    assertThat(loaded("gone")).isEqualTo(again);
  }

  @Test
  void erasedMember_isRefusedAndReported() {
    bury(id("c"));

    assertThat(store().save(DrawnTree.of(CALL).stored(1), List.of())).isEqualTo(conflict("c"));

    LoadedTrees loaded = store().load(DRAWN_INSTANCE, ids("a", "c"));
    assertThat(loaded.erased()).containsExactly(id("c"));
    assertThat(loaded.trees()).isEmpty();
  }

  @Test
  void erasedRoot_isRefusedAndReported() {
    bury(id("a"));

    assertThat(store().save(DrawnTree.of(CALL).stored(1), List.of())).isEqualTo(conflict("a"));

    assertThat(store().load(DRAWN_INSTANCE, ids("a", "b")).erased()).containsExactly(id("a"));
  }

  @Test
  void treeWithoutItsErasedMember_isWritten() {
    bury(id("c"));
    StoredTree tree = DrawnTree.stored(DrawnTree.of(CALL).known().withErased(ids("c")), 1);

    saved(tree);

    assertThat(loaded("b")).isEqualTo(tree);
    assertThat(loaded("b").known().erased()).containsExactly(id("c"));
  }

  @Test
  void manyNewMembersInOneSave_allAnswerTheWholeTree() {
    KnownTree known = DrawnTree.of(star(250)).known();

    saved(DrawnTree.stored(known, 1));

    Set<ContactId> members = known.contacts().keySet();
    LoadedTrees loaded = store().load(DRAWN_INSTANCE, members);
    assertThat(loaded.treeOf()).hasSize(251).containsOnlyKeys(members);
    assertThat(loaded.trees()).containsOnlyKeys(id("root"));
    assertThat(loaded("n125").known()).isEqualTo(known);
    assertThat(loaded("n125").document().contacts())
        .isEqualTo(DrawnTree.stored(known, 1).document().contacts());
  }

  @Test
  void manyTreesJoinedInOneSave_allAnswerTheWholeTree() {
    KnownTree known = DrawnTree.of("root").known();
    List<StoredTree> replaced = new ArrayList<>();
    for (int leaf = 1; leaf <= 150; leaf++) {
      StoredTree alone = saved(DrawnTree.of("n%d @%d".formatted(leaf, leaf)).stored(1));
      replaced.add(alone);
      known = known.merge(alone.known());
    }
    known = known.merge(DrawnTree.of(star(150)).known());

    assertThat(store().save(DrawnTree.stored(known, 2), replaced))
        .isEqualTo(new SaveResult.Saved());

    LoadedTrees loaded = store().load(DRAWN_INSTANCE, known.contacts().keySet());
    assertThat(loaded.trees()).containsOnlyKeys(id("root"));
    assertThat(loaded.treeOf()).hasSize(151);
    assertThat(loaded("n77").known()).isEqualTo(known);
  }

  /** Draws a root with some children. */
  protected static String star(int leaves) {
    StringBuilder drawing = new StringBuilder("root @0\n");
    for (int leaf = 1; leaf <= leaves; leaf++) {
      drawing.append("├─ n%d @%d\n".formatted(leaf, leaf));
    }
    return drawing.toString();
  }

  /** Writes a tree that is new and returns it as the store holds it. */
  protected final StoredTree saved(StoredTree tree) {
    assertThat(store().save(tree, List.of())).isEqualTo(new SaveResult.Saved());
    return loaded(tree.treeId().value());
  }

  /** Writes the next revision of a tree and returns it as the store holds it. */
  private StoredTree replaced(KnownTree known, StoredTree before) {
    StoredTree next = DrawnTree.stored(known, before.revision() + 1);
    assertThat(store().save(next, List.of(before))).isEqualTo(new SaveResult.Saved());
    return loaded(next.treeId().value());
  }

  /** Returns the tree of a contact, which must be known. */
  protected final StoredTree loaded(String contact) {
    return store().load(DRAWN_INSTANCE, ids(contact)).treeOf(id(contact)).orElseThrow();
  }

  private static SaveResult conflict(String... contacts) {
    return new SaveResult.Conflict(ids(contacts));
  }
}
