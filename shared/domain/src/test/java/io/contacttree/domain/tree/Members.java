package io.contacttree.domain.tree;

import io.contacttree.domain.contact.ContactId;
import io.contacttree.domain.contact.Fact;
import io.contacttree.domain.contact.Facts;
import io.contacttree.domain.contact.InstanceId;
import io.contacttree.domain.contact.KnownContact;
import io.contacttree.domain.contact.Stamp;
import io.contacttree.domain.reference.KnownReferences;
import io.contacttree.domain.reference.ReferenceTypes;
import java.time.Instant;
import java.util.Optional;

/** Builds members in few words, and draws the trees that come of them. */
final class Members {
  static final InstanceId INSTANCE = new InstanceId("instance-1");
  static final Instant START = Instant.parse("2026-03-02T10:00:00Z");
  static final Instant LISTED_AT = Instant.parse("2026-03-02T12:00:00Z");
  static final TreeAssembler ASSEMBLER = new TreeAssembler(3, ReferenceTypes.DOCUMENTED);

  private final ContactId id;
  private final Facts.Builder facts = Facts.observedAt(Stamp.of(LISTED_AT));
  private final Facts.Builder eventFacts = Facts.observedAt(Stamp.of(LISTED_AT));

  private Members(String id) {
    this.id = new ContactId(id);
    with(Fact.CHANNEL, "VOICE");
    with(Fact.INITIATION_METHOD, "INBOUND");
  }

  /** A contact that began so many minutes after ten and ended ten minutes later. */
  static Members contact(String id, int minute) {
    return new Members(id).began(minute).ended(minute + 10);
  }

  /** A contact of which nothing but its id, channel and method is known. */
  static Members timeless(String id) {
    return new Members(id);
  }

  Members began(int minute) {
    facts.withTime(Fact.INITIATION_TIMESTAMP, Optional.of(START.plusSeconds(60L * minute)));
    return this;
  }

  Members ended(int minute) {
    facts.withTime(Fact.DISCONNECT_TIMESTAMP, Optional.of(START.plusSeconds(60L * minute)));
    return this;
  }

  Members previous(String other) {
    return with(Fact.PREVIOUS_CONTACT_ID, other);
  }

  Members related(String other) {
    return with(Fact.RELATED_CONTACT_ID, other);
  }

  Members initial(String other) {
    return with(Fact.INITIAL_CONTACT_ID, other);
  }

  Members with(Fact fact, String value) {
    switch (fact.bestSource()) {
      case LISTS -> facts.with(fact, Optional.of(value));
      case EVENTS -> eventFacts.with(fact, Optional.of(value));
    }
    return this;
  }

  KnownContact listed() {
    return new KnownContact(
        id,
        facts.build(),
        Facts.NONE,
        eventFacts.build(),
        Optional.empty(),
        LISTED_AT,
        Optional.of(LISTED_AT),
        KnownReferences.NONE);
  }

  static KnownTree known(Members... members) {
    KnownTree known = KnownTree.empty(INSTANCE);
    for (Members member : members) {
      KnownContact contact = member.listed();
      known =
          known
              .merge(KnownTree.of(INSTANCE, contact))
              .withList(contact.id(), new ListRead(LISTED_AT, ListRead.Ending.COMPLETE));
    }
    return known;
  }

  static ContactTree tree(KnownTree known) {
    return ASSEMBLER.assemble(known, 1, LISTED_AT);
  }

  static String drawing(Members... members) {
    return DrawnTree.print(tree(known(members)));
  }

  /** Lists the members of a tree: indented by depth, each with the link to its parent. */
  static String links(ContactTree tree) {
    StringBuilder links = new StringBuilder();
    for (TreeContact contact : tree.contacts()) {
      links
          .append("  ".repeat(contact.depth()))
          .append(contact.id())
          .append(' ')
          .append(contact.link());
      contact.parent().ifPresent(parent -> links.append(" of ").append(parent));
      links.append('\n');
    }
    return links.toString();
  }

  static String defects(Members... members) {
    return defects(tree(known(members)));
  }

  static String defects(ContactTree tree) {
    StringBuilder defects = new StringBuilder();
    for (Defect defect : tree.defects()) {
      defects.append(defect.code().text());
      defect.contact().ifPresent(contact -> defects.append(' ').append(contact));
      defects.append('\n');
    }
    return defects.toString();
  }
}
