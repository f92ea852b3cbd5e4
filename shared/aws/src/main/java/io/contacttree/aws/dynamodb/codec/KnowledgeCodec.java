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
  private static final String READS = "reads";
  private static final String ENDING = "ending";
  private static final String CONTACT = "contact_id";

  private KnowledgeCodec() {}

  static void encode(ItemWriter writer, KnownTree known, ContactId root) {
    writer
        .listUnlessEmpty(
            LISTS,
            known.lists().entrySet().stream()
                .map(
                    list ->
                        list(
                            Optional.of(list.getKey()).filter(contact -> !contact.equals(root)),
                            list.getValue()))
                .toList())
        .listUnlessEmpty(
            TRIES,
            known.tries().entrySet().stream()
                .map(tries -> tries(tries.getKey(), tries.getValue()))
                .toList())
        .textsUnlessEmpty(ERASED, known.erased().stream().map(ContactId::value).toList())
        .put(SETTLE, settle(known.settle()));
  }

  private static AttributeValue settle(SettleProgress settle) {
    ItemWriter writer = new ItemWriter().moment("at", settle.newsAt());
    if (settle.reads() != 0) {
      writer.number(READS, settle.reads());
    }
    return writer.asMap();
  }

  /** Writes what is kept of one contact besides the member itself. */
  static void encodeOf(ItemWriter writer, KnownTree known, ContactId contact) {
    Optional.ofNullable(known.lists().get(contact))
        .ifPresent(list -> writer.list(LISTS, List.of(list(Optional.of(contact), list))));
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
        byContact(item, LISTS, KnowledgeCodec::list),
        byContact(item, TRIES, KnowledgeCodec::tries),
        associatedAt,
        new SettleProgress(
            settle.moment("at"), settle.optionalNumber(READS).map(Math::toIntExact).orElse(0)),
        new TreeSet<>(item.texts(ERASED).stream().map(ContactId::new).toList()));
  }

  /** The usual ending and the tree's own root are left out: most trees are of one contact. */
  private static AttributeValue list(Optional<ContactId> askedBy, ListRead list) {
    ItemWriter writer =
        new ItemWriter().text(CONTACT, askedBy.map(ContactId::value)).moment("at", list.at());
    if (list.ending() != ListRead.Ending.COMPLETE) {
      writer.text(ENDING, list.ending().name());
    }
    return writer.asMap();
  }

  private static ListRead list(ItemFields entry) {
    return new ListRead(
        entry.moment("at"),
        entry.optionalText(ENDING).map(ListRead.Ending::valueOf).orElse(ListRead.Ending.COMPLETE));
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
      ItemFields item, String name, Function<ItemFields, V> value) {
    NavigableMap<ContactId, V> byContact = new TreeMap<>();
    for (AttributeValue entry : item.list(name)) {
      ItemFields fields = ItemFields.of(entry);
      ContactId contact =
          fields.optionalContact(CONTACT).orElseGet(() -> item.contact(TreeCodec.TREE_ID));
      byContact.put(contact, value.apply(fields));
    }
    return byContact;
  }
}
