package io.contacttree.aws.dynamodb.part;

import io.contacttree.domain.contact.ContactId;
import io.contacttree.domain.contact.InstanceId;
import io.contacttree.domain.store.StoredTree;
import java.util.Set;
import java.util.TreeSet;

/**
 * A tree that lies in the table, and how.
 *
 * @param tree the tree
 * @param metadata how it lies there
 */
public record StoredRevision(StoredTree tree, HeadMetadata metadata) {
  /** Returns a tree that was loaded from a table, which its version tells. */
  public static StoredRevision of(StoredTree tree) {
    return tree.version()
        .filter(HeadMetadata.class::isInstance)
        .map(version -> new StoredRevision(tree, (HeadMetadata) version))
        .orElseThrow(
            () -> new IllegalArgumentException("tree " + tree.treeId() + " was not loaded"));
  }

  /** Returns the tree as if it had been loaded. */
  public StoredTree versioned() {
    return tree.withVersion(metadata);
  }

  public ContactId root() {
    return tree.treeId();
  }

  public InstanceId instance() {
    return tree.document().instance();
  }

  /** Returns whether it lies in a head and parts. */
  public boolean isInParts() {
    return !metadata.parts().isEmpty();
  }

  /** Returns the contacts whose identity is an alias of this tree. */
  public Set<ContactId> aliases() {
    Set<ContactId> aliases = new TreeSet<>(tree.known().contacts().keySet());
    aliases.addAll(tree.known().namedContacts());
    aliases.remove(root());
    return aliases;
  }
}
