package io.contacttree.domain.flow;

import io.contacttree.domain.claim.Claim;
import io.contacttree.domain.claim.ClaimMessage;
import io.contacttree.domain.claim.ClaimQueue;
import io.contacttree.domain.contact.ContactId;
import io.contacttree.domain.contact.KnownContact;
import io.contacttree.domain.reference.KnownReferences;
import io.contacttree.domain.store.StoredTree;
import io.contacttree.domain.store.TreeStore;
import io.contacttree.domain.tree.ContactTree;
import io.contacttree.domain.tree.KnownTree;
import io.contacttree.domain.tree.SettleProgress;
import io.contacttree.domain.tree.SettleRules;
import io.contacttree.domain.tree.TreeAssembler;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Writes what is known as one revision; who loses against another writer merges and tries again
 * without asking Amazon Connect anything.
 */
final class WriteStep {
  /** Two workers can hardly meet this often; what is left after that goes back to the queue. */
  private static final int MOST_TRIES = 12;

  private final TreeStore store;
  private final ClaimQueue queue;
  private final TreeAssembler assembler;
  private final BuildSettings settings;
  private final InstantSource clock;
  private final BuildListener listener;

  WriteStep(
      TreeStore store,
      ClaimQueue queue,
      TreeAssembler assembler,
      BuildSettings settings,
      InstantSource clock,
      BuildListener listener) {
    this.store = store;
    this.queue = queue;
    this.assembler = assembler;
    this.settings = settings;
    this.clock = clock;
    this.listener = listener;
  }

  /** What became of the revision. */
  enum Written {
    /** It is visible. */
    SAVED,
    /** The store knew all of it. */
    UNCHANGED,
    /** Other writers were faster each time. */
    CONTENDED
  }

  /**
   * Writes the tree.
   *
   * @param carriedOn whether another message carries the work on, so that no settle read is due
   *     while there is something left to read
   */
  Written run(TreeInProgress tree, boolean carriedOn) {
    Set<SettleProgress> sent = new HashSet<>();
    for (int tries = 0; tries < MOST_TRIES; tries++) {
      if (tree.isAsStored()) {
        return Written.UNCHANGED;
      }
      // Another writer may have read what was left: then the one who carries on finds all done,
      // writes nothing, and sends no settle message either.
      if (!(carriedOn && SettleRules.isBeingRead(tree.known()))) {
        settle(tree, sent);
      }
      List<StoredTree> stored = tree.stored();
      long revision = stored.stream().mapToLong(StoredTree::revision).max().orElse(0) + 1;
      ContactTree document =
          assembler.assemble(
              tree.known(), revision, clock.instant().truncatedTo(ChronoUnit.MILLIS));
      switch (store.save(new StoredTree(document, tree.known()), stored)) {
        case TreeStore.SaveResult.Saved() -> {
          listener.written(document);
          return Written.SAVED;
        }
        case TreeStore.SaveResult.Conflict(Set<ContactId> contacts) -> {
          listener.contended(document.instance(), document.treeId());
          reload(tree, contacts);
        }
      }
    }
    return Written.CONTENDED;
  }

  /**
   * Writes what lists showed before the references are read, and goes on from there. No settle
   * message is due while they are not: the messages at work are not acknowledged before that.
   */
  void showEarly(TreeInProgress tree) {
    if (run(tree, true) == Written.SAVED) {
      reload(tree, Set.of());
    }
  }

  private void reload(TreeInProgress tree, Set<ContactId> unexpected) {
    Set<ContactId> ids = new TreeSet<>(unexpected);
    ids.addAll(tree.known().contacts().keySet());
    ids.addAll(tree.known().missing().keySet());
    tree.forgetStored();
    tree.take(ids, store.load(tree.known().instance(), ids));
  }

  /**
   * Sends the settle message that a revision makes necessary, before it is written: a message too
   * many finds nothing to do, a message too few would leave the tree unsettled for ever. None was
   * sent yet with a revision that left something to be read.
   */
  private void settle(TreeInProgress tree, Set<SettleProgress> sent) {
    KnownTree known = tree.known();
    SettleProgress next = known.settle().next();
    if (!SettleRules.isUnsettled(known) || assembler.isExhausted(known) || sent.contains(next)) {
      return;
    }
    boolean alreadyUnderWay =
        tree.stored().stream()
            .map(StoredTree::known)
            .anyMatch(
                stored ->
                    stored.settle().equals(known.settle())
                        && SettleRules.isUnsettled(stored)
                        && !SettleRules.isBeingRead(stored));
    if (alreadyUnderWay) {
      return;
    }
    Duration delay = settings.settleDelay(known.settle().reads());
    ContactId contact = known.contacts().firstKey();
    queue.send(
        new Claim.Observe(
            known.instance(), contact, clock.instant().plus(delay), Optional.of(next)),
        ClaimMessage.Trail.begun(clock.instant()),
        delay);
    sent.add(next);
    listener.settling(known.instance(), contact, delay);
  }

  /** Returns whether claims brought something that is worth settling for. */
  static boolean isNews(KnownTree before, KnownTree after) {
    return !before.contacts().keySet().containsAll(after.contacts().keySet())
        || !before.missing().keySet().containsAll(after.missing().keySet())
        || after.contacts().values().stream()
            .anyMatch(contact -> isNews(before.contact(contact.id()), contact));
  }

  private static boolean isNews(Optional<KnownContact> before, KnownContact after) {
    return before.isEmpty()
        || before.get().hasEnded() != after.hasEnded()
        || (after.references().isFailedForNow() && !before.get().references().isFailedForNow())
        || !before
            .get()
            .references()
            .read()
            .map(KnownReferences.Read::references)
            .equals(after.references().read().map(KnownReferences.Read::references));
  }
}
