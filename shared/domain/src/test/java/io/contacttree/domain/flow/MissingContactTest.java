package io.contacttree.domain.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.contacttree.domain.claim.ClaimMessage;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A contact that others name, that Amazon Connect does not know, and whose own event comes. */
final class MissingContactTest {
  private final FlowUnderTest flowUnderTest = new FlowUnderTest();

  @Test
  void ownEventOfAnEndBeforeItWasFoundMissing_isNotListedAgain() {
    // X (404) ─ B
    flowUnderTest.contact("B", 1, "previous=X");
    ClaimMessage endOfX = flowUnderTest.ended("X", "CHANNEL=VOICE");
    flowUnderTest.build(flowUnderTest.ended("B"));
    assertThat(flowUnderTest.connect.calls).containsExactly("list B", "list X", "references B");
    flowUnderTest.connect.calls.clear();

    flowUnderTest.build(endOfX);

    assertThat(flowUnderTest.connect.calls).containsExactly("references X");
    assertThat(flowUnderTest.drawing("X"))
        .isEqualTo(
            """
            SETTLING
            X ROOT FAILED NOT_FOUND open
              B PREVIOUS FETCHED
            """);
  }

  @Test
  void ownEventOfALaterEnd_isListed() {
    flowUnderTest.contact("B", 1, "previous=X");
    flowUnderTest.build(flowUnderTest.ended("B"));
    flowUnderTest.connect.calls.clear();
    flowUnderTest.clock.advance(Duration.ofMinutes(1));

    flowUnderTest.build(flowUnderTest.ended("X", "CHANNEL=VOICE"));

    assertThat(flowUnderTest.connect.calls).containsExactly("list X");
  }
}
