package io.contacttree.domain.reach;

import static io.contacttree.domain.tree.DrawnTree.DRAWN_INSTANCE;
import static io.contacttree.domain.tree.DrawnTree.id;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.contacttree.domain.claim.Claim;
import io.contacttree.domain.claim.ClaimMessage;
import io.contacttree.domain.claim.ClaimQueue;
import io.contacttree.domain.claim.FakeQueue;
import io.contacttree.domain.reach.RefreshTree.Answer;
import io.contacttree.domain.store.InMemoryRefreshLedger;
import io.contacttree.domain.store.InMemoryTreeStore;
import io.contacttree.domain.store.MovingClock;
import io.contacttree.domain.store.UpstreamFailure;
import io.contacttree.domain.tree.DrawnTree;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class RefreshTreeTest {
  private static final RefreshLimits LIMITS = new RefreshLimits(3, 2, 50);

  private final MovingClock clock = new MovingClock(DrawnTree.WRITTEN_AT);
  private final InMemoryTreeStore store = new InMemoryTreeStore();
  private final FakeQueue queue = new FakeQueue(clock);
  private final InMemoryRefreshLedger ledger = new InMemoryRefreshLedger(clock);
  private long waiting;
  private final RefreshTree refreshes = over(queue);

  private RefreshTree over(ClaimQueue other) {
    return new RefreshTree(store, ledger, () -> waiting, other, LIMITS, clock);
  }

  @BeforeEach
  void store() {
    store.save(DrawnTree.of("a\n├─ b\n└─ c").stored(1), List.of());
    for (String root : List.of("d", "e", "f", "g")) {
      store.save(DrawnTree.of(root).stored(1), List.of());
    }
  }

  private Answer refresh(String contact) {
    return refreshes.refresh(DRAWN_INSTANCE, id(contact));
  }

  @Test
  void knownContact_isOneMessageForWhatIsReadAfterTheAnswer() {
    assertThat(refresh("b")).isEqualTo(new Answer.Queued());

    assertThat(queue.sent)
        .containsExactly(
            new FakeQueue.Sent(
                new Claim.Observe(
                    DRAWN_INSTANCE,
                    id("b"),
                    DrawnTree.WRITTEN_AT.plus(RefreshTree.DELAY),
                    Optional.empty()),
                ClaimMessage.Trail.begun(DrawnTree.WRITTEN_AT),
                DrawnTree.WRITTEN_AT.plus(RefreshTree.DELAY)));
  }

  @Test
  void unknownContact_isQueuedToo() {
    assertThat(refresh("nobody")).isEqualTo(new Answer.Queued());

    assertThat(queue.sent).hasSize(1);
  }

  @Test
  void anyMemberWithinFiveMinutes_wasQueuedBefore() {
    refresh("b");
    clock.advance(Duration.ofSeconds(100));

    assertThat(refresh("b")).isEqualTo(new Answer.QueuedBefore(Duration.ofSeconds(200)));
    assertThat(refresh("a")).isEqualTo(new Answer.QueuedBefore(Duration.ofSeconds(200)));
    assertThat(refresh("c")).isEqualTo(new Answer.QueuedBefore(Duration.ofSeconds(200)));
    assertThat(queue.sent).hasSize(1);
  }

  @Test
  void fiveMinutesLater_isQueuedAgain() {
    refresh("b");
    clock.advance(Duration.ofMinutes(5));

    assertThat(refresh("c")).isEqualTo(new Answer.Queued());
  }

  /** The tree that a refresh of an unknown contact built was refreshed by it. */
  @Test
  void treeOfAContactThatWasUnknown_coolsDownWithIt() {
    refresh("h");
    store.save(DrawnTree.of("r\n└─ h").stored(1), List.of());

    assertThat(refresh("r")).isEqualTo(new Answer.QueuedBefore(Duration.ofMinutes(5)));
  }

  @Test
  void moreThanTheLimitOfKnownContacts_isTooMany() {
    for (String root : List.of("a", "d", "e")) {
      assertThat(refresh(root)).isEqualTo(new Answer.Queued());
    }
    clock.advance(Duration.ofSeconds(20));

    assertThat(refresh("f")).isEqualTo(new Answer.TooMany(Duration.ofSeconds(40)));
    assertThat(refresh("nobody")).isEqualTo(new Answer.Queued());
  }

  @Test
  void moreThanTheLimitOfUnknownContacts_isTooMany() {
    assertThat(refresh("x")).isEqualTo(new Answer.Queued());
    assertThat(refresh("y")).isEqualTo(new Answer.Queued());

    assertThat(refresh("z")).isEqualTo(new Answer.TooMany(Duration.ofMinutes(1)));
    assertThat(refresh("a")).isEqualTo(new Answer.Queued());
  }

  @Test
  void queueThatHoldsMoreThanItsLimit_isTooMany() {
    waiting = 51;
    assertThat(refresh("a")).isEqualTo(new Answer.TooMany(RefreshTree.AFTER_FULL_QUEUE));

    waiting = 50;
    assertThat(refresh("a")).isEqualTo(new Answer.Queued());
  }

  @Test
  void erasedContact_isErased() {
    store.bury(DRAWN_INSTANCE, id("c"));

    assertThat(refresh("c")).isEqualTo(new Answer.Erased());
    assertThat(queue.sent).isEmpty();
  }

  @Test
  void queueThatIsDown_leavesNothingInTheWayOfTheNextRequest() {
    queue.down(true);
    assertThatThrownBy(() -> refresh("a")).isInstanceOf(UpstreamFailure.class);

    queue.down(false);
    assertThat(refresh("a")).isEqualTo(new Answer.Queued());
  }

  /** Its answer could be dated after the time from which reads count. */
  @Test
  void queueThatTakesTooLong_isAnOutage() {
    RefreshTree slow =
        over(
            (claim, trail, delay) -> {
              queue.send(claim, trail, delay);
              clock.advance(RefreshTree.DELAY);
            });

    assertThatThrownBy(() -> slow.refresh(DRAWN_INSTANCE, id("a")))
        .isInstanceOf(UpstreamFailure.class);
    assertThat(refresh("a")).isEqualTo(new Answer.Queued());
  }

  @Test
  void limitOfWaitingMessages_isWhatListsWorkOffInHalfAMinuteAndAtLeastFifty() {
    assertThat(RefreshLimits.waitingAt(1.8)).isEqualTo(54);
    assertThat(RefreshLimits.waitingAt(0.5)).isEqualTo(50);
    assertThat(RefreshLimits.waitingAt(10)).isEqualTo(300);
  }
}
