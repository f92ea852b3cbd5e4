package io.contacttree.domain.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.contacttree.domain.claim.Claim;
import io.contacttree.domain.claim.ClaimMessage;
import io.contacttree.domain.claim.Outcome;
import io.contacttree.domain.connect.FakeConnect;
import io.contacttree.domain.contact.ContactId;
import io.contacttree.domain.reference.FailureReason;
import io.contacttree.domain.tree.Defect;
import io.contacttree.domain.tree.TreeState;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A contact that others name and whose own list Amazon Connect does not give. */
final class NamedContactTest {
  private static final Outcome STORED = new Outcome.Stored();

  private final FlowUnderTest flowUnderTest = new FlowUnderTest();
  private final FakeConnect connect = flowUnderTest.connect;

  @ParameterizedTest
  @EnumSource(value = FailureReason.class, names = "NOT_FOUND", mode = EnumSource.Mode.EXCLUDE)
  void listOfANamedContactFails_theClaimIsStoredAndTheNameOpen(FailureReason reason) {
    flowUnderTest.contact("A", 0, "");
    connect.failList("Z", reason);

    assertThat(flowUnderTest.build(flowUnderTest.ended("A", "PREVIOUS_CONTACT_ID=Z")))
        .containsExactly(STORED);

    assertThat(connect.calls).containsExactly("list A", "list Z", "references A");
    assertThat(flowUnderTest.drawing("A")).isEqualTo("SETTLING\nA ORPHAN FETCHED\n");
    assertThat(defects("A")).isEqualTo("");
  }

  @ParameterizedTest
  @EnumSource(value = FailureReason.class, names = "NOT_FOUND", mode = EnumSource.Mode.EXCLUDE)
  void listFailsForEver_triedFourTimesAndThenPartialWithAMissingParent(FailureReason reason) {
    flowUnderTest.contact("A", 0, "previous=Z");
    connect.failList("Z", reason);

    flowUnderTest.build(flowUnderTest.ended("A"));
    assertThat(flowUnderTest.buildAllThatFollows()).isEqualTo(3);

    assertThat(connect.takeLists())
        .containsExactly("list A", "list Z", "list Z", "list Z", "list Z");
    assertThat(connect.listAttempts()).isEqualTo(5);
    assertThat(flowUnderTest.drawing("A")).isEqualTo("PARTIAL\nA ORPHAN FETCHED\n");
    assertThat(defects("A")).isEqualTo("missing_parent Z\n");
  }

  @Test
  void listFailsForAWhile_aSettleReadFindsTheContact() {
    flowUnderTest.contact("A", 0, "");
    flowUnderTest.contact("B", 1, "related=A");
    connect.doNotFollowRelated();
    connect.failList("A", FailureReason.UNAVAILABLE);
    flowUnderTest.build(flowUnderTest.ended("B"));
    connect.calls.clear();

    connect.healList("A");
    flowUnderTest.buildNext();

    assertThat(connect.calls).containsExactly("list A", "references A");
    assertThat(flowUnderTest.drawing("B"))
        .isEqualTo(
            """
            COMPLETE
            A ROOT FETCHED
              B RELATED FETCHED
            """);
  }

  @Test
  void answerAfterAllIsThatItIsUnknown_completeAndNotAskedAgain() {
    flowUnderTest.contact("A", 0, "previous=Z");
    connect.failList("Z", FailureReason.REFUSED);
    flowUnderTest.build(flowUnderTest.ended("A"));

    connect.healList("Z");
    flowUnderTest.buildAllThatFollows();

    assertThat(connect.takeLists()).containsExactly("list A", "list Z", "list Z");
    assertThat(flowUnderTest.drawing("A")).isEqualTo("COMPLETE\nA ORPHAN FETCHED\n");
    assertThat(defects("A")).isEqualTo("missing_parent Z\n");
  }

  @Test
  void contactNamedByItsNeighbours_answersWithTheirTreeFromTheFirstRevision() {
    flowUnderTest.contact("A", 0, "previous=Z");
    connect.failList("Z", FailureReason.UNAVAILABLE);
    flowUnderTest.build(flowUnderTest.ended("A"));

    assertThat(flowUnderTest.tree("Z")).isEqualTo(flowUnderTest.tree("A"));
  }

