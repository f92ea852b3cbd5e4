package io.contacttree.aws.dynamodb.write;

import io.contacttree.aws.dynamodb.part.StoredRevision;
import io.contacttree.domain.contact.ContactId;
import io.contacttree.domain.store.StoredTree;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Which identity items a revision changes besides its own head.
 *
 * @param absorbed the replaced trees whose root becomes a member of another root's tree
 * @param checked the replaced trees whose root the revision neither knows nor buries
 * @param buried contacts of the replaced trees that the revision knows as erased, each with the
 *     tree of which it was the root
 * @param met further contacts that the revision knows as erased: their tombstones stand already
 * @param unnamed contacts that only buried ones have named
 * @param claimed contacts that become known by this revision, as members or by name
 * @param repointed contacts whose alias leads to a former root and still answers through it; those
 *     come first that are former roots themselves
 * @param urgent how many of these are former roots: repointing them at once keeps every way short
 */
record IdentityChanges(
    List<StoredRevision> absorbed,
    List<StoredRevision> checked,
    NavigableMap<ContactId, Optional<StoredRevision>> buried,
    Set<ContactId> met,
    Set<ContactId> unnamed,
    List<Role> claimed,
    List<Role> repointed,
    int urgent) {
  private static final int MOST_URGENT = 20;

  /**
   * A contact that belongs to a tree without being its root.
   *
   * @param contact the contact
   * @param missing whether it is only named, no member
   */
  record Role(ContactId contact, boolean missing) {}

  static IdentityChanges of(StoredTree next, List<StoredRevision> replaced) {
    Map<ContactId, ContactId> treeBefore = new HashMap<>();
    Map<ContactId, Boolean> missingBefore = new HashMap<>();
    Set<ContactId> formerRoots = new HashSet<>();
    Set<ContactId> suspects = new HashSet<>();
    Set<ContactId> roots = new HashSet<>();
    for (StoredRevision storedRevision : replaced) {
      roles(storedRevision.tree())
          .forEach(
              (contact, missing) -> {
                treeBefore.put(contact, storedRevision.root());
                missingBefore.put(contact, missing);
              });
      roots.add(storedRevision.root());
      formerRoots.addAll(storedRevision.metadata().former());
      if (!storedRevision.metadata().former().isEmpty()) {
        suspects.addAll(storedRevision.aliases());
      }
    }
    List<Role> claimed = new ArrayList<>();
    List<Role> repointed = new ArrayList<>();
    List<Role> formerRootsRepointed = new ArrayList<>();
    Set<ContactId> known = new TreeSet<>();
    roles(next)
        .forEach(
            (contact, missing) -> {
              known.add(contact);
              if (contact.equals(next.treeId()) || roots.contains(contact)) {
                return;
              }
              Role role = new Role(contact, missing);
              if (!missing.equals(missingBefore.get(contact))) {
                claimed.add(role);
              } else if (!next.treeId().equals(treeBefore.get(contact))
                  || suspects.contains(contact)) {
                (formerRoots.contains(contact) ? formerRootsRepointed : repointed).add(role);
              }
            });
    Map<Boolean, List<StoredRevision>> otherRoots =
        replaced.stream()
            .filter(storedRevision -> !storedRevision.root().equals(next.treeId()))
            .collect(
                Collectors.partitioningBy(storedRevision -> known.contains(storedRevision.root())));
    repointed.addAll(0, formerRootsRepointed);
    NavigableMap<ContactId, Optional<StoredRevision>> buried = new TreeMap<>();
    Set<ContactId> met = new TreeSet<>(next.known().erased());
    for (ContactId contact : next.known().erased()) {
      if (missingBefore.containsKey(contact)) {
        buried.put(contact, RevisionDraft.ofRoot(contact, replaced));
      }
    }
    met.removeAll(buried.keySet());
    replaced.forEach(before -> met.removeAll(before.tree().known().erased()));
    Set<ContactId> unnamed = new TreeSet<>(buried.isEmpty() ? Set.of() : missingBefore.keySet());
    unnamed.removeIf(
        contact ->
            known.contains(contact)
                || buried.containsKey(contact)
                || !missingBefore.getOrDefault(contact, false));
    return new IdentityChanges(
        otherRoots.getOrDefault(true, List.of()),
        otherRoots.getOrDefault(false, List.of()).stream()
            .filter(storedRevision -> !buried.containsKey(storedRevision.root()))
            .toList(),
        buried,
        met,
        unnamed,
        claimed,
        repointed,
        Math.min(MOST_URGENT, formerRootsRepointed.size()));
  }

  /** Returns that no identity changes. */
  static IdentityChanges none() {
    return newOnes(List.of(), Set.of());
  }

  /** Returns contacts that become known alone: all other identities stay as they are. */
  static IdentityChanges newOnes(List<Role> claimed, Set<ContactId> met) {
    return new IdentityChanges(
        List.of(), List.of(), new TreeMap<>(), met, Set.of(), claimed, List.of(), 0);
  }

  int count() {
    return absorbed.size()
        + checked.size()
        + buried.size()
        + met.size()
        + unnamed.size()
        + claimed.size()
        + urgent;
  }

  private static Map<ContactId, Boolean> roles(StoredTree tree) {
    Map<ContactId, Boolean> roles = new TreeMap<>();
    tree.known().namedContacts().forEach(contact -> roles.put(contact, true));
    tree.known().contacts().keySet().forEach(contact -> roles.put(contact, false));
    return roles;
  }
}
