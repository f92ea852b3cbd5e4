package io.contacttree.aws.dynamodb;

import static io.contacttree.domain.tree.DrawnTree.DRAWN_INSTANCE;
import static org.assertj.core.api.Assertions.assertThat;

import io.contacttree.domain.claim.Claim;
import io.contacttree.domain.claim.ClaimMessage;
import io.contacttree.domain.claim.Outcome;
import io.contacttree.domain.contact.ContactId;
import io.contacttree.domain.store.StoredTree;
import io.contacttree.domain.store.TreeStore.SaveResult;
import io.contacttree.domain.tree.DrawnTree;
import io.contacttree.domain.tree.KnownTree;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What a satisfied claim asks of the table where its tree lies in parts: at most two read requests
 * and nothing else (tree rules, section 7).
 *
 * <p>The tree is one root with 180 children and references of 1.1 MB, two pages of a query.
 */
class SatisfiedClaimsTest {
  private static final int CONTACTS = 181;
  private static final int LEAF = 40;
  private static final Outcome SATISFIED = new Outcome.Satisfied();
  private static final Outcome STORED = new Outcome.Stored();

  private final ClaimRun run = new ClaimRun();
  private final TestStore test = run.test;

  @BeforeEach
  void treeInParts() {
    save(ClaimRun.star(CONTACTS));
    assertThat(test.table.items("PART")).hasSizeGreaterThan(3);
  }

  @Test
  void leafThatNamesNobody_costsTwoReadsAndNothingElse() {
    ClaimMessage event = run.disconnected(LEAF);
    assertThat(run.build(event)).containsExactly(STORED);

    assertThat(run.build(event)).containsExactly(SATISFIED);

    requireTwoReadsAndNothingElse();
    assertThat(run.unchanged).containsExactly(LargeTrees.member(LEAF));
  }

  @Test
  void leafThatNamesANeighbour_costsTwoReadsAndNothingElse() {
    ClaimMessage event =
        run.disconnected(LEAF, "RELATED_CONTACT_ID=" + LargeTrees.member(LEAF - 1));
    assertThat(run.build(event)).containsExactly(STORED);

    assertThat(run.build(event)).containsExactly(SATISFIED);

    requireTwoReadsAndNothingElse();
  }

  @Test
  void leafThatNamesTheRoot_costsTwoReadsAndNothingElse() {
    ClaimMessage event = run.disconnected(LEAF, "INITIAL_CONTACT_ID=" + LargeTrees.member(0));
    assertThat(run.build(event)).containsExactly(STORED);

    assertThat(run.build(event)).containsExactly(SATISFIED);

    requireTwoReadsAndNothingElse();
  }

  @Test
  void leafOfALargerTree_costsNoMore() {
    ClaimRun large = new ClaimRun();
    large.test.store.save(DrawnTree.stored(LargeTrees.star(300), 1), List.of());
    ClaimMessage event = large.disconnected(299);
    assertThat(large.build(event)).containsExactly(STORED);

    assertThat(large.build(event)).containsExactly(SATISFIED);

    assertThat(large.test.client.reads()).isEqualTo(2);
    assertThat(large.test.client.writes()).isZero();
  }

  @Test
  void root_costsTwoReadsAndNothingElse() {
    ClaimMessage event = run.disconnected(0);
    assertThat(run.build(event)).containsExactly(STORED);

    assertThat(run.build(event)).containsExactly(SATISFIED);

    requireTwoReadsAndNothingElse();
  }

  @Test
  void disconnectedAfterCompleted_costsTwoReadsAndNothingElse() {
    assertThat(run.build(run.completed(LEAF, ClaimRun.endOf(LEAF)))).containsExactly(STORED);

    assertThat(run.build(run.disconnected(LEAF))).containsExactly(SATISFIED);

    requireTwoReadsAndNothingElse();
  }

  @Test
  void allEventsOfTheTreeAgainInAnyOrder_costTwoReadsABatch() {
    List<ClaimMessage> events = new ArrayList<>();
    for (int number = 1; number < CONTACTS; number++) {
      events.add(run.disconnected(number));
    }
    for (int from = 0; from < events.size(); from += 10) {
      assertThat(run.build(batch(events, from))).containsOnly(STORED);
    }
    Collections.shuffle(events, new Random(7));

    for (int from = 0; from < events.size(); from += 10) {
      assertThat(run.build(batch(events, from))).containsOnly(SATISFIED);
      requireTwoReadsAndNothingElse();
    }
  }

  @Test
  void referencesWantedFromLater_areReadAgainAndThenTheReplayIsSatisfied() {
    run.build(run.disconnected(LEAF));
    test.clock.advance(Duration.ofMinutes(5));
    ClaimMessage later = run.completed(LEAF, test.clock.instant());

    assertThat(run.build(later)).containsExactly(STORED);
    assertThat(run.calls).containsExactly("references " + LargeTrees.member(LEAF));

    assertThat(run.build(later, run.disconnected(LEAF))).containsOnly(SATISFIED);
    requireTwoReadsAndNothingElse();
  }

  @Test
  void headExpired_isNotSatisfied() {
    ClaimMessage event = run.disconnected(LEAF);
    run.build(event);
    test.clock.advance(Duration.ofDays(TestStore.RETENTION_DAYS).plusSeconds(1));

    run.build(event);

    assertThat(run.calls).containsExactly("list " + LargeTrees.member(LEAF));
  }

  @Test
  void erasedContact_isSatisfiedByItsTombstone() {
    ClaimMessage event = run.disconnected(LEAF);
    run.build(event);
    test.bury(LargeTrees.member(LEAF));

    assertThat(run.build(event)).containsExactly(SATISFIED);

    assertThat(test.client.reads()).isEqualTo(1);
    assertThat(test.client.writes()).isZero();
  }

  @Test
  void refreshThatIsSatisfied_readsTheTreeOnce() {
    run.build(run.disconnected(LEAF));
    Instant before = DrawnTree.START;

    assertThat(
            run.build(
                run.message(
                    new Claim.Observe(
                        DRAWN_INSTANCE, LargeTrees.member(LEAF), before, Optional.empty()))))
        .containsExactly(SATISFIED);

    // Its alias, and the tree's partition of two megabytes.
    assertThat(test.client.reads()).isEqualTo(3);
    assertThat(test.client.writes()).isZero();
  }

  @Test
  void firstEvent_readsTheTreeOnceAndWritesHeadAndMember() {
    assertThat(run.build(run.disconnected(LEAF))).containsExactly(STORED);

    // Its alias, what the tree keeps of it, and the tree's partition of two megabytes.
    assertThat(test.client.reads()).isEqualTo(4);
    assertThat(test.client.writes()).isEqualTo(1);
    assertThat(test.client.transactions().getFirst()).hasSize(2);
    assertThat(run.calls).isEmpty();
  }

  private void requireTwoReadsAndNothingElse() {
    assertThat(test.client.reads()).isEqualTo(2);
    assertThat(test.client.writes()).isZero();
    assertThat(run.calls).isEmpty();
  }

  private static ClaimMessage[] batch(List<ClaimMessage> events, int from) {
    return events.subList(from, Math.min(events.size(), from + 10)).toArray(ClaimMessage[]::new);
  }

  private void save(KnownTree known) {
    StoredTree tree = DrawnTree.stored(known, 1);
    assertThat(test.store.save(tree, List.of())).isEqualTo(new SaveResult.Saved());
    ContactId leaf = LargeTrees.member(LEAF);
    assertThat(test.store.load(DRAWN_INSTANCE, Set.of(leaf)).treeOf(leaf).map(StoredTree::known))
        .contains(known);
  }
}