  @Test
  void branchesThatNameOneUnreadableContact_meetThere() {
    flowUnderTest.contact("A", 0, "");
    flowUnderTest.contact("B", 1, "");
    connect.failList("Z", FailureReason.UNAVAILABLE);

    flowUnderTest.build(flowUnderTest.ended("A", "PREVIOUS_CONTACT_ID=Z"));
    flowUnderTest.build(flowUnderTest.ended("B", "RELATED_CONTACT_ID=Z"));

    assertThat(connect.takeLists()).containsExactly("list A", "list Z", "list B");
    assertThat(flowUnderTest.tree("B")).isEqualTo(flowUnderTest.tree("A"));
    assertThat(flowUnderTest.drawing("Z"))
        .isEqualTo(
            """
            SETTLING
            A ORPHAN FETCHED
              B ORPHAN FETCHED
            """);
  }

  @Test
  void laterLegsOfATreeWithABadName_joinTheDocument() {
    flowUnderTest.contact("A", 0, "");
    flowUnderTest.build(flowUnderTest.ended("A"));
    connect.failList("Z", FailureReason.UNAVAILABLE);
    flowUnderTest.contact("B", 1, "previous=A related=Z");
    assertThat(flowUnderTest.build(flowUnderTest.ended("B"))).containsExactly(STORED);
    flowUnderTest.contact("C", 2, "previous=A");
    assertThat(flowUnderTest.build(flowUnderTest.ended("C"))).containsExactly(STORED);

    flowUnderTest.buildAllThatFollows();

    assertThat(flowUnderTest.drawing("A"))
        .isEqualTo(
            """
            PARTIAL
            A ROOT FETCHED
              B PREVIOUS FETCHED
              C PREVIOUS FETCHED
            """);
  }

  @Test
  void settleReadForNamesAlone_asksThemAndNobodyElse() {
    flowUnderTest.contact("A", 0, "previous=Y related=Z");
    connect.failList("Y", FailureReason.UNAVAILABLE);
    connect.failList("Z", FailureReason.INVALID);
    flowUnderTest.build(flowUnderTest.ended("A"));
    connect.calls.clear();

    flowUnderTest.buildNext();

    assertThat(connect.calls).containsExactly("list Y", "list Z");
  }

  @Test
  void refreshAndRebuild_askByNamesAgainWhateverTheyAnswered() {
    flowUnderTest.contact("A", 0, "previous=X related=Z");
    connect.failList("Z", FailureReason.UNAVAILABLE);
    flowUnderTest.build(flowUnderTest.ended("A"));
    flowUnderTest.buildAllThatFollows();
    for (Claim claim : List.of(refresh("A"), rebuild("A"))) {
      flowUnderTest.clock.advance(Duration.ofMinutes(1));
      connect.calls.clear();
      Claim now = claim instanceof Claim.Observe ? refresh("A") : rebuild("A");
      flowUnderTest.build(flowUnderTest.message(now));
      assertThat(connect.takeLists()).containsExactly("list A", "list X", "list Z");
      ClaimMessage again = flowUnderTest.message(now);
      assertThat(flowUnderTest.build(again)).containsExactly(new Outcome.Satisfied());
      assertThat(connect.calls).isEmpty();
    }
    assertThat(flowUnderTest.buildAllThatFollows()).isZero();
  }

  @Test
  void ownEventOfANamedContact_asksByItAsForAnyClaim() {
    flowUnderTest.contact("A", 0, "previous=Z");
    connect.failList("Z", FailureReason.UNAVAILABLE);
    flowUnderTest.build(flowUnderTest.ended("A"));
    flowUnderTest.buildAllThatFollows();
    connect.calls.clear();
    connect.healList("Z");
    flowUnderTest.contact("Z", 0, "");

    flowUnderTest.build(flowUnderTest.ended("Z"));

    assertThat(connect.takeLists()).containsExactly("list Z");
    assertThat(flowUnderTest.drawing("A"))
        .isEqualTo(
            """
            COMPLETE
            Z ROOT FETCHED
              A PREVIOUS FETCHED
            """);
  }

