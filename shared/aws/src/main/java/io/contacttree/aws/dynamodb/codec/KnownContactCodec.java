package io.contacttree.aws.dynamodb.codec;

import io.contacttree.aws.dynamodb.item.Attribute;
import io.contacttree.aws.dynamodb.item.ItemFields;
import io.contacttree.aws.dynamodb.item.ItemWriter;
import io.contacttree.domain.contact.ContactId;
import io.contacttree.domain.contact.Fact;
import io.contacttree.domain.contact.Facts;
import io.contacttree.domain.contact.KnownContact;
import io.contacttree.domain.contact.Observation;
import io.contacttree.domain.contact.Stamp;
import io.contacttree.domain.contact.Timestamps;
import io.contacttree.domain.reference.FailureReason;
import io.contacttree.domain.reference.KnownReferences;
import io.contacttree.domain.reference.ReferenceTypes;
import io.contacttree.domain.tree.TreeContact;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * What is known of one member besides what the document shows of it: an element of {@code m_facts}.
 *
 * <p>Everything that the document already holds (references, times of reading, most facts) is taken
 * from there and not kept twice.
 */
final class KnownContactCodec {
  static final String LISTS = "lists";
  static final String SEARCHES = "searches";
  static final String EVENTS = "events";
  static final String REFUSED = "refused";
  private static final String ENDED_AT = "ended_at";

  /** How long after its end the contact was completed, in milliseconds. */
  private static final String DONE = "done";

  /** The rank of COMPLETED among events. */
  private static final int COMPLETED = 1;

  private KnownContactCodec() {}

  /**
   * Returns what is left to keep of a member.
   *
   * @throws IllegalArgumentException where the document was not derived from this knowledge
   */
  static AttributeValue encode(
      KnownContact known, TreeContact shown, Optional<Instant> associatedAt) {
    requireSameReferences(known, shown);
    Map<Fact, String> values = ContactCodec.shownFacts(shown);
    ItemWriter writer = new ItemWriter();
    Optional<Stamp> listed = associatedAt.map(Stamp::of);
    Optional<Facts> usualList =
        known.listedAt().isEmpty()
            ? Optional.of(Facts.NONE)
            : listed.map(stamp -> usual(LISTS, values, stamp));
    source(writer, LISTS, known.fromLists(), values, listed, usualList);
    source(
        writer, SEARCHES, known.fromSearches(), values, Optional.empty(), Optional.of(Facts.NONE));
    Optional<Instant> end = usualEnd(values);
    Optional<Long> done =
        end.flatMap(
            time ->
                newest(known.fromEvents())
                    .filter(stamp -> stamp.rank() == COMPLETED)
                    .map(stamp -> Duration.between(time, stamp.at()).toMillis()));
    Optional<Stamp> ended = usualEvent(end, done);
    source(
        writer,
        EVENTS,
        known.fromEvents(),
        values,
        ended,
        Optional.of(ended.map(stamp -> usual(EVENTS, values, stamp)).orElse(Facts.NONE)));
    done.ifPresent(millis -> writer.number(DONE, millis));
    writer
        .moment(
            ENDED_AT,
            known.endedAt().filter(at -> !usualEnd(known.fromEvents()).equals(known.endedAt())))
        .yesIf("endless", known.endedAt().isEmpty() && usualEnd(known.fromEvents()).isPresent())
        .yesIf("unlisted", known.listedAt().isEmpty())
        .yesIf("unread", known.references().read().isEmpty())
        .moment("failed_at", known.references().failure().map(KnownReferences.Failure::at))
        .moment("given_up_at", known.references().givenUpAt())
        .text("failed_by", known.references().failure().map(failure -> failure.reason().name()));
    known
        .references()
        .read()
        .map(KnownReferences.Read::types)
        .filter(types -> !types.equals(shownTypes(shown.references().types())))
        .ifPresent(types -> writer.put("types", Attribute.texts(types)));
    known
        .references()
        .read()
        .map(KnownReferences.Read::refused)
        .filter(refused -> !refused.isEmpty())
        .ifPresent(refused -> writer.put(REFUSED, Attribute.texts(refused)));
    return writer.asMap();
  }

  /** Returns what {@link #encode} and the document's contact say together. */
  static KnownContact decode(ItemFields kept, ItemFields contact, Optional<Instant> associatedAt) {
    ContactId id = ContactCodec.id(contact);
    Map<Fact, String> values = ContactCodec.shownFacts(contact);
    Optional<Instant> listedAt =
        kept.isYes("unlisted")
            ? Optional.empty()
            : contact.optionalTime("listed_at").or(() -> associatedAt);
    Optional<Stamp> listed = associatedAt.map(Stamp::of);
    Facts lists =
        source(
            kept,
            LISTS,
            values,
            listed,
            listedAt
                .flatMap(any -> listed)
                .map(stamp -> usual(LISTS, values, stamp))
                .orElse(Facts.NONE));
    Optional<Stamp> ended = usualEvent(usualEnd(values), kept.optionalNumber(DONE));
    Facts events =
        source(
            kept,
            EVENTS,
            values,
            ended,
            ended.map(stamp -> usual(EVENTS, values, stamp)).orElse(Facts.NONE));
    return new KnownContact(
        id,
        lists,
        source(kept, SEARCHES, values, Optional.empty(), Facts.NONE),
        events,
        endedAt(kept, events),
        contact.time("first_seen_at"),
        listedAt,
        new KnownReferences(
            read(kept, contact), failure(kept), kept.optionalMoment("given_up_at")));
  }

