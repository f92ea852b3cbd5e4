package io.contacttree.domain.flow;

import io.contacttree.domain.claim.ClaimMessage;
import io.contacttree.domain.claim.Outcome;
import io.contacttree.domain.connect.AssociatedContacts;
import io.contacttree.domain.contact.ContactId;
import io.contacttree.domain.store.Leases;
import io.contacttree.domain.store.LoadedTrees;
import io.contacttree.domain.store.TreeStore;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.Set;

/** Brings one tree up to what the open claims ask for, step by step, and answers them. */
final class TreeUpdate {
  /** A lease outlives the deadline by what the last write may take. */
  private static final Duration LEASE_MARGIN = Duration.ofSeconds(30);

  /**
   * With more references than these to read, what lists showed is written first, unless all others
   * wait for a lease anyway: they then find the tree under any of its ids and need not list it
   * while this worker reads. At the quota of an account that was never raised, these take about a
   * second.
   */
  private static final int MANY_TO_READ = 5;

  /**
   * More new members than these are written while there is time, before their references are read,
   * which takes longer than one invocation anyway: the seconds behind the deadline are too few for
   * both. A list that the deadline itself cuts short is written behind it all the same.
   */
  private static final int MOST_WRITTEN_LATE = 1_000;

  private final TreeStore store;
  private final Leases leases;
  private final ClaimCheck check;
  private final ClaimForwarder forwarder;
  private final AssociatedContacts associatedContacts;
  private final ReferencesStep referencesStep;
  private final WriteStep writeStep;
  private final InstantSource clock;
  private final BuildListener listener;

  TreeUpdate(
      BuildPorts ports,
      ClaimCheck check,
      ClaimForwarder forwarder,
      InstantSource clock,
      BuildListener listener) {
    this.store = ports.store();
    this.leases = ports.leases();
    this.check = check;
    this.forwarder = forwarder;
    this.associatedContacts = ports.associatedContacts();
    this.referencesStep = new ReferencesStep(ports.contactReferences(), check);
    this.writeStep = new WriteStep(ports, check, forwarder, clock, listener);
    this.clock = clock;
    this.listener = listener;
  }

  /**
   * Answers every open claim.
   *
   * <p>Throws {@link io.contacttree.domain.store.UpstreamFailure} where table or queue do not
   * answer; claims that have no answer by then stay open.
   */
  void update(OpenClaims claims) {
    TreeInProgress tree = begin(claims, claims.loaded());
    answerSatisfied(claims, tree);
    forwarder.forwardEarly(claims, tree.known());
    if (claims.isEmpty()) {
      return;
    }
    if (check.unsatisfied(claims.open(), tree.known()).isEmpty()) {
      writeStep.writeFinished(claims, tree, Optional.empty());
      return;
    }
    Duration length = claims.deadline().left(clock).plus(LEASE_MARGIN);
    try (HeldLeases held = new HeldLeases(leases, claims.instance(), length)) {
      if (held.takeWhatClaimsName(tree, claims.open())) {
        readAndWrite(claims, held);
      }
      // What is open by now waits for the worker that holds the lease.
      forwarder.forwardToWait(claims);
    }
  }

  private TreeInProgress begin(OpenClaims claims, LoadedTrees loaded) {
    TreeInProgress tree = new TreeInProgress(store, claims.instance());
    tree.take(claims.named(), loaded);
    tree.takeFacts(claims.open(), clock.instant().truncatedTo(ChronoUnit.MILLIS));
    tree.remember(claims.erasedAmong(loaded));
    return tree;
  }

  /**
   * Messages that bring nothing new at all: the stored tree satisfies them and merging them changes
   * nothing.
   */
  private void answerSatisfied(OpenClaims claims, TreeInProgress tree) {
    if (!tree.isAsStored()) {
      return;
    }
    for (ClaimMessage message : claims.open()) {
      if (check.isSatisfied(message, tree.known())) {
        claims.answer(message, new Outcome.Satisfied());
        listener.unchanged(claims.instance(), message.claim().contact());
      }
    }
  }

  /** Lists, reads references and writes; leaves claims open where another worker does that. */
  private void readAndWrite(OpenClaims claims, HeldLeases held) {
    // Whoever held the lease before us may have read what we were about to ask for.
    LoadedTrees loaded = store.loadAgain(claims.instance(), claims.named(), claims.loaded());
    claims.answerErased(loaded).forEach(contact -> listener.unchanged(claims.instance(), contact));
    TreeInProgress tree = begin(claims, loaded);
    answerSatisfied(claims, tree);
    if (claims.isEmpty()) {
      return;
    }
    ListStep listStep = new ListStep(associatedContacts, check, held, claims, tree);
    ListStep.Ended ended = listStep.list();
    if (claims.isEmpty()) {
      // Each will come again and ask for it all: there is nothing to keep.
      return;
    }
    switch (ended) {
      case ListStep.Ended.OutOfTime(Optional<AssociatedContacts.Cursor> stoppedAt) ->
          writeStep.writeUnfinished(claims, tree, stoppedAt, held);
      case ListStep.Ended.Done(Set<ContactId> notFound) -> {
        if (held.takeWhatListsShowed(tree, check.assembler())) {
          readReferencesAndWrite(claims, tree, notFound, held);
        } else {
          leave(claims, tree, listStep);
        }
      }
      case ListStep.Ended.LeftToAnother() -> leave(claims, tree, listStep);
    }
  }

  /**
   * Leaves a tree to the worker that holds its lease. What lists by names showed is kept all the
   * same: in a chain of related contacts it may be all the way up to where that worker began.
   */
  private void leave(OpenClaims claims, TreeInProgress tree, ListStep listStep) {
    if (listStep.hasAskedByName()) {
      writeStep.writeNames(claims, tree);
    }
  }

  private void readReferencesAndWrite(
      OpenClaims claims, TreeInProgress tree, Set<ContactId> notFound, HeldLeases held) {
    var wanted = referencesStep.wantedBy(claims, tree.known(), notFound);
    if (tree.newMembers() > MOST_WRITTEN_LATE
        || (wanted.size() > MANY_TO_READ && !held.keepOthersFrom(tree))) {
      writeStep.showEarly(tree);
    }
    if (referencesStep.readReferences(tree, wanted, claims.deadline())) {
      writeStep.writeFinished(claims, tree, Optional.of(held));
    } else {
      writeStep.writeUnfinished(claims, tree, Optional.empty(), held);
    }
  }
}
