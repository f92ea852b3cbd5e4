package io.contacttree.domain.erase;

import static io.contacttree.domain.tree.DrawnTree.DRAWN_INSTANCE;
import static io.contacttree.domain.tree.DrawnTree.id;
import static io.contacttree.domain.tree.DrawnTree.ids;
import static org.assertj.core.api.Assertions.assertThat;

import io.contacttree.domain.claim.Claim;
import io.contacttree.domain.claim.FakeQueue;
import io.contacttree.domain.connect.Deadline;
import io.contacttree.domain.contact.ContactId;
import io.contacttree.domain.contact.InstanceId;
import io.contacttree.domain.find.FindContactTree;
import io.contacttree.domain.flow.MovingPauses;
import io.contacttree.domain.store.Leases;
import io.contacttree.domain.store.Leases.Lease;
import io.contacttree.domain.store.LoadedTrees;
import io.contacttree.domain.store.MovingClock;
import io.contacttree.domain.store.StoredTree;
import io.contacttree.domain.store.Tombstones;
import io.contacttree.domain.store.TreeStore;
import io.contacttree.domain.store.TreeStore.SaveResult;
import io.contacttree.domain.tree.Defect;
import io.contacttree.domain.tree.DrawnTree;
import io.contacttree.domain.tree.KnownTree;
import java.time.Duration;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Erasing over any store; each test begins with an empty one. */
public abstract class ErasingContract {
  private static final String CALL =
      """
      a
      ├─ b
      │  └─ c
      └─ d
      """;

  private static final Duration LEASE = Duration.ofMinutes(3);

  protected final MovingClock clock = new MovingClock(DrawnTree.WRITTEN_AT);
  protected final FakeQueue queue = new FakeQueue(clock);

  /** Returns the store under test, for builders. */
  protected abstract TreeStore store();

  /** Returns the same store, for erasers. */
  protected abstract Tombstones tombstones();

  /** Returns leases that are kept where the store is. */
  protected abstract Leases leases();

  @Test
  void leaf_isNoMemberAnyMoreAndGone() {
    saved(CALL);

    assertThat(erase("c")).isEqualTo(erasure(ids("c")));

    assertThat(find("c")).isEqualTo(new FindContactTree.Answer.Erased());
    for (String other : List.of("a", "b", "d")) {
      assertThat(drawing(other)).isEqualTo("a\n├─ b\n└─ d\n");
    }
    assertThat(defects("a")).isEmpty();
  }

  @Test
  void contactThatOthersName_leavesOrphansAndADefect() {
    saved(CALL);

    erase("b");

    assertThat(drawing("c")).isEqualTo("a\n├─ c orphan\n└─ d\n");
    assertThat(defects("c")).containsExactly("erased b", "orphan c");
  }

  @Test
  void childOfAnErasedContact_takesItsNextCandidate() {
    KnownTree known =
        DrawnTree.of(CALL).known().merge(DrawnTree.of("a\n└─ c @2 initial\n").known());
    KnownTree both = DrawnTree.of("a\n└─ b\n").known();
    assertThat(store().save(DrawnTree.stored(known.merge(both), 1), List.of()))
        .isEqualTo(new SaveResult.Saved());

    erase("b");

    assertThat(drawing("a")).isEqualTo("a\n├─ c initial\n└─ d\n");
  }

  @Test
  void root_treeMovesToTheEarliestThatIsLeft() {
    saved(CALL);

    erase("a");

    assertThat(find("a")).isEqualTo(new FindContactTree.Answer.Erased());
    for (String other : List.of("b", "c", "d")) {
      assertThat(loaded(other).treeId()).isEqualTo(id("b"));
    }
    assertThat(drawing("b")).isEqualTo("b orphan\n├─ c\n└─ d orphan\n");
    assertThat(defects("b")).containsExactly("erased a", "orphan d");
  }

  @Test
  void rootAfterRoot_everyOtherIdLeadsToTheRest() {
    saved("r0 @0\n├─ r1 @1\n├─ r2 @2\n├─ r3 @3\n├─ r4 @4\n├─ r5 @5\n└─ leaf @9\n");

    for (int root = 0; root <= 5; root++) {
      assertThat(erase("r" + root)).isEqualTo(erasure(ids("r" + root)));
      assertThat(find("r" + root)).isEqualTo(new FindContactTree.Answer.Erased());
    }

    assertThat(drawing("leaf")).isEqualTo("leaf orphan\n");
    for (int root = 0; root <= 5; root++) {
      assertThat(tree("r" + root)).isEqualTo(Optional.of(loaded("leaf")));
    }
  }

