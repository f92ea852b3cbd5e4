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
import io.contacttree.domain.store.Leases;
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
  private static final Outcome SETTLE = new Outcome.Forwarded(Outcome.Forwarded.By.SETTLE);
  private static final Outcome CONTINUATION =
      new Outcome.Forwarded(Outcome.Forwarded.By.CONTINUATION);

  private final FlowUnderTest flowUnderTest = new FlowUnderTest();
  private final FakeConnect connect = flowUnderTest.connect;

  @Test
  void oneContactEnds_oneListOneReadOneWrite() {
    flowUnderTest.contact("A", 0, "");
    assertThat(flowUnderTest.build(flowUnderTest.ended("A"))).containsExactly(STORED);
    assertThat(connect.calls).containsExactly("list A", "references A");
    assertThat(flowUnderTest.store.writes()).isEqualTo(1);
    assertThat(flowUnderTest.queue.sent).isEmpty();
    assertThat(flowUnderTest.drawing("A")).isEqualTo("COMPLETE\nA ROOT FETCHED\n");
  }

  @Test
  void sameMessageAgain_noCallNoWriteNoLease() {
    flowUnderTest.contact("A", 0, "");
    ClaimMessage message = flowUnderTest.ended("A");
    flowUnderTest.build(message);
    connect.calls.clear();
    int writes = flowUnderTest.store.writes();
    int reads = flowUnderTest.store.reads();
    int leases = flowUnderTest.leases.taken();
    flowUnderTest.clock.advance(Duration.ofDays(9));
    assertThat(flowUnderTest.build(message)).containsExactly(SATISFIED);
    assertThat(connect.calls).isEmpty();
    assertThat(flowUnderTest.store.writes()).isEqualTo(writes);
    assertThat(flowUnderTest.store.reads()).isEqualTo(reads + 1);
    assertThat(flowUnderTest.leases.taken()).isEqualTo(leases);
  }

  @Test
  void threeEndsOfOneTreeInABatch_oneList() {
    flowUnderTest.contact("A", 0, "");
    flowUnderTest.contact("B", 1, "initial=A previous=A");
    flowUnderTest.contact("C", 2, "initial=A previous=B");
    assertThat(
            flowUnderTest.build(
                flowUnderTest.ended("C", "INITIAL_CONTACT_ID=A"),
                flowUnderTest.ended("A"),
                flowUnderTest.ended("B", "PREVIOUS_CONTACT_ID=A")))
        .containsOnly(STORED);
    assertThat(connect.calls)
        .containsExactly("list C", "references A", "references B", "references C");
    assertThat(flowUnderTest.drawing("B"))
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
    flowUnderTest.contact("A", 0, "");
    flowUnderTest.contact("B", 1, "related=A");
    flowUnderTest.build(flowUnderTest.ended("A"), flowUnderTest.ended("B"));
    assertThat(connect.calls).containsExactly("list A", "references A", "references B");
  }

  @Test
  void consultLegEndsFirst_openTreeThenOnlyTheRootIsRead() {
    flowUnderTest.openContact("A", 0, "");
    flowUnderTest.contact("B", 1, "initial=A previous=A");
    flowUnderTest.build(flowUnderTest.ended("B"));
    assertThat(flowUnderTest.drawing("A"))
        .isEqualTo(
            """
            OPEN
            A ROOT PENDING open
              B PREVIOUS FETCHED
            """);
    connect.calls.clear();
    flowUnderTest.contact("A", 0, "");
    flowUnderTest.clock.advance(Duration.ofMinutes(5));
    flowUnderTest.build(flowUnderTest.ended("A"));
    assertThat(connect.calls).containsExactly("list A", "references A");
    assertThat(flowUnderTest.drawing("B"))
        .isEqualTo(
            """
            COMPLETE
            A ROOT FETCHED
              B PREVIOUS FETCHED
            """);
  }

  @Test
  void completedAfterDisconnected_mergesTheAgentWithoutAnyCall() {
    flowUnderTest.contact("A", 0, "");
    flowUnderTest.build(flowUnderTest.ended("A"));
    connect.calls.clear();
    assertThat(
            flowUnderTest.build(
                flowUnderTest.completed("A", flowUnderTest.clock.instant().minusSeconds(60))))
        .containsExactly(STORED);
    assertThat(connect.calls).isEmpty();
    assertThat(flowUnderTest.tree("A").orElseThrow().facts().agentCount()).isEqualTo(1);
  }

  @Test
  void afterContactWorkEndedLater_readsReferencesOnceMore() {
    flowUnderTest.contact("A", 0, "");
    flowUnderTest.build(flowUnderTest.ended("A"));
    connect.calls.clear();
    flowUnderTest.clock.advance(Duration.ofMinutes(3));
    flowUnderTest.build(
        flowUnderTest.completed("A", flowUnderTest.clock.instant().minusSeconds(30)));
    assertThat(connect.calls).containsExactly("references A");
  }

  @Test
  void afterContactWorkEndsLaterThanNow_travelsUntilThen() {
    flowUnderTest.contact("A", 0, "");
    flowUnderTest.build(flowUnderTest.ended("A"));
    connect.calls.clear();
    assertThat(
            flowUnderTest.build(
                flowUnderTest.completed("A", flowUnderTest.clock.instant().plusSeconds(7))))
        .containsExactly(new Outcome.Forwarded(Outcome.Forwarded.By.DELAYED));
    assertThat(connect.calls).isEmpty();
    flowUnderTest.buildAllThatFollows();
    assertThat(connect.calls).containsExactly("references A");
    assertThat(flowUnderTest.tree("A").orElseThrow().facts().agentCount()).isEqualTo(1);
  }

  @Test
  void listShowsTheEndedContactAsOpen_settleReadHeals() {
    flowUnderTest.openContact("A", 0, "");
    assertThat(flowUnderTest.build(flowUnderTest.ended("A"))).containsExactly(STORED);
    assertThat(flowUnderTest.drawing("A")).isEqualTo("SETTLING\nA ROOT FETCHED open\n");
    flowUnderTest.contact("A", 0, "");
    connect.calls.clear();
    flowUnderTest.buildNext();
    assertThat(connect.calls).containsExactly("list A");
    assertThat(flowUnderTest.drawing("A")).isEqualTo("COMPLETE\nA ROOT FETCHED\n");
    assertThat(flowUnderTest.queue.sent).isEmpty();
  }

  @Test
  void contactNotFound_storedFromItsEventThenGone() {
    assertThat(flowUnderTest.build(flowUnderTest.ended("A", "CHANNEL=VOICE")))
        .containsExactly(SETTLE);
    assertThat(connect.calls).containsExactly("list A");
    assertThat(flowUnderTest.drawing("A")).isEqualTo("SETTLING\nA ROOT FAILED NOT_FOUND open\n");
    assertThat(flowUnderTest.buildAllThatFollows()).isEqualTo(3);
    assertThat(flowUnderTest.drawing("A")).isEqualTo("PARTIAL\nA ROOT GONE open\n");
  }

  @Test
  void contactNotFoundYet_settleReadFindsIt() {
    flowUnderTest.contact("A", 0, "");
    connect.hide("A");
    flowUnderTest.build(flowUnderTest.ended("A"));
    connect.show("A");
    flowUnderTest.buildAllThatFollows();
    assertThat(flowUnderTest.drawing("A")).isEqualTo("COMPLETE\nA ROOT FETCHED\n");
  }

  @Test
  void goneContact_replayedEventCostsNothing() {
    ClaimMessage message = flowUnderTest.ended("A", "CHANNEL=VOICE");
    flowUnderTest.build(message);
    flowUnderTest.buildAllThatFollows();
    connect.calls.clear();
    assertThat(flowUnderTest.build(message)).containsExactly(SATISFIED);
    assertThat(connect.calls).isEmpty();
  }

  @Test
  void listLeavesOutTheContactItWasAskedBy_anotherMembersListShowsIt() {
    connect.leaveOutSelf();
    flowUnderTest.contact("A", 0, "");
    flowUnderTest.contact("B", 1, "previous=A");
    flowUnderTest.build(
        flowUnderTest.ended("A"), flowUnderTest.ended("B", "PREVIOUS_CONTACT_ID=A"));
    flowUnderTest.buildAllThatFollows();
    assertThat(flowUnderTest.drawing("A"))
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
    flowUnderTest.contact("A", 0, "");
    flowUnderTest.contact("B", 1, "related=A");
    flowUnderTest.build(flowUnderTest.ended("B"));
    assertThat(connect.calls).containsExactly("list B", "list A", "references A", "references B");
    assertThat(flowUnderTest.drawing("B"))
        .isEqualTo(
            """
            COMPLETE
            A ROOT FETCHED
              B RELATED FETCHED
            """);
  }

  @Test
  void namedContactUnknownToTheService_rememberedAsMissingAndNeverAskedAgain() {
    flowUnderTest.contact("B", 1, "previous=X");
    flowUnderTest.build(flowUnderTest.ended("B"));
    assertThat(connect.calls).containsExactly("list B", "list X", "references B");
    flowUnderTest.contact("C", 2, "previous=X");
    connect.calls.clear();
    flowUnderTest.build(flowUnderTest.ended("C", "PREVIOUS_CONTACT_ID=X"));
    assertThat(connect.calls).containsExactly("list C", "references C");
    assertThat(flowUnderTest.drawing("X"))
        .isEqualTo(
            """
            COMPLETE
            B ORPHAN FETCHED
              C ORPHAN FETCHED
            """);
  }

  @Test
  void twoBranchesKnownApartThenLinked_oneDocumentForEveryId() {
    flowUnderTest.contact("A", 0, "");
    flowUnderTest.contact("C", 2, "");
    flowUnderTest.build(flowUnderTest.ended("A"));
    flowUnderTest.build(flowUnderTest.ended("C"));
    assertThat(flowUnderTest.tree("C").orElseThrow().treeId()).isEqualTo(new ContactId("C"));
    flowUnderTest.contact("B", 1, "previous=A");
    flowUnderTest.contact("C", 2, "previous=B");
    connect.calls.clear();
    flowUnderTest.build(flowUnderTest.ended("B"));
    assertThat(connect.calls).containsExactly("list B", "references B");
    assertThat(flowUnderTest.tree("C")).isEqualTo(flowUnderTest.tree("A"));
    assertThat(flowUnderTest.drawing("C"))
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
    flowUnderTest.contact("B", 1, "");
    flowUnderTest.build(flowUnderTest.ended("B"));
    flowUnderTest.contact("A", 0, "");
    flowUnderTest.contact("B", 1, "related=A");
    flowUnderTest.clock.advance(Duration.ofMinutes(1));
    flowUnderTest.build(flowUnderTest.ended("A"));
    flowUnderTest.build(
        flowUnderTest.message(
            new Claim.Rebuild(
                FlowUnderTest.INSTANCE, new ContactId("B"), flowUnderTest.clock.instant())));
    assertThat(flowUnderTest.tree("B").orElseThrow().treeId()).isEqualTo(new ContactId("A"));
    assertThat(flowUnderTest.tree("B")).isEqualTo(flowUnderTest.tree("A"));
  }

  @Test
  void referencesOfOneMemberFail_treeIsStoredAndSettleReadHeals() {
    flowUnderTest.contact("A", 0, "");
    flowUnderTest.contact("B", 1, "previous=A");
    connect.failReferences("B", FailureReason.THROTTLED);
    assertThat(
            flowUnderTest.build(
                flowUnderTest.ended("A"), flowUnderTest.ended("B", "PREVIOUS_CONTACT_ID=A")))
        .containsExactly(STORED, SETTLE);
    assertThat(flowUnderTest.drawing("A"))
        .isEqualTo(
            """
            SETTLING
            A ROOT FETCHED
              B PREVIOUS FAILED THROTTLED
            """);
    connect.healReferences("B");
    connect.calls.clear();
    flowUnderTest.buildNext();
    assertThat(connect.calls).containsExactly("references B");
    assertThat(flowUnderTest.tree("B").orElseThrow().state().name()).isEqualTo("COMPLETE");
  }

  @Test
  void referencesRefused_partialAfterTheSettleReadsAndSatisfied() {
    flowUnderTest.contact("A", 0, "");
    connect.failReferences("A", FailureReason.REFUSED);
    ClaimMessage message = flowUnderTest.ended("A");
    flowUnderTest.build(message);
    assertThat(flowUnderTest.buildAllThatFollows()).isEqualTo(3);
    assertThat(flowUnderTest.drawing("A")).isEqualTo("PARTIAL\nA ROOT FAILED REFUSED\n");
    assertThat(flowUnderTest.build(message)).containsExactly(SATISFIED);
  }

  @Test
  void attachmentStillProcessing_settleReadsUntilItIsApproved() {
    flowUnderTest.contact("A", 0, "");
    connect.references("A", attachment("PROCESSING"));
    flowUnderTest.build(flowUnderTest.ended("A"));
    assertThat(flowUnderTest.tree("A").orElseThrow().state().name()).isEqualTo("SETTLING");
    flowUnderTest.buildNext();
    connect.references("A", attachment("APPROVED"));
    flowUnderTest.buildNext();
    assertThat(flowUnderTest.tree("A").orElseThrow().state().name()).isEqualTo("COMPLETE");
    assertThat(flowUnderTest.queue.sent).isEmpty();
  }

  @Test
  void listFails_nothingWrittenNothingAcknowledged() {
    flowUnderTest.contact("A", 0, "");
    connect.failLists(FailureReason.UNAVAILABLE);
    assertThat(flowUnderTest.build(flowUnderTest.ended("A")))
        .containsExactly(new Outcome.Returned(Outcome.Returned.Reason.LIST_UNAVAILABLE));
    assertThat(flowUnderTest.tree("A")).isEmpty();
    connect.healLists();
    assertThat(flowUnderTest.build(flowUnderTest.ended("A"))).containsExactly(STORED);
  }

  @Test
  void timeRunsOutInReferences_whatIsKnownIsWrittenAndTheClaimIsForwarded() {
    flowUnderTest.contact("A", 0, "");
    flowUnderTest.contact("B", 1, "previous=A");
    flowUnderTest.contact("C", 2, "previous=B");
    connect.readAtMost(1);
    assertThat(flowUnderTest.build(flowUnderTest.ended("A"))).containsExactly(CONTINUATION);
    assertThat(flowUnderTest.drawing("A"))
        .isEqualTo(
            """
            SETTLING
            A ROOT FETCHED
              B PREVIOUS PENDING
                C PREVIOUS PENDING
            """);
    assertThat(flowUnderTest.buildAllThatFollows()).isEqualTo(2);
    assertThat(connect.calls)
        .containsExactly("list A", "references A", "references B", "references C");
    assertThat(flowUnderTest.tree("C").orElseThrow().state().name()).isEqualTo("COMPLETE");
  }

  @Test
  void timeRunsOutInAList_theNextMessageGoesOnWhereItStopped() {
    flowUnderTest.contact("A", 0, "");
    flowUnderTest.contact("B", 1, "previous=A");
    flowUnderTest.contact("C", 2, "previous=B");
    connect.listAtMost(2);
    assertThat(flowUnderTest.build(flowUnderTest.ended("A"))).containsExactly(CONTINUATION);
    connect.calls.clear();
    flowUnderTest.buildAllThatFollows();
    assertThat(connect.calls)
        .containsExactly("list A from 2", "references A", "references B", "references C");
    assertThat(flowUnderTest.tree("C").orElseThrow().state().name()).isEqualTo("COMPLETE");
  }

  @Test
  void leaseHeldByAnother_forwardedWithoutAnyCall() {
    flowUnderTest.contact("A", 0, "");
    flowUnderTest.leases.take(FlowUnderTest.INSTANCE, new ContactId("A"), Duration.ofSeconds(4));
    assertThat(flowUnderTest.build(flowUnderTest.ended("A")))
        .containsExactly(new Outcome.Forwarded(Outcome.Forwarded.By.LEASE_HELD));
    assertThat(connect.calls).isEmpty();
    flowUnderTest.buildAllThatFollows();
    assertThat(flowUnderTest.drawing("A")).isEqualTo("COMPLETE\nA ROOT FETCHED\n");
  }

  @Test
  void manyReferencesToRead_theListedTreeIsWrittenFirst() {
    for (int leg = 0; leg < 12; leg++) {
      flowUnderTest.contact("leg" + leg, leg, leg == 0 ? "" : "related=leg" + (leg - 1));
    }
    assertThat(flowUnderTest.build(flowUnderTest.ended("leg3"))).containsExactly(STORED);
    assertThat(flowUnderTest.store.writes()).isEqualTo(2);
    assertThat(flowUnderTest.tree("leg7").orElseThrow().revision()).isEqualTo(2);
    assertThat(flowUnderTest.tree("leg7").orElseThrow().state().name()).isEqualTo("COMPLETE");
    assertThat(flowUnderTest.queue.sent).isEmpty();
  }

  @Test
  void manyReferencesRefused_settleReadIsStillSent() {
    for (int leg = 0; leg < 12; leg++) {
      flowUnderTest.contact("leg" + leg, leg, leg == 0 ? "" : "related=leg" + (leg - 1));
      connect.failReferences("leg" + leg, FailureReason.REFUSED);
    }
    flowUnderTest.build(flowUnderTest.ended("leg3"));
    assertThat(flowUnderTest.queue.sent).hasSize(1);
  }

  @Test
  void anotherWriterIsFaster_mergesAndWritesWithoutNewCalls() {
    flowUnderTest.contact("A", 0, "");
    ClaimMessage other = flowUnderTest.ended("A", "AGENT_ID=x");
    flowUnderTest.through(
        new AnotherFirst(flowUnderTest.store, () -> flowUnderTest.buildWithoutLease(other)));
    assertThat(flowUnderTest.build(flowUnderTest.ended("A", "QUEUE_ID=q"))).containsExactly(STORED);
    assertThat(connect.calls).containsExactly("list A", "references A", "list A", "references A");
    ContactTree tree = flowUnderTest.tree("A").orElseThrow();
    assertThat(tree.facts().queueCount()).isEqualTo(1);
    assertThat(tree.facts().agentCount()).isEqualTo(1);
  }

  @Test
  void storeDown_returned() {
    flowUnderTest.contact("A", 0, "");
    flowUnderTest.through(new DownStore());
    assertThat(flowUnderTest.build(flowUnderTest.ended("A")))
        .containsExactly(new Outcome.Returned(Outcome.Returned.Reason.STORE_UNAVAILABLE));
  }

  @Test
  void queueDownWhenASettleMessageIsDue_nothingWritten() {
    flowUnderTest.openContact("A", 0, "");
    flowUnderTest.queue.down(true);
    assertThat(flowUnderTest.build(flowUnderTest.ended("A")))
        .containsExactly(new Outcome.Returned(Outcome.Returned.Reason.QUEUE_UNAVAILABLE));
    assertThat(flowUnderTest.tree("A")).isEmpty();
  }

  @Test
  void claimBeforeItsTime_travelsOnUntilThen() {
    flowUnderTest.contact("A", 0, "");
    ClaimMessage early =
        flowUnderTest.message(
            new Claim.Observe(
                FlowUnderTest.INSTANCE,
                new ContactId("A"),
                flowUnderTest.clock.instant().plusSeconds(40),
                Optional.empty()));
    assertThat(flowUnderTest.build(early))
        .containsExactly(new Outcome.Forwarded(Outcome.Forwarded.By.DELAYED));
    assertThat(connect.calls).isEmpty();
    flowUnderTest.buildNext();
    assertThat(connect.calls).containsExactly("list A", "references A");
  }

  @Test
  void rebuild_readsEverythingAnew() {
    flowUnderTest.contact("A", 0, "");
    flowUnderTest.contact("B", 1, "previous=A");
    flowUnderTest.build(flowUnderTest.ended("A"));
    connect.calls.clear();
    flowUnderTest.clock.advance(Duration.ofMinutes(1));
    flowUnderTest.build(
        flowUnderTest.message(
            new Claim.Rebuild(
                FlowUnderTest.INSTANCE, new ContactId("B"), flowUnderTest.clock.instant())));
    assertThat(connect.calls).containsExactly("list B", "references A", "references B");
  }

  @Test
  void erasedContact_acknowledgedWithoutAnything() {
    flowUnderTest.contact("A", 0, "");
    flowUnderTest.store.bury(FlowUnderTest.INSTANCE, new ContactId("A"));
    assertThat(flowUnderTest.build(flowUnderTest.ended("A"))).containsExactly(SATISFIED);
    assertThat(connect.calls).isEmpty();
    assertThat(flowUnderTest.tree("A")).isEmpty();
  }

  @Test
  void purgedRoot_staysInTheTreeAndItsChildrenAreFound() {
    flowUnderTest.contact("A", 0, "");
    flowUnderTest.contact("B", 1, "previous=A");
    flowUnderTest.build(flowUnderTest.ended("A"));
    connect.hide("A");
    flowUnderTest.contact("C", 2, "previous=B");
    flowUnderTest.clock.advance(Duration.ofMinutes(9));
    flowUnderTest.build(flowUnderTest.ended("C", "PREVIOUS_CONTACT_ID=B"));
    assertThat(flowUnderTest.drawing("C"))
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
      flowUnderTest.openContact(
          "leg" + leg, leg, leg == 0 ? "" : "initial=leg0 previous=leg" + (leg - 1));
    }
    for (int leg = 49; leg >= 0; leg--) {
      flowUnderTest.clock.advance(Duration.ofMinutes(1));
      flowUnderTest.contact(
          "leg" + leg, leg, leg == 0 ? "" : "initial=leg0 previous=leg" + (leg - 1));
      flowUnderTest.build(flowUnderTest.ended("leg" + leg, "INITIAL_CONTACT_ID=leg0"));
    }
    assertThat(connect.calls.stream().filter(call -> call.startsWith("references"))).hasSize(50);
    assertThat(connect.calls.stream().filter(call -> call.startsWith("list"))).hasSize(50);
    assertThat(flowUnderTest.tree("leg7").orElseThrow().state().name()).isEqualTo("COMPLETE");
  }

  private static Reference attachment(String status) {
    return new Reference(
        "ATTACHMENT",
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
    public LoadedTrees loadAgain(InstanceId instance, Set<ContactId> contacts, LoadedTrees before) {
      return load(instance, contacts);
    }

    @Override
    public LookedUp lookUp(InstanceId instance, Set<ContactId> contacts) {
      return store.lookUp(instance, contacts);
    }

    @Override
    public SaveResult save(
        StoredTree next, List<StoredTree> replaced, Optional<Leases.Lease> over) {
      Optional<Runnable> now = first;
      first = Optional.empty();
      now.ifPresent(Runnable::run);
      return store.save(next, replaced, over);
    }
  }

  /** A store that never answers. */
  private static final class DownStore implements TreeStore {
    @Override
    public LoadedTrees load(InstanceId instance, Set<ContactId> contacts) {
      throw new UpstreamFailure(UpstreamFailure.Resource.TABLE, "the table is down");
    }

    @Override
    public LoadedTrees loadAgain(InstanceId instance, Set<ContactId> contacts, LoadedTrees before) {
      return load(instance, contacts);
    }

    @Override
    public LookedUp lookUp(InstanceId instance, Set<ContactId> contacts) {
      throw new UpstreamFailure(UpstreamFailure.Resource.TABLE, "the table is down");
    }

    @Override
    public SaveResult save(
        StoredTree next, List<StoredTree> replaced, Optional<Leases.Lease> over) {
      throw new UpstreamFailure(UpstreamFailure.Resource.TABLE, "the table is down");
    }
  }
}
