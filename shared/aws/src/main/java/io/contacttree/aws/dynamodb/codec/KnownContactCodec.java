package io.contacttree.aws.dynamodb.codec;

import io.contacttree.aws.dynamodb.item.Attribute;
import io.contacttree.aws.dynamodb.item.ItemFields;
import io.contacttree.aws.dynamodb.item.ItemWriter;
import io.contacttree.domain.contact.ContactId;
import io.contacttree.domain.contact.Fact;
import io.contacttree.domain.contact.Facts;
import io.contacttree.domain.contact.KnownContact;
import io.contacttree.domain.contact.Stamp;
import io.contacttree.domain.contact.Timestamps;
import io.contacttree.domain.reference.FailureReason;
import io.contacttree.domain.reference.KnownReferences;
import io.contacttree.domain.reference.ReferenceTypes;
import io.contacttree.domain.tree.TreeContact;
import java.time.Instant;
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
    source(writer, LISTS, known.fromLists(), values, associatedAt.map(Stamp::of));
    source(writer, SEARCHES, known.fromSearches(), values, Optional.empty());
    source(writer, EVENTS, known.fromEvents(), values, Optional.empty());
    writer
        .moment(ENDED_AT, known.endedAt().filter(end -> !toldEnd(known).equals(known.endedAt())))
        .yesIf("endless", known.endedAt().isEmpty() && toldEnd(known).isPresent())
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
    Facts events = source(kept, EVENTS, values, Optional.empty());
    return new KnownContact(
        id,
        source(kept, LISTS, values, associatedAt.map(Stamp::of)),
        source(kept, SEARCHES, values, Optional.empty()),
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

  /** Nearly always a contact ended when its own event says so: then that is not kept twice. */
  private static Optional<Instant> endedAt(ItemFields kept, Facts events) {
    return kept.isYes("endless")
        ? Optional.empty()
        : kept.optionalMoment(ENDED_AT).or(() -> toldEnd(events));
  }

  private static Optional<Instant> toldEnd(KnownContact known) {
    return toldEnd(known.fromEvents());
  }

  private static Optional<Instant> toldEnd(Facts events) {
    return events.value(Fact.DISCONNECT_TIMESTAMP).map(Timestamps::stored);
  }

  static void source(
      ItemWriter writer, String name, Facts facts, Map<Fact, String> shown, Optional<Stamp> usual) {
    if (!facts.isEmpty()) {
      writer.put(name, FactsCodec.encode(facts, shown, usual, asked(name, shown)));
    }
  }

  static Facts source(
      ItemFields kept, String name, Map<Fact, String> shown, Optional<Stamp> usual) {
    return kept.optionalFields(name)
        .map(source -> FactsCodec.decode(source, shown, usual, asked(name, shown)))
        .orElse(Facts.NONE);
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