  @Test
  void lastMember_leavesNoTree() {
    saved("a");

    assertThat(erase("a")).isEqualTo(erasure(ids("a")));

    assertThat(find("a")).isEqualTo(new FindContactTree.Answer.Erased());
    assertThat(load("a").trees()).isEmpty();
  }

  @Test
  void treeThatIsNoMore_leavesNoLeaseToWaitFor() {
    Lease lease = leases().take(DRAWN_INSTANCE, id("a"), LEASE).orElseThrow();
    assertThat(
            store()
                .save(
                    DrawnTree.stored(DrawnTree.of("a").known(), 1), List.of(), Optional.of(lease)))
        .isEqualTo(new SaveResult.Saved());

    erase("a");

    assertThat(leases().take(DRAWN_INSTANCE, id("a"), LEASE)).isPresent();
  }

  @Test
  void treeThatGoesOn_keepsWhoHoldsItsLease() {
    saved(CALL);
    assertThat(leases().take(DRAWN_INSTANCE, id("a"), LEASE)).isPresent();

    erase("c");

    assertThat(leases().take(DRAWN_INSTANCE, id("a"), LEASE)).isEmpty();
  }

  @Test
  void wholeTree_leavesNoTree() {
    saved(CALL);

    assertThat(erase("c", EraseScope.TREE)).isEqualTo(erasure(ids("a", "b", "c", "d")));

    for (String member : List.of("a", "b", "c", "d")) {
      assertThat(find(member)).isEqualTo(new FindContactTree.Answer.Erased());
    }
    assertThat(load("a", "b", "c", "d").trees()).isEmpty();
    assertThat(queue.sent).isEmpty();
  }

  @Test
  void wholeTreeWithAnErasedMember_saysWhoWasErasedBefore() {
    saved(CALL);
    erase("b");

    assertThat(erase("b", EraseScope.TREE))
        .isEqualTo(new Erasure(sorted(ids("a", "c", "d")), sorted(ids("b")), true));
  }

  @Test
  void contactNobodyKnows_isErasedToo() {
    assertThat(erase("x")).isEqualTo(erasure(ids("x")));

    assertThat(find("x")).isEqualTo(new FindContactTree.Answer.Erased());
    assertThat(store().save(DrawnTree.of("x").stored(1), List.of()))
        .isEqualTo(new SaveResult.Conflict(ids("x")));
  }

  @Test
  void contactThatIsOnlyNamed_isErasedAndTheTreeSaysSo() {
    saved("gone missing\n└─ a\n");

    assertThat(erase("gone")).isEqualTo(erasure(ids("gone")));

    assertThat(find("gone")).isEqualTo(new FindContactTree.Answer.Erased());
    assertThat(defects("a")).containsExactly("erased gone");
  }

  @Test
  void erasedAgain_changesNothing() {
    saved(CALL);
    erase("b");
    StoredTree after = loaded("a");

    assertThat(erase("b")).isEqualTo(new Erasure(sorted(Set.of()), sorted(ids("b")), true));

    assertThat(loaded("a")).isEqualTo(after);
  }

  @Test
  void preview_saysTheSameAndChangesNothing() {
    StoredTree before = saved(CALL);

    assertThat(erasing().preview(DRAWN_INSTANCE, id("c"), EraseScope.TREE))
        .isEqualTo(erasure(ids("a", "b", "c", "d")));

    assertThat(loaded("c")).isEqualTo(before);
  }

  @Test
  void nameThatOnlyTheErasedContactTold_isForgotten() {
    KnownTree known = DrawnTree.of("a").known();
    KnownTree naming = known.merge(DrawnTree.of("gone missing\n└─ b @5\n").known());
    assertThat(store().save(DrawnTree.stored(naming, 1), List.of()))
        .isEqualTo(new SaveResult.Saved());
    assertThat(tree("gone")).isPresent();

    erase("b");

    assertThat(find("gone")).isEqualTo(new FindContactTree.Answer.NotFound());
  }

