package io.contacttree.domain.store;

import io.contacttree.domain.contact.ContactId;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What the store holds of some contacts: the trees they belong to, and which of them were erased.
 *
 * @param treeOf for each contact that the store knows the id of its tree; a contact that is only
 *     remembered as missing counts too, because branches known apart meet there
 * @param trees the trees by their id
 * @param erased the contacts among those asked for that were erased
 */
public record LoadedTrees(
    Map<ContactId, ContactId> treeOf,
    NavigableMap<ContactId, StoredTree> trees,
    Set<ContactId> erased) {
  /** Nothing is known. */
  public static final LoadedTrees NONE = new LoadedTrees(Map.of(), new TreeMap<>(), Set.of());

  public LoadedTrees {
    treeOf = Collections.unmodifiableMap(new TreeMap<>(treeOf));
    trees = Collections.unmodifiableNavigableMap(new TreeMap<>(trees));
    erased = Collections.unmodifiableSet(new TreeSet<>(erased));
  }

  /** Returns the tree of a contact, or empty where the store does not know it. */
  public Optional<StoredTree> treeOf(ContactId contact) {
    return Optional.ofNullable(treeOf.get(contact)).map(trees::get);
  }

  /** Returns the different trees of some contacts, by their id. */
  public List<StoredTree> treesOf(Set<ContactId> contacts) {
    NavigableMap<ContactId, StoredTree> found = new TreeMap<>();
    contacts.forEach(contact -> treeOf(contact).ifPresent(tree -> found.put(tree.treeId(), tree)));
    return List.copyOf(found.values());
  }
}
