package io.contacttree.domain.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.contacttree.domain.claim.Outcome;
import io.contacttree.domain.contact.ContactId;
import io.contacttree.domain.reference.FailureReason;
import io.contacttree.domain.store.StoredTree;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Which leases keep two workers from reading one tree. */
final class LeaseKeysTest {
  private static final Outcome LEASE_HELD = new Outcome.Forwarded(Outcome.Forwarded.By.LEASE_HELD);

  private final FlowUnderTest flowUnderTest = new FlowUnderTest();

  @Test
  void claimedContactHeld_noCall() {
    flowUnderTest.contact("A", 0, "");
    othersHold("A");

    assertThat(flowUnderTest.build(flowUnderTest.ended("A"))).containsExactly(LEASE_HELD);
    assertThat(flowUnderTest.connect.calls).isEmpty();
  }

  @Test
  void heldForHalfADay_returnedSoThatReceivesAreSpent() {
    flowUnderTest.contact("A", 0, "");
    Instant before = flowUnderTest.clock.instant();
    othersHold("A", Duration.ofDays(1));
    flowUnderTest.build(flowUnderTest.ended("A"));

    Outcome outcome = LEASE_HELD;
    for (int waits = 0; outcome.equals(LEASE_HELD) && waits < 1_000; waits++) {
      outcome = flowUnderTest.buildNext();
    }

    assertThat(outcome).isEqualTo(new Outcome.Returned(Outcome.Returned.Reason.LEASE_HELD));
    assertThat(Duration.between(before, flowUnderTest.clock.instant()))
        .isBetween(Duration.ofHours(12).minusMinutes(1), Duration.ofHours(12).plusMinutes(10));
    assertThat(flowUnderTest.connect.calls).isEmpty();
  }

  @Test
  void initialContactHeld_noCall() {
    // A ─ B ─ C, all of which name A
    flowUnderTest.contact("A", 0, "");
    flowUnderTest.contact("B", 1, "previous=A initial=A");
    flowUnderTest.contact("C", 2, "previous=B initial=A");
    othersHold("A");

    assertThat(
            flowUnderTest.build(
                flowUnderTest.ended("C", "PREVIOUS_CONTACT_ID=B", "INITIAL_CONTACT_ID=A")))
        .containsExactly(LEASE_HELD);
    assertThat(flowUnderTest.connect.calls).isEmpty();
  }

  @Test
  void relatedContactHeld_noCall() {
    // A - - B - - C, of which another worker builds B
    flowUnderTest.contact("A", 0, "");
    flowUnderTest.contact("B", 1, "related=A");
    flowUnderTest.contact("C", 2, "related=B");
    othersHold("B");

    assertThat(flowUnderTest.build(flowUnderTest.ended("C", "RELATED_CONTACT_ID=B")))
        .containsExactly(LEASE_HELD);
    assertThat(flowUnderTest.connect.calls).isEmpty();
  }

  @Test
  void leaseNotGranted_othersTakenWithItAreGivenBack() {
    flowUnderTest.contact("A", 0, "");
    flowUnderTest.contact("B", 1, "related=A");
    othersHold("B");

    flowUnderTest.build(flowUnderTest.ended("B", "RELATED_CONTACT_ID=A"));

    assertThat(isFree("A")).isTrue();
  }

  @Test
  void memberOfAStoredTree_isReadUnderTheLeaseOfItsRoot() {
    // A - - B, which was built under leases of both; that of B runs out
    flowUnderTest.contact("A", 0, "");
    flowUnderTest.contact("B", 1, "related=A");
    flowUnderTest.build(flowUnderTest.ended("B", "RELATED_CONTACT_ID=A"));
    assertThat(isFree("B")).isFalse();

    Instant workDone = flowUnderTest.clock.instant();
    assertThat(flowUnderTest.build(flowUnderTest.completed("B", workDone)))
        .containsExactly(new Outcome.Stored());
    assertThat(flowUnderTest.connect.calls).endsWith("references B");
  }

