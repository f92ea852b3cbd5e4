package io.contacttree.domain.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.contacttree.domain.claim.ClaimMessage;
import io.contacttree.domain.claim.Outcome;
import io.contacttree.domain.connect.FakeConnect;
import io.contacttree.domain.reference.FailureReason;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Lists that leave out the contact they were asked by, or are empty. */
final class OmittingListsTest {
  private static final String[] FACTS = {
    "CHANNEL=VOICE", "INITIATION_TIMESTAMP=2026-03-02T10:00:00.000Z"
  };

  private final FlowUnderTest flowUnderTest = new FlowUnderTest();
  private final FakeConnect connect = flowUnderTest.connect;

  @BeforeEach
  void leaveOutWhoeverAsks() {
    connect.leaveOutSelf();
  }

  @Test
  void loneCallWhoseEventIsSilent_oneListAndComplete() {
    flowUnderTest.contact("A", 0, "");

    assertThat(flowUnderTest.build(flowUnderTest.ended("A"))).containsExactly(new Outcome.Stored());

    assertThat(connect.takeLists()).containsExactly("list A");
    assertThat(flowUnderTest.queue.sent).isEmpty();
    assertThat(flowUnderTest.drawing("A")).isEqualTo("COMPLETE\nA ROOT FETCHED open\n");
  }

  @Test
  void eventsTellTheFacts_oneListForAllEndsOfTheWindow() {
    flowUnderTest.contact("A", 0, "");
    flowUnderTest.contact("B", 1, "previous=A");

    flowUnderTest.build(flowUnderTest.ended("A", FACTS), ended("B", "PREVIOUS_CONTACT_ID=A"));

    assertThat(connect.takeLists()).containsExactly("list A");
    assertThat(flowUnderTest.queue.sent).isEmpty();
    assertThat(flowUnderTest.tree("A").orElseThrow().state().name()).isEqualTo("COMPLETE");
  }

  @Test
  void rootThatAnOlderListShowedAsOpenEnds_oneFurtherListAlone() {
    flowUnderTest.openContact("A", 0, "");
    flowUnderTest.contact("B", 1, "previous=A");
    flowUnderTest.build(ended("B", "PREVIOUS_CONTACT_ID=A"));
    connect.calls.clear();
    flowUnderTest.contact("A", 0, "");
    flowUnderTest.clock.advance(Duration.ofMinutes(5));

    flowUnderTest.build(flowUnderTest.ended("A", FACTS));

    assertThat(connect.takeLists()).containsExactly("list A");
    assertThat(flowUnderTest.queue.sent).isEmpty();
  }

  @Test
  void silentEventInATreeOfSeveral_theSettleReadAsksANeighbour() {
    flowUnderTest.contact("A", 0, "");
    flowUnderTest.contact("B", 1, "previous=A");
    flowUnderTest.build(flowUnderTest.ended("A"));
    assertThat(flowUnderTest.tree("A").orElseThrow().state().name()).isEqualTo("SETTLING");
    connect.calls.clear();

    flowUnderTest.buildAllThatFollows();

    assertThat(connect.takeLists()).containsExactly("list B");
    assertThat(flowUnderTest.drawing("A"))
        .isEqualTo(
            """
            COMPLETE
            A ROOT FETCHED
              B PREVIOUS FETCHED
            """);
  }

  @Test
  void nameThatItsOwnListLeavesOut_theSettleReadAsksByOneThatTheListShowed() {
    callThatItsOwnListLeavesOut();
    flowUnderTest.build(ended("B", "RELATED_CONTACT_ID=A"));
    assertThat(connect.takeLists()).containsExactly("list B", "list A");

    flowUnderTest.buildAllThatFollows();

    assertThat(connect.takeLists()).containsExactly("list C");
    assertThat(flowUnderTest.tree("B").orElseThrow().contacts()).hasSize(3);
  }

  @Test
  void oneThatTheListShowedDoesNotAnswer_theNextSettleReadAsksItAgain() {
    callThatItsOwnListLeavesOut();
    connect.failList("C", FailureReason.UNAVAILABLE);
    flowUnderTest.build(ended("B", "RELATED_CONTACT_ID=A"));
    flowUnderTest.buildNext();
    connect.healList("C");
    connect.calls.clear();

    flowUnderTest.buildAllThatFollows();

    assertThat(connect.takeLists()).containsExactly("list C");
    assertThat(flowUnderTest.tree("B").orElseThrow().contacts()).hasSize(3);
  }

  @Test
  void eventOfTheNameThatItsOwnListLeavesOut_costsNoFurtherList() {
    callThatItsOwnListLeavesOut();
    flowUnderTest.build(ended("B", "RELATED_CONTACT_ID=A"));
    connect.calls.clear();

    flowUnderTest.build(flowUnderTest.ended("A", FACTS));
    flowUnderTest.buildAllThatFollows();

    assertThat(connect.takeLists()).isEmpty();
    assertThat(flowUnderTest.tree("B").orElseThrow().contacts()).hasSize(3);
  }

  private void callThatItsOwnListLeavesOut() {
    connect.doNotFollowRelated();
    flowUnderTest.contact("A", 0, "");
    flowUnderTest.contact("C", 1, "previous=A");
    flowUnderTest.contact("B", 2, "related=A");
  }

  @Test
  void neighbourDoesNotAnswer_isNotAskedAgainByOtherNews() {
    connect.doNotFollowRelated();
    flowUnderTest.contact("A", 0, "");
    flowUnderTest.openContact("C", 1, "previous=A");
    flowUnderTest.contact("B", 2, "related=A");
    flowUnderTest.contact("D", 3, "related=A");
    connect.failList("C", FailureReason.UNAVAILABLE);
    flowUnderTest.build(ended("B", "RELATED_CONTACT_ID=A"));
    flowUnderTest.buildAllThatFollows();
    connect.calls.clear();

    assertThat(flowUnderTest.build(ended("D", "RELATED_CONTACT_ID=A")))
        .containsExactly(new Outcome.Stored());

    assertThat(connect.takeLists()).containsExactly("list D");
  }

  private ClaimMessage ended(String id, String names) {
    return flowUnderTest.ended(id, FACTS[0], FACTS[1], names);
  }
}