  @Test
  void nameThatAnotherMemberTells_keepsAnswering() {
    saved("gone missing\n├─ a\n└─ b\n");

    erase("b");

    assertThat(loaded("gone")).isEqualTo(loaded("a"));
    assertThat(defects("a")).containsExactly("missing_parent gone");
  }

  @Test
  void branchesThatNameAnErasedContact_meetAtItsTombstone() {
    erase("x");
    KnownTree one = DrawnTree.of("x missing\n└─ a @1\n").known().withErased(ids("x"));
    assertThat(store().save(DrawnTree.stored(one, 1), List.of())).isEqualTo(new SaveResult.Saved());
    KnownTree other = DrawnTree.of("x missing\n└─ b @2\n").known().withErased(ids("x"));

    assertThat(store().save(DrawnTree.stored(other, 1), List.of()))
        .isEqualTo(new SaveResult.Conflict(ids("x")));

    StoredTree met = tree("x").orElseThrow();
    assertThat(met).isEqualTo(loaded("a"));
    assertThat(store().save(DrawnTree.stored(met.known().merge(other), 2), List.of(met)))
        .isEqualTo(new SaveResult.Saved());
    assertThat(loaded("b")).isEqualTo(loaded("a"));
  }

  @Test
  void revisionOfWhoKnowsNothingOfTheErasure_conflicts() {
    StoredTree before = saved(CALL);

    erase("c");

    assertThat(store().save(DrawnTree.of(CALL).stored(2), List.of(before)))
        .isEqualTo(new SaveResult.Conflict(ids("a")));
  }

  @Test
  void treeThatIsComplete_isLookedAtNoMore() {
    saved(CALL);

    erase("c");

    assertThat(queue.sent).isEmpty();
  }

  @Test
  void treeThatIsNotComplete_isLookedAtAgainOnce() {
    saved("a\n├─ b\n└─ c pending\n");

    erase("b");

    assertThat(queue.sent).hasSize(1);
    Claim claim = queue.sent.getFirst().claim();
    assertThat(claim.contact()).isEqualTo(id("a"));
    assertThat(claim.settle()).contains(loaded("a").known().settle().next());
  }

  @Test
  void timeThatIsUp_leavesTheRestToARepeat() {
    StoredTree before = saved(CALL);
    Deadline passed = new Deadline(clock.instant());

    assertThat(erasing().erase(DRAWN_INSTANCE, id("a"), EraseScope.TREE, passed))
        .isEqualTo(new Erasure(sorted(Set.of()), sorted(Set.of()), false));

    assertThat(loaded("a")).isEqualTo(before);
    assertThat(erase("a", EraseScope.TREE).finished()).isTrue();
  }

  @Test
  void manyMembers_areErasedInSeveralSteps() {
    KnownTree known = DrawnTree.of(star(130)).known();
    assertThat(store().save(DrawnTree.stored(known, 1), List.of()))
        .isEqualTo(new SaveResult.Saved());

    Erasure erasure = erase("n7", EraseScope.TREE);

    assertThat(erasure).isEqualTo(erasure(known.contacts().keySet()));
    LoadedTrees left = store().load(DRAWN_INSTANCE, known.contacts().keySet());
    assertThat(left.trees()).isEmpty();
    assertThat(left.erased()).isEqualTo(known.contacts().keySet());
  }

  @Test
  void timeForSomeOfManyMembers_repeatsFinish() {
    KnownTree known = DrawnTree.of(star(130)).known();
    assertThat(store().save(DrawnTree.stored(known, 1), List.of()))
        .isEqualTo(new SaveResult.Saved());
    Set<ContactId> erased = new TreeSet<>();
    int calls = 0;
    boolean finished = false;
    while (!finished && calls < 10) {
      Erasure erasure =
          erasing(new SlowTombstones())
              .erase(
                  DRAWN_INSTANCE,
                  id("n7"),
                  EraseScope.TREE,
                  new Deadline(clock.instant().plusSeconds(10)));
      assertThat(erased).doesNotContainAnyElementsOf(erasure.erased());
      erased.addAll(erasure.erased());
      finished = erasure.finished();
      calls++;
    }

    assertThat(finished).isTrue();
    assertThat(calls).isEqualTo(2);
    assertThat(erased).isEqualTo(known.contacts().keySet());
  }

