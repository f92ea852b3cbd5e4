package io.contacttree.domain.tree;

import io.contacttree.domain.contact.ContactId;
import io.contacttree.domain.contact.Fact;
import io.contacttree.domain.contact.Facts;
import io.contacttree.domain.contact.InstanceId;
import io.contacttree.domain.contact.Instants;
import io.contacttree.domain.contact.KnownContact;
import java.time.Instant;
import java.util.Collections;
import java.util.HashSet;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BinaryOperator;

/**
 * All that is known of one tree: its contacts by source and our own bookkeeping; it only grows.
 *
 * <p>{@link #merge} is commutative, associative and idempotent. Nothing here is derived: links,
 * root and state follow from it in {@link TreeAssembler}.
 *
 * @param instance the Amazon Connect instance
 * @param contacts the members
 * @param missing contacts that a member names and that Amazon Connect does not know, with the time
 *     it said so
 * @param lists the newest list asked by each id, as far as it still says something that the members
 *     do not
 * @param associatedAt our clock just before the newest list
 * @param settle the settle reads so far
 * @param erased contacts that were erased; whatever else is known of them is dropped
 */
public record KnownTree(
    InstanceId instance,
    NavigableMap<ContactId, KnownContact> contacts,
    NavigableMap<ContactId, Instant> missing,
    NavigableMap<ContactId, ListRead> lists,
    Optional<Instant> associatedAt,
    SettleProgress settle,
    NavigableSet<ContactId> erased) {

  public KnownTree {
    Objects.requireNonNull(instance);
    Objects.requireNonNull(associatedAt);
    Objects.requireNonNull(settle);
    erased = Collections.unmodifiableNavigableSet(new TreeSet<>(erased));
    contacts = without(erased, contacts);
    missing = without(erased, missing);
    lists = stillTelling(contacts, without(erased, lists));
  }

  /** Returns the knowledge of nothing. */
  public static KnownTree empty(InstanceId instance) {
    return new KnownTree(
        instance,
        new TreeMap<>(),
        new TreeMap<>(),
        new TreeMap<>(),
        Optional.empty(),
        SettleProgress.none(),
        new TreeSet<>());
  }

  /** Returns the knowledge of one contact alone. */
  public static KnownTree of(InstanceId instance, KnownContact contact) {
    return empty(instance).withContacts(Map.of(contact.id(), contact));
  }

  /** Returns what both know together. */
  public KnownTree merge(KnownTree other) {
    if (!instance.equals(other.instance)) {
      throw new IllegalArgumentException("trees of two instances are never one");
    }
    NavigableSet<ContactId> bothErased = new TreeSet<>(erased);
    bothErased.addAll(other.erased);
    return new KnownTree(
        instance,
        union(contacts, other.contacts, KnownContact::merge),
        union(missing, other.missing, (one, two) -> one.isAfter(two) ? one : two),
        union(lists, other.lists, ListRead::merge),
        Instants.latest(associatedAt, other.associatedAt),
        settle.merge(other.settle),
        bothErased);
  }

  /** Returns this knowledge with more of these contacts. */
  public KnownTree withContacts(Map<ContactId, KnownContact> more) {
    return new KnownTree(
        instance,
        union(contacts, more, KnownContact::merge),
        missing,
        lists,
        associatedAt,
        settle,
        erased);
  }

  /** Returns this knowledge with the fact that a list was asked by an id. */
  public KnownTree withList(ContactId askedBy, ListRead list) {
    return new KnownTree(
        instance,
        contacts,
        missing,
        union(lists, Map.of(askedBy, list), ListRead::merge),
        Instants.latest(associatedAt, Optional.of(list.at())),
        settle,
        erased);
  }

  /** Returns this knowledge with a named contact that Amazon Connect does not know. */
  public KnownTree withMissing(ContactId id, Instant saidAt) {
    return new KnownTree(
        instance,
        contacts,
        union(missing, Map.of(id, saidAt), (one, two) -> one.isAfter(two) ? one : two),
        lists,
        associatedAt,
        settle,
        erased);
  }

  /** Returns this knowledge with at least this progress of settle reads. */
  public KnownTree withSettle(SettleProgress progress) {
    return new KnownTree(
        instance, contacts, missing, lists, associatedAt, settle.merge(progress), erased);
  }

  /** Returns this knowledge with contacts that were erased. */
  public KnownTree withErased(Set<ContactId> ids) {
    return merge(
        new KnownTree(
            instance,
            new TreeMap<>(),
            new TreeMap<>(),
            new TreeMap<>(),
            Optional.empty(),
            SettleProgress.none(),
            new TreeSet<>(ids)));
  }

  /** Returns what is known of a contact, or empty where it is no member. */
  public Optional<KnownContact> contact(ContactId id) {
    return Optional.ofNullable(contacts.get(id));
  }

  /**
   * Returns our clock before the newest list that was asked by this id or held it; that Amazon
   * Connect does not know the id is an answer too.
   */
  public Optional<Instant> listedOrAskedAt(ContactId id) {
    Optional<Instant> asked =
        Optional.ofNullable(lists.get(id))
            .filter(list -> list.ending() != ListRead.Ending.UNFINISHED)
            .map(ListRead::at);
    Optional<Instant> answered = Instants.latest(asked, Optional.ofNullable(missing.get(id)));
    return Instants.latest(answered, contact(id).flatMap(KnownContact::listedAt));
  }

  /**
   * Returns the contacts that members name and of which nothing is known: no facts, no list, no
   * word that they are missing.
   */
  public NavigableSet<ContactId> unresolvedNames() {
    Set<String> names = new HashSet<>();
    for (KnownContact contact : contacts.values()) {
      addNames(contact.fromLists(), names);
      addNames(contact.fromSearches(), names);
      addNames(contact.fromEvents(), names);
    }
    NavigableSet<ContactId> unresolved = new TreeSet<>();
    for (String name : names) {
      ContactId id = new ContactId(name);
      if (!isResolved(id)) {
        unresolved.add(id);
      }
    }
    return unresolved;
  }

  private static void addNames(Facts facts, Set<String> names) {
    for (Fact fact : Fact.NAMING) {
      facts.value(fact).ifPresent(names::add);
    }
  }

  private boolean isResolved(ContactId id) {
    return contacts.containsKey(id)
        || missing.containsKey(id)
        || lists.containsKey(id)
        || erased.contains(id);
  }

  /** A newer list that held the contact says more than an older one that was asked by its id. */
  private static NavigableMap<ContactId, ListRead> stillTelling(
      NavigableMap<ContactId, KnownContact> contacts, NavigableMap<ContactId, ListRead> lists) {
    TreeMap<ContactId, ListRead> telling = new TreeMap<>(lists);
    telling
        .entrySet()
        .removeIf(
            entry ->
                Optional.ofNullable(contacts.get(entry.getKey()))
                    .flatMap(KnownContact::listedAt)
                    .filter(listedAt -> entry.getValue().at().isBefore(listedAt))
                    .isPresent());
    return Collections.unmodifiableNavigableMap(telling);
  }

  private static <V> NavigableMap<ContactId, V> union(
      Map<ContactId, V> one, Map<ContactId, V> other, BinaryOperator<V> merge) {
    TreeMap<ContactId, V> union = new TreeMap<>(one);
    other.forEach((id, value) -> union.merge(id, value, merge));
    return union;
  }

  private static <V> NavigableMap<ContactId, V> without(
      Set<ContactId> erased, NavigableMap<ContactId, V> map) {
    TreeMap<ContactId, V> kept = new TreeMap<>(map);
    kept.keySet().removeAll(erased);
    return Collections.unmodifiableNavigableMap(kept);
  }
}
