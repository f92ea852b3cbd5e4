package io.contacttree.aws.dynamodb;

import static io.contacttree.domain.tree.DrawnTree.DRAWN_INSTANCE;
import static io.contacttree.domain.tree.DrawnTree.id;
import static io.contacttree.domain.tree.DrawnTree.ids;
import static org.assertj.core.api.Assertions.assertThat;

import io.contacttree.domain.store.LoadedTrees;
import io.contacttree.domain.store.StoredTree;
import io.contacttree.domain.store.TreeStore.SaveResult;
import io.contacttree.domain.tree.DrawnTree;
import io.contacttree.domain.tree.KnownTree;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Trees are kept for 100 days here, their aliases and parts for 50 more. */
class ExpiryTest {
  private static final String CALL = "gone missing\n└─ a\n   └─ b @1\n";
  private static final Instant WRITTEN = DrawnTree.WRITTEN_AT;

  private final TestStore test = new TestStore();

  @Test
  void tree_expiresAfterTheLaterOfItsLastEndAndItsWriting() {
    // The last contact ended eight hours before the tree was written.
    saved(DrawnTree.of(CALL).stored(1));

    assertThat(expiry("a")).isEqualTo(WRITTEN.plus(Duration.ofDays(100)).getEpochSecond());

    KnownTree future = DrawnTree.of("f @100000").known();
    saved(DrawnTree.stored(future, 1));

    assertThat(expiry("f"))
        .isEqualTo(
            DrawnTree.START
                .plus(Duration.ofMinutes(100_000))
                .plusSeconds(50)
                .plus(Duration.ofDays(100))
                .getEpochSecond());
  }

  @Test
  void aliases_outliveTheHead() {
    saved(DrawnTree.of(CALL).stored(1));

    long expected = WRITTEN.plus(Duration.ofDays(150)).getEpochSecond();
    assertThat(expiry("b")).isEqualTo(expected);
    assertThat(expiry("gone")).isEqualTo(expected);
  }

  @Test
  void shortRetention_leavesAliasesAWeekMore() {
    test.another(2).save(DrawnTree.of(CALL).stored(1), List.of());

    assertThat(expiry("a")).isEqualTo(WRITTEN.plus(Duration.ofDays(2)).getEpochSecond());
    assertThat(expiry("b")).isEqualTo(WRITTEN.plus(Duration.ofDays(9)).getEpochSecond());
  }

  @Test
  void aliasesWithMoreThanHalfTheirExtraTime_areNotWrittenAgain() {
    StoredTree before = saved(DrawnTree.of(CALL).stored(1));
    test.client.forget();

    savedLater(before, Duration.ofDays(25));

    assertThat(test.client.writes()).isEqualTo(1);
    assertThat(expiry("b")).isEqualTo(WRITTEN.plus(Duration.ofDays(150)).getEpochSecond());
  }

  @Test
  void aliasesWithLessThanHalfTheirExtraTime_areRenewedOnce() {
    StoredTree before = saved(DrawnTree.of(CALL).stored(1));

    StoredTree after = savedLater(before, Duration.ofDays(26));

    long renewed = WRITTEN.plus(Duration.ofDays(176)).getEpochSecond();
    assertThat(expiry("a")).isEqualTo(WRITTEN.plus(Duration.ofDays(126)).getEpochSecond());
    assertThat(expiry("b")).isEqualTo(renewed);
    assertThat(expiry("gone")).isEqualTo(renewed);

    test.client.forget();
    savedLater(after, Duration.ofDays(27));
    assertThat(test.client.writes()).isEqualTo(1);
  }

  @Test
  void partsOfATreeInUse_areRenewedWithItsAliases() {
    KnownTree known = LargeTrees.star(700);
    test.store.save(DrawnTree.stored(known, 1), List.of());
    StoredTree before =
        test.store
            .load(DRAWN_INSTANCE, Set.of(LargeTrees.member(0)))
            .treeOf(LargeTrees.member(0))
            .orElseThrow();

    savedLater(before, Duration.ofDays(40));

    String renewed = Long.toString(WRITTEN.plus(Duration.ofDays(190)).getEpochSecond());
    assertThat(test.table.items("PART"))
        .isNotEmpty()
        .allMatch(part -> part.get("expires_at").n().equals(renewed));
    assertThat(test.table.items("ALIAS"))
        .hasSize(699)
        .allMatch(alias -> alias.get("expires_at").n().equals(renewed));
  }

  @Test
  void partWrittenLater_doesNotOutliveTheAliasThatLeadsToIt() {
    KnownTree known = LargeTrees.star(700);
    test.store.save(DrawnTree.stored(known, 1), List.of());
    StoredTree before = test.loaded(LargeTrees.member(0));
    KnownTree readAgain =
        LargeTrees.withReferences(
            known, LargeTrees.member(7), LargeTrees.largestReferences(1), WRITTEN);

    test.saved(
        new StoredTree(
            DrawnTree.ASSEMBLER.assemble(
                readAgain, before.revision() + 1, WRITTEN.plus(Duration.ofDays(20))),
            readAgain),
        before);

    String alias = Long.toString(WRITTEN.plus(Duration.ofDays(150)).getEpochSecond());
    assertThat(expiry(LargeTrees.member(7).value())).isEqualTo(Long.parseLong(alias));
    assertThat(test.table.items("PART"))
        .filteredOn(part -> part.get("revision").n().equals(Long.toString(before.revision() + 1)))
        .isNotEmpty()
        .allMatch(part -> part.get("expires_at").n().equals(alias));
  }

