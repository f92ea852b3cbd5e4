package io.contacttree.domain.store;

import io.contacttree.domain.connect.Deadline;
import io.contacttree.domain.contact.ContactId;
import io.contacttree.domain.contact.Fact;
import io.contacttree.domain.contact.InstanceId;
import io.contacttree.domain.contact.KnownContact;
import io.contacttree.domain.tree.ContactTree;
import io.contacttree.domain.tree.KnownTree;
import io.contacttree.domain.tree.TreeContact;
import io.contacttree.domain.tree.TreeOverview;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Trees in memory, under the same rules of identity as the table: every id has one role, and a
 * revision is written only where all roles are as its writer believes; safe for several threads.
 */
public final class InMemoryTreeStore implements TreeStore, TreeIndex, Tombstones {
  private record Key(InstanceId instance, ContactId contact) {}

  private sealed interface Identity {
    record Tree(StoredTree tree) implements Identity {}

    record Alias(ContactId treeId, boolean missing) implements Identity {}

    /** An erased contact, and the tree that the rest is in; absent where there never was one. */
    record Tombstone(Optional<ContactId> treeId) implements Identity {}
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
  public synchronized Slice<TreeOverview> trees(InstanceId instance, Stretch stretch, int most) {
    reads++;
    return slice(
        trees(instance).map(TreeOverview::of).toList(),
        tree -> new Place(tree.lastActivityAt(), tree.treeId()),
        _ -> true,
        stretch,
        most);
  }

  @Override
  public synchronized Slice<ContactEntry> contacts(
      InstanceId instance, HandledBy handledBy, Stretch stretch, int most) {
    reads++;
    record Member(ContactTree tree, TreeContact contact) {
      boolean has(Fact fact, Optional<String> wanted) {
        return wanted.isEmpty() || contact.facts().value(fact).equals(wanted);
      }
    }
    List<Member> members = new ArrayList<>();
    trees(instance)
        .forEach(
            tree -> tree.contacts().forEach(contact -> members.add(new Member(tree, contact))));
    // As in the table, the index of one of the two is gone through for those of both.
    members.removeIf(
        member ->
            handledBy.agent().isPresent()
                ? !member.has(Fact.AGENT_ID, handledBy.agent())
                : !member.has(Fact.QUEUE_ID, handledBy.queue()));
    Slice<Member> slice =
        slice(
            members,
            member -> new Place(member.contact().lastActivity(), member.contact().id()),
            member -> member.has(Fact.QUEUE_ID, handledBy.queue()),
            stretch,
            most);
    return new Slice<>(
        slice.entries().stream()
            .map(
                member ->
                    new ContactEntry(
                        new Place(member.contact().lastActivity(), member.contact().id()),
                        member.tree().treeId()))
            .toList(),
        slice.goesOnAfter());
  }

  @Override
  public synchronized Map<ContactId, TreeIndex.Identity> identities(
      InstanceId instance, Set<ContactId> contacts) {
    reads++;
    Map<ContactId, TreeIndex.Identity> found = new HashMap<>();
    for (ContactId contact : contacts) {
      Identity identity = identities.get(new Key(instance, contact));
      if (identity != null) {
        found.put(
            contact,
            switch (identity) {
              case Identity.Tree(StoredTree tree) ->
                  new TreeIndex.Identity.Root(TreeOverview.of(tree.document()));
              case Identity.Alias alias -> new TreeIndex.Identity.LeadsTo(alias.treeId());
              case Identity.Tombstone(Optional<ContactId> treeId) ->
                  new TreeIndex.Identity.Erased(treeId);
            });
      }
    }
    return found;
  }

  private Stream<ContactTree> trees(InstanceId instance) {
    return identities.entrySet().stream()
        .filter(entry -> entry.getKey().instance().equals(instance))
        .map(Map.Entry::getValue)
        .filter(Identity.Tree.class::isInstance)
        .map(identity -> ((Identity.Tree) identity).tree().document());
  }

