package io.contacttree.aws.dynamodb;

import io.contacttree.domain.contact.ContactId;
import io.contacttree.domain.contact.Fact;
import io.contacttree.domain.contact.Facts;
import io.contacttree.domain.contact.KnownContact;
import io.contacttree.domain.contact.Stamp;
import io.contacttree.domain.reference.KnownReferences;
import io.contacttree.domain.reference.Reference;
import io.contacttree.domain.reference.ReferenceTypes;
import io.contacttree.domain.tree.DrawnTree;
import io.contacttree.domain.tree.KnownTree;
import io.contacttree.domain.tree.ListRead;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/** Trees that are too large to draw: one root and its children, with ids as long as real ones. */
public final class LargeTrees {
  private LargeTrees() {}

  /** Returns the id of a member, 0 for the root. */
  static ContactId member(int number) {
    return new ContactId(
        new UUID(0x1234_5678_9abc_4defL, 0x8000_0000_0000_0000L + number).toString());
  }

  /** Returns a tree of so many contacts, listed and read at {@link DrawnTree#READ_AT}. */
  public static KnownTree star(int contacts) {
    return star(0, contacts, DrawnTree.READ_AT);
  }

  /** Returns the members from one number up to another, listed and read at a time. */
  static KnownTree star(int from, int to, Instant readAt) {
    Map<ContactId, KnownContact> members = new TreeMap<>();
    for (int number = from; number < to; number++) {
      members.put(member(number), contact(number, 0, readAt));
    }
    return KnownTree.empty(DrawnTree.DRAWN_INSTANCE)
        .withContacts(members)
        .withList(member(from), new ListRead(readAt, ListRead.Ending.COMPLETE));
  }

  /** Returns a tree of so many contacts, each of which follows the one before. */
  static KnownTree chain(int contacts) {
    Map<ContactId, KnownContact> members = new TreeMap<>();
    for (int number = 0; number < contacts; number++) {
      members.put(member(number), contact(number, Math.max(0, number - 1), DrawnTree.READ_AT));
    }
    return KnownTree.empty(DrawnTree.DRAWN_INSTANCE)
        .withContacts(members)
        .withList(member(0), new ListRead(DrawnTree.READ_AT, ListRead.Ending.COMPLETE));
  }

  /** Returns a tree of its own of the members from one number up to another. */
  static KnownTree apart(int from, int to) {
    Map<ContactId, KnownContact> members = new TreeMap<>();
    for (int number = from; number < to; number++) {
      members.put(member(number), contact(number, from, DrawnTree.READ_AT));
    }
    return KnownTree.empty(DrawnTree.DRAWN_INSTANCE)
        .withContacts(members)
        .withList(member(from), new ListRead(DrawnTree.READ_AT, ListRead.Ending.COMPLETE));
  }

  /** Returns what a later list of a tree says: the same of every member. */
  static KnownTree listedAgain(KnownTree tree, ContactId askedBy, Instant readAt) {
    Map<ContactId, KnownContact> members = new TreeMap<>();
    tree.contacts()
        .forEach(
            (id, known) -> {
              Facts.Builder facts = Facts.observedAt(Stamp.of(readAt));
              for (Fact fact : Fact.values()) {
                facts.with(fact, known.fromLists().value(fact));
              }
              members.put(id, KnownContact.listed(id, facts.build(), readAt));
            });
    return tree.merge(
        KnownTree.empty(tree.instance())
            .withContacts(members)
            .withList(askedBy, new ListRead(readAt, ListRead.Ending.COMPLETE)));
  }

  /** Returns so many references as large as Amazon Connect allows: all characters of four bytes. */
  static List<Reference> largestReferences(int count) {
    List<Reference> references = new ArrayList<>();
    for (int number = 0; number < count; number++) {
      String name = "%04d".formatted(number) + "😀".repeat(4092);
      references.add(
          new Reference(
              "STRING",
              Optional.of(name),
              Optional.of("😀".repeat(4096)),
              Optional.empty(),
              Optional.empty(),
              Optional.empty()));
    }
    return references;
  }

  /** Returns a tree with other references of one member. */
  static KnownTree withReferences(
      KnownTree tree, ContactId member, List<Reference> references, Instant readAt) {
    KnownContact contact = tree.contact(member).orElseThrow();
    return tree.withContacts(
        Map.of(
            member,
            contact.withReferences(
                KnownReferences.read(readAt, ReferenceTypes.DOCUMENTED.of("VOICE"), references))));
  }

  private static KnownContact contact(int number, int parentNumber, Instant readAt) {
    Instant begun = DrawnTree.START.plus(Duration.ofSeconds(number));
    Optional<String> parent =
        number == parentNumber ? Optional.empty() : Optional.of(member(parentNumber).value());
    Facts facts =
        Facts.observedAt(Stamp.of(readAt))
            .with(
                Fact.CONTACT_ARN,
                Optional.of(
                    "arn:aws:connect:us-east-1:123456789012:instance/%s/contact/%s"
                        .formatted(DrawnTree.DRAWN_INSTANCE, member(number))))
            .with(Fact.CHANNEL, Optional.of("VOICE"))
            .with(Fact.INITIATION_METHOD, Optional.of("TRANSFER"))
            .with(Fact.PREVIOUS_CONTACT_ID, parent)
            .with(Fact.INITIAL_CONTACT_ID, parent)
            .withTime(Fact.INITIATION_TIMESTAMP, Optional.of(begun))
            .withTime(Fact.DISCONNECT_TIMESTAMP, Optional.of(begun.plusSeconds(60)))
            .build();
    return KnownContact.listed(member(number), facts, readAt)
        .withReferences(
            KnownReferences.read(readAt, ReferenceTypes.DOCUMENTED.of("VOICE"), List.of()));
  }
}
