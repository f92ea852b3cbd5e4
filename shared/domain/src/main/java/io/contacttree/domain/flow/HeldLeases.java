package io.contacttree.domain.flow;

import io.contacttree.domain.claim.Claim;
import io.contacttree.domain.claim.ClaimMessage;
import io.contacttree.domain.contact.ContactId;
import io.contacttree.domain.contact.Fact;
import io.contacttree.domain.contact.Facts;
import io.contacttree.domain.contact.InstanceId;
import io.contacttree.domain.contact.KnownContact;
import io.contacttree.domain.store.Leases;
import io.contacttree.domain.store.StoredTree;
import io.contacttree.domain.tree.ContactTree;
import io.contacttree.domain.tree.TreeAssembler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The leases that one worker holds while it builds one tree; those that are left are given back
 * together.
 */
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

  /**
   * Takes the leases under which other workers may look for the same tree; false where one of them
   * is held.
   *
   * <p>A stored tree has one, and so have all members that name one initial contact; of trees that
   * turn out to be one, each has its own. Contacts that are linked otherwise share no name, so each
   * claims itself and its neighbours. In order of id, so that of several workers that want some of
   * the same one gets on.
   */
  boolean takeWhatClaimsName(TreeInProgress tree, List<ClaimMessage> messages) {
    return keys(tree, messages).stream().allMatch(key -> take(key, tree));
  }

  private static NavigableSet<ContactId> keys(TreeInProgress tree, List<ClaimMessage> messages) {
    NavigableSet<ContactId> keys = new TreeSet<>();
    tree.stored().forEach(stored -> keys.add(stored.treeId()));
    if (!keys.isEmpty()) {
      return keys;
    }
    for (ClaimMessage message : messages) {
      Claim claim = message.claim();
      Facts facts = claim instanceof Claim.Ended ended ? ended.facts() : Facts.NONE;
      facts
          .value(Fact.INITIAL_CONTACT_ID)
          .map(ContactId::new)
          .ifPresentOrElse(keys::add, () -> keys.addAll(claim.named()));
    }
    return keys;
  }

  /** Takes a lease; false where another worker holds it. */
  private boolean take(ContactId key, TreeInProgress tree) {
    if (held.containsKey(key)) {
      return true;
    }
    Optional<String> done = tree.storedUnder(key).flatMap(StoredTree::done);
    Optional<Leases.Lease> lease = leases.take(instance, key, length, done);
    lease.ifPresent(taken -> held.put(key, taken));
    return lease.isPresent();
  }

  /**
   * Takes the lease by which all workers know a tree once they have listed it; false where another
   * worker holds it.
   *
   * <p>Two workers may have listed the same new tree under two keys. Both now know its root, under
   * which it will also be stored, so that those who find it there wait for the same lease.
   */
  boolean takeWhatListsShowed(TreeInProgress tree, TreeAssembler assembler) {
    if (coversRoot(tree, assembler)) {
      return true;
    }
    if (!take(assembler.treeId(tree.known()), tree)) {
      return false;
    }
    tree.lookUp(tree.known().contacts().keySet());
    return true;
  }

  /**
   * Returns whether the lease by which all workers know a tree is held; nobody knows an empty one.
   */
  boolean coversRoot(TreeInProgress tree, TreeAssembler assembler) {
    return tree.known().contacts().isEmpty() || held.containsKey(assembler.treeId(tree.known()));
  }

  /**
   * Returns whether whoever has a claim of any member waits for one of these leases, as the names
   * of the member tell.
   */
  boolean keepOthersFrom(TreeInProgress tree) {
    Set<ContactId> leadingHere = new TreeSet<>();
    for (StoredTree stored : tree.stored()) {
      if (held.containsKey(stored.treeId())) {
        leadingHere.addAll(stored.known().contacts().keySet());
        leadingHere.addAll(stored.known().namedContacts());
      }
    }
    return tree.known().contacts().values().stream()
        .allMatch(member -> keepOthersFrom(member, leadingHere));
  }

  private boolean keepOthersFrom(KnownContact member, Set<ContactId> leadingHere) {
    Set<ContactId> named = new TreeSet<>(Set.of(member.id()));
    for (Fact fact : Fact.NAMING) {
      member.fromLists().value(fact).map(ContactId::new).ifPresent(named::add);
    }
    return named.stream().anyMatch(leadingHere::contains)
        || member
            .fromLists()
            .value(Fact.INITIAL_CONTACT_ID)
            .map(ContactId::new)
            .map(held::containsKey)
            .orElseGet(() -> named.stream().anyMatch(held::containsKey));
  }

  /** Returns the lease under an id, if it is held. */
  Optional<Leases.Lease> under(ContactId key) {
    return Optional.ofNullable(held.get(key));
  }

  /**
   * Notes that a revision was written under the lease of its root, which is over with it. Whoever
   * looks for another member finds the tree from now on and asks for the root's lease: those of
   * members may run out.
   */
  void endWith(ContactTree written) {
    if (held.remove(written.treeId()) != null) {
      written.contacts().forEach(member -> held.remove(member.id()));
    }
  }

  /** Gives all others back; one that the store does not take back keeps none of the others. */
  @Override
  public void close() {
    List<RuntimeException> failures = new ArrayList<>();
    for (Leases.Lease lease : held.values()) {
      try {
        leases.release(lease);
      } catch (RuntimeException failure) {
        failures.add(failure);
      }
    }
    if (!failures.isEmpty()) {
      RuntimeException first = failures.removeFirst();
      failures.forEach(first::addSuppressed);
      throw first;
    }
  }
}
