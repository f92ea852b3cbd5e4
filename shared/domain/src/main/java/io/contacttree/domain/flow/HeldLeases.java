package io.contacttree.domain.flow;

import io.contacttree.domain.contact.ContactId;
import io.contacttree.domain.contact.InstanceId;
import io.contacttree.domain.store.Leases;
import io.contacttree.domain.store.TreeStore;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The leases that one worker holds while it builds one tree; all are given back together. */
final class HeldLeases implements AutoCloseable {
  private final Leases leases;
  private final InstanceId instance;
  private final Duration length;
  private final Map<ContactId, Leases.Lease> held = new HashMap<>();

  HeldLeases(Leases leases, InstanceId instance, Duration length) {
    this.leases = leases;
    this.instance = instance;
    this.length = length;
  }

  /** Takes a lease; false where another worker holds it. */
  boolean take(ContactId key) {
    if (held.containsKey(key)) {
      return true;
    }
    Optional<Leases.Lease> lease = leases.take(instance, key, length);
    lease.ifPresent(taken -> held.put(key, taken));
    return lease.isPresent();
  }

  /**
   * Takes the lease by which all workers know a tree once they have listed it; false where another
   * worker holds it.
   *
   * <p>Contacts that are only related do not name each other, so two workers may have listed the
   * same new tree under two keys. Both now know its members, and the least id among them decides
   * who reads the references.
   */
  boolean takeWhatListsShowed(TreeInProgress tree, TreeStore store) {
    if (tree.known().contacts().isEmpty()) {
      return true;
    }
    ContactId key =
        tree.stored().isEmpty()
            ? tree.known().contacts().firstKey()
            : tree.stored().getFirst().treeId();
    if (held.containsKey(key)) {
      return true;
    }
    if (!take(key)) {
      return false;
    }
    Set<ContactId> members = tree.known().contacts().keySet();
    tree.take(members, store.load(instance, members));
    return true;
  }

  @Override
  public void close() {
    held.values().forEach(leases::release);
  }
}
