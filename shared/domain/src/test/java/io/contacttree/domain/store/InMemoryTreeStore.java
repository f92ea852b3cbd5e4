package io.contacttree.domain.store;

import io.contacttree.domain.contact.ContactId;
import io.contacttree.domain.contact.InstanceId;
import io.contacttree.domain.contact.KnownContact;
import io.contacttree.domain.tree.KnownTree;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Trees in memory, under the same rules of identity as the table: every id has one role, and a
 * revision is written only where all roles are as its writer believes; safe for several threads.
 */
public final class InMemoryTreeStore implements TreeStore {
  private record Key(InstanceId instance, ContactId contact) {}

  private sealed interface Identity {
    record Tree(StoredTree tree) implements Identity {}

    record Alias(ContactId treeId, boolean missing) implements Identity {}

    record Tombstone() implements Identity {}
  }

  /** Tells one write from all others. */
  private record Written(int number, Optional<String> done) implements StoredTree.Version {}

  private final Map<Key, Identity> identities = new HashMap<>();
  private int reads;
  private int writes;

  @Override
  public synchronized LoadedTrees load(InstanceId instance, Set<ContactId> contacts) {
    reads++;
    return read(instance, contacts);
  }

  /**
   * Looks contacts up; every member but the root has an excerpt, which is never behind, where
   * nothing in its tree is left to be looked up.
   */
  @Override
  public synchronized LookedUp lookUp(InstanceId instance, Set<ContactId> contacts) {
    reads++;
    Map<ContactId, KnownContact> excerpts = new HashMap<>();
    for (ContactId contact : contacts) {
      resolve(instance, contact)
          .filter(tree -> !tree.treeId().equals(contact))
          .map(StoredTree::known)
          .filter(known -> known.untriedNames().isEmpty())
          .flatMap(known -> known.contact(contact))
          .ifPresent(known -> excerpts.put(contact, known.withoutReferenceList()));
    }
    return new LookedUp() {
      @Override
      public Optional<KnownContact> excerpt(ContactId contact) {
        return Optional.ofNullable(excerpts.get(contact));
      }

      @Override
      public LoadedTrees load(Set<ContactId> some) {
        if (!contacts.containsAll(some)) {
          throw new IllegalArgumentException("only what was looked up can be loaded");
        }
        return read(instance, some);
      }
    };
  }

  @Override
  public LoadedTrees loadAgain(InstanceId instance, Set<ContactId> contacts, LoadedTrees before) {
    return load(instance, contacts);
  }

  private synchronized LoadedTrees read(InstanceId instance, Set<ContactId> contacts) {
    Map<ContactId, ContactId> treeOf = new HashMap<>();
    TreeMap<ContactId, StoredTree> trees = new TreeMap<>();
    Set<ContactId> erased = new TreeSet<>();
    for (ContactId contact : contacts) {
      if (identities.get(new Key(instance, contact)) instanceof Identity.Tombstone) {
        erased.add(contact);
      }
      resolve(instance, contact)
          .ifPresent(
              tree -> {
                treeOf.put(contact, tree.treeId());
                trees.put(tree.treeId(), tree);
              });
    }
    return new LoadedTrees(treeOf, trees, erased);
  }

  @Override
  public synchronized SaveResult save(
      StoredTree next, List<StoredTree> replaced, Optional<Leases.Lease> over) {
    KnowledgeTimes.requireMilliseconds(next);
    InstanceId instance = next.document().instance();
    replaced.forEach(InMemoryTreeStore::requireLoaded);
    Optional<String> done =
        over.map(Leases.Lease::holder)
            .or(
                () ->
                    replaced.stream()
                        .filter(tree -> tree.treeId().equals(next.treeId()))
                        .findFirst()
                        .flatMap(StoredTree::done));
    StoredTree written = next.withVersion(new Written(writes + 1, done));
    Map<ContactId, Identity> changes = changes(written, replaced);
    Set<ContactId> own = new TreeSet<>(Set.of(next.treeId()));
    replaced.forEach(tree -> own.add(tree.treeId()));
    Set<ContactId> unexpected = new TreeSet<>();
    for (StoredTree tree : replaced) {
      if (!isStill(instance, tree)) {
        unexpected.add(tree.treeId());
      }
    }
    for (ContactId id : changes.keySet()) {
      boolean isReplacedRoot = replaced.stream().anyMatch(tree -> tree.treeId().equals(id));
      if (!isReplacedRoot && !isFreeFor(own, instance, id)) {
        unexpected.add(id);
      }
    }
    if (!unexpected.isEmpty()) {
      return new SaveResult.Conflict(unexpected);
    }
    changes.forEach((id, identity) -> identities.put(new Key(instance, id), identity));
    writes++;
    return new SaveResult.Saved();
  }

  /** Puts a tombstone in the place of a contact. */
  public synchronized void bury(InstanceId instance, ContactId contact) {
    identities.put(new Key(instance, contact), new Identity.Tombstone());
  }

  /** Returns how often trees were loaded. */
  public synchronized int reads() {
    return reads;
  }

  /** Returns how many revisions were written. */
  public synchronized int writes() {
    return writes;
  }

  private static Map<ContactId, Identity> changes(StoredTree next, List<StoredTree> replaced) {
    Map<ContactId, Identity> before = new HashMap<>();
    replaced.forEach(tree -> before.putAll(roles(tree)));
    Map<ContactId, Identity> changes = new LinkedHashMap<>(roles(next));
    changes.entrySet().removeIf(role -> role.getValue().equals(before.get(role.getKey())));
    return changes;
  }

  private static Map<ContactId, Identity> roles(StoredTree tree) {
    KnownTree known = tree.known();
    Map<ContactId, Identity> roles = new HashMap<>();
    known.namedContacts().forEach(id -> roles.put(id, new Identity.Alias(tree.treeId(), true)));
    known
        .contacts()
        .keySet()
        .forEach(id -> roles.put(id, new Identity.Alias(tree.treeId(), false)));
    roles.put(tree.treeId(), new Identity.Tree(tree));
    return roles;
  }

  private boolean isStill(InstanceId instance, StoredTree expected) {
    return identities.get(new Key(instance, expected.treeId())) instanceof Identity.Tree(var tree)
        && tree.version().equals(expected.version());
  }

  private static void requireLoaded(StoredTree tree) {
    if (tree.version().filter(Written.class::isInstance).isEmpty()) {
      throw new IllegalArgumentException("tree " + tree.treeId() + " was not loaded from here");
    }
  }

  private boolean isFreeFor(Set<ContactId> own, InstanceId instance, ContactId id) {
    Identity identity = identities.get(new Key(instance, id));
    return identity == null
        || (identity instanceof Identity.Alias alias
            && (own.contains(alias.treeId())
                || resolve(instance, id)
                    .map(StoredTree::treeId)
                    .filter(root -> !own.contains(root))
                    .isEmpty()));
  }

  private Optional<StoredTree> resolve(InstanceId instance, ContactId contact) {
    Identity identity = identities.get(new Key(instance, contact));
    // The alias of a name that is named no more stands, and leads to the root of its time.
    while (identity instanceof Identity.Alias alias) {
      identity = identities.get(new Key(instance, alias.treeId()));
    }
    return identity instanceof Identity.Tree(StoredTree tree)
        ? Optional.of(tree)
        : Optional.empty();
  }
}
