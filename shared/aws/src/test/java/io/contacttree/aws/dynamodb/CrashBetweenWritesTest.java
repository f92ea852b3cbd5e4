package io.contacttree.aws.dynamodb;

import static io.contacttree.domain.tree.DrawnTree.DRAWN_INSTANCE;
import static org.assertj.core.api.Assertions.assertThat;

import io.contacttree.domain.claim.Outcome;
import io.contacttree.domain.contact.ContactId;
import io.contacttree.domain.store.LoadedTrees;
import io.contacttree.domain.store.StoredTree;
import io.contacttree.domain.store.TreeStore.SaveResult;
import io.contacttree.domain.store.UpstreamFailure;
import io.contacttree.domain.tree.DrawnTree;
import io.contacttree.domain.tree.KnownTree;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkClientException;

/**
 * A writer that stops before any one of its first writes leaves whole trees that know nothing
 * false, and whoever comes next finishes the work.
 */
class CrashBetweenWritesTest {
  private static final Instant LATER = DrawnTree.READ_AT.plus(Duration.ofHours(1));

  /** All revisions of any of these saves, and some of the deletions that follow a move. */
  private static final int WRITES = 6;

  @Test
  void newTreeOfManyMembers_isFinishedByTheNextWriter() {
    atEachWrite(List.of(), LargeTrees.star(55));
  }

  @Test
  void treeThatOutgrowsOneItem_isFinishedByTheNextWriter() {
    atEachWrite(List.of(LargeTrees.star(5)), LargeTrees.star(55));
  }

  @Test
  void rootThatMovesWithManyMembers_isFinishedByTheNextWriter() {
    KnownTree before = LargeTrees.star(1, 56, DrawnTree.READ_AT);
    atEachWrite(List.of(before), before.merge(LargeTrees.star(0, 1, LATER)));
  }

  @Test
  void treesThatAreJoined_areFinishedByTheNextWriter() {
    KnownTree one = LargeTrees.star(0, 30, DrawnTree.READ_AT);
    KnownTree other = LargeTrees.apart(30, 60);
    atEachWrite(List.of(one, other), one.merge(other));
  }

  @Test
  void manyStoredMembersThatChangeWithANewerList_areFinishedByTheNextWriter() {
    KnownTree before = LargeTrees.star(100);
    KnownTree changed = before;
    for (int number = 0; number < 95; number++) {
      changed = LargeTrees.withReferences(changed, LargeTrees.member(number), List.of(), LATER);
    }
    atEachWrite(List.of(before), LargeTrees.listedAgain(changed, LargeTrees.member(99), LATER));
  }

  @Test
  void treesThatAreJoined_areFinishedByAMessageThatNamesOneOfThem() {
    // Two revisions bring the other tree's members, the third one its root and aliases.
    for (int written = 1; written <= 2; written++) {
      ClaimRun run = new ClaimRun();
      KnownTree one = LargeTrees.star(0, 60, DrawnTree.READ_AT);
      KnownTree other = LargeTrees.apart(60, 210);
      save(run.test, one);
      save(run.test, other);
      for (int passing = 0; passing < written; passing++) {
        run.test.client.beforeWrite(() -> {});
      }
      run.test.client.beforeWrite(
          () -> {
            throw SdkClientException.create("the worker is no more");
          });
      save(run.test, one.merge(other));
      Set<ContactId> members = one.merge(other).contacts().keySet();
      assertThat(run.test.store.load(DRAWN_INSTANCE, members).trees()).hasSize(2);

      assertThat(run.build(run.disconnected(7))).containsExactly(new Outcome.Stored());

      LoadedTrees finished = run.test.store.load(DRAWN_INSTANCE, members);
      assertThat(finished.trees()).hasSize(1);
      assertThat(finished.treeOf().keySet()).isEqualTo(members);
      run.test.table.drop();
    }
  }

  private static void atEachWrite(List<KnownTree> before, KnownTree known) {
    boolean crashed = true;
    for (int write = 0; crashed && write < WRITES; write++) {
      TestStore test = new TestStore();
      before.forEach(
          tree ->
              assertThat(test.store.save(DrawnTree.stored(tree, 1), List.of()))
                  .isEqualTo(new SaveResult.Saved()));
      for (int passing = 0; passing < write; passing++) {
        test.client.beforeWrite(() -> {});
      }
      boolean[] stopped = new boolean[1];
      test.client.beforeWrite(
          () -> {
            stopped[0] = true;
            throw SdkClientException.create("the worker is no more");
          });
      save(test, known);
      crashed = stopped[0];

      DynamoDbTreeStore next = test.another(TestStore.RETENTION_DAYS);
      Set<ContactId> members = known.contacts().keySet();
      LoadedTrees left = next.load(DRAWN_INSTANCE, members);
      left.trees().values().forEach(tree -> assertThat(known.merge(tree.known())).isEqualTo(known));
      save(test, known);

      LoadedTrees finished = next.load(DRAWN_INSTANCE, members);
      assertThat(finished.treeOf().keySet()).isEqualTo(members);
      assertThat(finished.trees().values())
          .singleElement()
          .satisfies(tree -> assertThat(tree.known()).isEqualTo(known));
      test.table.drop();
    }
  }

  /** Loads, merges and saves as a worker does. */
  private static void save(TestStore test, KnownTree known) {
    List<StoredTree> stored =
        List.copyOf(test.store.load(DRAWN_INSTANCE, known.contacts().keySet()).trees().values());
    KnownTree merged = known;
    long revision = 0;
    for (StoredTree tree : stored) {
      merged = merged.merge(tree.known());
      revision = Math.max(revision, tree.revision());
    }
    try {
      assertThat(test.store.save(DrawnTree.stored(merged, revision + 1), stored))
          .isEqualTo(new SaveResult.Saved());
    } catch (UpstreamFailure down) {
      assertThat(down.resource()).isEqualTo(UpstreamFailure.Resource.TABLE);
    }
  }
}