  private static <T> Slice<T> slice(
      List<T> all, Function<T, Place> placeOf, Predicate<T> wanted, Stretch stretch, int most) {
    List<T> rest =
        all.stream()
            .filter(one -> stretch.holds(placeOf.apply(one)))
            .sorted(Comparator.comparing(placeOf))
            .toList();
    List<T> lookedAt = rest.subList(0, Math.min(most, rest.size()));
    return new Slice<>(
        lookedAt.stream().filter(wanted).toList(),
        lookedAt.size() < rest.size()
            ? Optional.of(placeOf.apply(lookedAt.getLast()))
            : Optional.empty());
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
    Set<ContactId> unexpected = changed(instance, replaced);
    for (ContactId id : changes.keySet()) {
      boolean isReplacedRoot = replaced.stream().anyMatch(tree -> tree.treeId().equals(id));
      boolean isFree =
          changes.get(id) instanceof Identity.Tombstone
              ? isFreeForTombstone(own, instance, id)
              : isFreeFor(own, instance, id);
      if (!isReplacedRoot && !isFree) {
        unexpected.add(id);
      }
    }
    if (!unexpected.isEmpty()) {
      return new SaveResult.Conflict(unexpected);
    }
    leadTombstones(written, replaced, own);
    Set<ContactId> buried = new TreeSet<>(next.known().erased());
    buried.retainAll(known(replaced));
    if (!buried.isEmpty()) {
      Set<ContactId> unnamed = names(replaced);
      unnamed.removeAll(buried);
      unnamed.removeAll(roles(next).keySet());
      forget(instance, unnamed, own);
    }
    changes.forEach((id, identity) -> identities.put(new Key(instance, id), identity));
    writes++;
    return new SaveResult.Saved();
  }

  @Override
  public synchronized Result bury(Burial burial) {
    InstanceId instance = burial.instance();
    if (burial.rest().isPresent()) {
      StoredTree rest = burial.rest().get();
      return switch (save(rest, burial.replaced())) {
        case SaveResult.Saved() -> new Result.Buried(resolve(instance, rest.treeId()), true);
        case SaveResult.Conflict(Set<ContactId> contacts) -> new Result.Conflict(contacts);
      };
    }
    burial.replaced().forEach(InMemoryTreeStore::requireLoaded);
    Set<ContactId> roots = new TreeSet<>();
    burial.replaced().forEach(tree -> roots.add(tree.treeId()));
    Set<ContactId> unexpected = changed(instance, burial.replaced());
    for (ContactId id : burial.contacts()) {
      if (!roots.contains(id) && !isFreeForTombstone(roots, instance, id)) {
        unexpected.add(id);
      }
    }
    if (!unexpected.isEmpty()) {
      return new Result.Conflict(unexpected);
    }
    Set<ContactId> unnamed = names(burial.replaced());
    unnamed.removeAll(burial.contacts());
    forget(instance, unnamed, roots);
    Optional<ContactId> root = roots.stream().findFirst();
    burial
        .contacts()
        .forEach(
            id ->
                identities.put(
                    new Key(instance, id),
                    new Identity.Tombstone(root.filter(last -> !last.equals(id)))));
    writes++;
    return new Result.Buried(Optional.empty(), true);
  }

  @Override
  public boolean tidy(InstanceId instance, ContactId contact, Deadline deadline) {
    return true;
  }

  private Set<ContactId> changed(InstanceId instance, List<StoredTree> replaced) {
    Set<ContactId> changed = new TreeSet<>();
    for (StoredTree tree : replaced) {
      if (!isStill(instance, tree)) {
        changed.add(tree.treeId());
      }
    }
    return changed;
  }

