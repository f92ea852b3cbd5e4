package io.contacttree.domain.erase;

import io.contacttree.domain.claim.Backoff;
import io.contacttree.domain.claim.Claim;
import io.contacttree.domain.claim.ClaimMessage;
import io.contacttree.domain.connect.Deadline;
import io.contacttree.domain.contact.ContactId;
import io.contacttree.domain.contact.InstanceId;
import io.contacttree.domain.contact.Instants;
import io.contacttree.domain.store.Leases.Lease;
import io.contacttree.domain.store.LoadedTrees;
import io.contacttree.domain.store.StoredTree;
import io.contacttree.domain.store.Tombstones.Burial;
import io.contacttree.domain.store.Tombstones.Result;
import io.contacttree.domain.tree.KnownTree;
import io.contacttree.domain.tree.SettleProgress;
import io.contacttree.domain.tree.TreeAssembler;
import io.contacttree.domain.tree.TreeContact;
import io.contacttree.domain.tree.TreeState;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Erases contacts for good: a tombstone takes the place of each, and its tree goes on without it.
 *
 * <p>Whatever is erased at once is erased whole, so that a call which is cut short leaves nothing
 * that a repeated one does not finish. Writers that know nothing of it collide with the tombstone,
 * or with the next revision of the tree.
 */
public final class EraseContacts {
  /** A builder writes each of its trees a few times; what is left after that is told the caller. */
  private static final int MOST_TRIES = 12;

  private static final Backoff BETWEEN_TRIES =
      new Backoff(Duration.ofMillis(25), Duration.ofMillis(400));

  private final ErasePorts ports;
  private final TreeAssembler assembler;
  private final Duration settleDelay;
  private final InstantSource clock;

  /**
   * Wires the use case by hand.
   *
   * @param settleDelay when a tree that is not complete is looked at again after an erasure
   */
  public EraseContacts(
      ErasePorts ports, TreeAssembler assembler, Duration settleDelay, InstantSource clock) {
    this.ports = ports;
    this.assembler = assembler;
    this.settleDelay = settleDelay;
    this.clock = clock;
  }

  /**
   * Returns what {@link #erase} would do now; writes nothing.
   *
   * <p>Throws {@link io.contacttree.domain.store.UpstreamFailure} where the store does not answer.
   */
  public Erasure preview(InstanceId instance, ContactId contact, EraseScope scope) {
    Scope found = look(instance, contact, scope);
    return new Erasure(new TreeSet<>(found.open()), new TreeSet<>(found.alreadyErased()), true);
  }

  /**
   * Erases a contact, or all members of its tree; what the time is too short for is left to a
   * repeated call.
   *
   * <p>Throws {@link io.contacttree.domain.store.UpstreamFailure} where store or queue do not
   * answer; then too a repeated call goes on.
   */
  public Erasure erase(
      InstanceId instance, ContactId contact, EraseScope scope, Deadline deadline) {
    Scope found = look(instance, contact, scope);
    if (found.alreadyErased().contains(contact)) {
      ports.tombstones().tidy(instance, contact);
    }
    Work work = new Work(instance, found, deadline);
    boolean going = true;
    while (going && !work.open.isEmpty()) {
      going = eraseSome(work);
    }
    return new Erasure(work.erased, new TreeSet<>(found.alreadyErased()), work.open.isEmpty());
  }

  /**
   * What there is to be done.
   *
   * @param open the contacts to erase, in this order
   * @param alreadyErased those that are erased already
   * @param trees the trees that know them
   */
  private record Scope(
      List<ContactId> open, Set<ContactId> alreadyErased, List<StoredTree> trees) {}

  /** One call under way. */
  private static final class Work {
    final InstanceId instance;
    final Deadline deadline;
    final Set<ContactId> open;
    final Set<SettleProgress> settled = new HashSet<>();
    final TreeSet<ContactId> erased = new TreeSet<>();
    List<StoredTree> trees;

    Work(InstanceId instance, Scope found, Deadline deadline) {
      this.instance = instance;
      this.deadline = deadline;
      this.open = new LinkedHashSet<>(found.open());
      this.trees = found.trees();
    }
  }

