package io.contacttree.domain.store;

import static io.contacttree.domain.tree.DrawnTree.DRAWN_INSTANCE;
import static io.contacttree.domain.tree.DrawnTree.id;
import static org.assertj.core.api.Assertions.assertThat;

import io.contacttree.domain.contact.InstanceId;
import io.contacttree.domain.store.RefreshLedger.Entry;
import io.contacttree.domain.store.RefreshLedger.Limit;
import io.contacttree.domain.tree.DrawnTree;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What every ledger of refreshes must do; each test begins with an empty one. */
public abstract class RefreshLedgerContract {
  private static final Duration HOLD = Duration.ofSeconds(25);
  private static final Duration MINUTE = Duration.ofMinutes(1);

  protected final MovingClock clock = new MovingClock(DrawnTree.START);

  /** Returns the ledger under test, by the clock of this contract. */
  protected abstract RefreshLedger ledger();

  private Entry enter(String contact, Limit limit, int most) {
    return ledger().enter(DRAWN_INSTANCE, id(contact), limit, most, HOLD);
  }

  @Test
  void firstOfAContact_isEnteredAndHolds() {
    assertThat(enter("a", Limit.KNOWN, 60)).isEqualTo(new Entry.Entered());

    Instant held = DrawnTree.START.plus(HOLD);
    assertThat(enter("a", Limit.KNOWN, 60)).isEqualTo(new Entry.Cooling(held));
    assertThat(ledger().coolingUntil(DRAWN_INSTANCE, List.of(id("b"), id("a")))).contains(held);
  }

  @Test
  void contactOfAnotherInstance_isAnotherOne() {
    assertThat(enter("a", Limit.KNOWN, 60)).isEqualTo(new Entry.Entered());

    InstanceId another = new InstanceId("another");
    assertThat(ledger().coolingUntil(another, List.of(id("a")))).isEmpty();
    assertThat(ledger().enter(another, id("a"), Limit.KNOWN, 60, HOLD))
        .isEqualTo(new Entry.Entered());
  }

  @Test
  void entryNeitherKeptNorWithdrawn_isFreeAfterItsHold() {
    assertThat(enter("a", Limit.KNOWN, 60)).isEqualTo(new Entry.Entered());

    clock.advance(HOLD);

    assertThat(ledger().coolingUntil(DRAWN_INSTANCE, List.of(id("a")))).isEmpty();
    assertThat(enter("a", Limit.KNOWN, 60)).isEqualTo(new Entry.Entered());
  }

  @Test
  void keptEntry_coolsDownUntilThen() {
    assertThat(enter("a", Limit.KNOWN, 60)).isEqualTo(new Entry.Entered());
    Instant until = DrawnTree.START.plusSeconds(300);
    ledger().keep(DRAWN_INSTANCE, id("a"), until);

    clock.advance(Duration.ofMinutes(5).minusMillis(1));
    assertThat(enter("a", Limit.KNOWN, 60)).isEqualTo(new Entry.Cooling(until));
    clock.advance(Duration.ofMillis(1));
    assertThat(enter("a", Limit.KNOWN, 60)).isEqualTo(new Entry.Entered());
  }

  @Test
  void withdrawnEntry_isFreeAtOnce() {
    assertThat(enter("a", Limit.KNOWN, 60)).isEqualTo(new Entry.Entered());

    ledger().withdraw(DRAWN_INSTANCE, id("a"));

    assertThat(enter("a", Limit.KNOWN, 60)).isEqualTo(new Entry.Entered());
  }

  @Test
  void fullMinute_isFullUntilItsOldestIsAMinuteOld() {
    assertThat(enter("a", Limit.UNKNOWN, 2)).isEqualTo(new Entry.Entered());
    clock.advance(Duration.ofSeconds(10));
    assertThat(enter("b", Limit.UNKNOWN, 2)).isEqualTo(new Entry.Entered());
    clock.advance(Duration.ofSeconds(10));

    assertThat(enter("c", Limit.UNKNOWN, 2))
        .isEqualTo(new Entry.Full(DrawnTree.START.plus(MINUTE)));
    clock.advance(Duration.ofSeconds(40));
    assertThat(enter("c", Limit.UNKNOWN, 2)).isEqualTo(new Entry.Entered());
    assertThat(enter("d", Limit.UNKNOWN, 2))
        .isEqualTo(new Entry.Full(DrawnTree.START.plusSeconds(70)));
  }

  @Test
  void limits_countApart() {
    assertThat(enter("a", Limit.UNKNOWN, 1)).isEqualTo(new Entry.Entered());

    assertThat(enter("b", Limit.KNOWN, 1)).isEqualTo(new Entry.Entered());
  }

  @Test
  void refusedEntry_leavesTheContactFree() {
    assertThat(enter("a", Limit.UNKNOWN, 1)).isEqualTo(new Entry.Entered());
    assertThat(enter("b", Limit.UNKNOWN, 1)).isInstanceOf(Entry.Full.class);

    assertThat(ledger().coolingUntil(DRAWN_INSTANCE, List.of(id("b")))).isEmpty();
  }
}
