package io.contacttree.standin.association;

import io.contacttree.standin.contacts.StoredContact;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds the root of connected contacts: the earliest that names none but itself; without any, the
 * earliest of those whose parent is unknown or that open a loop of parents.
 */
final class Roots {
  private Roots() {}

  /** Returns the root's id; the contacts come earliest first and are at least one. */
  static String rootId(List<StoredContact> members) {
    Map<String, StoredContact> byId = new HashMap<>();
    members.forEach(member -> byId.put(member.id(), member));
    StoredContact orphan = null;
    for (StoredContact member : members) {
      List<String> candidates = candidates(member);
      if (candidates.isEmpty()) {
        return member.id();
      }
      if (orphan == null && parent(candidates, byId).isEmpty()) {
        orphan = member;
      }
    }
    StoredContact opensLoop = earliestOfLoops(members, byId);
    if (opensLoop != null
        && (orphan == null || StoredContact.EARLIEST.compare(opensLoop, orphan) < 0)) {
      orphan = opensLoop;
    }
    if (orphan == null) {
      throw new IllegalStateException("following parents ends at an orphan or in a loop");
    }
    return orphan.id();
  }

  /** Of every loop only the earliest contact counts, so the earliest in any loop is the one. */
  private static @Nullable StoredContact earliestOfLoops(
      List<StoredContact> members, Map<String, StoredContact> byId) {
    Set<String> finished = new HashSet<>();
    StoredContact earliest = null;
    for (StoredContact member : members) {
      Set<String> path = new HashSet<>();
      Optional<StoredContact> at = Optional.of(member);
      while (at.isPresent() && !finished.contains(at.get().id()) && path.add(at.get().id())) {
        at = parent(candidates(at.get()), byId);
      }
      if (at.isPresent() && !finished.contains(at.get().id())) {
        earliest = earlier(earliest, earliestFrom(at.get(), byId));
      }
      finished.addAll(path);
    }
    return earliest;
  }

  private static StoredContact earliestFrom(StoredContact start, Map<String, StoredContact> byId) {
    StoredContact earliest = start;
    StoredContact at = start;
    do {
      at = parent(candidates(at), byId).orElseThrow();
      earliest = earlier(earliest, at);
    } while (!at.id().equals(start.id()));
    return earliest;
  }

  private static StoredContact earlier(@Nullable StoredContact one, StoredContact other) {
    return one == null || StoredContact.EARLIEST.compare(other, one) < 0 ? other : one;
  }

  private static Optional<StoredContact> parent(
      List<String> candidates, Map<String, StoredContact> byId) {
    return candidates.stream().filter(byId::containsKey).findFirst().map(byId::get);
  }

  private static List<String> candidates(StoredContact contact) {
    return contact.links().parents().stream().filter(id -> !id.equals(contact.id())).toList();
  }
}
