package io.contacttree.domain.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import io.contacttree.domain.claim.ClaimMessage;
import io.contacttree.domain.claim.Outcome;
import io.contacttree.domain.connect.Deadline;
import io.contacttree.domain.contact.ContactId;
import io.contacttree.domain.store.LoadedTrees;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Each message is open until it is answered, once. */
final class OpenClaimsTest {
  private static final Outcome SATISFIED = new Outcome.Satisfied();
  private static final Outcome STORED = new Outcome.Stored();

  private final FlowUnderTest flowUnderTest = new FlowUnderTest();
  private final ClaimMessage a = flowUnderTest.ended("A");
  private final ClaimMessage b = flowUnderTest.ended("B");

  @Test
  void answer_closesTheMessageAndNoOther() {
    OpenClaims claims = open(a, b);

    claims.answer(a, SATISFIED);

    assertThat(claims.open()).containsExactly(b);
  }

  @Test
  void answerTwice_isAFaultAndTheFirstAnswerStands() {
    OpenClaims claims = open(a);
    claims.answer(a, SATISFIED);

    assertThatThrownBy(() -> claims.answer(a, STORED))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining(a.messageId());
    assertThat(claims.outcomes()).containsExactly(entry(a.messageId(), SATISFIED));
  }

  @Test
  void answerAll_answersThoseThatAreOpen() {
    OpenClaims claims = open(a, b);
    claims.answer(a, SATISFIED);

    claims.answerAll(_ -> STORED);

    assertThat(claims.outcomes())
        .containsOnly(entry(a.messageId(), SATISFIED), entry(b.messageId(), STORED));
  }

  @Test
  void outcomesWhileOneIsOpen_isAFault() {
    OpenClaims claims = open(a, b);
    claims.answer(a, SATISFIED);

    assertThatThrownBy(claims::outcomes)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining(b.messageId());
  }

  @Test
  void grouped_oneTreeIsOpenAfterTheOther() {
    OpenClaims claims = open(a, b);
    claims.group(LoadedTrees.NONE);

    assertThat(claims.turnToNextTree()).isTrue();
    assertThat(claims.open()).containsExactly(a);
    claims.answer(a, STORED);
    assertThat(claims.turnToNextTree()).isTrue();
    assertThat(claims.open()).containsExactly(b);
    claims.answer(b, STORED);
    assertThat(claims.turnToNextTree()).isFalse();
  }

  @Test
  void nextTreeWhileOneIsOpen_isAFault() {
    OpenClaims claims = open(a, b);
    claims.group(LoadedTrees.NONE);
    claims.turnToNextTree();

    assertThatThrownBy(claims::turnToNextTree)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining(a.messageId());
  }

  @Test
  void waitingGroupIsAboutAMember_joinsAndHasNoTurnOfItsOwn() {
    OpenClaims claims = open(a, b);
    claims.group(LoadedTrees.NONE);
    claims.turnToNextTree();

    assertThat(claims.join(Set.of(new ContactId("A"), new ContactId("B")))).containsExactly(b);
    assertThat(claims.open()).containsExactly(a, b);
    claims.answerAll(_ -> STORED);
    assertThat(claims.turnToNextTree()).isFalse();
  }

  private OpenClaims open(ClaimMessage... messages) {
    return new OpenClaims(
        FlowUnderTest.INSTANCE,
        List.of(messages),
        new Deadline(flowUnderTest.clock.instant()),
        flowUnderTest.clock.instant());
  }
}
