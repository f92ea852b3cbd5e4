package io.contacttree.domain.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.contacttree.domain.claim.ClaimMessage;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A contact that others name, that Amazon Connect does not know, and whose own event comes. */
final class MissingContactTest {
  private final Building building = new Building();

  @Test
  void ownEventOfAnEndBeforeItWasFoundMissing_isNotListedAgain() {
    // X (404) ─ B
    building.contact("B", 1, "previous=X");
    ClaimMessage endOfX = building.ended("X", "CHANNEL=VOICE");
    building.build(building.ended("B"));
    assertThat(building.connect.calls).containsExactly("list B", "list X", "references B");
    building.connect.calls.clear();

    building.build(endOfX);

    assertThat(building.connect.calls).containsExactly("references X");
    assertThat(building.drawing("X"))
        .isEqualTo(
            """
            SETTLING
            X ROOT FAILED NOT_FOUND open
              B PREVIOUS FETCHED
            """);
  }

  @Test
  void ownEventOfALaterEnd_isListed() {
    building.contact("B", 1, "previous=X");
    building.build(building.ended("B"));
    building.connect.calls.clear();
    building.clock.advance(Duration.ofMinutes(1));

    building.build(building.ended("X", "CHANNEL=VOICE"));

    assertThat(building.connect.calls).containsExactly("list X");
  }
}
