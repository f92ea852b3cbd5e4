package io.contacttree.verification.simulator.oracle;

import io.contacttree.domain.contact.ContactId;
import io.contacttree.domain.contact.Fact;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Links, root, depth and order of a tree's members, by tree rules, section 3, word for word. */
final class ExpectedLayout {
  private static final Comparator<ExpectedContact> EARLIEST =
      Comparator.comparing((ExpectedContact contact) -> initiation(contact).isEmpty())
          .thenComparing(contact -> initiation(contact).orElse(Instant.MAX))
          .thenComparing(contact -> contact.id().value());

  private final Map<ContactId, ExpectedContact> members = new HashMap<>();
  private final Map<ContactId, String> links = new HashMap<>();
  private final Map<ContactId, ContactId> parents = new HashMap<>();
  private final List<String> defects = new ArrayList<>();
  private final List<Place> places = new ArrayList<>();

  /** Where a member stands. */
  record Place(ExpectedContact contact, String link, Optional<ContactId> parent, int depth) {}

  ExpectedLayout(List<ExpectedContact> contacts) {
    contacts.forEach(contact -> members.put(contact.id(), contact));
    contacts.forEach(this::attach);
    cutLoops(contacts);
    ExpectedContact root = root(contacts);
    for (ExpectedContact contact : contacts) {
      boolean isRoot = contact.id().equals(root.id());
      if (links.get(contact.id()).equals("ROOT") && !isRoot) {
        defects.add("several_roots " + contact.id());
      }
      if (links.get(contact.id()).equals("ORPHAN") && !isRoot) {
        defects.add("orphan " + contact.id());
        parents.put(contact.id(), root.id());
      }
    }
    contacts.stream()
        .filter(contact -> !parents.containsKey(contact.id()))
        .sorted(EARLIEST)
        .forEach(top -> place(top, 0));
  }

  List<Place> places() {
    return places;
  }

  List<String> defects() {
    return defects;
  }

  private void attach(ExpectedContact contact) {
    links.put(contact.id(), contact.candidates().isEmpty() ? "ROOT" : "ORPHAN");
    for (ExpectedContact.Candidate candidate : contact.candidates()) {
      ContactId named = new ContactId(candidate.contact().orElseThrow());
      if (members.containsKey(named)) {
        links.put(contact.id(), candidate.link());
        parents.put(contact.id(), named);
        return;
      }
    }
  }

  private void cutLoops(List<ExpectedContact> contacts) {
    Set<ContactId> inLoops = new HashSet<>();
    List<List<ExpectedContact>> loops = new ArrayList<>();
    for (ExpectedContact start : contacts) {
      List<ExpectedContact> walk = new ArrayList<>(List.of(start));
      ContactId at = parents.get(start.id());
      while (at != null && !at.equals(start.id()) && walk.size() <= contacts.size()) {
        walk.add(members.get(at));
        at = parents.get(at);
      }
      if (start.id().equals(at) && !inLoops.contains(at)) {
        walk.forEach(contact -> inLoops.add(contact.id()));
        loops.add(walk);
      }
    }
    for (List<ExpectedContact> loop : loops) {
      ContactId earliest = loop.stream().min(EARLIEST).orElseThrow().id();
      links.put(earliest, "ORPHAN");
      parents.remove(earliest);
      defects.add("cycle " + earliest);
    }
  }

  private ExpectedContact root(List<ExpectedContact> contacts) {
    for (String link : List.of("ROOT", "ORPHAN")) {
      Optional<ExpectedContact> root =
          contacts.stream().filter(contact -> links.get(contact.id()).equals(link)).min(EARLIEST);
      if (root.isPresent()) {
        return root.get();
      }
    }
    throw new IllegalArgumentException("a tree without contacts");
  }

  private void place(ExpectedContact contact, int depth) {
    places.add(
        new Place(
            contact,
            links.get(contact.id()),
            Optional.ofNullable(parents.get(contact.id())),
            depth));
    members.values().stream()
        .filter(other -> contact.id().equals(parents.get(other.id())))
        .sorted(EARLIEST)
        .forEach(child -> place(child, depth + 1));
  }

  private static Optional<Instant> initiation(ExpectedContact contact) {
    return contact.time(Fact.INITIATION_TIMESTAMP);
  }
}