  private static Set<ContactId> newlyErased(StoredTree next, List<StoredTree> replaced) {
    Set<ContactId> erased = new TreeSet<>(next.known().erased());
    replaced.forEach(tree -> erased.removeAll(tree.known().erased()));
    Set<ContactId> buried = known(replaced);
    buried.retainAll(next.known().erased());
    erased.addAll(buried);
    return erased;
  }

  private static Set<ContactId> known(List<StoredTree> trees) {
    Set<ContactId> known = new TreeSet<>();
    trees.forEach(tree -> known.addAll(roles(tree).keySet()));
    return known;
  }

  private static Set<ContactId> names(List<StoredTree> trees) {
    Set<ContactId> names = new TreeSet<>();
    trees.forEach(tree -> names.addAll(tree.known().namedContacts()));
    return names;
  }

  /** A name that only an erased contact told is a value of that contact. */
  private void forget(InstanceId instance, Set<ContactId> names, Set<ContactId> own) {
    for (ContactId name : names) {
      if (identities.get(new Key(instance, name)) instanceof Identity.Alias alias
          && own.contains(alias.treeId())) {
        identities.remove(new Key(instance, name));
      }
    }
  }

  /** The tombstones that trees know lead to where the tree is now. */
  private void leadTombstones(StoredTree next, List<StoredTree> replaced, Set<ContactId> own) {
    Set<ContactId> led = new TreeSet<>();
    replaced.forEach(tree -> led.addAll(tree.known().erased()));
    for (ContactId id : led) {
      Key key = new Key(next.document().instance(), id);
      if (identities.get(key) instanceof Identity.Tombstone(Optional<ContactId> tree)
          && tree.filter(own::contains).isPresent()) {
        identities.put(key, new Identity.Tombstone(Optional.of(next.treeId())));
      }
    }
  }

  private boolean isFreeForTombstone(Set<ContactId> own, InstanceId instance, ContactId id) {
    Identity identity = identities.get(new Key(instance, id));
    return identity instanceof Identity.Tombstone(Optional<ContactId> treeId)
        ? treeId.filter(own::contains).isPresent() || isLedNowhereBut(own, instance, id)
        : isFreeFor(own, instance, id);
  }

  private boolean isLedNowhereBut(Set<ContactId> own, InstanceId instance, ContactId id) {
    return resolve(instance, id)
        .map(StoredTree::treeId)
        .filter(root -> !own.contains(root))
        .isEmpty();
  }

  /** Puts a tombstone in the place of a contact. */
  public synchronized void bury(InstanceId instance, ContactId contact) {
    identities.put(new Key(instance, contact), new Identity.Tombstone(Optional.empty()));
  }

  /** Returns all that is kept of the contacts of an instance, as text. */
  public synchronized List<String> texts(InstanceId instance) {
    return identities.entrySet().stream()
        .filter(entry -> entry.getKey().instance().equals(instance))
        .map(entry -> entry.getKey().contact() + " " + entry.getValue())
        .toList();
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
    newlyErased(next, replaced)
        .forEach(id -> changes.put(id, new Identity.Tombstone(Optional.of(next.treeId()))));
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
            && (own.contains(alias.treeId()) || isLedNowhereBut(own, instance, id)));
  }

  private Optional<StoredTree> resolve(InstanceId instance, ContactId contact) {
    Identity identity = identities.get(new Key(instance, contact));
    // The alias of a name that is named no more stands, and leads to the root of its time.
    Optional<ContactId> next = leadsTo(identity);
    while (next.isPresent()) {
      identity = identities.get(new Key(instance, next.get()));
      next = leadsTo(identity);
    }
    return identity instanceof Identity.Tree(StoredTree tree)
        ? Optional.of(tree)
        : Optional.empty();
  }

  private static Optional<ContactId> leadsTo(Identity identity) {
    return switch (identity) {
      case Identity.Alias alias -> Optional.of(alias.treeId());
      case Identity.Tombstone tombstone -> tombstone.treeId();
      case Identity.Tree _ -> Optional.empty();
      case null -> Optional.empty();
    };
  }
}