  private static Set<Fact> asked(String source, Map<Fact, String> shown) {
    Set<Fact> asked = EnumSet.noneOf(Fact.class);
    shown.keySet().stream()
        .filter(fact -> !source.equals(LISTS) || fact.bestSource() == Fact.BestSource.LISTS)
        .forEach(asked::add);
    return asked;
  }

  /** Nearly always a contact ended in the second that its own event tells: not kept twice. */
  private static Optional<Instant> endedAt(ItemFields kept, Facts events) {
    return kept.isYes("endless")
        ? Optional.empty()
        : kept.optionalMoment(ENDED_AT).or(() -> usualEnd(events));
  }

  private static Optional<Instant> usualEnd(Facts events) {
    return second(events.value(Fact.DISCONNECT_TIMESTAMP));
  }

  private static Optional<Instant> usualEnd(Map<Fact, String> shown) {
    return second(Optional.ofNullable(shown.get(Fact.DISCONNECT_TIMESTAMP)));
  }

  /** The time of an event has no milliseconds, and it is that of the end as a rule. */
  private static Optional<Instant> second(Optional<String> time) {
    return time.map(Timestamps::stored).map(end -> end.truncatedTo(ChronoUnit.SECONDS));
  }

  private static Optional<Stamp> usualEvent(Optional<Instant> end, Optional<Long> done) {
    return end.map(
        time ->
            done.map(millis -> new Stamp(time.plusMillis(millis), COMPLETED))
                .orElseGet(() -> new Stamp(time, 0)));
  }

  private static Optional<Stamp> newest(Facts facts) {
    return facts.observations().values().stream()
        .map(Observation::stamp)
        .max(Comparator.naturalOrder());
  }

  /** Returns a source that said all it is asked for as the document shows it. */
  private static Facts usual(String source, Map<Fact, String> shown, Stamp stamp) {
    Set<Fact> asked = asked(source, shown);
    Map<Fact, Observation> observations = new EnumMap<>(Fact.class);
    shown.forEach(
        (fact, value) -> {
          if (asked.contains(fact)) {
            observations.put(fact, new Observation(value, stamp));
          }
        });
    return new Facts(observations);
  }

  /** Writes what a source said, unless it is what is read where nothing is written. */
  private static void source(
      ItemWriter writer,
      String name,
      Facts facts,
      Map<Fact, String> shown,
      Optional<Stamp> usualStamp,
      Optional<Facts> unwritten) {
    if (!unwritten.equals(Optional.of(facts))) {
      writer.put(name, FactsCodec.encode(facts, shown, usualStamp, asked(name, shown)));
    }
  }

  private static Facts source(
      ItemFields kept,
      String name,
      Map<Fact, String> shown,
      Optional<Stamp> usualStamp,
      Facts unwritten) {
    return kept.optionalFields(name)
        .map(source -> FactsCodec.decode(source, shown, usualStamp, asked(name, shown)))
        .orElse(unwritten);
  }

  private static Optional<KnownReferences.Read> read(ItemFields kept, ItemFields contact) {
    if (kept.isYes("unread")) {
      return Optional.empty();
    }
    Set<String> types =
        kept.optionalList("types")
            .<Set<String>>map(list -> new TreeSet<>(list.stream().map(AttributeValue::s).toList()))
            .orElseGet(
                () ->
                    shownTypes(
                        contact
                            .optionalList("reference_types")
                            .map(
                                list ->
                                    new TreeSet<>(list.stream().map(AttributeValue::s).toList()))));
    return Optional.of(
        new KnownReferences.Read(
            contact.time("references_at"),
            types,
            new TreeSet<>(kept.texts(REFUSED)),
            ContactCodec.references(contact)));
  }

  static Optional<KnownReferences.Failure> failure(ItemFields kept) {
    return kept.optionalMoment("failed_at")
        .map(at -> new KnownReferences.Failure(at, FailureReason.valueOf(kept.text("failed_by"))));
  }

  /** The document names the types only where they are not the usual six. */
  private static Set<String> shownTypes(Optional<? extends NavigableSet<String>> named) {
    return named.isPresent()
        ? new TreeSet<>(named.get())
        : new TreeSet<>(ReferenceTypes.DOCUMENTED.usual());
  }

  private static void requireSameReferences(KnownContact known, TreeContact shown) {
    Optional<KnownReferences.Read> read = known.references().read();
    boolean same =
        shown.references().list().equals(read.map(KnownReferences.Read::references))
            && (read.isEmpty()
                || shown.references().at().equals(read.map(KnownReferences.Read::at)));
    if (!same) {
      throw new IllegalArgumentException("the document was not derived from this knowledge");
    }
  }
}
