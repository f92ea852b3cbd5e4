package io.contacttree.domain.store;

import io.contacttree.domain.contact.ContactId;
import io.contacttree.domain.tree.ContactTree;
import io.contacttree.domain.tree.KnownTree;
import java.util.Objects;

/**
 * A tree as the store holds it: one revision of the document and the knowledge it was derived from.
 *
 * @param document the document
 * @param known what is known of the tree
 */
public record StoredTree(ContactTree document, KnownTree known) {
  public StoredTree {
    Objects.requireNonNull(document);
    Objects.requireNonNull(known);
  }

  /** Returns the id under which the document lies. */
  public ContactId treeId() {
    return document.treeId();
  }

  /** Returns the revision, from 1. */
  public long revision() {
    return document.revision();
  }
}
