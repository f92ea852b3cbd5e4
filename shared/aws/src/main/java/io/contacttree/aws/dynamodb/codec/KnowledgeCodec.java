package io.contacttree.aws.dynamodb.codec;

import io.contacttree.aws.dynamodb.item.Attribute;
import io.contacttree.aws.dynamodb.item.ItemFields;
import io.contacttree.aws.dynamodb.item.ItemWriter;
import io.contacttree.domain.contact.ContactId;
import io.contacttree.domain.contact.InstanceId;
import io.contacttree.domain.contact.KnownContact;
import io.contacttree.domain.tree.KnownTree;
import io.contacttree.domain.tree.ListRead;
import io.contacttree.domain.tree.SettleProgress;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
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
  public static final String MISSING = "m_missing";
  public static final String LISTS = "m_lists";
  public static final String ERASED = "m_erased";
  private static final String SETTLE = "m_settle";

  private KnowledgeCodec() {}

  static void encode(ItemWriter writer, KnownTree known) {
    Map<String, AttributeValue> missing = new LinkedHashMap<>();
    known.missing().forEach((id, at) -> missing.put(id.value(), Attribute.moment(at)));
    Map<String, AttributeValue> lists = new LinkedHashMap<>();
    known.lists().forEach((id, list) -> lists.put(id.value(), list(list)));
    writer
        .mapUnlessEmpty(MISSING, missing)
        .mapUnlessEmpty(LISTS, lists)
        .textsUnlessEmpty(ERASED, known.erased().stream().map(ContactId::value).toList())
        .put(
            SETTLE,
            new ItemWriter()
                .moment("news_at", known.settle().newsAt())
                .number("reads", known.settle().reads())
                .asMap());
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
        byContact(item.map(MISSING), at -> Instant.ofEpochMilli(Long.parseLong(at.n()))),
        byContact(item.map(LISTS), KnowledgeCodec::list),
        associatedAt,
        new SettleProgress(settle.moment("news_at"), settle.integer("reads")),
        new TreeSet<>(item.texts(ERASED).stream().map(ContactId::new).toList()));
  }

  private static AttributeValue list(ListRead list) {
    return new ItemWriter().moment("at", list.at()).text("ending", list.ending().name()).asMap();
  }

  private static ListRead list(AttributeValue value) {
    ItemFields fields = ItemFields.of(value);
    return new ListRead(fields.moment("at"), ListRead.Ending.valueOf(fields.text("ending")));
  }

  private static <V> NavigableMap<ContactId, V> byContact(
      Map<String, AttributeValue> entries, Function<AttributeValue, V> value) {
    NavigableMap<ContactId, V> byContact = new TreeMap<>();
    entries.forEach((id, entry) -> byContact.put(new ContactId(id), value.apply(entry)));
    return byContact;
  }
}
