package io.contacttree.domain.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.contacttree.domain.claim.Outcome;
import io.contacttree.domain.contact.ContactId;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Which leases keep two workers from reading one tree. */
final class LeaseKeysTest {
  private static final Outcome LEASE_HELD = new Outcome.Carried(Outcome.Carried.By.LEASE_HELD);

  private final Building building = new Building();

  @Test
  void claimedContactHeld_noCall() {
    building.contact("A", 0, "");
    othersHold("A");

    assertThat(building.build(building.ended("A"))).containsExactly(LEASE_HELD);
    assertThat(building.connect.calls).isEmpty();
  }

  @Test
  void initialContactHeld_noCall() {
    // A ─ B ─ C, all of which name A
    building.contact("A", 0, "");
    building.contact("B", 1, "previous=A initial=A");
    building.contact("C", 2, "previous=B initial=A");
    othersHold("A");

    assertThat(building.build(building.ended("C", "PREVIOUS_CONTACT_ID=B", "INITIAL_CONTACT_ID=A")))
        .containsExactly(LEASE_HELD);
    assertThat(building.connect.calls).isEmpty();
  }

  @Test
  void relatedContactHeld_noCall() {
    // A - - B - - C, of which another worker builds B
    building.contact("A", 0, "");
    building.contact("B", 1, "related=A");
    building.contact("C", 2, "related=B");
    othersHold("B");

    assertThat(building.build(building.ended("C", "RELATED_CONTACT_ID=B")))
        .containsExactly(LEASE_HELD);
    assertThat(building.connect.calls).isEmpty();
  }

  @Test
  void leaseNotGranted_othersTakenWithItAreGivenBack() {
    building.contact("A", 0, "");
    building.contact("B", 1, "related=A");
    othersHold("B");

    building.build(building.ended("B", "RELATED_CONTACT_ID=A"));

    assertThat(building.leases.take(Building.INSTANCE, new ContactId("A"), Duration.ofSeconds(1)))
        .isPresent();
  }

  @Test
  void listShowsARootThatIsHeld_referencesAreLeftToItsHolder() {
    // R - - A - - C: another worker has listed the tree by R and reads its references
    building.contact("R", 0, "");
    building.contact("A", 1, "related=R");
    building.contact("C", 2, "related=A");
    othersHold("R");

    assertThat(building.build(building.ended("C", "RELATED_CONTACT_ID=A")))
        .containsExactly(LEASE_HELD);
    assertThat(building.connect.calls).containsExactly("list C");
  }

  @Test
  void storedTreeHeld_noCall() {
    building.contact("R", 0, "");
    building.build(building.ended("R"));
    building.contact("A", 1, "related=R");
    building.connect.calls.clear();
    othersHold("R");

    assertThat(building.build(building.ended("A", "RELATED_CONTACT_ID=R")))
        .containsExactly(LEASE_HELD);
    assertThat(building.connect.calls).isEmpty();
  }

  @Test
  void oneOfTwoStoredTreesThatAnEventLinksHeld_noCall() {
    // P and R are known apart; C names both, and another worker builds R
    building.contact("P", 0, "");
    building.build(building.ended("P"));
    building.contact("R", 1, "");
    building.build(building.ended("R"));
    building.contact("C", 2, "previous=P related=R");
    building.connect.calls.clear();
    othersHold("R");

    assertThat(building.build(building.ended("C", "PREVIOUS_CONTACT_ID=P", "RELATED_CONTACT_ID=R")))
        .containsExactly(LEASE_HELD);
    assertThat(building.connect.calls).isEmpty();
  }

  private void othersHold(String contact) {
    building.leases.take(Building.INSTANCE, new ContactId(contact), Duration.ofSeconds(4));
  }
}
