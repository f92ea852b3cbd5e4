package io.contacttree.aws.dynamodb;

import static io.contacttree.domain.tree.DrawnTree.DRAWN_INSTANCE;
import static io.contacttree.domain.tree.DrawnTree.id;
import static io.contacttree.domain.tree.DrawnTree.ids;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.contacttree.aws.dynamodb.part.TreeItems;
import io.contacttree.domain.store.Leases;
import io.contacttree.domain.store.StoredTree;
import io.contacttree.domain.store.TreeStore.SaveResult;
import io.contacttree.domain.store.UpstreamFailure;
import io.contacttree.domain.tree.DrawnTree;
import io.contacttree.domain.tree.Retention;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.ProvisionedThroughputExceededException;

/** What the store makes of a table that fails, answers late or is written by others meanwhile. */
class TableFaultsTest {
  private final TestStore test = new TestStore();
  private final StoredTree first = DrawnTree.of("a\n└─ b @1\n").stored(1);
  private final StoredTree second = DrawnTree.of("a pending\n└─ b @1\n").stored(2);

  @Test
  void putThatWasAppliedButNotAnswered_isSaved() {
    StoredTree stored = test.saved(first);
    test.client.afterWrite(TableFaultsTest::connectionLost);

    assertThat(test.store.save(second, List.of(stored))).isEqualTo(new SaveResult.Saved());

    assertThat(loaded()).isEqualTo(second);
  }

  @Test
  void transactionThatWasAppliedButNotAnswered_isSaved() {
    test.client.afterWrite(TableFaultsTest::connectionLost);

    assertThat(test.store.save(first, List.of())).isEqualTo(new SaveResult.Saved());

    assertThat(loaded()).isEqualTo(first);
  }

  @Test
  void putThatIsRepeatedAfterItWasApplied_isSaved() {
    StoredTree stored = test.saved(first);
    // What the SDK does on its own where an answer is lost: the same request once more.
    test.client.beforeWrite(() -> test.table.client().putItem(test.client.puts().getLast()));

    assertThat(test.store.save(second, List.of(stored))).isEqualTo(new SaveResult.Saved());

    assertThat(loaded()).isEqualTo(second);
  }

  @Test
  void putThatWasNeitherAppliedNorAnswered_isAnOutage() {
    StoredTree stored = test.saved(first);
    test.client.beforeWrite(TableFaultsTest::connectionLost);

    assertThatThrownBy(() -> test.store.save(second, List.of(stored)))
        .isInstanceOf(UpstreamFailure.class);

    assertThat(loaded()).isEqualTo(first);
  }

  @Test
  void equalDocumentOfAnotherWriter_isAConflictAndNotOurs() {
    StoredTree stored = test.saved(first);
    assertThat(test.another(TestStore.RETENTION_DAYS).save(second, List.of(stored)))
        .isEqualTo(new SaveResult.Saved());

    assertThat(test.store.save(second, List.of(stored)))
        .isEqualTo(new SaveResult.Conflict(ids("a")));
  }

  @Test
  void throttledWrite_isAnOutageThatAsksNothingFurther() {
    StoredTree stored = test.saved(first);
    test.client.forget();
    test.client.beforeWrite(
        () -> {
          throw ProvisionedThroughputExceededException.builder().statusCode(400).build();
        });

    assertThatThrownBy(() -> test.store.save(second, List.of(stored)))
        .isInstanceOfSatisfying(
            UpstreamFailure.class,
            failure -> assertThat(failure.resource()).isEqualTo(UpstreamFailure.Resource.TABLE));
    assertThat(test.client.reads()).isZero();
  }

  @Test
  void tableThatIsDown_isNeverAnEmptyAnswer() {
    test.client.beforeRead(
        () -> {
          throw DynamoDbException.builder().statusCode(503).build();
        });

    assertThatThrownBy(() -> test.store.load(DRAWN_INSTANCE, ids("a")))
        .isInstanceOf(UpstreamFailure.class);
  }

  @Test
  void tableThatDoesNotExist_isAnOutage() {
    DynamoDbTreeStore nowhere =
        new DynamoDbTreeStore(
            test.client, "nowhere", new Retention(0), DrawnTree.ASSEMBLER, test.clock);

    assertThatThrownBy(() -> nowhere.load(DRAWN_INSTANCE, ids("a")))
        .isInstanceOf(UpstreamFailure.class);
    assertThatThrownBy(() -> nowhere.save(first, List.of())).isInstanceOf(UpstreamFailure.class);
  }

