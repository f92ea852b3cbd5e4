package io.contacttree.domain.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.contacttree.domain.claim.Outcome;
import io.contacttree.domain.contact.ContactId;
import io.contacttree.domain.contact.InstanceId;
import io.contacttree.domain.reference.Reference;
import io.contacttree.domain.store.Leases;
import io.contacttree.domain.store.LoadedTrees;
import io.contacttree.domain.store.StoredTree;
import io.contacttree.domain.store.TreeStore;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Writing against other writers, other clocks, and files that are never done. */
final class WriteStepTest {
  private final FlowUnderTest flowUnderTest = new FlowUnderTest();

  @Test
  void anotherWriterIsFaster_waitsAtRandomAndTriesAgainWithoutACall() {
    flowUnderTest.contact("A", 0, "");
    flowUnderTest.through(new Conflicting(3));

    assertThat(flowUnderTest.build(flowUnderTest.ended("A"))).containsExactly(new Outcome.Stored());

    assertThat(flowUnderTest.connect.calls).containsExactly("list A", "references A");
    assertThat(flowUnderTest.pauses.taken).hasSize(3);
    assertThat(Set.copyOf(flowUnderTest.pauses.taken)).hasSizeGreaterThan(1);
    assertThat(flowUnderTest.pauses.taken)
        .allSatisfy(pause -> assertThat(pause).isBetween(Duration.ZERO, Duration.ofMillis(100)));
  }

  @Test
  void otherWritersAreAlwaysFaster_returnedAfterAFewSeconds() {
    flowUnderTest.contact("A", 0, "");
    flowUnderTest.through(new Conflicting(Integer.MAX_VALUE));

    assertThat(flowUnderTest.build(flowUnderTest.ended("A")))
        .containsExactly(new Outcome.Returned(Outcome.Returned.Reason.STORE_CONTENDED));

    assertThat(flowUnderTest.pauses.taken).hasSize(12);
    assertThat(flowUnderTest.pauses.taken.stream().reduce(Duration.ZERO, Duration::plus))
        .isLessThan(Duration.ofSeconds(5));
  }

  @Test
  void clockBehindTheOneThatWroteBefore_theTimeOfWritingDoesNotFall() {
    flowUnderTest.contact("A", 0, "");
    flowUnderTest.build(flowUnderTest.ended("A"));
    Instant before = flowUnderTest.tree("A").orElseThrow().writtenAt();
    flowUnderTest.clock.advance(Duration.ofMinutes(-2));

    flowUnderTest.build(
        flowUnderTest.completed("A", flowUnderTest.clock.instant().minusSeconds(60)));

    assertThat(flowUnderTest.tree("A").orElseThrow().revision()).isEqualTo(2);
    assertThat(flowUnderTest.tree("A").orElseThrow().writtenAt()).isEqualTo(before);
  }

  @Test
  void fileStillInWorkAfterTheSettleReads_isAskedAgainByItsOwnNewsAlone() {
    flowUnderTest.contact("A", 0, "");
    flowUnderTest.connect.references("A", file());
    flowUnderTest.build(flowUnderTest.ended("A"));
    flowUnderTest.buildAllThatFollows();
    assertThat(state()).isEqualTo("PARTIAL");
    flowUnderTest.connect.calls.clear();

    flowUnderTest.contact("B", 1, "previous=A");
    flowUnderTest.build(flowUnderTest.ended("B"));
    flowUnderTest.buildAllThatFollows();

    assertThat(flowUnderTest.connect.calls).containsExactly("list B", "references B");
    assertThat(state()).isEqualTo("PARTIAL");
    flowUnderTest.connect.calls.clear();

    flowUnderTest.clock.advance(Duration.ofMinutes(3));
    flowUnderTest.build(
        flowUnderTest.completed("A", flowUnderTest.clock.instant().minusSeconds(30)));

    assertThat(flowUnderTest.connect.calls).containsExactly("references A");
  }

  @Test
  void newMembersFileAfterTheSettleReadsOfOthers_isWaitedFor() {
    flowUnderTest.contact("A", 0, "");
    flowUnderTest.connect.references("A", file());
    flowUnderTest.build(flowUnderTest.ended("A"));
    flowUnderTest.buildAllThatFollows();
    flowUnderTest.contact("B", 1, "previous=A");
    flowUnderTest.connect.references("B", file());
    flowUnderTest.build(flowUnderTest.ended("B"));
    flowUnderTest.connect.calls.clear();

    flowUnderTest.buildNext();

    assertThat(flowUnderTest.connect.calls).containsExactly("references B");
  }

  private String state() {
    return flowUnderTest.tree("A").orElseThrow().state().name();
  }

  private static Reference file() {
    return new Reference(
        "ATTACHMENT",
        Optional.of("file"),
        Optional.of("bucket/key"),
        Optional.empty(),
        Optional.of("PROCESSING"),
        Optional.empty());
  }

  /** A store in which somebody else is faster so many times. */
  private final class Conflicting implements TreeStore {
    private int left;

    Conflicting(int times) {
      left = times;
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
      left--;
      return left >= 0
          ? new SaveResult.Conflict(Set.of(next.treeId()))
          : flowUnderTest.store.save(next, replaced, over);
    }
  }
}
