package io.contacttree.domain.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.contacttree.domain.claim.Claim;
import io.contacttree.domain.claim.ClaimMessage;
import io.contacttree.domain.claim.Outcome;
import io.contacttree.domain.connect.FakeConnect;
import io.contacttree.domain.contact.ContactId;
import io.contacttree.domain.contact.InstanceId;
import io.contacttree.domain.reference.FailureReason;
import io.contacttree.domain.reference.Reference;
import io.contacttree.domain.store.LoadedTrees;
import io.contacttree.domain.store.StoredTree;
import io.contacttree.domain.store.TreeStore;
import io.contacttree.domain.store.UpstreamFailure;
import io.contacttree.domain.tree.ContactTree;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class BuildContactTreesTest {
  private static final Outcome STORED = new Outcome.Stored();
  private static final Outcome SATISFIED = new Outcome.Satisfied();
  private static final Outcome SETTLE = new Outcome.Carried(Outcome.Carried.By.SETTLE);
  private static final Outcome CONTINUATION = new Outcome.Carried(Outcome.Carried.By.CONTINUATION);

  private final Building building = new Building();
  private final FakeConnect connect = building.connect;

  @Test
  void oneContactEnds_oneListOneReadOneWrite() {
    building.contact("A", 0, "");
    assertThat(building.build(building.ended("A"))).containsExactly(STORED);
    assertThat(connect.calls).containsExactly("list A", "references A");
    assertThat(building.store.writes()).isEqualTo(1);
    assertThat(building.queue.sent).isEmpty();
    assertThat(building.drawing("A")).isEqualTo("COMPLETE\nA ROOT FETCHED\n");
  }

  @Test
  void sameMessageAgain_noCallNoWriteNoLease() {
    building.contact("A", 0, "");
    ClaimMessage message = building.ended("A");
    building.build(message);
    connect.calls.clear();
    int writes = building.store.writes();
    int reads = building.store.reads();
    int leases = building.leases.taken();
    building.clock.advance(Duration.ofDays(9));
    assertThat(building.build(message)).containsExactly(SATISFIED);
    assertThat(connect.calls).isEmpty();
    assertThat(building.store.writes()).isEqualTo(writes);
    assertThat(building.store.reads()).isEqualTo(reads + 1);
    assertThat(building.leases.taken()).isEqualTo(leases);
  }

  @Test
  void threeEndsOfOneTreeInABatch_oneList() {
    building.contact("A", 0, "");
    building.contact("B", 1, "initial=A previous=A");
    building.contact("C", 2, "initial=A previous=B");
    assertThat(
            building.build(
                building.ended("C", "INITIAL_CONTACT_ID=A"),
                building.ended("A"),
                building.ended("B", "PREVIOUS_CONTACT_ID=A")))
        .containsOnly(STORED);
    assertThat(connect.calls)
        .containsExactly("list C", "references A", "references B", "references C");
    assertThat(building.drawing("B"))
        .isEqualTo(
            """
            COMPLETE
            A ROOT FETCHED
              B PREVIOUS FETCHED
                C PREVIOUS FETCHED
            """);
  }

  @Test
  void relatedContactsInABatchThatDoNotNameEachOther_joinThroughTheList() {
    building.contact("A", 0, "");
    building.contact("B", 1, "related=A");
    building.build(building.ended("A"), building.ended("B"));
    assertThat(connect.calls).containsExactly("list A", "references A", "references B");
  }

  @Test
  void consultLegEndsFirst_openTreeThenOnlyTheRootIsRead() {
    building.openContact("A", 0, "");
    building.contact("B", 1, "initial=A previous=A");
    building.build(building.ended("B"));
    assertThat(building.drawing("A"))
        .isEqualTo(
            """
            OPEN
            A ROOT PENDING open
              B PREVIOUS FETCHED
            """);
    connect.calls.clear();
    building.contact("A", 0, "");
    building.clock.advance(Duration.ofMinutes(5));
    building.build(building.ended("A"));
    assertThat(connect.calls).containsExactly("list A", "references A");
    assertThat(building.drawing("B"))
        .isEqualTo(
            """
            COMPLETE
            A ROOT FETCHED
              B PREVIOUS FETCHED
            """);
  }

  @Test
  void completedAfterDisconnected_mergesTheAgentWithoutAnyCall() {
    building.contact("A", 0, "");
    building.build(building.ended("A"));
    connect.calls.clear();
    assertThat(building.build(building.completed("A", building.clock.instant().minusSeconds(60))))
        .containsExactly(STORED);
    assertThat(connect.calls).isEmpty();
    assertThat(building.tree("A").orElseThrow().facts().agentCount()).isEqualTo(1);
  }

  @Test
  void afterContactWorkEndedLater_readsReferencesOnceMore() {
    building.contact("A", 0, "");
    building.build(building.ended("A"));
    connect.calls.clear();
    building.clock.advance(Duration.ofMinutes(3));
    building.build(building.completed("A", building.clock.instant().minusSeconds(30)));
    assertThat(connect.calls).containsExactly("references A");
  }

  @Test
  void afterContactWorkEndsLaterThanNow_travelsUntilThen() {
    building.contact("A", 0, "");
    building.build(building.ended("A"));
    connect.calls.clear();
    assertThat(building.build(building.completed("A", building.clock.instant().plusSeconds(7))))
        .containsExactly(new Outcome.Carried(Outcome.Carried.By.DELAYED));
    assertThat(connect.calls).isEmpty();
    building.buildAllThatFollows();
    assertThat(connect.calls).containsExactly("references A");
    assertThat(building.tree("A").orElseThrow().facts().agentCount()).isEqualTo(1);
  }

  @Test
  void listShowsTheEndedContactAsOpen_settleReadHeals() {
    building.openContact("A", 0, "");
    assertThat(building.build(building.ended("A"))).containsExactly(STORED);
    assertThat(building.drawing("A")).isEqualTo("SETTLING\nA ROOT FETCHED open\n");
    building.contact("A", 0, "");
    connect.calls.clear();
    building.buildNext();
    assertThat(connect.calls).containsExactly("list A");
    assertThat(building.drawing("A")).isEqualTo("COMPLETE\nA ROOT FETCHED\n");
    assertThat(building.queue.sent).isEmpty();
  }

  @Test
  void contactNotFound_storedFromItsEventThenGone() {
    assertThat(building.build(building.ended("A", "CHANNEL=VOICE"))).containsExactly(SETTLE);
    assertThat(connect.calls).containsExactly("list A");
    assertThat(building.drawing("A")).isEqualTo("SETTLING\nA ROOT FAILED NOT_FOUND open\n");
    assertThat(building.buildAllThatFollows()).isEqualTo(3);
    assertThat(building.drawing("A")).isEqualTo("PARTIAL\nA ROOT GONE open\n");
  }

  @Test
  void contactNotFoundYet_settleReadFindsIt() {
    building.contact("A", 0, "");
    connect.hide("A");
    building.build(building.ended("A"));
    connect.show("A");
    building.buildAllThatFollows();
    assertThat(building.drawing("A")).isEqualTo("COMPLETE\nA ROOT FETCHED\n");
  }

  @Test
  void goneContact_replayedEventCostsNothing() {
    ClaimMessage message = building.ended("A", "CHANNEL=VOICE");
    building.build(message);
    building.buildAllThatFollows();
    connect.calls.clear();
    assertThat(building.build(message)).containsExactly(SATISFIED);
    assertThat(connect.calls).isEmpty();
  }

  @Test
  void listLeavesOutTheContactItWasAskedBy_anotherMembersListShowsIt() {
    connect.leaveOutSelf();
    building.contact("A", 0, "");
    building.contact("B", 1, "previous=A");
    building.build(building.ended("A"), building.ended("B", "PREVIOUS_CONTACT_ID=A"));
    building.buildAllThatFollows();
    assertThat(building.drawing("A"))
        .isEqualTo(
            """
            COMPLETE
            A ROOT FETCHED
              B PREVIOUS FETCHED
            """);
  }

  @Test
  void listsDoNotFollowRelatedLinks_namedContactIsListedOnceByItsOwnId() {
    connect.doNotFollowRelated();
    building.contact("A", 0, "");
    building.contact("B", 1, "related=A");
    building.build(building.ended("B"));
    assertThat(connect.calls).containsExactly("list B", "list A", "references A", "references B");
    assertThat(building.drawing("B"))
        .isEqualTo(
            """
            COMPLETE
            A ROOT FETCHED
              B RELATED FETCHED
            """);
  }

  @Test
  void namedContactUnknownToTheService_rememberedAsMissingAndNeverAskedAgain() {
    building.contact("B", 1, "previous=X");
    building.build(building.ended("B"));
    assertThat(connect.calls).containsExactly("list B", "list X", "references B");
    building.contact("C", 2, "previous=X");
    connect.calls.clear();
    building.build(building.ended("C", "PREVIOUS_CONTACT_ID=X"));
    assertThat(connect.calls).containsExactly("list C", "references C");
    assertThat(building.drawing("X"))
        .isEqualTo(
            """
            COMPLETE
            B ORPHAN FETCHED
              C ORPHAN FETCHED
            """);
  }

  @Test
  void twoBranchesKnownApartThenLinked_oneDocumentForEveryId() {
    building.contact("A", 0, "");
    building.contact("C", 2, "");
    building.build(building.ended("A"));
    building.build(building.ended("C"));
    assertThat(building.tree("C").orElseThrow().treeId()).isEqualTo(new ContactId("C"));
    building.contact("B", 1, "previous=A");
    building.contact("C", 2, "previous=B");
    connect.calls.clear();
    building.build(building.ended("B"));
    assertThat(connect.calls).containsExactly("list B", "references B");
    assertThat(building.tree("C")).isEqualTo(building.tree("A"));
    assertThat(building.drawing("C"))
        .isEqualTo(
            """
            COMPLETE
            A ROOT FETCHED
              B PREVIOUS FETCHED
                C PREVIOUS FETCHED
            """);
  }

  @Test
  void earlierRootBecomesKnown_documentMovesAndTheOldIdStillAnswers() {
    connect.doNotFollowRelated();
    building.contact("B", 1, "");
    building.build(building.ended("B"));
    building.contact("A", 0, "");
    building.contact("B", 1, "related=A");
    building.clock.advance(Duration.ofMinutes(1));
    building.build(building.ended("A"));
    building.build(
        building.message(
            new Claim.Rebuild(Building.INSTANCE, new ContactId("B"), building.clock.instant())));
    assertThat(building.tree("B").orElseThrow().treeId()).isEqualTo(new ContactId("A"));
    assertThat(building.tree("B")).isEqualTo(building.tree("A"));
  }

  @Test
  void referencesOfOneMemberFail_treeIsStoredAndSettleReadHeals() {
    building.contact("A", 0, "");
    building.contact("B", 1, "previous=A");
    connect.failReferences("B", FailureReason.THROTTLED);
    assertThat(building.build(building.ended("A"), building.ended("B", "PREVIOUS_CONTACT_ID=A")))
        .containsExactly(STORED, SETTLE);
    assertThat(building.drawing("A"))
        .isEqualTo(
            """
            SETTLING
            A ROOT FETCHED
              B PREVIOUS FAILED THROTTLED
            """);
    connect.healReferences("B");
    connect.calls.clear();
    building.buildNext();
    assertThat(connect.calls).containsExactly("references B");
    assertThat(building.tree("B").orElseThrow().state().name()).isEqualTo("COMPLETE");
  }

  @Test
  void referencesRefused_partialAfterTheSettleReadsAndSatisfied() {
    building.contact("A", 0, "");
    connect.failReferences("A", FailureReason.REFUSED);
    ClaimMessage message = building.ended("A");
    building.build(message);
    assertThat(building.buildAllThatFollows()).isEqualTo(3);
    assertThat(building.drawing("A")).isEqualTo("PARTIAL\nA ROOT FAILED REFUSED\n");
    assertThat(building.build(message)).containsExactly(SATISFIED);
  }

  @Test
  void attachmentStillProcessing_settleReadsUntilItIsApproved() {
    building.contact("A", 0, "");
    connect.references("A", attachment("PROCESSING"));
    building.build(building.ended("A"));
    assertThat(building.tree("A").orElseThrow().state().name()).isEqualTo("SETTLING");
    building.buildNext();
    connect.references("A", attachment("APPROVED"));
    building.buildNext();
    assertThat(building.tree("A").orElseThrow().state().name()).isEqualTo("COMPLETE");
    assertThat(building.queue.sent).isEmpty();
  }

  @Test
  void listFails_nothingWrittenNothingAcknowledged() {
    building.contact("A", 0, "");
    connect.failLists(FailureReason.UNAVAILABLE);
    assertThat(building.build(building.ended("A")))
        .containsExactly(new Outcome.Returned(Outcome.Returned.Reason.LIST_UNAVAILABLE));
    assertThat(building.tree("A")).isEmpty();
    connect.healLists();
    assertThat(building.build(building.ended("A"))).containsExactly(STORED);
  }

  @Test
  void timeRunsOutInReferences_whatIsKnownIsWrittenAndAMessageCarriesOn() {
    building.contact("A", 0, "");
    building.contact("B", 1, "previous=A");
    building.contact("C", 2, "previous=B");
    connect.readAtMost(1);
    assertThat(building.build(building.ended("A"))).containsExactly(CONTINUATION);
    assertThat(building.drawing("A"))
        .isEqualTo(
            """
            SETTLING
            A ROOT FETCHED
              B PREVIOUS PENDING
                C PREVIOUS PENDING
            """);
    assertThat(building.buildAllThatFollows()).isEqualTo(2);
    assertThat(connect.calls)
        .containsExactly("list A", "references A", "references B", "references C");
    assertThat(building.tree("C").orElseThrow().state().name()).isEqualTo("COMPLETE");
  }

  @Test
  void timeRunsOutInAList_theNextMessageGoesOnWhereItStopped() {
    building.contact("A", 0, "");
    building.contact("B", 1, "previous=A");
    building.contact("C", 2, "previous=B");
    connect.listAtMost(2);
    assertThat(building.build(building.ended("A"))).containsExactly(CONTINUATION);
    connect.calls.clear();
    building.buildAllThatFollows();
    assertThat(connect.calls)
        .containsExactly("list A from 2", "references A", "references B", "references C");
    assertThat(building.tree("C").orElseThrow().state().name()).isEqualTo("COMPLETE");
  }

  @Test
  void leaseHeldByAnother_carriedOnWithoutAnyCall() {
    building.contact("A", 0, "");
    building.leases.take(Building.INSTANCE, new ContactId("A"), Duration.ofSeconds(4));
    assertThat(building.build(building.ended("A")))
        .containsExactly(new Outcome.Carried(Outcome.Carried.By.LEASE_HELD));
    assertThat(connect.calls).isEmpty();
    building.buildAllThatFollows();
    assertThat(building.drawing("A")).isEqualTo("COMPLETE\nA ROOT FETCHED\n");
  }

  @Test
  void manyReferencesToRead_theListedTreeIsWrittenFirst() {
    for (int leg = 0; leg < 12; leg++) {
      building.contact("leg" + leg, leg, leg == 0 ? "" : "related=leg" + (leg - 1));
    }
    assertThat(building.build(building.ended("leg3"))).containsExactly(STORED);
    assertThat(building.store.writes()).isEqualTo(2);
    assertThat(building.tree("leg7").orElseThrow().revision()).isEqualTo(2);
    assertThat(building.tree("leg7").orElseThrow().state().name()).isEqualTo("COMPLETE");
    assertThat(building.queue.sent).isEmpty();
  }

  @Test
  void manyReferencesRefused_settleReadIsStillSent() {
    for (int leg = 0; leg < 12; leg++) {
      building.contact("leg" + leg, leg, leg == 0 ? "" : "related=leg" + (leg - 1));
      connect.failReferences("leg" + leg, FailureReason.REFUSED);
    }
    building.build(building.ended("leg3"));
    assertThat(building.queue.sent).hasSize(1);
  }

  @Test
  void anotherWriterIsFaster_mergesAndWritesWithoutNewCalls() {
    building.contact("A", 0, "");
    ClaimMessage other = building.ended("A", "AGENT_ID=x");
    building.through(new AnotherFirst(building.store, () -> building.buildWithoutLease(other)));
    assertThat(building.build(building.ended("A", "QUEUE_ID=q"))).containsExactly(STORED);
    assertThat(connect.calls).containsExactly("list A", "references A", "list A", "references A");
    ContactTree tree = building.tree("A").orElseThrow();
    assertThat(tree.facts().queueCount()).isEqualTo(1);
    assertThat(tree.facts().agentCount()).isEqualTo(1);
  }

  @Test
  void storeDown_returned() {
    building.contact("A", 0, "");
    building.through(new DownStore());
    assertThat(building.build(building.ended("A")))
        .containsExactly(new Outcome.Returned(Outcome.Returned.Reason.STORE_UNAVAILABLE));
  }

  @Test
  void queueDownWhenASettleMessageIsDue_nothingWritten() {
    building.openContact("A", 0, "");
    building.queue.down(true);
    assertThat(building.build(building.ended("A")))
        .containsExactly(new Outcome.Returned(Outcome.Returned.Reason.QUEUE_UNAVAILABLE));
    assertThat(building.tree("A")).isEmpty();
  }

  @Test
  void claimBeforeItsTime_travelsOnUntilThen() {
    building.contact("A", 0, "");
    ClaimMessage early =
        building.message(
            new Claim.Observe(
                Building.INSTANCE,
                new ContactId("A"),
                building.clock.instant().plusSeconds(40),
                Optional.empty()));
    assertThat(building.build(early))
        .containsExactly(new Outcome.Carried(Outcome.Carried.By.DELAYED));
    assertThat(connect.calls).isEmpty();
    building.buildNext();
    assertThat(connect.calls).containsExactly("list A", "references A");
  }

  @Test
  void rebuild_readsEverythingAnew() {
    building.contact("A", 0, "");
    building.contact("B", 1, "previous=A");
    building.build(building.ended("A"));
    connect.calls.clear();
    building.clock.advance(Duration.ofMinutes(1));
    building.build(
        building.message(
            new Claim.Rebuild(Building.INSTANCE, new ContactId("B"), building.clock.instant())));
    assertThat(connect.calls).containsExactly("list B", "references A", "references B");
  }

  @Test
  void erasedContact_acknowledgedWithoutAnything() {
    building.contact("A", 0, "");
    building.store.bury(Building.INSTANCE, new ContactId("A"));
    assertThat(building.build(building.ended("A"))).containsExactly(SATISFIED);
    assertThat(connect.calls).isEmpty();
    assertThat(building.tree("A")).isEmpty();
  }

  @Test
  void purgedRoot_staysInTheTreeAndItsChildrenAreFound() {
    building.contact("A", 0, "");
    building.contact("B", 1, "previous=A");
    building.build(building.ended("A"));
    connect.hide("A");
    building.contact("C", 2, "previous=B");
    building.clock.advance(Duration.ofMinutes(9));
    building.build(building.ended("C", "PREVIOUS_CONTACT_ID=B"));
    assertThat(building.drawing("C"))
        .isEqualTo(
            """
            COMPLETE
            A ROOT FETCHED
              B PREVIOUS FETCHED
                C PREVIOUS FETCHED
            """);
  }

  @Test
  void fiftyLegsEndingOneByOne_readsEachLegOnce() {
    for (int leg = 0; leg < 50; leg++) {
      building.openContact(
          "leg" + leg, leg, leg == 0 ? "" : "initial=leg0 previous=leg" + (leg - 1));
    }
    for (int leg = 49; leg >= 0; leg--) {
      building.clock.advance(Duration.ofMinutes(1));
      building.contact("leg" + leg, leg, leg == 0 ? "" : "initial=leg0 previous=leg" + (leg - 1));
      building.build(building.ended("leg" + leg, "INITIAL_CONTACT_ID=leg0"));
    }
    assertThat(connect.calls.stream().filter(call -> call.startsWith("references"))).hasSize(50);
    assertThat(connect.calls.stream().filter(call -> call.startsWith("list"))).hasSize(50);
    assertThat(building.tree("leg7").orElseThrow().state().name()).isEqualTo("COMPLETE");
  }

  private static Reference attachment(String status) {
    return new Reference.Attachment(
        Optional.of("file"),
        Optional.of("bucket/key"),
        Optional.empty(),
        Optional.of(status),
        Optional.empty());
  }

  /** Lets another writer save first, once. */
  private static final class AnotherFirst implements TreeStore {
    private final TreeStore store;
    private Optional<Runnable> first;

    AnotherFirst(TreeStore store, Runnable first) {
      this.store = store;
      this.first = Optional.of(first);
    }

    @Override
    public LoadedTrees load(InstanceId instance, Set<ContactId> contacts) {
      return store.load(instance, contacts);
    }

    @Override
    public SaveResult save(StoredTree next, List<StoredTree> replaced) {
      Optional<Runnable> now = first;
      first = Optional.empty();
      now.ifPresent(Runnable::run);
      return store.save(next, replaced);
    }
  }

  /** A store that never answers. */
  private static final class DownStore implements TreeStore {
    @Override
    public LoadedTrees load(InstanceId instance, Set<ContactId> contacts) {
      throw new UpstreamFailure(UpstreamFailure.Resource.TABLE, "the table is down");
    }

    @Override
    public SaveResult save(StoredTree next, List<StoredTree> replaced) {
      throw new UpstreamFailure(UpstreamFailure.Resource.TABLE, "the table is down");
    }
  }
}
