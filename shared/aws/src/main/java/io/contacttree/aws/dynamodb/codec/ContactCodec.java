package io.contacttree.aws.dynamodb.codec;

import io.contacttree.aws.dynamodb.item.Attribute;
import io.contacttree.aws.dynamodb.item.ItemFields;
import io.contacttree.aws.dynamodb.item.ItemWriter;
import io.contacttree.domain.contact.ContactId;
import io.contacttree.domain.contact.Fact;
import io.contacttree.domain.contact.KnownContact;
import io.contacttree.domain.reference.FailureReason;
import io.contacttree.domain.reference.Reference;
import io.contacttree.domain.reference.ReferencesState;
import io.contacttree.domain.tree.ContactFacts;
import io.contacttree.domain.tree.Link;
import io.contacttree.domain.tree.TreeContact;
import java.time.Instant;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** One member as the document shows it. */
public final class ContactCodec {
  public static final String CONTACT_ID = "contact_id";
  public static final String REFERENCES = "references";

  private ContactCodec() {}

  static AttributeValue encode(TreeContact contact) {
    ItemWriter writer = new ItemWriter().text(CONTACT_ID, contact.id().value());
    shownFacts(contact).forEach((fact, value) -> writer.text(fact.attribute(), value));
    TreeContact.References references = contact.references();
    writer
        .text("parent_contact_id", contact.parent().map(ContactId::value))
        .text("link", contact.link().name())
        .number("depth", contact.depth())
        .time("first_seen_at", contact.firstSeenAt())
        .time("listed_at", contact.listedAt())
        .text("references_state", references.state().name())
        .time("references_at", references.at())
        .text("references_reason", references.reason().map(FailureReason::name));
    references.types().ifPresent(types -> writer.put("reference_types", Attribute.texts(types)));
    return writer.list(REFERENCES, encodeReferences(references.list().orElse(List.of()))).asMap();
  }

  /** Returns the same with the time of its newest list. */
  static AttributeValue encodePinned(TreeContact contact, Optional<Instant> listedAt) {
    Map<String, AttributeValue> pinned = new LinkedHashMap<>(encode(contact).m());
    listedAt.ifPresent(at -> pinned.putAll(new ItemWriter().time("listed_at", at).attributes()));
    return Attribute.map(pinned);
  }

  public static ContactId id(ItemFields contact) {
    return contact.contact(CONTACT_ID);
  }

  /** Returns the facts as the document shows them, words for what no source has said included. */
  static Map<Fact, String> shownFacts(TreeContact contact) {
    Map<Fact, String> shown = new EnumMap<>(Fact.class);
    for (Fact fact : Fact.values()) {
      contact.facts().shown(fact).ifPresent(value -> shown.put(fact, value));
    }
    return shown;
  }

  /** Returns the facts as {@link #encode} wrote them. */
  static Map<Fact, String> shownFacts(ItemFields contact) {
    Map<Fact, String> shown = new EnumMap<>(Fact.class);
    for (Fact fact : Fact.values()) {
      contact.optionalText(fact.attribute()).ifPresent(value -> shown.put(fact, value));
    }
    return shown;
  }

  /** Returns the references; none also where they were never read. */
  static List<Reference> references(ItemFields contact) {
    return contact.optionalList(REFERENCES).orElse(List.of()).stream()
        .map(ReferenceCodec::decode)
        .toList();
  }

  /** Returns the member whose knowledge is already read. */
  static TreeContact decode(ItemFields contact, KnownContact known) {
    return new TreeContact(
        facts(contact, known),
        Link.valueOf(contact.text("link")),
        contact.optionalContact("parent_contact_id"),
        contact.integer("depth"),
        contact.time("first_seen_at"),
        contact.optionalTime("listed_at"),
        new TreeContact.References(
            ReferencesState.valueOf(contact.text("references_state")),
            contact.optionalTime("references_at"),
            contact.optionalText("references_reason").map(FailureReason::valueOf),
            contact
                .optionalList("reference_types")
                .map(types -> new TreeSet<>(types.stream().map(AttributeValue::s).toList())),
            known.references().read().map(read -> read.references())));
  }

  private static ContactFacts facts(ItemFields contact, KnownContact known) {
    Map<Fact, String> values = shownFacts(contact);
    // What no source has said is shown by a word, and a source may well say that very word.
    values
        .entrySet()
        .removeIf(
            shown ->
                shown.getKey().kind().unsaid().equals(Optional.of(shown.getValue()))
                    && !isSaid(shown.getKey(), known));
    return new ContactFacts(known.id(), values, known.hasEnded());
  }

  private static boolean isSaid(Fact fact, KnownContact known) {
    return List.of(known.fromLists(), known.fromSearches(), known.fromEvents()).stream()
        .anyMatch(source -> source.value(fact).isPresent());
  }

  private static List<AttributeValue> encodeReferences(List<Reference> references) {
    return references.stream().map(ReferenceCodec::encode).toList();
  }
}
