package io.contacttree.domain.contact;

import io.contacttree.domain.reference.KnownReferences;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * All that is known of one contact, kept by source; it only grows.
 *
 * <p>{@link #merge} is commutative, associative and idempotent, so that any order of observations
 * gives the same value.
 *
 * @param id the contact
 * @param fromLists what ListAssociatedContacts said
 * @param fromSearches what SearchContacts said
 * @param fromEvents what the contact's own events said
 * @param endedAt the earliest time at which a claim said that the contact had ended
 * @param firstSeenAt our clock when the contact first became known
 * @param listedAt our clock just before the newest list that held the contact
 * @param references what is known of its references
 */
public record KnownContact(
    ContactId id,
    Facts fromLists,
    Facts fromSearches,
    Facts fromEvents,
    Optional<Instant> endedAt,
    Instant firstSeenAt,
    Optional<Instant> listedAt,
    KnownReferences references) {

  public KnownContact {
    Objects.requireNonNull(id);
    Objects.requireNonNull(fromLists);
    Objects.requireNonNull(fromSearches);
    Objects.requireNonNull(fromEvents);
    Objects.requireNonNull(endedAt);
    Objects.requireNonNull(firstSeenAt);
    Objects.requireNonNull(listedAt);
    Objects.requireNonNull(references);
  }

  /** Returns a contact as one list answer showed it. */
  public static KnownContact listed(ContactId id, Facts facts, Instant readAt) {
    return new KnownContact(
        id,
        facts,
        Facts.NONE,
        Facts.NONE,
        Optional.empty(),
        readAt,
        Optional.of(readAt),
        KnownReferences.NONE);
  }

  /** Returns a contact as a claim of its end showed it. */
  public static KnownContact ended(ContactId id, Facts facts, Instant endedAt, Instant seenAt) {
    return new KnownContact(
        id,
        Facts.NONE,
        Facts.NONE,
        facts,
        Optional.of(endedAt),
        seenAt,
        Optional.empty(),
        KnownReferences.NONE);
  }

  /** Returns this contact with what a read of its references found. */
  public KnownContact withReferences(KnownReferences found) {
    return new KnownContact(
        id,
        fromLists,
        fromSearches,
        fromEvents,
        endedAt,
        firstSeenAt,
        listedAt,
        references.merge(found));
  }

  /** Returns all this but the list of the references that were found. */
  public KnownContact withoutReferenceList() {
    return new KnownContact(
        id,
        fromLists,
        fromSearches,
        fromEvents,
        endedAt,
        firstSeenAt,
        listedAt,
        references.withoutList());
  }

  /** Returns what both know together. */
  public KnownContact merge(KnownContact other) {
    if (!id.equals(other.id)) {
      throw new IllegalArgumentException("only knowledge of one contact can be merged");
    }
    if (equals(other)) {
      return this;
    }
    return new KnownContact(
        id,
        fromLists.merge(other.fromLists),
        fromSearches.merge(other.fromSearches),
        fromEvents.merge(other.fromEvents),
        Instants.earliest(endedAt, other.endedAt),
        firstSeenAt.isBefore(other.firstSeenAt) ? firstSeenAt : other.firstSeenAt,
        Instants.latest(listedAt, other.listedAt),
        references.merge(other.references));
  }

  /** Returns whether a list answer has shown the contact with its end. */
  public boolean isListedAsEnded() {
    return fromLists.value(Fact.DISCONNECT_TIMESTAMP).isPresent();
  }

  /** Returns whether any source says that the contact has ended. */
  public boolean hasEnded() {
    return endedAt.isPresent()
        || isListedAsEnded()
        || fromSearches.value(Fact.DISCONNECT_TIMESTAMP).isPresent()
        || fromEvents.value(Fact.DISCONNECT_TIMESTAMP).isPresent();
  }

  /** Does something with each id that any source names as initial, previous or related contact. */
  public void forEachNamed(Consumer<? super String> action) {
    for (Facts source : List.of(fromLists, fromSearches, fromEvents)) {
      for (Fact fact : Fact.NAMING) {
        source.value(fact).ifPresent(action);
      }
    }
  }
}
