package io.contacttree.domain.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.contacttree.domain.claim.ClaimMessage;
import io.contacttree.domain.contact.ContactId;
import io.contacttree.domain.contact.InstanceId;
import io.contacttree.domain.reference.FailureReason;
import io.contacttree.domain.store.Leases;
import io.contacttree.domain.store.LoadedTrees;
import io.contacttree.domain.store.StoredTree;
import io.contacttree.domain.store.TreeStore;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Another worker does what a claim was forwarded for; the tree is settled all the same. */
final class SettleAfterOthersTest {
  private static final Duration CLOCKS_APART = Duration.ofSeconds(5);
  private static final String SETTLED =
      """
      PARTIAL
      A ROOT FETCHED
        B PREVIOUS FAILED REFUSED
      """;

  private final FlowUnderTest flowUnderTest = new FlowUnderTest();

  @BeforeEach
  void refuseTheReferencesOfB() {
    flowUnderTest.contact("A", 0, "");
    flowUnderTest.contact("B", 1, "previous=A");
    flowUnderTest.connect.failReferences("B", FailureReason.REFUSED);
  }

  @Test
  void listOfTheFirstMemberNeverAnswered_theSettleMessageIsAboutAnother() {
    // A ─ B: A's list has no answer, B's shows both, B's references wait
    flowUnderTest.connect.failList("A", FailureReason.UNAVAILABLE);

    flowUnderTest.build(flowUnderTest.ended("B", "PREVIOUS_CONTACT_ID=A"));

    assertThat(flowUnderTest.queue.sent)
        .extracting(sent -> sent.claim().contact())
        .containsExactly(new ContactId("B"));
  }

  @Test
  void anotherWorkerReadsWhatWasLeft_itSendsTheSettleMessage() {
    flowUnderTest.connect.readAtMost(1);
    flowUnderTest.build(flowUnderTest.ended("A"));
    flowUnderTest.connect.readAtMost(2);
    flowUnderTest.build(flowUnderTest.ended("B"));

    flowUnderTest.buildAllThatFollows();

    assertThat(flowUnderTest.drawing("A")).isEqualTo(SETTLED);
  }

  @Test
  void anotherWorkerReadsAllBeforeTheNewsIsWritten_theNewsIsSettled() {
    // A worker learns of B by its event, and its time runs out before it lists; meanwhile another
    // one, whose clock is behind, reads everything.
    ClaimMessage event = flowUnderTest.ended("B", "PREVIOUS_CONTACT_ID=A");
    flowUnderTest.connect.listAtMost(0);
    flowUnderTest.through(
        new BeforeTheFirstSave(
            () -> {
              flowUnderTest.connect.listAtMost(2);
              flowUnderTest.clock.advance(CLOCKS_APART.negated());
              flowUnderTest.buildWithoutLease(event);
              flowUnderTest.clock.advance(CLOCKS_APART);
            }));
    flowUnderTest.build(event);

    flowUnderTest.buildAllThatFollows();

    assertThat(flowUnderTest.drawing("A")).isEqualTo(SETTLED);
  }

  private final class BeforeTheFirstSave implements TreeStore {
    private final Runnable first;
    private boolean done;

    BeforeTheFirstSave(Runnable first) {
      this.first = first;
    }

    @Override
    public LoadedTrees load(InstanceId instance, Set<ContactId> contacts) {
      return flowUnderTest.store.load(instance, contacts);
    }

    @Override
    public LoadedTrees loadAgain(InstanceId instance, Set<ContactId> contacts, LoadedTrees before) {
      return load(instance, contacts);
    }

    @Override
    public LookedUp lookUp(InstanceId instance, Set<ContactId> contacts) {
      return flowUnderTest.store.lookUp(instance, contacts);
    }

    @Override
    public SaveResult save(
        StoredTree next, List<StoredTree> replaced, Optional<Leases.Lease> over) {
      if (!done) {
        done = true;
        first.run();
      }
      return flowUnderTest.store.save(next, replaced, over);
    }
  }
}