  @Test
  void keptForEver_nothingExpires() {
    test.another(0).save(DrawnTree.of(CALL).stored(1), List.of());

    assertThat(test.table.items()).hasSize(3).noneMatch(item -> item.containsKey("expires_at"));
  }

  @Test
  void retentionSwitchedOff_leavesNoAliasThatExpires() {
    StoredTree before = saved(DrawnTree.of(CALL).stored(1));

    test.another(0).save(later(before, Duration.ofDays(1)), List.of(before));

    assertThat(test.table.items()).hasSize(3).noneMatch(item -> item.containsKey("expires_at"));
  }

  @Test
  void retentionSwitchedOn_givesTheAliasesAnEndToo() {
    test.another(0).save(DrawnTree.of(CALL).stored(1), List.of());
    StoredTree before = test.loaded(id("a"));

    savedLater(before, Duration.ofDays(1));

    assertThat(expiry("a")).isEqualTo(WRITTEN.plus(Duration.ofDays(101)).getEpochSecond());
    assertThat(expiry("b")).isEqualTo(WRITTEN.plus(Duration.ofDays(151)).getEpochSecond());
  }

  @Test
  void expiredTree_isAbsentByEveryIdAlthoughItsItemsAreStillThere() {
    saved(DrawnTree.of(CALL).stored(1));
    test.clock.advance(Duration.ofDays(100).minusSeconds(1));
    assertThat(test.store.load(DRAWN_INSTANCE, ids("a", "b", "gone")).treeOf()).hasSize(3);

    test.clock.advance(Duration.ofSeconds(1));

    assertThat(test.store.load(DRAWN_INSTANCE, ids("a", "b", "gone"))).isEqualTo(LoadedTrees.NONE);
    assertThat(test.table.items()).hasSize(3);
  }

  @Test
  void expiredTree_givesWayToANewOneOfTheSameRoot() {
    saved(DrawnTree.of(CALL).stored(7));
    test.clock.advance(Duration.ofDays(101));

    StoredTree next = saved(now("a pending\n└─ b @1\n"));

    assertThat(test.store.load(DRAWN_INSTANCE, ids("b")).treeOf(id("b"))).contains(next);
  }

  @Test
  void aliasOfAnExpiredTree_givesWayToAnotherTree() {
    saved(DrawnTree.of(CALL).stored(1));
    test.clock.advance(Duration.ofDays(101));

    StoredTree next = saved(now("x @5\n├─ b @6\n└─ gone @7\n"));

    assertThat(test.store.load(DRAWN_INSTANCE, ids("b")).treeOf(id("b"))).contains(next);
    assertThat(test.store.load(DRAWN_INSTANCE, ids("gone")).treeOf(id("gone"))).contains(next);
  }

  @Test
  void rootOfAnExpiredTree_canBecomeAMember() {
    saved(DrawnTree.of(CALL).stored(1));
    test.clock.advance(Duration.ofDays(101));

    StoredTree next = saved(now("x @0\n└─ a @6\n   └─ b @7\n"));

    assertThat(test.store.load(DRAWN_INSTANCE, ids("a")).treeOf(id("a"))).contains(next);
    assertThat(test.store.load(DRAWN_INSTANCE, ids("b")).treeOf(id("b"))).contains(next);
  }

  @Test
  void aliasOfATreeThatSomebodyBringsBackMeanwhile_isRefused() {
    saved(DrawnTree.of(CALL).stored(1));
    test.clock.advance(Duration.ofDays(101));
    StoredTree back = now("a @0\n└─ c @9\n");
    // Refused by the alias of b, we see that its tree is no more; before we write, it is back.
    test.client.beforeWrite(() -> {});
    test.client.beforeWrite(() -> test.another(TestStore.RETENTION_DAYS).save(back, List.of()));

    SaveResult ours = test.store.save(now("x @5\n└─ b @6\n"), List.of());

    assertThat(ours).isEqualTo(new SaveResult.Conflict(ids("a")));
    assertThat(test.store.load(DRAWN_INSTANCE, ids("c")).treeOf(id("c"))).contains(back);
  }

  private StoredTree saved(StoredTree tree) {
    return test.saved(tree);
  }

  /** Returns a drawn tree that is written by the clock. */
  private StoredTree now(String drawing) {
    KnownTree known = DrawnTree.of(drawing).known();
    return new StoredTree(DrawnTree.ASSEMBLER.assemble(known, 1, test.clock.instant()), known);
  }

  private StoredTree savedLater(StoredTree before, Duration afterFirst) {
    return test.saved(later(before, afterFirst), before);
  }

  private static StoredTree later(StoredTree before, Duration afterFirst) {
    KnownTree known = before.known().withSettle(before.known().settle().next());
    return new StoredTree(
        DrawnTree.ASSEMBLER.assemble(known, before.revision() + 1, WRITTEN.plus(afterFirst)),
        known);
  }

  private long expiry(String contact) {
    return Long.parseLong(test.identity(contact).get("expires_at").n());
  }
}