  private Scope look(InstanceId instance, ContactId contact, EraseScope scope) {
    LoadedTrees loaded = ports.tombstones().load(instance, Set.of(contact));
    Optional<StoredTree> tree = loaded.treeOf(contact);
    Set<ContactId> wanted = new LinkedHashSet<>();
    Set<ContactId> alreadyErased = new TreeSet<>(loaded.erased());
    if (scope == EraseScope.TREE && tree.isPresent()) {
      // Whoever hangs below nobody goes first, so that the places of the others stay as they are.
      tree.get().document().contacts().reversed().stream()
          .map(TreeContact::id)
          .forEach(wanted::add);
      alreadyErased.addAll(tree.get().known().erased());
    }
    wanted.add(contact);
    wanted.removeAll(alreadyErased);
    return new Scope(List.copyOf(wanted), alreadyErased, tree.stream().toList());
  }

  /** Erases the next contacts; false where the time is up or others were faster each time. */
  private boolean eraseSome(Work work) {
    Set<ContactId> some = new LinkedHashSet<>();
    work.open.stream().limit(Burial.MOST_CONTACTS).forEach(some::add);
    for (int tries = 1; tries <= MOST_TRIES; tries++) {
      if (work.deadline.hasPassed(clock)) {
        return false;
      }
      switch (ports.tombstones().bury(burial(work, some))) {
        case Result.Buried(Optional<StoredTree> rest) -> {
          work.erased.addAll(some);
          work.open.removeAll(some);
          releaseLeases(work, rest.map(StoredTree::treeId));
          work.trees = rest.stream().toList();
          return true;
        }
        case Result.OutOfTime() -> {
          return false;
        }
        case Result.Conflict(Set<ContactId> contacts) -> {
          ports.pauses().await(pauseAfter(tries));
          reload(work, some, contacts);
          if (some.isEmpty()) {
            return true;
          }
        }
      }
    }
    return false;
  }

  /**
   * A lease that is over stays until the tree that tells so is looked at; where that tree is no
   * more, nobody could tell it from one that is held.
   */
  private void releaseLeases(Work work, Optional<ContactId> restsRoot) {
    for (StoredTree tree : work.trees) {
      if (!restsRoot.equals(Optional.of(tree.treeId()))) {
        tree.done()
            .map(holder -> new Lease(work.instance, tree.treeId(), holder))
            .ifPresent(ports.leases()::release);
      }
    }
  }

  private Burial burial(Work work, Set<ContactId> some) {
    Instant at = now();
    KnownTree known = KnownTree.empty(work.instance);
    long revision = 1;
    boolean complete = true;
    for (StoredTree tree : work.trees) {
      known = known.merge(tree.known());
      revision = Math.max(revision, tree.revision() + 1);
      at = Instants.later(at, tree.document().writtenAt());
      complete &= tree.document().state() == TreeState.COMPLETE;
    }
    KnownTree left = known.erasing(some);
    if (left.contacts().isEmpty()) {
      return new Burial(work.instance, some, Optional.empty(), work.trees, at, work.deadline);
    }
    StoredTree rest = new StoredTree(assembler.assemble(left, revision, at), left);
    if (!complete || rest.document().state() != TreeState.COMPLETE) {
      sendSettle(work, left);
    }
    return new Burial(work.instance, some, Optional.of(rest), work.trees, at, work.deadline);
  }

  /**
   * The settle message on its way may be about the erased contact, and what it would look for may
   * be all that is left: one message a call looks at the rest again, sent before it is written.
   */
  private void sendSettle(Work work, KnownTree left) {
    if (work.settled.add(left.settle().next())) {
      Instant now = now();
      ports
          .queue()
          .send(
              new Claim.Observe(
                  work.instance,
                  left.contacts().firstKey(),
                  now.plus(settleDelay),
                  Optional.of(left.settle().next())),
              ClaimMessage.Trail.begun(now),
              settleDelay);
    }
  }

  /** Takes in what somebody else wrote; whom another call has erased is done. */
  private void reload(Work work, Set<ContactId> some, Set<ContactId> conflicting) {
    Set<ContactId> wanted = new TreeSet<>(some);
    wanted.addAll(conflicting);
    work.trees.forEach(tree -> wanted.add(tree.treeId()));
    LoadedTrees loaded = ports.tombstones().load(work.instance, wanted);
    some.stream().filter(loaded.erased()::contains).forEach(work.erased::add);
    some.removeAll(loaded.erased());
    work.open.removeAll(loaded.erased());
    work.trees = new ArrayList<>(loaded.treesOf(wanted));
  }

  private Duration pauseAfter(int tries) {
    long longest = BETWEEN_TRIES.after(tries).toMillis();
    return Duration.ofMillis(Math.round(longest * ports.pauses().random()));
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }
}
