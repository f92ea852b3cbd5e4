package io.contacttree.domain.store;

import io.contacttree.domain.contact.ContactId;
import io.contacttree.domain.contact.InstanceId;
import io.contacttree.domain.contact.KnownContact;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Where trees are kept, each as whole revisions (tree rules, section 8).
 *
 * <p>All methods throw {@link UpstreamFailure} where the store does not answer: absence is never a
 * sign of an outage.
 */
public interface TreeStore extends TreeLookup {

  /**
   * Begins to load contacts whose trees may not be needed after all.
   *
   * <p>Costs at most one read request (a batch counts as one); together with {@link LookedUp#load}
   * no more than {@link #load}.
   */
  LookedUp lookUp(InstanceId instance, Set<ContactId> contacts);

  /**
   * Returns the trees of some contacts as {@link #load} does; of a tree that is as it was, no more
   * is read than tells so.
   *
   * @param before what this store loaded a moment ago
   */
  LoadedTrees loadAgain(InstanceId instance, Set<ContactId> contacts, LoadedTrees before);

  /**
   * Writes a revision in place of the trees it was made from; either all of it becomes visible or
   * nothing.
   *
   * @param next the new revision, whose number is greater than those of {@code replaced}
   * @param replaced the stored trees that {@code next} was merged from, exactly as this store
   *     loaded them; empty for a new one
   * @return whether it was written, or why the caller must load, merge and try again
   * @throws IllegalArgumentException where a replaced tree has no version that this kind of store
   *     gave
   */
  default SaveResult save(StoredTree next, List<StoredTree> replaced) {
    return save(next, replaced, Optional.empty());
  }

  /**
   * Writes a revision as {@link #save(StoredTree, List)} does and says with it that a lease is over
   * from then on, which spares a write of its own.
   *
   * @param over the lease under the root's id; whoever loads the tree is told its holder by {@link
   *     StoredTree.Version#done}, as long as the lease would last
   */
  SaveResult save(StoredTree next, List<StoredTree> replaced, Optional<Leases.Lease> over);

  /** Contacts that were looked up, before their trees are read; used by one thread. */
  interface LookedUp {
    /**
     * Returns what the stored tree of a contact is sure to know of this one contact, without the
     * list of its references.
     *
     * <p>It is as the tree knew it at some time: it may lag behind, but merging it into the tree
     * changes nothing. Absent says nothing, and a store may have none at all; a contact that was
     * erased or that no tree answers to never has one.
     */
    Optional<KnownContact> excerpt(ContactId contact);

    /**
     * Returns the trees of some of the contacts as {@link TreeStore#load} does.
     *
     * @throws IllegalArgumentException where one of them was not looked up
     */
    LoadedTrees load(Set<ContactId> some);
  }

  /** What became of a revision. */
  sealed interface SaveResult {
    /** It is visible now. */
    record Saved() implements SaveResult {}

    /**
     * Nothing was written, since somebody else wrote first.
     *
     * @param contacts the contacts whose identity was not as expected; load these, merge and try
     *     again
     */
    record Conflict(Set<ContactId> contacts) implements SaveResult {
      public Conflict {
        contacts = Set.copyOf(contacts);
      }
    }
  }
}