  @Test
  void nameOfNobody_leaseIsGivenBack() {
    // B, which names A, of whom Amazon Connect does not know yet
    flowUnderTest.contact("B", 1, "related=A");

    flowUnderTest.build(flowUnderTest.ended("B", "RELATED_CONTACT_ID=A"));

    assertThat(isFree("A")).isTrue();
  }

  @Test
  void listShowsARootThatIsHeld_referencesAreLeftToItsHolder() {
    // R - - A - - C: another worker has listed the tree by R and reads its references
    flowUnderTest.contact("R", 0, "");
    flowUnderTest.contact("A", 1, "related=R");
    flowUnderTest.contact("C", 2, "related=A");
    othersHold("R");

    assertThat(flowUnderTest.build(flowUnderTest.ended("C", "RELATED_CONTACT_ID=A")))
        .containsExactly(LEASE_HELD);
    assertThat(flowUnderTest.connect.calls).containsExactly("list C");
  }

  @Test
  void listShowsARootThatIsHeld_namesAreLeftToItsHolder() {
    // R - - A - - C, which names N
    flowUnderTest.contact("R", 0, "");
    flowUnderTest.contact("A", 1, "related=R");
    flowUnderTest.contact("C", 2, "previous=N related=A");
    othersHold("R");

    assertThat(flowUnderTest.build(flowUnderTest.ended("C", "RELATED_CONTACT_ID=A")))
        .containsExactly(LEASE_HELD);
    assertThat(flowUnderTest.connect.calls).containsExactly("list C");
  }

  @Test
  void nameLeadsToARootThatIsHeld_triesOfOtherNamesCount() {
    // B - - C, which names A; lists do not follow related links
    flowUnderTest.contact("B", 0, "");
    flowUnderTest.contact("C", 1, "previous=A related=B");
    flowUnderTest.connect.doNotFollowRelated();
    flowUnderTest.connect.failList("A", FailureReason.UNAVAILABLE);
    othersHold("B");

    assertThat(flowUnderTest.build(flowUnderTest.ended("C"))).containsExactly(LEASE_HELD);
    assertThat(flowUnderTest.connect.calls).containsExactly("list C", "list A", "list B");
    flowUnderTest.buildAllThatFollows();

    assertThat(flowUnderTest.connect.calls)
        .filteredOn("list A"::equals)
        .hasSize(1 + FlowUnderTest.ASSEMBLER.settleMax());
    assertThat(flowUnderTest.drawing("C"))
        .isEqualTo(
            """
            PARTIAL
            B ROOT FETCHED
              C RELATED FETCHED
            """);
  }

  @Test
  void namesLeadToARootThatIsHeld_whatListsShowedIsNotAskedForAgain() {
    // R - - A - - B - - C; lists do not follow related links, and another worker builds A
    flowUnderTest.contact("R", 0, "");
    flowUnderTest.contact("A", 1, "related=R");
    flowUnderTest.contact("B", 2, "related=A");
    flowUnderTest.contact("C", 3, "related=B");
    flowUnderTest.connect.doNotFollowRelated();
    othersHold("A");

    assertThat(flowUnderTest.build(flowUnderTest.ended("C", "RELATED_CONTACT_ID=B")))
        .containsExactly(LEASE_HELD);
    assertThat(flowUnderTest.connect.calls).containsExactly("list C", "list B", "list A");
    flowUnderTest.buildAllThatFollows();

    assertThat(flowUnderTest.connect.calls)
        .filteredOn(call -> call.startsWith("list"))
        .containsExactly("list C", "list B", "list A", "list R");
  }

  @Test
  void storedTreeHeld_noCall() {
    flowUnderTest.contact("R", 0, "");
    flowUnderTest.build(flowUnderTest.ended("R"));
    flowUnderTest.contact("A", 1, "related=R");
    flowUnderTest.connect.calls.clear();
    othersHold("R");

    assertThat(flowUnderTest.build(flowUnderTest.ended("A", "RELATED_CONTACT_ID=R")))
        .containsExactly(LEASE_HELD);
    assertThat(flowUnderTest.connect.calls).isEmpty();
  }

