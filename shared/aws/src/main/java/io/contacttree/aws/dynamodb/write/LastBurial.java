package io.contacttree.aws.dynamodb.write;

import io.contacttree.aws.dynamodb.item.ItemKey;
import io.contacttree.aws.dynamodb.part.StoredRevision;
import io.contacttree.aws.dynamodb.part.TreeItems;
import io.contacttree.domain.contact.ContactId;
import io.contacttree.domain.contact.InstanceId;
import io.contacttree.domain.store.StoredTree;
import io.contacttree.domain.store.Tombstones.Burial;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The burial of the last contacts of a tree, or of contacts that are in none: no head is left, and
 * what only they have named is forgotten.
 *
 * @param table the table's name
 * @param instance the instance
 * @param contacts the contacts
 * @param replaced the trees that end with them
 * @param at our clock
 */
record LastBurial(
    String table,
    InstanceId instance,
    Set<ContactId> contacts,
    List<StoredRevision> replaced,
    Instant at) {
  static LastBurial of(String table, Burial burial, List<StoredRevision> replaced) {
    return new LastBurial(
        table, burial.instance(), new TreeSet<>(burial.contacts()), replaced, burial.at());
  }

  /** Returns what is left to be buried once some of the contacts are. */
  LastBurial after(Set<ContactId> some, StoredRevision rest) {
    Set<ContactId> left = new TreeSet<>(contacts);
    left.removeAll(some);
    return new LastBurial(table, instance, left, List.of(rest), at);
  }

  /** Returns whether one transaction does it all. */
  boolean fits() {
    return writes(Set.of()).size() <= RevisionDraft.MOST_WRITES;
  }

  /** Returns the half of the contacts to bury before the others; no root is among them. */
  Set<ContactId> firstHalf() {
    return TreeWriter.half(contacts, replaced);
  }

  /** Returns the trees that an alias or a tombstone may lead to and still be written over. */
  Set<ContactId> own() {
    Set<ContactId> own = new TreeSet<>(contacts);
    for (StoredRevision storedRevision : replaced) {
      own.add(storedRevision.root());
      own.addAll(storedRevision.metadata().former());
    }
    return own;
  }

  /**
   * Returns the writes.
   *
   * @param abandoned further trees whose aliases may be written over, if they are still no more
   */
  List<Write> writes(Set<ContactId> abandoned) {
    Set<ContactId> own = own();
    own.addAll(abandoned);
    List<Write> writes = new ArrayList<>();
    for (ContactId contact : contacts) {
      writes.add(
          Write.identity(
              contact,
              table,
              TreeItems.lastTombstone(
                  instance, contact, root().filter(root -> !root.equals(contact)), at),
              RevisionDraft.ofRoot(contact, replaced)
                  .map(Condition::isStill)
                  .orElseGet(() -> Condition.isFreeForTombstone(own, at))));
    }
    for (ContactId name : names()) {
      writes.add(
          Write.deletion(
              name, table, ItemKey.identity(instance, name), Condition.isNothingBut(own)));
    }
    parts(true)
        .forEach(part -> writes.add(Write.deletion(contacts.iterator().next(), table, part)));
    RevisionDraft.addChecks(writes, abandoned, table, instance, at);
    return writes;
  }

  /** Returns the parts that tell nothing but which contacts were erased before. */
  List<ItemKey> partsLeft() {
    return parts(false);
  }

  private Optional<ContactId> root() {
    return replaced.stream().map(StoredRevision::root).findFirst();
  }

  private Set<ContactId> names() {
    Set<ContactId> names = new TreeSet<>();
    replaced.stream()
        .map(StoredRevision::tree)
        .map(StoredTree::known)
        .forEach(known -> names.addAll(known.namedContacts()));
    names.removeAll(contacts);
    return names;
  }

  private List<ItemKey> parts(boolean ofContacts) {
    Set<ContactId> known = new TreeSet<>(contacts);
    known.addAll(names());
    List<ItemKey> parts = new ArrayList<>();
    for (StoredRevision storedRevision : replaced) {
      storedRevision.metadata().parts().keySet().stream()
          .filter(name -> known.contains(TreeItems.contactOf(name)) == ofContacts)
          .forEach(name -> parts.add(ItemKey.part(instance, storedRevision.root(), name)));
    }
    return parts;
  }
}
