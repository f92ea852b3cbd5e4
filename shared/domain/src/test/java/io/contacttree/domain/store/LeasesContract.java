package io.contacttree.domain.store;

import static io.contacttree.domain.tree.DrawnTree.DRAWN_INSTANCE;
import static io.contacttree.domain.tree.DrawnTree.id;
import static org.assertj.core.api.Assertions.assertThat;

import io.contacttree.domain.contact.InstanceId;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What every kind of lease must do; each test begins with none taken. */
public abstract class LeasesContract {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  /** Returns the leases under test. */
  protected abstract Leases leases();

  /** Lets the clock of the leases go on. */
  protected abstract void pass(Duration time);

  @Test
  void freeKey_isTaken() {
    Leases.Lease lease = leases().take(DRAWN_INSTANCE, id("a"), MINUTE).orElseThrow();

    assertThat(lease.instance()).isEqualTo(DRAWN_INSTANCE);
    assertThat(lease.key()).isEqualTo(id("a"));
  }

  @Test
  void heldKey_isNotTakenTwice() {
    assertThat(leases().take(DRAWN_INSTANCE, id("a"), MINUTE)).isPresent();

    assertThat(leases().take(DRAWN_INSTANCE, id("a"), MINUTE)).isEmpty();
  }

  @Test
  void otherKeysAndInstances_areFree() {
    assertThat(leases().take(DRAWN_INSTANCE, id("a"), MINUTE)).isPresent();

    assertThat(leases().take(DRAWN_INSTANCE, id("b"), MINUTE)).isPresent();
    assertThat(leases().take(new InstanceId("another"), id("a"), MINUTE)).isPresent();
  }

  @Test
  void releasedKey_isFree() {
    leases().release(leases().take(DRAWN_INSTANCE, id("a"), MINUTE).orElseThrow());

    assertThat(leases().take(DRAWN_INSTANCE, id("a"), MINUTE)).isPresent();
  }

  @Test
  void keyOfAHolderThatIsDone_isFree() {
    Leases.Lease done = leases().take(DRAWN_INSTANCE, id("a"), MINUTE).orElseThrow();

    Optional<Leases.Lease> next =
        leases().take(DRAWN_INSTANCE, id("a"), MINUTE, Optional.of(done.holder()));

    assertThat(next).isPresent();
    assertThat(leases().take(DRAWN_INSTANCE, id("a"), MINUTE, Optional.of(done.holder())))
        .as("somebody else holds it by now")
        .isEmpty();
  }

  @Test
  void holderThatIsDone_doesNotGiveBackWhatOthersHold() {
    Leases.Lease done = leases().take(DRAWN_INSTANCE, id("a"), MINUTE).orElseThrow();
    assertThat(leases().take(DRAWN_INSTANCE, id("a"), MINUTE, Optional.of(done.holder())))
        .isPresent();

    leases().release(done);

    assertThat(leases().take(DRAWN_INSTANCE, id("a"), MINUTE)).isEmpty();
  }

  @Test
  void expiredLease_isFreeForOthers() {
    assertThat(leases().take(DRAWN_INSTANCE, id("a"), MINUTE)).isPresent();

    pass(MINUTE.minusMillis(1));
    assertThat(leases().take(DRAWN_INSTANCE, id("a"), MINUTE)).isEmpty();
    pass(Duration.ofMillis(1));
    assertThat(leases().take(DRAWN_INSTANCE, id("a"), MINUTE)).isPresent();
  }

  @Test
  void releaseAfterExpiry_doesNotTakeTheLeaseFromItsNewHolder() {
    Leases.Lease expired = leases().take(DRAWN_INSTANCE, id("a"), MINUTE).orElseThrow();
    pass(MINUTE);
    assertThat(leases().take(DRAWN_INSTANCE, id("a"), MINUTE)).isPresent();

    leases().release(expired);

    assertThat(leases().take(DRAWN_INSTANCE, id("a"), MINUTE)).isEmpty();
  }

  @Test
  void releaseTwice_doesNothing() {
    Leases.Lease lease = leases().take(DRAWN_INSTANCE, id("a"), MINUTE).orElseThrow();
    leases().release(lease);

    leases().release(lease);

    assertThat(leases().take(DRAWN_INSTANCE, id("a"), MINUTE)).isPresent();
  }
}
