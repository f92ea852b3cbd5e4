package io.contacttree.domain.tree;

import io.contacttree.domain.contact.ContactId;
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
 * @param lists the newest answer to a list asked by each id, as far as it still says something that
 *     the members do not
 * @param tries the lists asked by named contacts, no members, that had no answer
 * @param associatedAt our clock just before the newest list that showed contacts or none
 * @param settle the settle reads so far
 * @param erased contacts that were erased; whatever else is known of them is dropped
 */
public record KnownTree(
    InstanceId instance,
    NavigableMap<ContactId, KnownContact> contacts,
    NavigableMap<ContactId, ListRead> lists,
    NavigableMap<ContactId, ListTries> tries,
    Optional<Instant> associatedAt,
    SettleProgress settle,
    NavigableSet<ContactId> erased) {

  public KnownTree {
    Objects.requireNonNull(instance);
    Objects.requireNonNull(associatedAt);
    Objects.requireNonNull(settle);
    erased = Collections.unmodifiableNavigableSet(new TreeSet<>(erased));
    contacts = without(erased, contacts);
    lists = stillTelling(contacts, without(erased, lists));
    // Whoever is a member is no longer asked for as a name.
    tries = without(contacts.keySet(), without(erased, tries));
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
        union(lists, other.lists, ListRead::merge),
        union(tries, other.tries, ListTries::merge),
        Instants.latest(associatedAt, other.associatedAt),
        settle.merge(other.settle),
        bothErased);
  }

  /** Returns this knowledge with more of these contacts. */
  public KnownTree withContacts(Map<ContactId, KnownContact> more) {
    return new KnownTree(
        instance,
        union(contacts, more, KnownContact::merge),
        lists,
        tries,
        associatedAt,
        settle,
        erased);
  }

  /** Returns this knowledge with the answer to a list that was asked by an id. */
  public KnownTree withList(ContactId askedBy, ListRead list) {
    Optional<Instant> showed =
        list.ending() == ListRead.Ending.NOT_FOUND ? Optional.empty() : Optional.of(list.at());
    return new KnownTree(
        instance,
        contacts,
        union(lists, Map.of(askedBy, list), ListRead::merge),
        tries,
        Instants.latest(associatedAt, showed),
        settle,
        erased);
  }

  /** Returns this knowledge with the answer that Amazon Connect does not know a contact. */
  public KnownTree withMissing(ContactId id, Instant saidAt) {
    return withList(id, new ListRead(saidAt, ListRead.Ending.NOT_FOUND));
  }

  /** Returns this knowledge with one more list asked by a named contact that had no answer. */
  public KnownTree withTry(ContactId named, Instant triedAt) {
    return withTries(
        named,
        Optional.ofNullable(tries.get(named))
            .map(before -> before.oneMore(triedAt))
            .orElse(new ListTries(1, triedAt)));
  }

  /** Returns this knowledge with at least these lists by a named contact that had no answer. */
  public KnownTree withTries(ContactId named, ListTries more) {
    return new KnownTree(
        instance,
        contacts,
        lists,
        union(tries, Map.of(named, more), ListTries::merge),
        associatedAt,
        settle,
        erased);
  }

  /** Returns this knowledge with at least this progress of settle reads. */
  public KnownTree withSettle(SettleProgress progress) {
    return new KnownTree(
        instance, contacts, lists, tries, associatedAt, settle.merge(progress), erased);
  }

  /** Returns this knowledge with contacts that were erased. */
  public KnownTree withErased(Set<ContactId> ids) {
    NavigableSet<ContactId> more = new TreeSet<>(erased);
    more.addAll(ids);
    return new KnownTree(instance, contacts, lists, tries, associatedAt, settle, more);
  }

  /**
   * Returns this knowledge without contacts that are erased now, and without what was asked for the
   * sake of names that only they have told.
   */
  public KnownTree erasing(Set<ContactId> ids) {
    return withErased(ids).forgettingNamesOf(this);
  }

  /**
   * Returns this without what was asked for the sake of names that only members of other knowledge
   * tell; unlike a merge, when this is done matters.
   */
  public KnownTree forgettingNamesOf(KnownTree others) {
    if (contacts.keySet().containsAll(others.contacts.keySet())) {
      return this;
    }
    NavigableSet<ContactId> forgotten = others.namedContacts();
    forgotten.removeAll(namedContacts());
    forgotten.removeAll(contacts.keySet());
    return new KnownTree(
        instance,
        contacts,
        without(forgotten, lists),
        without(forgotten, tries),
        associatedAt,
        settle,
        erased);
  }

  /**
   * Returns this knowledge without contacts that turned out to have been erased; of those it
   * remembers the ones that were among its members and the ones that members name.
   */
  public KnownTree withoutErased(Set<ContactId> ids) {
    if (erased.containsAll(ids)) {
      return this;
    }
    KnownTree rest = withErased(ids);
    NavigableSet<ContactId> remembered = rest.erasedNames();
    ids.stream().filter(contacts::containsKey).forEach(remembered::add);
    remembered.addAll(erased);
    return new KnownTree(
        instance, rest.contacts, rest.lists, rest.tries, associatedAt, settle, remembered);
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
    return Instants.latest(
        answer(id).map(ListRead::at), contact(id).flatMap(KnownContact::listedAt));
  }

  /** Returns the newest answer to a list asked by this id, empty where none came to its end. */
  public Optional<ListRead> answer(ContactId id) {
    return Optional.ofNullable(lists.get(id))
        .filter(list -> list.ending() != ListRead.Ending.UNFINISHED);
  }

  /**
   * Returns whether a list asked by this id was begun and a continuation goes on with it; where it
   * failed on the way by a named contact, its tries take over.
   */
  public boolean isUnfinished(ContactId id) {
    ListRead list = lists.get(id);
    return list != null && list.ending() == ListRead.Ending.UNFINISHED && triesOf(id) == 0;
  }

  /** Returns how often a named contact's list was asked without an answer. */
  public int triesOf(ContactId named) {
    return Optional.ofNullable(tries.get(named)).map(ListTries::count).orElse(0);
  }

  /** Returns our clock before the last list asked by a named contact, answered or not. */
  public Optional<Instant> lastAskedAt(ContactId named) {
    return Instants.latest(
        answer(named).map(ListRead::at),
        Optional.ofNullable(tries.get(named)).map(ListTries::lastAt));
  }

  /**
   * Returns the contacts that members name as their initial, previous or related contact and that
   * are no members; none of them was erased.
   */
  public NavigableSet<ContactId> namedContacts() {
    NavigableSet<ContactId> named = namedStrangers();
    named.removeAll(erased);
    return named;
  }

  /** Returns the erased contacts that members name as their initial, previous or related one. */
  public NavigableSet<ContactId> erasedNames() {
    if (erased.isEmpty()) {
      return new TreeSet<>();
    }
    NavigableSet<ContactId> named = namedStrangers();
    named.retainAll(erased);
    return named;
  }

  private NavigableSet<ContactId> namedStrangers() {
    Set<String> names = new HashSet<>();
    contacts.values().forEach(contact -> contact.forEachNamed(names::add));
    NavigableSet<ContactId> named = new TreeSet<>();
    for (String name : names) {
      ContactId id = new ContactId(name);
      if (!contacts.containsKey(id)) {
        named.add(id);
      }
    }
    return named;
  }

  /** Returns the named contacts whose list had no answer so far. */
  public NavigableSet<ContactId> unansweredNames() {
    NavigableSet<ContactId> names = namedContacts();
    names.removeIf(id -> answer(id).isPresent());
    return names;
  }

  /** Returns the named contacts whose list had an answer, which did not show them. */
  public NavigableSet<ContactId> answeredNames() {
    NavigableSet<ContactId> names = namedContacts();
    names.removeIf(id -> answer(id).isEmpty());
    return names;
  }

  /** Returns the named contacts by which nobody has asked for a list yet. */
  public NavigableSet<ContactId> untriedNames() {
    NavigableSet<ContactId> names = namedContacts();
    names.removeIf(id -> lists.containsKey(id) || tries.containsKey(id));
    return names;
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
      Set<ContactId> dropped, NavigableMap<ContactId, V> map) {
    TreeMap<ContactId, V> kept = new TreeMap<>(map);
    kept.keySet().removeIf(dropped::contains);
    return Collections.unmodifiableNavigableMap(kept);
  }
}
