package io.contacttree.standin.contacts;

import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The contacts of one instance, found by id, by ARN and by the ids they name. */
public final class InstanceContacts {
  private final Map<String, StoredContact> byId = new LinkedHashMap<>();
  private final Map<String, String> idByArn = new HashMap<>();
  private final Map<String, Set<String>> namedBy = new HashMap<>();
  private final TreeMap<Instant, Integer> births = new TreeMap<>();
  private long version;

  InstanceContacts() {}

  void put(StoredContact contact) {
    remove(contact.id());
    byId.put(contact.id(), contact);
    idByArn.put(contact.arn(), contact.id());
    for (String named : contact.links().named(true)) {
      namedBy.computeIfAbsent(named, absent -> new LinkedHashSet<>()).add(contact.id());
    }
    contact.initiatedAt().ifPresent(birth -> births.merge(birth, 1, Integer::sum));
    version++;
  }

  void remove(String id) {
    StoredContact contact = byId.remove(id);
    if (contact == null) {
      return;
    }
    idByArn.remove(contact.arn(), id);
    for (String named : contact.links().named(true)) {
      namedBy.computeIfPresent(
          named,
          (key, ids) -> {
            ids.remove(id);
            return ids.isEmpty() ? null : ids;
          });
    }
    contact
        .initiatedAt()
        .ifPresent(birth -> births.computeIfPresent(birth, (at, n) -> n == 1 ? null : n - 1));
    version++;
  }

  /** Returns the contact of that id, existing yet or not. */
  public Optional<StoredContact> find(String id) {
    return Optional.ofNullable(byId.get(id));
  }

  /** Returns the contact of that ARN, existing yet or not. */
  public Optional<StoredContact> findByArn(String arn) {
    return Optional.ofNullable(idByArn.get(arn)).flatMap(this::find);
  }

  /** Returns all contacts in the order of their arrival. */
  public Collection<StoredContact> all() {
    return byId.values();
  }

  /** Returns the ids of the contacts that name this id, which need not be a contact's. */
  public Set<String> namedBy(String id) {
    return namedBy.getOrDefault(id, Set.of());
  }

  /** Returns when the next contact starts to exist after that time, empty if none does. */
  public Optional<Instant> nextBirth(Instant now) {
    return Optional.ofNullable(births.higherKey(now));
  }

  /** Returns a number that changes with every change of the contacts. */
  public long version() {
    return version;
  }
}
