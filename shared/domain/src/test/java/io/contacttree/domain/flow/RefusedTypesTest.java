package io.contacttree.domain.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.contacttree.domain.claim.Claim;
import io.contacttree.domain.claim.Outcome;
import io.contacttree.domain.contact.ContactId;
import io.contacttree.domain.reference.ReferenceTypes;
import io.contacttree.domain.tree.TreeContact;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An e-mail where Amazon Connect has none of the types that only e-mails have. */
final class RefusedTypesTest {
  private static final String READ =
      """
      COMPLETE
      A ROOT FETCHED
      """;

  private final FlowUnderTest flowUnderTest = new FlowUnderTest();

  @BeforeEach
  void anEmail() {
    flowUnderTest.contact("A", 0, "email");
    flowUnderTest.connect.refuseFurtherTypes();
    flowUnderTest.build(flowUnderTest.ended("A"));
    flowUnderTest.buildAllThatFollows();
  }

  @Test
  void furtherTypesRefused_whatWasReadIsWholeAndSaysWhichTypes() {
    assertThat(flowUnderTest.drawing("A")).isEqualTo(READ);
    assertThat(references().types())
        .hasValueSatisfying(
            types ->
                assertThat(types)
                    .containsExactlyInAnyOrderElementsOf(ReferenceTypes.DOCUMENTED.usual()));
  }

  @Test
  void furtherTypesRefused_noClaimAsksAgain() {
    flowUnderTest.connect.calls.clear();

    assertThat(flowUnderTest.build(flowUnderTest.ended("A")))
        .containsExactly(new Outcome.Satisfied());
    flowUnderTest.build(
        flowUnderTest.completed("A", flowUnderTest.clock.instant().minusSeconds(9)));
    flowUnderTest.buildAllThatFollows();

    assertThat(flowUnderTest.connect.calls).isEmpty();
    assertThat(flowUnderTest.drawing("A")).isEqualTo(READ);
  }

  @Test
  void furtherTypesRefused_refreshAsksOnce() {
    flowUnderTest.connect.calls.clear();
    flowUnderTest.clock.advance(Duration.ofMinutes(1));

    flowUnderTest.build(
        flowUnderTest.message(
            new Claim.Observe(
                FlowUnderTest.INSTANCE,
                new ContactId("A"),
                flowUnderTest.clock.instant(),
                Optional.empty())));
    flowUnderTest.buildAllThatFollows();

    assertThat(flowUnderTest.connect.calls).containsExactly("list A", "references A");
    assertThat(flowUnderTest.drawing("A")).isEqualTo(READ);
  }

  private TreeContact.References references() {
    return flowUnderTest.tree("A").orElseThrow().contacts().getFirst().references();
  }
}