  @Test
  void oneOfTwoStoredTreesThatAnEventLinksHeld_noCall() {
    // P and R are known apart; C names both, and another worker builds R
    flowUnderTest.contact("P", 0, "");
    flowUnderTest.build(flowUnderTest.ended("P"));
    flowUnderTest.contact("R", 1, "");
    flowUnderTest.build(flowUnderTest.ended("R"));
    flowUnderTest.contact("C", 2, "previous=P related=R");
    flowUnderTest.connect.calls.clear();
    othersHold("R");

    assertThat(
            flowUnderTest.build(
                flowUnderTest.ended("C", "PREVIOUS_CONTACT_ID=P", "RELATED_CONTACT_ID=R")))
        .containsExactly(LEASE_HELD);
    assertThat(flowUnderTest.connect.calls).isEmpty();
  }

  @Test
  void treeThatWasWritten_isFreeAtOnceWithoutAReleaseOfItsOwn() {
    flowUnderTest.contact("R", 0, "");
    flowUnderTest.build(flowUnderTest.ended("R"));
    assertThat(isFree("R")).isFalse();
    flowUnderTest.contact("A", 1, "related=R");

    assertThat(flowUnderTest.build(flowUnderTest.ended("A", "RELATED_CONTACT_ID=R")))
        .containsExactly(new Outcome.Stored());
  }

  @Test
  void manyReferencesWhereOthersWaitForTheLease_writtenOnce() {
    // A, and five transfers that all name it as their first contact
    flowUnderTest.contact("A", 0, "");
    for (int leg = 1; leg <= 5; leg++) {
      flowUnderTest.contact("B" + leg, leg, "previous=A initial=A");
    }

    flowUnderTest.build(flowUnderTest.ended("A"));

    assertThat(flowUnderTest.store.writes()).isEqualTo(1);
  }

  @Test
  void moreThanAThousandNewMembers_areWrittenBeforeTheyAreRead() {
    flowUnderTest.contact("A", 0, "");
    for (int leg = 1; leg < 1_000; leg++) {
      flowUnderTest.contact("B" + leg, 1, "previous=A initial=A");
    }
    flowUnderTest.build(flowUnderTest.ended("A"));
    assertThat(flowUnderTest.store.writes()).isEqualTo(1);
    for (int leg = 0; leg <= 1_000; leg++) {
      flowUnderTest.contact("C" + leg, 1, "previous=A initial=A");
    }

    flowUnderTest.build(flowUnderTest.ended("C7", "INITIAL_CONTACT_ID=A"));

    assertThat(flowUnderTest.store.writes()).isEqualTo(3);
  }

  @Test
  void manyReferencesWhereOthersWouldNotWait_membersAreShownBeforeTheyAreRead() {
    // A - - B1 - - B2 - - B3 - - B4 - - B5: whoever ends with B5 looks for B4 only
    flowUnderTest.contact("A", 0, "");
    for (int leg = 1; leg <= 5; leg++) {
      flowUnderTest.contact("B" + leg, leg, "related=" + (leg == 1 ? "A" : "B" + (leg - 1)));
    }

    flowUnderTest.build(flowUnderTest.ended("A"));

    assertThat(flowUnderTest.store.writes()).isEqualTo(2);
  }

  private boolean isFree(String contact) {
    return flowUnderTest
        .leases
        .take(FlowUnderTest.INSTANCE, new ContactId(contact), Duration.ofSeconds(1))
        .isPresent();
  }

  private void othersHold(String contact) {
    othersHold(contact, Duration.ofSeconds(4));
  }

  private void othersHold(String contact, Duration length) {
    ContactId key = new ContactId(contact);
    Optional<String> done =
        Optional.ofNullable(
                flowUnderTest.store.load(FlowUnderTest.INSTANCE, Set.of(key)).trees().get(key))
            .flatMap(StoredTree::done);
    assertThat(flowUnderTest.leases.take(FlowUnderTest.INSTANCE, key, length, done)).isPresent();
  }
}
