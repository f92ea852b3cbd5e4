package io.contacttree.view;

import io.contacttree.domain.contact.ContactId;
import io.contacttree.domain.contact.Fact;
import io.contacttree.domain.contact.Facts;
import io.contacttree.domain.contact.InstanceId;
import io.contacttree.domain.contact.KnownContact;
import io.contacttree.domain.contact.Stamp;
import io.contacttree.domain.find.Names;
import io.contacttree.domain.reference.KnownReferences;
import io.contacttree.domain.reference.Reference;
import io.contacttree.domain.reference.ReferenceTypes;
import io.contacttree.domain.tree.ContactTree;
import io.contacttree.domain.tree.KnownTree;
import io.contacttree.domain.tree.TreeAssembler;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Builds contacts for pictures in few words; times are minutes after ten. */
final class Sketch {
  static final Instant TEN = Instant.parse("2026-03-02T10:00:00Z");
  private static final InstanceId INSTANCE = new InstanceId("instance-1");
  private static final Instant READ_AT = Instant.parse("2027-01-01T00:00:00Z");

  private final ContactId id;
  private final Map<Fact, String> facts = new EnumMap<>(Fact.class);
  private final List<Reference> references = new ArrayList<>();
  private Optional<Instant> begun = Optional.empty();
  private Optional<Instant> ended = Optional.empty();
  private boolean unread;

  private Sketch(String id) {
    this.id = new ContactId(id);
    with(Fact.CHANNEL, "VOICE").with(Fact.INITIATION_METHOD, "INBOUND");
  }

  static Sketch contact(String id, long begun, long ended) {
    Sketch sketch = open(id, begun);
    sketch.ended = Optional.of(at(ended));
    return sketch;
  }

  static Sketch open(String id, long begun) {
    Sketch sketch = new Sketch(id);
    sketch.begun = Optional.of(at(begun));
    return sketch;
  }

  static Sketch timeless(String id) {
    return new Sketch(id);
  }

  static Instant at(long minute) {
    return TEN.plusSeconds(60 * minute);
  }

  Sketch under(String parent) {
    return with(Fact.PREVIOUS_CONTACT_ID, parent);
  }

  Sketch by(String channel, String method) {
    return with(Fact.CHANNEL, channel).with(Fact.INITIATION_METHOD, method);
  }

  Sketch with(Fact fact, String value) {
    facts.put(fact, value);
    return this;
  }

  Sketch unread() {
    unread = true;
    return this;
  }

  Sketch reference(String type, String name, String value, String status) {
    references.add(
        new Reference(
            type,
            Optional.of(name),
            Optional.of(value),
            Optional.empty(),
            Optional.of(status),
            Optional.empty()));
    return this;
  }

  static ContactTree tree(Sketch... sketches) {
    return tree(List.of(sketches));
  }

  static ContactTree tree(List<Sketch> sketches) {
    KnownTree known = KnownTree.empty(INSTANCE);
    for (Sketch sketch : sketches) {
      known = known.merge(KnownTree.of(INSTANCE, sketch.known()));
    }
    return new TreeAssembler(3, ReferenceTypes.DOCUMENTED).assemble(known, 1, READ_AT);
  }

  static Viewpoint askedBy(String id) {
    return new Viewpoint(new ContactId(id), Names.NONE, ZoneOffset.UTC);
  }

  private KnownContact known() {
    Facts.Builder listed = Facts.observedAt(Stamp.of(READ_AT));
    Facts.Builder told = Facts.observedAt(Stamp.of(READ_AT));
    facts.forEach(
        (fact, value) -> {
          switch (fact.bestSource()) {
            case LISTS -> listed.with(fact, Optional.of(value));
            case EVENTS -> told.with(fact, Optional.of(value));
          }
        });
    listed.withTime(Fact.INITIATION_TIMESTAMP, begun).withTime(Fact.DISCONNECT_TIMESTAMP, ended);
    return new KnownContact(
        id,
        listed.build(),
        Facts.NONE,
        told.build(),
        Optional.empty(),
        READ_AT,
        Optional.of(READ_AT),
        unread
            ? KnownReferences.NONE
            : KnownReferences.read(READ_AT, ReferenceTypes.DOCUMENTED.of("VOICE"), references));
  }
}
