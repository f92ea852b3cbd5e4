package io.contacttree.domain.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.contacttree.domain.claim.Claim;
import io.contacttree.domain.claim.ClaimMessage;
import io.contacttree.domain.claim.Outcome;
import io.contacttree.domain.connect.Deadline;
import io.contacttree.domain.contact.ContactId;
import io.contacttree.domain.contact.InstanceId;
import io.contacttree.domain.erase.EraseContacts;
import io.contacttree.domain.erase.ErasePorts;
import io.contacttree.domain.erase.EraseScope;
import io.contacttree.domain.store.Leases;
import io.contacttree.domain.store.LoadedTrees;
import io.contacttree.domain.store.StoredTree;
import io.contacttree.domain.store.TreeStore;
import io.contacttree.domain.tree.ContactTree;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Claims of erased contacts, and builds that meet a tombstone (tree rules, sections 7 and 8). */
class ErasedContactTest {
  private static final Outcome SATISFIED = new Outcome.Satisfied();
  private static final Outcome STORED = new Outcome.Stored();

  private final FlowUnderTest flowUnderTest = new FlowUnderTest();

  @BeforeEach
  void call() {
    flowUnderTest.contact("A", 0, "");
    flowUnderTest.contact("B", 1, "previous=A");
    flowUnderTest.contact("C", 2, "previous=B");
  }

  @Test
  void endOfAnErasedContact_isSatisfiedWithoutAnyCall() {
    flowUnderTest.build(flowUnderTest.ended("A"));
    erase("B");
    flowUnderTest.connect.calls.clear();

    assertThat(flowUnderTest.build(flowUnderTest.ended("B", "PREVIOUS_CONTACT_ID=A")))
        .containsExactly(SATISFIED);

    assertThat(flowUnderTest.connect.calls).isEmpty();
    assertThat(flowUnderTest.drawing("A"))
        .isEqualTo("COMPLETE\nA ROOT FETCHED\n  C ORPHAN FETCHED\n");
  }

  @Test
  void endBesideAnErasedContact_bringsTheRestAlone() {
    erase("B");

    assertThat(flowUnderTest.build(flowUnderTest.ended("C", "PREVIOUS_CONTACT_ID=B")))
        .containsExactly(STORED);

    assertThat(flowUnderTest.drawing("C"))
        .isEqualTo("COMPLETE\nA ROOT FETCHED\n  C ORPHAN FETCHED\n");
    assertThat(flowUnderTest.tree("B")).isEqualTo(flowUnderTest.tree("C"));
    assertThat(flowUnderTest.connect.calls).noneMatch(call -> call.contains("B"));
  }

  @Test
  void refreshOfAnErasedContact_listsTheRestOfItsTree() {
    flowUnderTest.build(flowUnderTest.ended("A"));
    erase("B");
    flowUnderTest.contact("D", 3, "previous=C");
    flowUnderTest.clock.advance(Duration.ofMinutes(9));

    assertThat(flowUnderTest.build(observe("B"))).containsExactly(STORED);

    assertThat(members("A")).containsExactly("A", "C", "D");
  }

  @Test
  void rebuildOfAnErasedContact_readsTheRestAnew() {
    flowUnderTest.build(flowUnderTest.ended("A"));
    erase("B");
    flowUnderTest.clock.advance(Duration.ofMinutes(9));
    flowUnderTest.connect.calls.clear();

    Claim rebuild =
        new Claim.Rebuild(
            FlowUnderTest.INSTANCE, new ContactId("B"), flowUnderTest.clock.instant());
    assertThat(flowUnderTest.build(flowUnderTest.message(rebuild))).containsExactly(STORED);

    assertThat(members("A")).containsExactly("A", "C");
    assertThat(flowUnderTest.connect.calls).isNotEmpty();
  }

  @Test
  void claimsOfAContactThatLeftNobodyBehind_areSatisfied() {
    flowUnderTest.build(flowUnderTest.ended("A"));
    erase("A", EraseScope.TREE);
    flowUnderTest.connect.calls.clear();

    assertThat(flowUnderTest.build(observe("B"), flowUnderTest.ended("C")))
        .containsExactly(SATISFIED, SATISFIED);

    assertThat(flowUnderTest.connect.calls).isEmpty();
    assertThat(flowUnderTest.tree("C")).isEmpty();
  }

