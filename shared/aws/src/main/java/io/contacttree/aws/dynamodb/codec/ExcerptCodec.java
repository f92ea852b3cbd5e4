package io.contacttree.aws.dynamodb.codec;

import io.contacttree.aws.dynamodb.item.Attribute;
import io.contacttree.aws.dynamodb.item.EntityType;
import io.contacttree.aws.dynamodb.item.ItemFields;
import io.contacttree.aws.dynamodb.item.ItemWriter;
import io.contacttree.domain.contact.ContactId;
import io.contacttree.domain.contact.Facts;
import io.contacttree.domain.contact.KnownContact;
import io.contacttree.domain.reference.KnownReferences;
import io.contacttree.domain.store.Excerpt;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** What a tree in parts knew of one member, kept in the member's alias: {@code m_excerpt}. */
public final class ExcerptCodec {
  public static final String EXCERPT = "m_excerpt";
  private static final String FIRST_SEEN_AT = "first_seen_at";
  private static final String LISTED_AT = "listed_at";
  private static final String READ_AT = "read_at";
  private static final String TYPES = "types";
  private static final String WRITTEN_AT = "written_at";
  private static final String HEAD_UNTIL = "head_until";

  private ExcerptCodec() {}

  /** Returns the excerpt in a contact's identity item, or empty where it has none. */
  public static Optional<Excerpt> in(ItemFields identity, ContactId contact) {
    return Optional.of(identity)
        .filter(EntityType.ALIAS::is)
        .flatMap(alias -> alias.optionalFields(EXCERPT))
        .map(fields -> decode(fields, contact));
  }

  public static AttributeValue encode(Excerpt excerpt) {
    KnownContact contact = excerpt.contact();
    ItemWriter writer = new ItemWriter();
    source(writer, KnownContactCodec.LISTS, contact.fromLists());
    source(writer, KnownContactCodec.SEARCHES, contact.fromSearches());
    source(writer, KnownContactCodec.EVENTS, contact.fromEvents());
    KnownReferences references = contact.references();
    writer
        .moment("ended_at", contact.endedAt())
        .moment(FIRST_SEEN_AT, contact.firstSeenAt())
        .moment(LISTED_AT, contact.listedAt())
        .moment("failed_at", references.failure().map(KnownReferences.Failure::at))
        .text("failed_by", references.failure().map(failure -> failure.reason().name()))
        .moment(WRITTEN_AT, excerpt.writtenAt())
        .second(HEAD_UNTIL, excerpt.documentUntil());
    references.read().ifPresent(read -> encode(read, writer));
    return writer.asMap();
  }

  private static void encode(KnownReferences.Read read, ItemWriter writer) {
    writer.moment(READ_AT, read.at()).put(TYPES, Attribute.texts(read.types()));
    if (!read.refused().isEmpty()) {
      writer.put(KnownContactCodec.REFUSED, Attribute.texts(read.refused()));
    }
  }

  private static Excerpt decode(ItemFields fields, ContactId contact) {
    return new Excerpt(
        new KnownContact(
            contact,
            source(fields, KnownContactCodec.LISTS),
            source(fields, KnownContactCodec.SEARCHES),
            source(fields, KnownContactCodec.EVENTS),
            fields.optionalMoment("ended_at"),
            fields.moment(FIRST_SEEN_AT),
            fields.optionalMoment(LISTED_AT),
            new KnownReferences(read(fields), KnownContactCodec.failure(fields))),
        fields.moment(WRITTEN_AT),
        fields.optionalSecond(HEAD_UNTIL));
  }

  private static Optional<KnownReferences.Read> read(ItemFields fields) {
    Set<String> types = new TreeSet<>(fields.texts(TYPES));
    Set<String> refused = new TreeSet<>(fields.texts(KnownContactCodec.REFUSED));
    return fields
        .optionalMoment(READ_AT)
        .map(at -> new KnownReferences.Read(at, types, refused, List.of()));
  }

  /** The document is not at hand, so that all values are written out. */
  private static void source(ItemWriter writer, String name, Facts facts) {
    KnownContactCodec.source(writer, name, facts, Map.of(), Optional.empty());
  }

  private static Facts source(ItemFields fields, String name) {
    return KnownContactCodec.source(fields, name, Map.of(), Optional.empty());
  }
}
