package io.contacttree.aws.dynamodb.codec;

import io.contacttree.aws.dynamodb.item.Attribute;
import io.contacttree.aws.dynamodb.item.EntityType;
import io.contacttree.aws.dynamodb.item.ItemFields;
import io.contacttree.aws.dynamodb.item.ItemWriter;
import io.contacttree.aws.dynamodb.item.Retention;
import io.contacttree.domain.contact.ContactId;
import io.contacttree.domain.contact.Facts;
import io.contacttree.domain.contact.KnownContact;
import io.contacttree.domain.reference.FailureReason;
import io.contacttree.domain.reference.KnownReferences;
import io.contacttree.domain.store.StoredTree;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * What a tree in parts knew of one member, kept in the member's alias: {@code m_excerpt}.
 *
 * @param contact what was known of it, without the list of its references
 * @param writtenAt when the revision was written that it is taken from
 * @param headUntil when the head of that revision expires, in seconds since 1970; absent for ever
 */
public record Excerpt(KnownContact contact, Instant writtenAt, Optional<Long> headUntil) {
  public static final String EXCERPT = "m_excerpt";
  private static final String LISTS = "lists";
  private static final String SEARCHES = "searches";
  private static final String EVENTS = "events";
  private static final String ENDED_AT = "ended_at";
  private static final String FIRST_SEEN_AT = "first_seen_at";
  private static final String LISTED_AT = "listed_at";
  private static final String READ_AT = "read_at";
  private static final String TYPES = "types";
  private static final String FAILED_AT = "failed_at";
  private static final String FAILED_BY = "failed_by";
  private static final String WRITTEN_AT = "written_at";
  private static final String HEAD_UNTIL = "head_until";

  /** Returns the excerpt of a member from a revision. */
  public static Excerpt of(KnownContact contact, StoredTree tree, Retention retention) {
    return new Excerpt(
        contact.withoutReferenceList(),
        tree.document().writtenAt(),
        retention.headUntil(tree.document()));
  }

  /** Returns the excerpt in a contact's identity item, or empty where it has none. */
  public static Optional<Excerpt> in(ItemFields identity, ContactId contact) {
    return Optional.of(identity)
        .filter(EntityType.ALIAS::is)
        .flatMap(alias -> alias.optionalFields(EXCERPT))
        .map(fields -> decode(fields, contact));
  }

  public AttributeValue encode() {
    ItemWriter writer = new ItemWriter();
    source(writer, LISTS, contact.fromLists());
    source(writer, SEARCHES, contact.fromSearches());
    source(writer, EVENTS, contact.fromEvents());
    KnownReferences references = contact.references();
    writer
        .moment(ENDED_AT, contact.endedAt())
        .moment(FIRST_SEEN_AT, contact.firstSeenAt())
        .moment(LISTED_AT, contact.listedAt())
        .moment(FAILED_AT, references.failure().map(KnownReferences.Failure::at))
        .text(FAILED_BY, references.failure().map(failure -> failure.reason().name()))
        .moment(WRITTEN_AT, writtenAt);
    references
        .read()
        .ifPresent(
            read -> writer.moment(READ_AT, read.at()).put(TYPES, Attribute.texts(read.types())));
    headUntil.ifPresent(until -> writer.number(HEAD_UNTIL, until));
    return writer.asMap();
  }

  /** Returns whether the tree is sure to be there still, also where it is kept for less by now. */
  public boolean counts(Instant now, Retention retention) {
    return headUntil.filter(until -> until <= now.getEpochSecond()).isEmpty()
        && retention.keeps(writtenAt, now);
  }

  private static Excerpt decode(ItemFields fields, ContactId contact) {
    return new Excerpt(
        new KnownContact(
            contact,
            source(fields, LISTS),
            source(fields, SEARCHES),
            source(fields, EVENTS),
            fields.optionalMoment(ENDED_AT),
            fields.moment(FIRST_SEEN_AT),
            fields.optionalMoment(LISTED_AT),
            new KnownReferences(read(fields), failure(fields))),
        fields.moment(WRITTEN_AT),
        fields.optionalNumber(HEAD_UNTIL));
  }

  private static Optional<KnownReferences.Read> read(ItemFields fields) {
    Set<String> types = new TreeSet<>(fields.texts(TYPES));
    return fields.optionalMoment(READ_AT).map(at -> new KnownReferences.Read(at, types, List.of()));
  }

  private static Optional<KnownReferences.Failure> failure(ItemFields fields) {
    return fields
        .optionalMoment(FAILED_AT)
        .map(at -> new KnownReferences.Failure(at, FailureReason.valueOf(fields.text(FAILED_BY))));
  }

  /** The document is not at hand, so that all values are written out. */
  private static void source(ItemWriter writer, String name, Facts facts) {
    if (!facts.isEmpty()) {
      writer.put(name, FactsCodec.encode(facts, Map.of(), Optional.empty()));
    }
  }

  private static Facts source(ItemFields fields, String name) {
    return fields
        .optionalFields(name)
        .map(source -> FactsCodec.decode(source, Map.of(), Optional.empty()))
        .orElse(Facts.NONE);
  }
}
