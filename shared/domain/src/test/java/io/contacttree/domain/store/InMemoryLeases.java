package io.contacttree.domain.store;

import io.contacttree.domain.contact.ContactId;
import io.contacttree.domain.contact.InstanceId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Leases in memory; safe for use by several threads. */
public final class InMemoryLeases implements Leases {
  private record Key(InstanceId instance, ContactId contact) {}

  private record Held(String holder, Instant until) {}

  private final InstantSource clock;
  private final Map<Key, Held> held = new HashMap<>();
  private int taken;

  /** Creates leases that expire by this clock. */
  public InMemoryLeases(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public synchronized Optional<Lease> take(
      InstanceId instance, ContactId key, Duration length, Optional<String> done) {
    Instant now = clock.instant();
    Held before = held.get(new Key(instance, key));
    if (before != null
        && before.until().isAfter(now)
        && !Optional.of(before.holder()).equals(done)) {
      return Optional.empty();
    }
    taken++;
    Lease lease = new Lease(instance, key, "holder-" + taken);
    held.put(new Key(instance, key), new Held(lease.holder(), now.plus(length)));
    return Optional.of(lease);
  }

  @Override
  public synchronized void release(Lease lease) {
    held.computeIfPresent(
        new Key(lease.instance(), lease.key()),
        (key, now) -> now.holder().equals(lease.holder()) ? null : now);
  }

  /** Returns how many leases were ever taken. */
  public synchronized int taken() {
    return taken;
  }
}
