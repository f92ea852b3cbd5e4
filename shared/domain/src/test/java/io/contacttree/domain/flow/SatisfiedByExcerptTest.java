package io.contacttree.domain.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.contacttree.domain.claim.Claim;
import io.contacttree.domain.claim.ClaimMessage;
import io.contacttree.domain.claim.Outcome;
import io.contacttree.domain.contact.ContactId;
import io.contacttree.domain.contact.InstanceId;
import io.contacttree.domain.contact.KnownContact;
import io.contacttree.domain.store.Leases;
import io.contacttree.domain.store.LoadedTrees;
import io.contacttree.domain.store.StoredTree;
import io.contacttree.domain.store.TreeStore;
import io.contacttree.domain.store.UpstreamFailure;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which messages the excerpt of one contact answers, so that no tree is loaded for them. */
final class SatisfiedByExcerptTest {
  private static final Outcome SATISFIED = new Outcome.Satisfied();
  private static final Outcome STORED = new Outcome.Stored();

  private final FlowUnderTest flowUnderTest = new FlowUnderTest();
  private final WatchedStore store = new WatchedStore(flowUnderTest.store);
  private final ClaimMessage endOfB =
      flowUnderTest.ended("B", "RELATED_CONTACT_ID=C", "CHANNEL=VOICE");

  // A ─┬─ B
  //    └─ C
  @BeforeEach
  void treeIsStored() {
    flowUnderTest.contact("A", 0, "");
    flowUnderTest.contact("B", 1, "previous=A");
    flowUnderTest.contact("C", 2, "previous=A");
    flowUnderTest.build(endOfB);
    flowUnderTest.connect.calls.clear();
    flowUnderTest.through(store);
  }

  @Test
  void sameMessageAgain_loadsNoTree() {
    assertThat(flowUnderTest.build(endOfB)).containsExactly(SATISFIED);
    assertThat(store.loaded).isEmpty();
    assertThat(flowUnderTest.connect.calls).isEmpty();
  }

  @Test
  void olderEventOfTheSameEnd_loadsNoTree() {
    Claim.Ended ended = (Claim.Ended) endOfB.claim();
    ClaimMessage completed = flowUnderTest.completed("B", ended.endedAt());
    assertThat(flowUnderTest.build(completed)).containsExactly(STORED);
    store.loaded.clear();

    assertThat(flowUnderTest.build(endOfB)).containsExactly(SATISFIED);
    assertThat(store.loaded).isEmpty();
  }

  @Test
  void eventThatSaysMore_isMergedIntoItsTree() {
    assertThat(flowUnderTest.build(flowUnderTest.ended("B", "AGENT_ID=agent-1")))
        .containsExactly(STORED);
    assertThat(flowUnderTest.tree("B").orElseThrow().facts().agentCount()).isEqualTo(1);
  }

  @Test
  void earlierEnd_isMergedIntoItsTree() {
    Claim.Ended ended = (Claim.Ended) endOfB.claim();
    Instant earlier = ended.endedAt().minusSeconds(5);

    assertThat(
            flowUnderTest.build(
                flowUnderTest.message(
                    new Claim.Ended(
                        ended.instance(), ended.contact(), earlier, earlier, ended.facts()))))
        .containsExactly(STORED);
  }

  @Test
  void referencesWantedFromLater_areReadAgain() {
    flowUnderTest.clock.advance(Duration.ofMinutes(3));
    Claim.Ended ended = (Claim.Ended) endOfB.claim();

    flowUnderTest.build(
        flowUnderTest.message(
            new Claim.Ended(
                ended.instance(),
                ended.contact(),
                ended.endedAt(),
                flowUnderTest.clock.instant(),
                ended.facts())));

    assertThat(flowUnderTest.connect.calls).containsExactly("references B");
  }

  @Test
  void excerptThatIsBehind_leavesItToTheTree() {
    store.behind = true;

    assertThat(flowUnderTest.build(endOfB)).containsExactly(SATISFIED);
    assertThat(store.loaded).containsExactly(Set.of(new ContactId("B"), new ContactId("C")));
    assertThat(flowUnderTest.connect.calls).isEmpty();
  }

  @Test
  void forwardedMessage_isAnsweredByTheTree() {
    ClaimMessage forwarded =
        new ClaimMessage("forwarded", endOfB.claim(), endOfB.trail().forwarded(Optional.empty()));

    assertThat(flowUnderTest.build(forwarded)).containsExactly(SATISFIED);
    assertThat(store.loaded).hasSize(1);
  }

  @Test
  void refreshAndRebuild_areAnsweredByTheTree() {
    ContactId contact = new ContactId("B");
    Instant before = flowUnderTest.clock.instant().minusSeconds(3600);

    assertThat(
            flowUnderTest.build(
                flowUnderTest.message(
                    new Claim.Observe(FlowUnderTest.INSTANCE, contact, before, Optional.empty())),
                flowUnderTest.message(new Claim.Rebuild(FlowUnderTest.INSTANCE, contact, before))))
        .containsOnly(SATISFIED);
    assertThat(store.loaded).hasSize(1);
  }

  @Test
  void satisfiedMessageBesideAnother_onlyTheOtherIsLoaded() {
    flowUnderTest.contact("X", 5, "");

    assertThat(flowUnderTest.build(endOfB, flowUnderTest.ended("X")))
        .containsExactly(SATISFIED, STORED);
    assertThat(store.loaded.getFirst()).containsExactly(new ContactId("X"));
  }

  @Test
  void outageAfterTheLookUp_returnsOnlyWhatNeedsItsTree() {
    store.down = true;

    assertThat(flowUnderTest.build(endOfB, flowUnderTest.ended("X")))
        .containsExactly(
            SATISFIED, new Outcome.Returned(Outcome.Returned.Reason.STORE_UNAVAILABLE));
  }

  /** Notes what is loaded after a look-up, and gives excerpts as a test wants them. */
  private static final class WatchedStore implements TreeStore {
    private final TreeStore store;
    private final List<Set<ContactId>> loaded = new ArrayList<>();
    private boolean behind;
    private boolean down;

    WatchedStore(TreeStore store) {
      this.store = store;
    }

    @Override
    public LoadedTrees load(InstanceId instance, Set<ContactId> contacts) {
      return store.load(instance, contacts);
    }

    @Override
    public LoadedTrees loadAgain(InstanceId instance, Set<ContactId> contacts, LoadedTrees before) {
      return load(instance, contacts);
    }

    @Override
    public LookedUp lookUp(InstanceId instance, Set<ContactId> contacts) {
      LookedUp lookedUp = store.lookUp(instance, contacts);
      return new LookedUp() {
        @Override
        public Optional<KnownContact> excerpt(ContactId contact) {
          return lookedUp.excerpt(contact).map(known -> behind ? withoutEvents(known) : known);
        }

        @Override
        public LoadedTrees load(Set<ContactId> some) {
          loaded.add(some);
          if (down) {
            throw new UpstreamFailure(UpstreamFailure.Resource.TABLE, "the table is down");
          }
          return lookedUp.load(some);
        }
      };
    }

    @Override
    public SaveResult save(
        StoredTree next, List<StoredTree> replaced, Optional<Leases.Lease> over) {
      return store.save(next, replaced, over);
    }

    private static KnownContact withoutEvents(KnownContact known) {
      return KnownContact.listed(known.id(), known.fromLists(), known.firstSeenAt())
          .withReferences(known.references());
    }
  }
}
