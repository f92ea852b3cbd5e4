package io.contacttree.verification.simulator;

import io.contacttree.domain.contact.ContactId;
import io.contacttree.domain.contact.InstanceId;
import io.contacttree.domain.store.Leases;
import io.contacttree.domain.store.UpstreamFailure;
import java.time.Duration;
import java.util.Optional;

/** One worker's way to the leases; a lease may be lost to others at once. */
final class FaultyLeases implements Leases {
  private final Worker worker;
  private final Leases leases;
  private final Faults faults;
  private final Calls calls;

  FaultyLeases(Worker worker, Leases leases, Faults faults, Calls calls) {
    this.worker = worker;
    this.leases = leases;
    this.faults = faults;
    this.calls = calls;
  }

  @Override
  public Optional<Lease> take(
      InstanceId instance, ContactId key, Duration length, Optional<String> done) {
    worker.step("take lease " + key);
    calls.leased();
    failSometimes();
    Optional<Lease> taken = leases.take(instance, key, length, done);
    if (taken.isEmpty()) {
      faults.met(Happening.LEASE_HELD);
    } else if (faults.leaseLost()) {
      leases.release(taken.get());
    }
    worker.step(taken.isPresent() ? "lease taken" : "lease held by another");
    return taken;
  }

  @Override
  public void release(Lease lease) {
    worker.step("release lease " + lease.key());
    failSometimes();
    leases.release(lease);
    worker.step("released");
  }

  private void failSometimes() {
    if (faults.tableFails(worker)) {
      throw new UpstreamFailure(UpstreamFailure.Resource.TABLE, "down");
    }
  }
}
