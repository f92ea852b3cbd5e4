package io.contacttree.domain.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.contacttree.domain.claim.Claim;
import io.contacttree.domain.claim.ClaimMessage;
import io.contacttree.domain.claim.Outcome;
import io.contacttree.domain.claim.Outcome.Returned.Reason;
import io.contacttree.domain.connect.FakeConnect;
import io.contacttree.domain.contact.ContactId;
import io.contacttree.domain.reference.FailureReason;
import io.contacttree.domain.tree.TreeState;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Messages of one group are answered each for itself. */
final class OutcomeByMessageTest {
  private static final Outcome STORED = new Outcome.Stored();

  private final FlowUnderTest flowUnderTest = new FlowUnderTest();
  private final FakeConnect connect = flowUnderTest.connect;

  @ParameterizedTest
  @CsvSource({
    "UNAVAILABLE, LIST_UNAVAILABLE",
    "THROTTLED, LIST_THROTTLED",
    "REFUSED, LIST_REFUSED",
    "INVALID, LIST_INVALID"
  })
  void listOfOneClaimFails_itsMessageAloneIsReturned(FailureReason reason, Reason returned) {
    callAndTask();
    connect.failList("T", reason);

    assertThat(flowUnderTest.build(flowUnderTest.ended("C"), task()))
        .containsExactly(STORED, new Outcome.Returned(returned));

    assertThat(flowUnderTest.tree("C")).isPresent();
  }

  @ParameterizedTest
  @CsvSource({"UNAVAILABLE", "THROTTLED", "REFUSED", "INVALID"})
  void listOfTheFirstClaimFails_theNextOneIsStillListed(FailureReason reason) {
    callAndTask();
    connect.failList("T", reason);

    List<Outcome> outcomes = flowUnderTest.build(task(), flowUnderTest.ended("C"));

    assertThat(outcomes.getFirst()).isInstanceOf(Outcome.Returned.class);
    assertThat(outcomes.getLast()).isEqualTo(STORED);
    assertThat(connect.takeLists()).containsExactly("list T", "list C");
  }

  @Test
  void everyListFails_nothingIsWrittenOrSent() {
    callAndTask();
    connect.failLists(FailureReason.UNAVAILABLE);

    assertThat(flowUnderTest.build(task(), flowUnderTest.ended("C")))
        .containsOnly(new Outcome.Returned(Reason.LIST_UNAVAILABLE));

    assertThat(flowUnderTest.store.writes()).isZero();
    assertThat(flowUnderTest.queue.sent).isEmpty();
  }

  @Test
  void listOfAnotherClaimShowsTheContactAfterAll_bothAreStored() {
    flowUnderTest.contact("A", 0, "");
    flowUnderTest.contact("B", 1, "previous=A");
    connect.failList("B", FailureReason.UNAVAILABLE);

    assertThat(
            flowUnderTest.build(
                flowUnderTest.ended("B", "PREVIOUS_CONTACT_ID=A"), flowUnderTest.ended("A")))
        .containsExactly(STORED, STORED);
  }

  @Test
  void returnedMessageComesAgainAndItsListAnswers_theTreeIsWhole() {
    callAndTask();
    connect.failList("T", FailureReason.UNAVAILABLE);
    ClaimMessage task = task();
    flowUnderTest.build(flowUnderTest.ended("C"), task);
    connect.healList("T");

    assertThat(flowUnderTest.build(task)).containsExactly(STORED);

    flowUnderTest.buildAllThatFollows();
    assertThat(flowUnderTest.drawing("T"))
        .isEqualTo(
            """
            COMPLETE
            C ROOT FETCHED
              T RELATED FETCHED
            """);
  }

  @Test
  void claimFailsForEver_itsNeighboursTreeComesToAnEndWithoutAnotherMessage() {
    callAndTask();
    connect.failList("T", FailureReason.UNAVAILABLE);
    flowUnderTest.build(flowUnderTest.ended("C"), task());

    flowUnderTest.buildAllThatFollows();

    assertThat(flowUnderTest.tree("C").orElseThrow().state()).isEqualTo(TreeState.COMPLETE);
  }

  @Test
  void eventOfOneThatJoinedByAListFails_itsMessageAloneIsReturned() {
    // B is a group of its own until A's list shows it, as it is open there.
    flowUnderTest.contact("A", 0, "");
    flowUnderTest.contact("B", 1, "related=A");
    connect.failList("B", FailureReason.UNAVAILABLE);
    connect.doNotFollowRelated();

    assertThat(flowUnderTest.build(flowUnderTest.ended("A"), flowUnderTest.ended("B")))
        .containsExactly(STORED, new Outcome.Returned(Reason.LIST_UNAVAILABLE));
  }

  @Test
  void unknownContactIsObservedOrRebuilt_acknowledgedAndNothingWritten() {
    ContactId unknown = new ContactId("nobody");
    for (Claim claim :
        List.of(
            new Claim.Observe(
                FlowUnderTest.INSTANCE, unknown, flowUnderTest.clock.instant(), Optional.empty()),
            new Claim.Rebuild(FlowUnderTest.INSTANCE, unknown, flowUnderTest.clock.instant()))) {
      connect.calls.clear();
      assertThat(flowUnderTest.build(flowUnderTest.message(claim))).containsExactly(STORED);
      assertThat(connect.calls).containsExactly("list nobody");
    }
    assertThat(flowUnderTest.unknown).containsExactly(unknown, unknown);
    assertThat(flowUnderTest.store.writes()).isZero();
    assertThat(flowUnderTest.queue.sent).isEmpty();
  }

  @Test
  void unknownContactWhoseListFails_isReturned() {
    connect.failList("nobody", FailureReason.UNAVAILABLE);
    ClaimMessage rebuild =
        flowUnderTest.message(
            new Claim.Rebuild(
                FlowUnderTest.INSTANCE, new ContactId("nobody"), flowUnderTest.clock.instant()));

    assertThat(flowUnderTest.build(rebuild))
        .containsExactly(new Outcome.Returned(Reason.LIST_UNAVAILABLE));
  }

  /** A task that is related to a call, which no list of the call shows. */
  private void callAndTask() {
    flowUnderTest.contact("C", 0, "");
    flowUnderTest.contact("T", 1, "related=C");
    connect.doNotFollowRelated();
  }

  private ClaimMessage task() {
    return flowUnderTest.ended("T", "RELATED_CONTACT_ID=C");
  }
}
