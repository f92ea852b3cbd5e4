package io.contacttree.aws.dynamodb.codec;

import io.contacttree.aws.dynamodb.item.ItemFields;
import io.contacttree.aws.dynamodb.item.ItemWriter;
import io.contacttree.domain.contact.ContactId;
import io.contacttree.domain.contact.InstanceId;
import io.contacttree.domain.contact.KnownContact;
import io.contacttree.domain.tree.KnownTree;
import io.contacttree.domain.tree.ListRead;
import io.contacttree.domain.tree.ListTries;
import io.contacttree.domain.tree.SettleProgress;
import java.time.Instant;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * What is known of a tree as a whole besides its document: the attributes {@code m_…} of a head.
 */
public final class KnowledgeCodec {
  public static final String LISTS = "m_lists";
  public static final String TRIES = "m_tries";
  public static final String ERASED = "m_erased";
  private static final String SETTLE = "m_settle";
  private static final String CONTACT = "contact_id";

  private KnowledgeCodec() {}

  static void encode(ItemWriter writer, KnownTree known) {
    writer
        .listUnlessEmpty(
            LISTS,
            known.lists().entrySet().stream()
                .map(list -> list(list.getKey(), list.getValue()))
                .toList())
        .listUnlessEmpty(
            TRIES,
            known.tries().entrySet().stream()
                .map(tries -> tries(tries.getKey(), tries.getValue()))
                .toList())
        .textsUnlessEmpty(ERASED, known.erased().stream().map(ContactId::value).toList())
        .put(
            SETTLE,
            new ItemWriter()
                .moment("at", known.settle().newsAt())
                .number("reads", known.settle().reads())
                .asMap());
  }

  /** Writes what is kept of one contact besides the member itself. */
  static void encodeOf(ItemWriter writer, KnownTree known, ContactId contact) {
    Optional.ofNullable(known.lists().get(contact))
        .ifPresent(list -> writer.list(LISTS, List.of(list(contact, list))));
    Optional.ofNullable(known.tries().get(contact))
        .ifPresent(count -> writer.list(TRIES, List.of(tries(contact, count))));
  }

  static KnownTree decode(
      ItemFields item,
      InstanceId instance,
      NavigableMap<ContactId, KnownContact> contacts,
      Optional<Instant> associatedAt) {
    ItemFields settle =
        item.optionalFields(SETTLE)
            .orElseThrow(() -> new IllegalStateException(SETTLE + " is missing"));
    return new KnownTree(
        instance,
        contacts,
        byContact(item.list(LISTS), KnowledgeCodec::list),
        byContact(item.list(TRIES), KnowledgeCodec::tries),
        associatedAt,
        new SettleProgress(settle.moment("at"), settle.integer("reads")),
        new TreeSet<>(item.texts(ERASED).stream().map(ContactId::new).toList()));
  }

  /** Returns the contact that an entry of one of the lists is about. */
  public static ContactId contact(AttributeValue entry) {
    return ItemFields.of(entry).contact(CONTACT);
  }

  private static AttributeValue list(ContactId askedBy, ListRead list) {
    return new ItemWriter()
        .text(CONTACT, askedBy.value())
        .moment("at", list.at())
        .text("ending", list.ending().name())
        .asMap();
  }

  private static ListRead list(ItemFields entry) {
    return new ListRead(entry.moment("at"), ListRead.Ending.valueOf(entry.text("ending")));
  }

  private static AttributeValue tries(ContactId named, ListTries tries) {
    return new ItemWriter()
        .text(CONTACT, named.value())
        .number("count", tries.count())
        .moment("last_at", tries.lastAt())
        .asMap();
  }

  private static ListTries tries(ItemFields entry) {
    return new ListTries(entry.integer("count"), entry.moment("last_at"));
  }

  /** What is kept by contact is a list, so that no attribute is named by an id. */
  private static <V> NavigableMap<ContactId, V> byContact(
      List<AttributeValue> entries, Function<ItemFields, V> value) {
    NavigableMap<ContactId, V> byContact = new TreeMap<>();
    for (AttributeValue entry : entries) {
      byContact.put(contact(entry), value.apply(ItemFields.of(entry)));
    }
    return byContact;
  }
}
