package io.contacttree.domain.store;

import io.contacttree.domain.contact.ContactId;
import io.contacttree.domain.contact.InstanceId;
import java.time.Duration;
import java.util.Optional;

/**
 * Short, expiring leases that keep two workers from reading one tree at once.
 *
 * <p>Losing a lease loses nothing but time: correctness rests on the conditional writes alone. Both
 * methods throw {@link io.contacttree.domain.store.UpstreamFailure} where the store does not
 * answer.
 */
public interface Leases {

  /** Takes the lease of a tree for a time; empty where somebody else holds it. */
  default Optional<Lease> take(InstanceId instance, ContactId key, Duration length) {
    return take(instance, key, length, Optional.empty());
  }

  /**
   * Takes the lease of a tree for a time; empty where somebody else holds it.
   *
   * @param done a holder that holds it no more, as the tree's last revision tells ({@link
   *     TreeStore#save(StoredTree, java.util.List, Optional)})
   */
  Optional<Lease> take(InstanceId instance, ContactId key, Duration length, Optional<String> done);

  /** Gives a lease back; one that has expired and was taken by somebody else stays with them. */
  void release(Lease lease);

  /**
   * A lease that is held.
   *
   * @param instance the instance
   * @param key the tree's id, else the id of its initial contact, else the contact's own
   * @param holder tells this holder from all others and from all writes
   */
  record Lease(InstanceId instance, ContactId key, String holder) {}
}
