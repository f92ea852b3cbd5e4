package io.contacttree.domain.store;

import io.contacttree.domain.contact.ContactId;
import io.contacttree.domain.contact.InstanceId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A ledger of refreshes in memory. */
public final class InMemoryRefreshLedger implements RefreshLedger {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private record Key(InstanceId instance, ContactId contact) {}

  private final InstantSource clock;
  private final Map<Key, Instant> cooling = new HashMap<>();
  private final Map<Limit, List<Instant>> entered = new EnumMap<>(Limit.class);

  public InMemoryRefreshLedger(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public synchronized Optional<Instant> coolingUntil(
      InstanceId instance, Collection<ContactId> contacts) {
    return contacts.stream()
        .flatMap(contact -> Optional.ofNullable(cooling.get(new Key(instance, contact))).stream())
        .filter(clock.instant()::isBefore)
        .max(Comparator.naturalOrder());
  }

  @Override
  public synchronized Entry enter(
      InstanceId instance, ContactId contact, Limit limit, int most, Duration hold) {
    Instant now = clock.instant();
    Optional<Instant> until = coolingUntil(instance, List.of(contact));
    if (until.isPresent()) {
      return new Entry.Cooling(until.get());
    }
    List<Instant> times = entered.computeIfAbsent(limit, _ -> new ArrayList<>());
    times.removeIf(time -> !time.plus(MINUTE).isAfter(now));
    if (times.size() >= most) {
      return new Entry.Full(times.get(times.size() - most).plus(MINUTE));
    }
    times.add(now);
    cooling.put(new Key(instance, contact), now.plus(hold));
    return new Entry.Entered();
  }

  @Override
  public synchronized void keep(InstanceId instance, ContactId contact, Instant until) {
    cooling.put(new Key(instance, contact), until);
  }

  @Override
  public synchronized void withdraw(InstanceId instance, ContactId contact) {
    cooling.remove(new Key(instance, contact));
  }
}
