package io.contacttree.view;

import io.contacttree.domain.contact.ContactId;
import io.contacttree.domain.contact.Fact;
import io.contacttree.domain.contact.Instants;
import io.contacttree.domain.tree.ContactTree;
import io.contacttree.domain.tree.Defect;
import io.contacttree.domain.tree.LinkKind;
import io.contacttree.domain.tree.TreeContact;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * A tree laid out over time: a lane a contact, in the order of the document.
 *
 * @param tree the tree
 * @param viewpoint how it is looked at
 * @param lanes the first contacts
 * @param left how many contacts have no lane
 * @param scale where times stand
 * @param missing what is missing or odd about the tree, in words
 */
record Timeline(
    ContactTree tree,
    Viewpoint viewpoint,
    List<Lane> lanes,
    int left,
    TimeScale scale,
    List<String> missing) {

  /** A picture of more would be read by nobody. */
  static final int MOST_LANES = 200;

  Timeline {
    lanes = List.copyOf(lanes);
    missing = List.copyOf(missing);
  }

  /** Lays out a tree. */
  static Timeline of(ContactTree tree, Viewpoint viewpoint) {
    List<TreeContact> drawn =
        tree.contacts().subList(0, Math.min(tree.contacts().size(), MOST_LANES));
    Map<ContactId, TreeContact> byId = new HashMap<>();
    drawn.forEach(contact -> byId.put(contact.id(), contact));
    Optional<Instant> latest = latest(tree);
    Notes notes = Notes.of(tree.defects());
    List<Lane> lanes = new ArrayList<>(drawn.size());
    List<TimeScale.Span> bars = new ArrayList<>(drawn.size());
    for (TreeContact contact : drawn) {
      Optional<TimeScale.Span> bar = bar(contact, latest);
      bar.ifPresent(bars::add);
      lanes.add(
          new Lane(
              contact,
              contact.parent().map(byId::get).map(parent -> LinkKind.of(contact, parent)),
              bar,
              contact.id().equals(viewpoint.askedBy()),
              notes.of(contact)));
    }
    return new Timeline(
        tree,
        viewpoint,
        lanes,
        tree.contacts().size() - drawn.size(),
        TimeScale.of(bars),
        notes.ofTree(tree, viewpoint));
  }

  /** Returns how its times are written. */
  LocalTimes times() {
    return new LocalTimes(viewpoint.zone());
  }

  /** Returns whether all that is drawn happened on one day, so that lanes need no dates. */
  boolean isOfOneDay() {
    return scale.stretches().isEmpty()
        || times()
            .isSameDay(
                scale.stretches().getFirst().span().from(),
                scale.stretches().getLast().span().to());
  }

  /** What is open is drawn until the last thing that is known to have happened. */
  private static Optional<TimeScale.Span> bar(TreeContact contact, Optional<Instant> latest) {
    Optional<Instant> begun = contact.facts().time(Fact.INITIATION_TIMESTAMP);
    Optional<Instant> ended = contact.facts().time(Fact.DISCONNECT_TIMESTAMP);
    Optional<Instant> from = begun.or(() -> ended);
    Optional<Instant> to = contact.facts().ended() ? ended.or(() -> begun) : latest;
    return from.flatMap(
        start -> to.map(end -> new TimeScale.Span(start, Instants.later(start, end))));
  }

  private static Optional<Instant> latest(ContactTree tree) {
    Optional<Instant> latest = tree.facts().lastDisconnectedAt();
    for (TreeContact contact : tree.contacts()) {
      latest = Instants.latest(latest, contact.facts().time(Fact.INITIATION_TIMESTAMP));
    }
    return latest;
  }

  /** The defects of a tree, by the contact that they are about. */
  private record Notes(
      Map<ContactId, List<Defect.Code>> byContact,
      Map<ContactId, Defect.Code> missing,
      List<Defect> whole) {

    /** Whoever has one of these is no member, and stands where members name it. */
    private static final Set<Defect.Code> MISSING =
        Set.of(Defect.Code.MISSING_PARENT, Defect.Code.ERASED);

    static Notes of(List<Defect> defects) {
      Map<ContactId, List<Defect.Code>> byContact = new HashMap<>();
      Map<ContactId, Defect.Code> missing = new TreeMap<>();
      List<Defect> whole = new ArrayList<>();
      for (Defect defect : defects) {
        if (defect.contact().isEmpty()) {
          whole.add(defect);
        } else if (MISSING.contains(defect.code())) {
          missing.put(defect.contact().get(), defect.code());
        } else {
          byContact
              .computeIfAbsent(defect.contact().get(), _ -> new ArrayList<>())
              .add(defect.code());
        }
      }
      return new Notes(byContact, missing, whole);
    }

    List<String> of(TreeContact contact) {
      List<String> notes = new ArrayList<>();
      byContact
          .getOrDefault(contact.id(), List.of())
          .forEach(code -> notes.add(Words.defect(code)));
      Set<ContactId> named = new HashSet<>();
      for (Fact fact : Fact.NAMING) {
        contact
            .facts()
            .named(fact)
            .filter(missing::containsKey)
            .filter(named::add)
            .ifPresent(
                id ->
                    notes.add(
                        (missing.get(id) == Defect.Code.ERASED ? "erased: " : "missing: ")
                            + Words.shortId(id.value())
                            + ", which it names"));
      }
      if (contact.facts().time(Fact.INITIATION_TIMESTAMP).isEmpty()) {
        notes.add("its beginning is not known");
      }
      if (contact.facts().ended() && contact.facts().time(Fact.DISCONNECT_TIMESTAMP).isEmpty()) {
        notes.add("ended, when is not known");
      }
      String references = Words.references(contact.references());
      if (!references.isEmpty()) {
        notes.add(references);
      }
      return notes;
    }

    List<String> ofTree(ContactTree tree, Viewpoint viewpoint) {
      List<String> notes = new ArrayList<>();
      whole.forEach(defect -> notes.add(Words.defect(defect.code())));
      missing.forEach(
          (id, code) ->
              notes.add("contact " + Words.shortId(id.value()) + ": " + Words.defect(code)));
      long unread =
          tree.contacts().stream().filter(contact -> contact.references().list().isEmpty()).count();
      if (unread > 0) {
        notes.add("references of " + Words.count(unread, "contact") + " not read");
      }
      long orphans =
          tree.defects().stream().filter(defect -> defect.code() == Defect.Code.ORPHAN).count();
      if (orphans > 0) {
        notes.add(Words.count(orphans, "orphan") + ", drawn below the root");
      }
      int place = placeOf(tree, viewpoint.askedBy());
      if (place < 0) {
        notes.add(
            "the id asked by, " + Words.shortId(viewpoint.askedBy().value()) + ", is no member");
      } else if (place >= MOST_LANES) {
        notes.add("the contact asked by is not among the first " + MOST_LANES);
      }
      return notes;
    }

    private static int placeOf(ContactTree tree, ContactId id) {
      for (int index = 0; index < tree.contacts().size(); index++) {
        if (tree.contacts().get(index).id().equals(id)) {
          return index;
        }
      }
      return -1;
    }
  }
}