  @Test
  void rootOfManyMembers_treeMovesWhole() {
    KnownTree known = DrawnTree.of(star(130)).known();
    assertThat(store().save(DrawnTree.stored(known, 1), List.of()))
        .isEqualTo(new SaveResult.Saved());

    erase("root");

    Set<ContactId> rest = new TreeSet<>(known.contacts().keySet());
    rest.remove(id("root"));
    LoadedTrees left = store().load(DRAWN_INSTANCE, rest);
    assertThat(left.trees()).containsOnlyKeys(id("n1"));
    assertThat(left.treeOf()).containsOnlyKeys(rest);
    assertThat(loaded("n77").known()).isEqualTo(known.withErased(ids("root")));
    assertThat(tree("root")).isEqualTo(Optional.of(loaded("n77")));
  }

  @Test
  void memberThatManyHangBelow_leavesThemOrphans() {
    KnownTree known =
        DrawnTree.of("top @0\n└─ root @1\n").known().merge(DrawnTree.of(star(130)).known());
    KnownTree hub = known.merge(DrawnTree.of("top @0\n└─ root @0\n").known());
    assertThat(store().save(DrawnTree.stored(hub, 1), List.of())).isEqualTo(new SaveResult.Saved());

    assertThat(erase("root")).isEqualTo(erasure(ids("root")));

    StoredTree rest = loaded("n99");
    assertThat(rest.treeId()).isEqualTo(id("top"));
    assertThat(rest.document().contacts()).hasSize(131);
    assertThat(rest.known()).isEqualTo(hub.withErased(ids("root")));
  }

  /** Draws a root with some children. */
  private static String star(int leaves) {
    StringBuilder drawing = new StringBuilder("root @0\n");
    for (int leaf = 1; leaf <= leaves; leaf++) {
      drawing.append("├─ n%d @%d\n".formatted(leaf, leaf));
    }
    return drawing.toString();
  }

  /** Returns the use case over the store. */
  protected final EraseContacts erasing() {
    return erasing(tombstones());
  }

  private EraseContacts erasing(Tombstones used) {
    return new EraseContacts(
        new ErasePorts(used, leases(), queue, new MovingPauses(clock)),
        DrawnTree.ASSEMBLER,
        Duration.ofSeconds(60),
        clock);
  }

  protected final Erasure erase(String contact) {
    return erase(contact, EraseScope.CONTACT);
  }

  protected final Erasure erase(String contact, EraseScope scope) {
    return erasing()
        .erase(DRAWN_INSTANCE, id(contact), scope, new Deadline(clock.instant().plusSeconds(20)));
  }

  protected static Erasure erasure(Set<ContactId> erased) {
    return new Erasure(sorted(erased), sorted(Set.of()), true);
  }

  private static NavigableSet<ContactId> sorted(Set<ContactId> ids) {
    return new TreeSet<>(ids);
  }

  protected final StoredTree saved(String drawing) {
    StoredTree tree = DrawnTree.of(drawing).stored(1);
    assertThat(store().save(tree, List.of())).isEqualTo(new SaveResult.Saved());
    return loaded(tree.treeId().value());
  }

  private LoadedTrees load(String... contacts) {
    return store().load(DRAWN_INSTANCE, ids(contacts));
  }

  private Optional<StoredTree> tree(String contact) {
    return load(contact).treeOf(id(contact));
  }

  protected final StoredTree loaded(String contact) {
    return tree(contact).orElseThrow();
  }

  private FindContactTree.Answer find(String contact) {
    return new FindContactTree(store()).find(DRAWN_INSTANCE, id(contact));
  }

  private String drawing(String contact) {
    return DrawnTree.print(loaded(contact).document());
  }

  private List<String> defects(String contact) {
    Stream<Defect> defects = loaded(contact).document().defects().stream();
    return defects
        .map(defect -> defect.code().text() + defect.contact().map(id -> " " + id).orElse(""))
        .toList();
  }

  /** Each burial takes eight seconds. */
  private final class SlowTombstones implements Tombstones {
    @Override
    public LoadedTrees load(InstanceId instance, Set<ContactId> contacts) {
      return tombstones().load(instance, contacts);
    }

    @Override
    public Result bury(Burial burial) {
      clock.advance(Duration.ofSeconds(8));
      return tombstones().bury(burial);
    }

    @Override
    public void tidy(InstanceId instance, ContactId erased) {
      tombstones().tidy(instance, erased);
    }
  }
}
