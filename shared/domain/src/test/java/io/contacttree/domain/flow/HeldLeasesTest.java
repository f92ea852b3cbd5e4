package io.contacttree.domain.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.contacttree.domain.contact.ContactId;
import io.contacttree.domain.contact.InstanceId;
import io.contacttree.domain.store.Leases;
import io.contacttree.domain.store.UpstreamFailure;
import io.contacttree.domain.tree.DrawnTree;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What becomes of leases when they are given back. */
final class HeldLeasesTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final FlowUnderTest flowUnderTest = new FlowUnderTest();

  @Test
  void close_allAreFree() {
    heldOfABAndC(Set.of()).close();

    assertThat(isFree("A")).isTrue();
    assertThat(isFree("B")).isTrue();
    assertThat(isFree("C")).isTrue();
  }

  @Test
  void revisionUnderTheLeaseOfItsRoot_leasesOfNamesAloneAreGivenBack() {
    HeldLeases held = heldOfABAndC(Set.of());

    held.endWith(DrawnTree.of("A @0\n└─ C @1\n").stored(1).document());
    held.close();

    assertThat(isFree("A")).isFalse();
    assertThat(isFree("B")).isTrue();
    assertThat(isFree("C")).isFalse();
  }

  @Test
  void revisionUnderAnotherLease_allAreGivenBack() {
    HeldLeases held = heldOfABAndC(Set.of());

    held.endWith(DrawnTree.of("R @0\n└─ C @1\n").stored(1).document());
    held.close();

    assertThat(isFree("C")).isTrue();
  }

  @Test
  void oneIsNotTakenBack_theOthersAreFreeAndTheFailureIsThrown() {
    for (String refused : List.of("A", "B", "C")) {
      HeldLeases held = heldOfABAndC(Set.of(refused));

      UpstreamFailure thrown = catchThrowableOfType(UpstreamFailure.class, held::close);

      assertThat(thrown).hasMessage("lease of " + refused).hasNoSuppressedExceptions();
      for (String contact : List.of("A", "B", "C")) {
        assertThat(isFree(contact)).isEqualTo(!contact.equals(refused));
      }
      flowUnderTest.clock.advance(MINUTE);
    }
  }

  @Test
  void severalAreNotTakenBack_oneFailureIsThrownWithTheOthersSuppressed() {
    HeldLeases held = heldOfABAndC(Set.of("A", "C"));

    UpstreamFailure thrown = catchThrowableOfType(UpstreamFailure.class, held::close);

    assertThat(thrown.getSuppressed()).singleElement().isInstanceOf(UpstreamFailure.class);
    assertThat(isFree("B")).isTrue();
  }

  private HeldLeases heldOfABAndC(Set<String> notTakenBack) {
    HeldLeases held = new HeldLeases(new Refusing(notTakenBack), FlowUnderTest.INSTANCE, MINUTE);
    TreeInProgress tree = new TreeInProgress(flowUnderTest.store, FlowUnderTest.INSTANCE);
    assertThat(
            held.takeWhatClaimsName(
                tree,
                List.of(flowUnderTest.ended("C", "PREVIOUS_CONTACT_ID=A", "RELATED_CONTACT_ID=B"))))
        .isTrue();
    return held;
  }

  private boolean isFree(String contact) {
    Optional<Leases.Lease> lease =
        flowUnderTest.leases.take(FlowUnderTest.INSTANCE, new ContactId(contact), MINUTE);
    lease.ifPresent(flowUnderTest.leases::release);
    return lease.isPresent();
  }

  /** Leases of a store that does not answer where some are given back. */
  private final class Refusing implements Leases {
    private final Set<String> notTakenBack;

    Refusing(Set<String> notTakenBack) {
      this.notTakenBack = notTakenBack;
    }

    @Override
    public Optional<Lease> take(
        InstanceId instance, ContactId key, Duration length, Optional<String> done) {
      return flowUnderTest.leases.take(instance, key, length, done);
    }

    @Override
    public void release(Lease lease) {
      if (notTakenBack.contains(lease.key().value())) {
        throw new UpstreamFailure(UpstreamFailure.Resource.TABLE, "lease of " + lease.key());
      }
      flowUnderTest.leases.release(lease);
    }
  }
}
