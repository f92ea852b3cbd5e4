package io.contacttree.domain.store;

import io.contacttree.domain.contact.ContactId;
import io.contacttree.domain.contact.InstanceId;
import java.util.List;
import java.util.Set;

/**
 * Where trees are kept, each as whole revisions (tree rules, section 8).
 *
 * <p>Both methods throw {@link io.contacttree.domain.flow.UpstreamFailure} where the store does not
 * answer: absence is never a sign of an outage.
 */
public interface TreeStore {

  /**
   * Returns the trees of some contacts, whole and of one revision each.
   *
   * <p>Costs at most two read requests where all ids are given (a batch counts as one) and no tree
   * is split into parts.
   */
  LoadedTrees load(InstanceId instance, Set<ContactId> contacts);

  /**
   * Writes a revision in place of the trees it was made from; either all of it becomes visible or
   * nothing.
   *
   * @param next the new revision, whose number is greater than those of {@code replaced}
   * @param replaced the stored trees that {@code next} was merged from, exactly as they were
   *     loaded; empty for a new one
   * @return whether it was written, or why the caller must load, merge and try again
   */
  SaveResult save(StoredTree next, List<StoredTree> replaced);

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
