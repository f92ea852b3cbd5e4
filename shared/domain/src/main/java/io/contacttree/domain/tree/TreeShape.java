package io.contacttree.domain.tree;

import io.contacttree.domain.contact.ContactId;
import io.contacttree.domain.contact.Fact;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Links, root, depth and order of a tree's members: a pure function of their facts (tree rules,
 * section 3).
 *
 * <p>Nothing here recurses and every step is linear in the number of members apart from sorting, so
 * that chains of 10,000 contacts and rings are as safe as a single call.
 *
 * @param root the root's id
 * @param places the members in pre-order, depth first
 * @param defects what is odd about the shape
 */
record TreeShape(ContactId root, List<Place> places, List<Defect> defects) {

  /** Where one member stands. */
  record Place(ContactFacts facts, Link link, Optional<ContactId> parent, int depth) {}

  private record Attachment(Link link, Optional<ContactId> parent) {}

  /** Returns the shape of at least one member. */
  static TreeShape of(Collection<ContactFacts> members) {
    List<ContactFacts> earliestFirst = DocumentOrder.earliestFirst(members, Function.identity());
    Map<ContactId, Attachment> attachments = attach(earliestFirst);
    List<Defect> defects = new ArrayList<>();
    cutLoops(earliestFirst, attachments, defects);
    ContactId root = root(earliestFirst, attachments);
    hangOrphansOn(root, attachments, defects);
    nameFurtherRoots(root, attachments, defects);
    return new TreeShape(root, inOrder(earliestFirst, attachments), List.copyOf(defects));
  }

  private static Map<ContactId, Attachment> attach(List<ContactFacts> members) {
    Set<ContactId> ids = new HashSet<>();
    members.forEach(member -> ids.add(member.contact()));
    Map<ContactId, Attachment> attachments = new HashMap<>();
    members.forEach(member -> attachments.put(member.contact(), attachment(member, ids)));
    return attachments;
  }

  private static Attachment attachment(ContactFacts member, Set<ContactId> members) {
    Optional<ContactId> previous = member.named(Fact.PREVIOUS_CONTACT_ID);
    Optional<ContactId> related = member.named(Fact.RELATED_CONTACT_ID);
    Optional<ContactId> initial = member.named(Fact.INITIAL_CONTACT_ID);
    if (previous.filter(members::contains).isPresent()) {
      return new Attachment(Link.PREVIOUS, previous);
    }
    if (related.filter(members::contains).isPresent()) {
      return new Attachment(Link.RELATED, related);
    }
    if (initial.filter(members::contains).isPresent()) {
      return new Attachment(Link.INITIAL, initial);
    }
    boolean namesNobody = previous.isEmpty() && related.isEmpty() && initial.isEmpty();
    return new Attachment(namesNobody ? Link.ROOT : Link.ORPHAN, Optional.empty());
  }

  /** Where parents run in a loop, the loop's earliest contact lets go of its parent. */
  private static void cutLoops(
      List<ContactFacts> earliestFirst,
      Map<ContactId, Attachment> attachments,
      List<Defect> defects) {
    Map<ContactId, Integer> ranks = new HashMap<>();
    earliestFirst.forEach(member -> ranks.put(member.contact(), ranks.size()));
    Comparator<ContactId> earlier =
        Comparator.comparingInt(id -> ranks.getOrDefault(id, Integer.MAX_VALUE));
    Map<ContactId, ContactId> seenOnWalkFrom = new HashMap<>();
    for (ContactFacts start : earliestFirst) {
      Optional<ContactId> at = Optional.of(start.contact());
      while (at.isPresent() && !seenOnWalkFrom.containsKey(at.get())) {
        seenOnWalkFrom.put(at.get(), start.contact());
        at = parent(attachments, at.get());
      }
      if (at.isPresent() && start.contact().equals(seenOnWalkFrom.get(at.get()))) {
        ContactId earliest = earliestOfLoop(at.get(), attachments, earlier);
        attachments.put(earliest, new Attachment(Link.ORPHAN, Optional.empty()));
        defects.add(Defect.of(Defect.Code.CYCLE, earliest));
      }
    }
  }

  private static ContactId earliestOfLoop(
      ContactId onLoop, Map<ContactId, Attachment> attachments, Comparator<ContactId> earlier) {
    ContactId earliest = onLoop;
    ContactId at = parent(attachments, onLoop).orElseThrow();
    while (!at.equals(onLoop)) {
      if (earlier.compare(at, earliest) < 0) {
        earliest = at;
      }
      at = parent(attachments, at).orElseThrow();
    }
    return earliest;
  }

  private static Optional<ContactId> parent(Map<ContactId, Attachment> attachments, ContactId id) {
    return Optional.ofNullable(attachments.get(id)).flatMap(Attachment::parent);
  }

  private static ContactId root(
      List<ContactFacts> earliestFirst, Map<ContactId, Attachment> attachments) {
    return first(Link.ROOT, earliestFirst, attachments)
        .or(() -> first(Link.ORPHAN, earliestFirst, attachments))
        .orElseThrow(() -> new IllegalArgumentException("a tree has at least one contact"));
  }

  private static Optional<ContactId> first(
      Link link, List<ContactFacts> earliestFirst, Map<ContactId, Attachment> attachments) {
    return earliestFirst.stream()
        .map(ContactFacts::contact)
        .filter(id -> link(attachments, id) == link)
        .findFirst();
  }

  private static Link link(Map<ContactId, Attachment> attachments, ContactId id) {
    return attachments.getOrDefault(id, new Attachment(Link.ORPHAN, Optional.empty())).link();
  }

  private static void hangOrphansOn(
      ContactId root, Map<ContactId, Attachment> attachments, List<Defect> defects) {
    attachments.replaceAll(
        (id, attachment) -> {
          if (attachment.link() != Link.ORPHAN || id.equals(root)) {
            return attachment;
          }
          defects.add(Defect.of(Defect.Code.ORPHAN, id));
          return new Attachment(Link.ORPHAN, Optional.of(root));
        });
  }

  private static void nameFurtherRoots(
      ContactId root, Map<ContactId, Attachment> attachments, List<Defect> defects) {
    attachments.forEach(
        (id, attachment) -> {
          if (attachment.link() == Link.ROOT && !id.equals(root)) {
            defects.add(Defect.of(Defect.Code.SEVERAL_ROOTS, id));
          }
        });
  }

  /**
   * Several tops are all ROOTs; without a ROOT the one top is the root orphan. A parent stands
   * before its children, so that its depth is known when theirs is asked for.
   */
  private static List<Place> inOrder(
      List<ContactFacts> earliestFirst, Map<ContactId, Attachment> attachments) {
    Map<ContactId, Integer> depths = new HashMap<>();
    List<Place> places = new ArrayList<>(earliestFirst.size());
    for (ContactFacts member :
        DocumentOrder.depthFirst(
            earliestFirst, ContactFacts::contact, one -> parent(attachments, one.contact()))) {
      ContactId id = member.contact();
      Optional<ContactId> parent = parent(attachments, id);
      int depth = parent.map(depths::get).map(above -> above + 1).orElse(0);
      depths.put(id, depth);
      places.add(new Place(member, link(attachments, id), parent, depth));
    }
    return List.copyOf(places);
  }
}
