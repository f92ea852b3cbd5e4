package io.contacttree.domain.store;

import io.contacttree.domain.contact.ContactId;
import io.contacttree.domain.contact.InstanceId;
import java.util.Set;

/** Where trees are read, each as one whole revision: all that whoever only reads them needs. */
@FunctionalInterface
public interface TreeLookup {

  /**
   * Returns the trees of some contacts, whole and of one revision each.
   *
   * <p>Costs at most two read requests where all ids are given (a batch counts as one) and no tree
   * is split into parts. Throws {@link UpstreamFailure} where the store does not answer: absence is
   * never a sign of an outage.
   */
  LoadedTrees load(InstanceId instance, Set<ContactId> contacts);
}
