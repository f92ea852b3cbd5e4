package io.contacttree.domain.reference;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What is known of one contact's references: the newest complete read and the newest failed one.
 *
 * <p>The references of a contact are one value: a newer complete read replaces an older one whole,
 * a failed read replaces nothing. {@link #merge} is commutative, associative and idempotent.
 *
 * @param read the newest complete read
 * @param failure the newest failed read
 * @param givenUpAt the newest complete read of which nobody waits for the files any more that were
 *     still being worked on
 */
public record KnownReferences(
    Optional<Read> read, Optional<Failure> failure, Optional<Instant> givenUpAt) {
  /** Nothing has been asked yet. */
  public static final KnownReferences NONE =
      new KnownReferences(Optional.empty(), Optional.empty());

  public KnownReferences {
    Objects.requireNonNull(read);
    Objects.requireNonNull(failure);
    Objects.requireNonNull(givenUpAt);
  }

  /** Creates what two reads tell. */
  public KnownReferences(Optional<Read> read, Optional<Failure> failure) {
    this(read, failure, Optional.empty());
  }

  /** Returns the knowledge that a complete read brings. */
  public static KnownReferences read(
      Instant at, Set<String> types, Collection<Reference> references) {
    return new KnownReferences(
        Optional.of(new Read(at, types, List.copyOf(references))), Optional.empty());
  }

  /**
   * Returns the knowledge that a complete read brings of which Amazon Connect refused some types.
   */
  public static KnownReferences read(
      Instant at, Set<String> types, Set<String> refused, Collection<Reference> references) {
    return new KnownReferences(
        Optional.of(new Read(at, types, refused, List.copyOf(references))), Optional.empty());
  }

  /** Returns the knowledge that a failed read brings. */
  public static KnownReferences failed(Instant at, FailureReason reason) {
    return new KnownReferences(Optional.empty(), Optional.of(new Failure(at, reason)));
  }

  /** Returns what both know together. */
  public KnownReferences merge(KnownReferences other) {
    if (equals(other)) {
      return this;
    }
    return new KnownReferences(
        newest(read, other.read, Read.ORDER),
        newest(failure, other.failure, Failure.ORDER),
        newest(givenUpAt, other.givenUpAt, Comparator.naturalOrder()));
  }

  /** Returns this knowledge with the decision to wait no longer for files of the newest read. */
  public KnownReferences givenUp() {
    return new KnownReferences(
        read,
        failure,
        newest(givenUpAt, read.map(KnownReferences.Read::at), Comparator.naturalOrder()));
  }

  /** Returns when references were asked for and with what success, without the references. */
  public KnownReferences withoutList() {
    return new KnownReferences(
        read.map(
            complete -> new Read(complete.at(), complete.types(), complete.refused(), List.of())),
        failure);
  }

  /**
   * Returns whether Amazon Connect said after the newest complete read that it no longer knows the
   * contact.
   */
  public boolean isGoneAfterRead() {
    return read.isPresent()
        && failure
            .filter(
                last ->
                    last.reason() == FailureReason.NOT_FOUND && last.at().isAfter(read.get().at()))
            .isPresent();
  }

  /**
   * Returns whether the newest read failed for a reason that passes, so that asking again may tell
   * more, even where an older read succeeded.
   */
  public boolean isFailedForNow() {
    return failure
        .filter(last -> last.reason().passes())
        .filter(last -> read.isEmpty() || last.at().isAfter(read.get().at()))
        .isPresent();
  }

  /** Returns whether a file is still being worked on by Amazon Connect. */
  public boolean isProcessing() {
    return read.isPresent() && read.get().references().stream().anyMatch(Reference::isProcessing);
  }

  /** Returns whether a file is being worked on and somebody still waits for it. */
  public boolean isAwaited() {
    return isProcessing()
        && givenUpAt.filter(at -> !at.isBefore(read.orElseThrow().at())).isEmpty();
  }

  private static <T> Optional<T> newest(Optional<T> one, Optional<T> other, Comparator<T> order) {
    if (one.isEmpty()) {
      return other;
    }
    return other.isPresent() && order.compare(other.get(), one.get()) > 0 ? other : one;
  }

  /**
   * A complete read.
   *
   * @param at our clock just before its first request
   * @param types the types that were read
   * @param refused the types that were asked for besides and that Amazon Connect refused for good,
   *     as a partition does that has no such types
   * @param references what was found, sorted, each (type, name, value, ARN) once
   */
  public record Read(
      Instant at, Set<String> types, Set<String> refused, List<Reference> references) {
    private static final Comparator<Read> ORDER =
        Comparator.comparing(Read::at)
            .thenComparing(read -> read.types().toArray(new String[0]), Arrays::compare)
            .thenComparing(read -> read.refused().toArray(new String[0]), Arrays::compare)
            .thenComparing(
                read -> read.references().toArray(new Reference[0]),
                (one, other) -> Arrays.compare(one, other, Reference.WHOLE));

    public Read {
      types = Collections.unmodifiableNavigableSet(new TreeSet<>(types));
      refused = Collections.unmodifiableNavigableSet(new TreeSet<>(refused));
      references = sortedOnce(references);
    }

    /** A read of which no type was refused. */
    public Read(Instant at, Set<String> types, List<Reference> references) {
      this(at, types, Set.of(), references);
    }

    /** Returns whether exactly these types were asked for. */
    public boolean hasAsked(Set<String> wanted) {
      Set<String> asked = new TreeSet<>(types);
      asked.addAll(refused);
      return asked.equals(wanted);
    }

    private static List<Reference> sortedOnce(List<Reference> references) {
      // Of two that differ only in state the greater one stays, so that the order they came in does
      // not matter.
      TreeMap<Reference, Reference> once = new TreeMap<>(Reference.ORDER);
      for (Reference reference : references) {
        once.merge(
            reference,
            reference,
            (one, other) -> Reference.WHOLE.compare(one, other) >= 0 ? one : other);
      }
      return List.copyOf(new ArrayList<>(once.values()));
    }
  }

  /**
   * A failed read.
   *
   * @param at our clock just before its first request
   * @param reason why it failed
   */
  public record Failure(Instant at, FailureReason reason) {
    private static final Comparator<Failure> ORDER =
        Comparator.comparing(Failure::at).thenComparing(Failure::reason);
  }
}
