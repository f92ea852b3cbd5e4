package io.contacttree.domain.flow;

import io.contacttree.domain.claim.Backoff;
import io.contacttree.domain.claim.ClaimMessage;
import io.contacttree.domain.claim.Outcome;
import io.contacttree.domain.connect.AssociatedContacts;
import io.contacttree.domain.contact.ContactId;
import io.contacttree.domain.contact.Instants;
import io.contacttree.domain.store.Leases;
import io.contacttree.domain.store.StoredTree;
import io.contacttree.domain.store.TreeStore;
import io.contacttree.domain.tree.ContactTree;
import io.contacttree.domain.tree.SettleProgress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Writes what is known as one revision and answers the claims; who loses against another writer
 * merges and tries again without asking Amazon Connect anything.
 */
final class WriteStep {
  /** Two workers can hardly meet this often; what is left after that goes back to the queue. */
  private static final int MOST_TRIES = 12;

  /** Up to 3 s in all, half of it on average. */
  private static final Backoff BETWEEN_TRIES =
      new Backoff(Duration.ofMillis(25), Duration.ofMillis(400));

  private final TreeStore store;
  private final ClaimCheck check;
  private final ClaimForwarder forwarder;
  private final Pauses pauses;
  private final InstantSource clock;
  private final BuildListener listener;

  WriteStep(
      BuildPorts ports,
      ClaimCheck check,
      ClaimForwarder forwarder,
      InstantSource clock,
      BuildListener listener) {
    this.store = ports.store();
    this.pauses = ports.pauses();
    this.check = check;
    this.forwarder = forwarder;
    this.clock = clock;
    this.listener = listener;
  }

  /**
   * Writes a tree that was read as far as the claims ask for.
   *
   * @param held the leases that were taken for it, which end with it ({@link HeldLeases#endWith})
   */
  void writeFinished(OpenClaims claims, TreeInProgress tree, Optional<HeldLeases> held) {
    countSettleReads(claims, tree);
    countNews(claims, tree);
    giveUp(tree);
    if (tree.known().contacts().isEmpty()) {
      claims
          .open()
          .forEach(message -> listener.unknown(claims.instance(), message.claim().contact()));
    }
    Saved saved = save(tree, false, held);
    claims.answerAll(message -> outcome(message, tree, saved));
  }

  /** Writes a tree for which the time ran out, after it has forwarded what is left to be read. */
  void writeUnfinished(
      OpenClaims claims,
      TreeInProgress tree,
      Optional<AssociatedContacts.Cursor> stoppedAt,
      HeldLeases held) {
    countNews(claims, tree);
    forwarder.forwardUnfinished(claims, tree.known(), stoppedAt);
    Saved saved = save(tree, true, Optional.of(held));
    claims.answerAll(message -> outcome(message, tree, saved));
  }

  /**
   * Writes what lists showed before the references are read, and goes on from there. No settle
   * message is due while they are not: the messages at work are not acknowledged before that.
   */
  void showEarly(TreeInProgress tree) {
    if (save(tree, true, Optional.empty()) == Saved.VISIBLE) {
      tree.reload(Set.of());
    }
  }

  /** Writes what is known for the sake of the lists by names; the claims stay open. */
  void writeNames(OpenClaims claims, TreeInProgress tree) {
    countNews(claims, tree);
    save(tree, true, Optional.empty());
  }

  private void countSettleReads(OpenClaims claims, TreeInProgress tree) {
    for (ClaimMessage message : claims.open()) {
      message
          .claim()
          .settle()
          .filter(settle -> check.isNextSettle(settle, tree.known()))
          .ifPresent(tree::learn);
    }
  }

  /**
   * Once settle reads are used up, nobody waits for files any more that are still being worked on,
   * until news of their own contact has them read again.
   */
  private void giveUp(TreeInProgress tree) {
    if (check.rules().isExhausted(tree.known())) {
      tree.known().contacts().values().stream()
          .filter(contact -> contact.references().isAwaited())
          .toList()
          .forEach(contact -> tree.learn(contact.withReferences(contact.references().givenUp())));
    }
  }

  /** Settle reads never count as news, so that their number stays bounded. */
  private void countNews(OpenClaims claims, TreeInProgress tree) {
    if (!claims.areSettleReads() && tree.bringsNews()) {
      tree.learn(new SettleProgress(now(), 0));
    }
  }

  /** What became of the revision. */
  private enum Saved {
    /** It is visible. */
    VISIBLE,
    /** The store knew all of it. */
    UNCHANGED,
    /** Other writers were faster each time. */
    CONTENDED
  }

  /**
   * Saves the tree.
   *
   * @param forwarded whether another message goes on with what is left to be read
   * @param held the leases that end with this revision
   */
  private Saved save(TreeInProgress tree, boolean forwarded, Optional<HeldLeases> held) {
    Set<SettleProgress> sent = new HashSet<>();
    for (int tries = 0; tries < MOST_TRIES; tries++) {
      if (tree.isAsStored()) {
        return Saved.UNCHANGED;
      }
      forwarder.sendSettle(tree, forwarded, sent);
      List<StoredTree> stored = tree.stored();
      long revision = stored.stream().mapToLong(StoredTree::revision).max().orElse(0) + 1;
      ContactTree document =
          check.assembler().assemble(tree.known(), revision, noEarlierThan(stored));
      Optional<Leases.Lease> over = held.flatMap(leases -> leases.under(document.treeId()));
      switch (store.save(new StoredTree(document, tree.known()), stored, over)) {
        case TreeStore.SaveResult.Saved() -> {
          held.ifPresent(leases -> leases.endWith(document));
          listener.written(document);
          return Saved.VISIBLE;
        }
        case TreeStore.SaveResult.Conflict(Set<ContactId> contacts) -> {
          listener.contended(document.instance(), document.treeId());
          pauses.await(pauseAfter(tries + 1));
          tree.reload(contacts);
        }
      }
    }
    return Saved.CONTENDED;
  }

  private Outcome outcome(ClaimMessage message, TreeInProgress tree, Saved saved) {
    return switch (saved) {
      case CONTENDED -> new Outcome.Returned(Outcome.Returned.Reason.STORE_CONTENDED);
      case VISIBLE, UNCHANGED ->
          check.isSettling(tree.known()) && !check.isSatisfied(message, tree.known())
              ? new Outcome.Forwarded(Outcome.Forwarded.By.SETTLE)
              : new Outcome.Stored();
    };
  }

  private Duration pauseAfter(int tries) {
    long longest = BETWEEN_TRIES.after(tries).toMillis();
    return Duration.ofMillis(Math.round(longest * pauses.random()));
  }

  /** Another worker's clock may be ahead of ours; a tree's revisions never seem to go back. */
  private Instant noEarlierThan(List<StoredTree> stored) {
    return stored.stream().map(tree -> tree.document().writtenAt()).reduce(now(), Instants::later);
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }
}