  @Test
  void headThatCannotBeRead_isAnOutageAndNotAbsent() {
    test.store.save(first, List.of());
    Map<String, AttributeValue> head = new HashMap<>(test.identity("a"));
    head.remove("m_settle");
    test.table.put(head);

    assertThatThrownBy(() -> test.store.load(DRAWN_INSTANCE, ids("b")))
        .isInstanceOf(UpstreamFailure.class);
  }

  @Test
  void aliasesInACircle_areAnOutageAndEndTheLookup() {
    test.table.put(alias("a", "b"));
    test.table.put(alias("b", "a"));

    assertThatThrownBy(() -> test.store.load(DRAWN_INSTANCE, ids("a")))
        .isInstanceOf(UpstreamFailure.class);
    assertThat(test.client.reads()).isLessThanOrEqualTo(4);
  }

  @Test
  void threeHops_areFollowed() {
    test.store.save(first, List.of());
    test.table.put(alias("x", "y"));
    test.table.put(alias("y", "b"));

    assertThat(test.store.load(DRAWN_INSTANCE, ids("x")).treeOf(id("x"))).contains(first);
  }

  @Test
  void loadOfAllIdsOfATree_takesOneRequestAndOfMembersTwo() {
    test.store.save(first, List.of());
    test.client.forget();

    test.store.load(DRAWN_INSTANCE, ids("a", "b"));
    assertThat(test.client.reads()).isEqualTo(1);

    test.client.forget();
    test.store.load(DRAWN_INSTANCE, ids("b"));
    assertThat(test.client.reads()).isEqualTo(2);
  }

  @Test
  void revisionWithoutNewMembers_isOnePutAndNothingElse() {
    StoredTree stored = test.saved(first);
    test.client.forget();

    test.store.save(second, List.of(stored));

    assertThat(test.client.puts()).hasSize(1);
    assertThat(test.client.writes()).isEqualTo(1);
    assertThat(test.client.reads()).isZero();
  }

  @Test
  void newMember_isOneTransactionOfHeadAndAlias() {
    StoredTree stored = test.saved(first);
    test.client.forget();

    test.store.save(DrawnTree.of("a\n├─ b @1\n└─ c @2\n").stored(2), List.of(stored));

    assertThat(test.client.transactions()).hasSize(1);
    assertThat(test.client.transactions().getFirst()).hasSize(2);
    assertThat(test.client.writes()).isEqualTo(1);
    assertThat(test.client.reads()).isZero();
  }

  @Test
  void storeThatLoadedNothing_savesWhatAnotherLoaded() {
    StoredTree stored = test.saved(first);

    assertThat(test.another(TestStore.RETENTION_DAYS).save(second, List.of(stored)))
        .isEqualTo(new SaveResult.Saved());

    assertThat(loaded()).isEqualTo(second);
  }

  @Test
  void treeThatIsNoMore_isAConflict() {
    StoredTree stored = test.saved(first);
    test.table.delete(test.identity("a"));

    assertThat(test.another(TestStore.RETENTION_DAYS).save(second, List.of(stored)))
        .isEqualTo(new SaveResult.Conflict(ids("a")));
  }

  @Test
  void leaseWhoseAnswerWasLost_isHeldByWhoTookIt() {
    DynamoDbLeases leases = new DynamoDbLeases(test.client, test.table.name(), test.clock);
    test.client.beforeWrite(() -> test.table.client().putItem(test.client.puts().getLast()));

    assertThat(leases.take(DRAWN_INSTANCE, id("a"), Duration.ofMinutes(1))).isPresent();
    assertThat(leases.take(DRAWN_INSTANCE, id("a"), Duration.ofMinutes(1))).isEmpty();
  }

  @Test
  void leaseOfATableThatIsDown_isAnOutage() {
    Leases leases = new DynamoDbLeases(test.client, test.table.name(), test.clock);
    Leases.Lease lease = leases.take(DRAWN_INSTANCE, id("a"), Duration.ofMinutes(1)).orElseThrow();
    test.client.beforeWrite(TableFaultsTest::connectionLost);
    test.client.beforeWrite(TableFaultsTest::connectionLost);

    assertThatThrownBy(() -> leases.take(DRAWN_INSTANCE, id("b"), Duration.ofMinutes(1)))
        .isInstanceOf(UpstreamFailure.class);
    assertThatThrownBy(() -> leases.release(lease)).isInstanceOf(UpstreamFailure.class);
  }

  private StoredTree loaded() {
    return test.store.load(DRAWN_INSTANCE, ids("b")).treeOf(id("b")).orElseThrow();
  }

  private static Map<String, AttributeValue> alias(String contact, String tree) {
    return TreeItems.alias(DRAWN_INSTANCE, id(contact), id(tree), false, Optional.empty());
  }

  private static void connectionLost() {
    throw SdkClientException.create("connection lost");
  }
}
