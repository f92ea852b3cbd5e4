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
 * @param notes how it lies there
 */
public record StoredRevision(StoredTree tree, HeadMetadata notes) {
  public ContactId root() {
    return tree.treeId();
  }

  public InstanceId instance() {
    return tree.document().instance();
  }

  /** Returns whether it lies in a head and parts. */
  public boolean isInParts() {
    return !notes.parts().isEmpty();
  }

  /** Returns the contacts whose identity is an alias of this tree. */
  public Set<ContactId> aliases() {
    Set<ContactId> aliases = new TreeSet<>(tree.known().contacts().keySet());
    aliases.addAll(tree.known().missing().keySet());
    aliases.remove(root());
    return aliases;
  }
}
