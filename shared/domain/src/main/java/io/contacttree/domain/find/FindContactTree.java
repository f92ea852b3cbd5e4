package io.contacttree.domain.find;

import io.contacttree.domain.contact.ContactId;
import io.contacttree.domain.contact.InstanceId;
import io.contacttree.domain.store.LoadedTrees;
import io.contacttree.domain.store.StoredTree;
import io.contacttree.domain.store.TreeLookup;
import io.contacttree.domain.tree.ContactTree;
import java.util.Objects;
import java.util.Set;

/** Finds the tree of a contact by the id of any of its members. */
public final class FindContactTree {
  private final TreeLookup lookup;

  /** Finds trees by this lookup. */
  public FindContactTree(TreeLookup lookup) {
    this.lookup = Objects.requireNonNull(lookup);
  }

  /**
   * Returns the tree to which a contact belongs.
   *
   * <p>Throws {@link io.contacttree.domain.store.UpstreamFailure} where the store does not answer:
   * an outage is never {@link Answer.NotFound}.
   */
  public Answer find(InstanceId instance, ContactId contact) {
    LoadedTrees loaded = lookup.load(instance, Set.of(contact));
    if (loaded.erased().contains(contact)) {
      return new Answer.Erased();
    }
    return loaded
        .treeOf(contact)
        .map(StoredTree::document)
        .<Answer>map(Answer.Found::new)
        .orElseGet(Answer.NotFound::new);
  }

  /** What is known of a contact. */
  public sealed interface Answer {
    /** Its whole tree; the contact is a member, or a member names it as one that is missing. */
    record Found(ContactTree tree) implements Answer {
      public Found {
        Objects.requireNonNull(tree);
      }
    }

    /** The store has never heard of it. */
    record NotFound() implements Answer {}

    /** It was erased on request, and nothing of it is known any more. */
    record Erased() implements Answer {}
  }
}