  @Test
  void erasureWhileATreeIsBuilt_isMergedIn() {
    flowUnderTest.through(new ActingBeforeTheFirstSave(() -> erase("B")));

    assertThat(flowUnderTest.build(flowUnderTest.ended("A"))).containsExactly(STORED);

    assertThat(members("A")).containsExactly("A", "C");
    assertThat(flowUnderTest.tree("B")).isEqualTo(flowUnderTest.tree("A"));
  }

  @Test
  void erasureOfAMemberWhileMoreIsRead_isMergedIn() {
    flowUnderTest.build(flowUnderTest.ended("A"));
    flowUnderTest.contact("D", 3, "previous=C");
    flowUnderTest.clock.advance(Duration.ofMinutes(9));
    flowUnderTest.through(new ActingBeforeTheFirstSave(() -> erase("A")));

    assertThat(flowUnderTest.build(flowUnderTest.ended("D", "PREVIOUS_CONTACT_ID=C")))
        .containsExactly(STORED);

    assertThat(members("D")).containsExactly("B", "C", "D");
    assertThat(flowUnderTest.tree("D").map(ContactTree::treeId)).contains(new ContactId("B"));
  }

  @Test
  void treeErasedWhileItIsBuilt_isNotBuilt() {
    flowUnderTest.build(flowUnderTest.ended("A"));
    flowUnderTest.clock.advance(Duration.ofMinutes(9));
    flowUnderTest.through(new ActingBeforeTheFirstSave(() -> erase("A", EraseScope.TREE)));

    assertThat(flowUnderTest.build(observe("C"))).containsExactly(STORED);

    for (String id : List.of("A", "B", "C")) {
      assertThat(flowUnderTest.tree(id)).isEmpty();
    }
  }

  private ClaimMessage observe(String id) {
    return flowUnderTest.message(
        new Claim.Observe(
            FlowUnderTest.INSTANCE,
            new ContactId(id),
            flowUnderTest.clock.instant(),
            Optional.empty()));
  }

  private List<String> members(String id) {
    return flowUnderTest.tree(id).orElseThrow().contacts().stream()
        .map(contact -> contact.id().value())
        .sorted()
        .toList();
  }

  private void erase(String id) {
    erase(id, EraseScope.CONTACT);
  }

  private void erase(String id, EraseScope scope) {
    EraseContacts erasing =
        new EraseContacts(
            new ErasePorts(
                flowUnderTest.store,
                flowUnderTest.leases,
                flowUnderTest.queue,
                flowUnderTest.pauses),
            FlowUnderTest.ASSEMBLER,
            Duration.ofSeconds(60),
            flowUnderTest.clock);
    Deadline deadline = new Deadline(flowUnderTest.clock.instant().plusSeconds(20));
    assertThat(erasing.erase(FlowUnderTest.INSTANCE, new ContactId(id), scope, deadline).finished())
        .isTrue();
  }

  /** A store in which something happens just before the first revision is written. */
  private final class ActingBeforeTheFirstSave implements TreeStore {
    private final TreeStore store = flowUnderTest.store;
    private final Runnable action;
    private boolean done;

    private ActingBeforeTheFirstSave(Runnable action) {
      this.action = action;
    }

    @Override
    public LoadedTrees load(InstanceId instance, Set<ContactId> contacts) {
      return store.load(instance, contacts);
    }

    @Override
    public LookedUp lookUp(InstanceId instance, Set<ContactId> contacts) {
      return store.lookUp(instance, contacts);
    }

    @Override
    public LoadedTrees loadAgain(InstanceId instance, Set<ContactId> contacts, LoadedTrees before) {
      return store.loadAgain(instance, contacts, before);
    }

    @Override
    public SaveResult save(
        StoredTree next, List<StoredTree> replaced, Optional<Leases.Lease> over) {
      if (!done) {
        done = true;
        action.run();
      }
      return store.save(next, replaced, over);
    }
  }
}