  @Test
  void ownEventAndItsListFails_returnedAloneAndTheTreeStays() {
    flowUnderTest.contact("A", 0, "previous=Z");
    connect.failList("Z", FailureReason.UNAVAILABLE);
    assertThat(
            flowUnderTest.build(
                flowUnderTest.ended("Z"), flowUnderTest.ended("A", "PREVIOUS_CONTACT_ID=Z")))
        .containsExactly(new Outcome.Returned(Outcome.Returned.Reason.LIST_UNAVAILABLE), STORED);
    flowUnderTest.buildAllThatFollows();
    assertThat(flowUnderTest.tree("A").orElseThrow().contacts()).hasSize(2);
  }

  @Test
  void throttledByOneName_theOthersAreStillAsked() {
    flowUnderTest.contact("A", 0, "previous=Y related=Z");
    connect.failList("Y", FailureReason.THROTTLED);

    assertThat(flowUnderTest.build(flowUnderTest.ended("A"))).containsExactly(STORED);
    assertThat(connect.takeLists()).containsExactly("list A", "list Y", "list Z");

    connect.healLists();
    flowUnderTest.buildAllThatFollows();
    assertThat(connect.takeLists()).containsExactly("list Y");
    assertThat(state("A")).isEqualTo(TreeState.COMPLETE);
  }

  @Test
  void fiftyLegsOneByOneAndOneNameThatFailsForEver_atMost54Lists() {
    connect.failList("Z", FailureReason.UNAVAILABLE);
    for (int leg = 0; leg < 50; leg++) {
      flowUnderTest.contact("L" + leg, leg, leg == 0 ? "related=Z" : "previous=L0");
      assertThat(flowUnderTest.build(flowUnderTest.ended("L" + leg))).containsExactly(STORED);
      flowUnderTest.clock.advance(Duration.ofSeconds(leg % 7));
    }
    flowUnderTest.buildAllThatFollows();
    assertThat(connect.listAttempts()).isLessThanOrEqualTo(54);
    assertThat(flowUnderTest.tree("L49").orElseThrow().contacts()).hasSize(50);
    assertThat(state("L49")).isEqualTo(TreeState.PARTIAL);
  }

  @Test
  void fiftyLegsOneByOneEachNamingOneThatFailsForEver_atMost250Lists() {
    for (int leg = 0; leg < 50; leg++) {
      connect.failList("Z" + leg, FailureReason.UNAVAILABLE);
      flowUnderTest.contact(
          "L" + leg, leg, "related=Z" + leg + (leg == 0 ? "" : " previous=L" + (leg - 1)));
      assertThat(flowUnderTest.build(flowUnderTest.ended("L" + leg))).containsExactly(STORED);
    }
    flowUnderTest.buildAllThatFollows();
    assertThat(connect.listAttempts()).isLessThanOrEqualTo(250);
    assertThat(flowUnderTest.tree("L49").orElseThrow().contacts()).hasSize(50);
    assertThat(state("L49")).isEqualTo(TreeState.PARTIAL);
  }

  @Test
  void fiftyLegsSettledOneByOne_atMost250Lists() {
    for (int leg = 0; leg < 50; leg++) {
      connect.failList("Z" + leg, FailureReason.INVALID);
      flowUnderTest.contact(
          "L" + leg, leg, "related=Z" + leg + (leg == 0 ? "" : " previous=L" + (leg - 1)));
      flowUnderTest.build(flowUnderTest.ended("L" + leg));
      flowUnderTest.buildAllThatFollows();
    }
    assertThat(connect.listAttempts()).isLessThanOrEqualTo(250);
  }

  private static Claim refresh(FlowUnderTest flow, String id) {
    return new Claim.Observe(
        FlowUnderTest.INSTANCE, new ContactId(id), flow.clock.instant(), Optional.empty());
  }

  private Claim refresh(String id) {
    return refresh(flowUnderTest, id);
  }

  private Claim rebuild(String id) {
    return new Claim.Rebuild(
        FlowUnderTest.INSTANCE, new ContactId(id), flowUnderTest.clock.instant());
  }

  private TreeState state(String id) {
    return flowUnderTest.tree(id).orElseThrow().state();
  }

  /** The defects that name a contact nobody knows. */
  private String defects(String id) {
    StringBuilder words = new StringBuilder();
    flowUnderTest.tree(id).orElseThrow().defects().stream()
        .filter(defect -> defect.code() == Defect.Code.MISSING_PARENT)
        .forEach(
            defect ->
                words
                    .append(defect.code().text())
                    .append(' ')
                    .append(defect.contact().orElseThrow())
                    .append('\n'));
    return words.toString();
  }
}
