package io.contacttree.domain.flow;

import io.contacttree.domain.claim.Claim;
import io.contacttree.domain.claim.ClaimMessage;
import io.contacttree.domain.claim.Outcome;
import io.contacttree.domain.connect.AssociatedContacts;
import io.contacttree.domain.connect.Deadline;
import io.contacttree.domain.contact.ContactId;
import io.contacttree.domain.contact.InstanceId;
import io.contacttree.domain.reference.FailureReason;
import io.contacttree.domain.store.Leases;
import io.contacttree.domain.store.LoadedTrees;
import io.contacttree.domain.store.TreeStore;
import io.contacttree.domain.store.UpstreamFailure;
import io.contacttree.domain.tree.KnownTree;
import io.contacttree.domain.tree.SettleProgress;
import io.contacttree.domain.tree.SettleRules;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Builds one tree from the messages that are about it, step by step. */
final class TreeUpdate {
  /** A lease outlives the deadline by what the last write may take. */
  private static final Duration LEASE_MARGIN = Duration.ofSeconds(30);

  /**
   * With more references than these to read, what lists showed is written first: others then find
   * the tree under any of its ids and need not list it while this worker reads. At the quota of an
   * account that was never raised, these take about a second.
   */
  private static final int MANY_TO_READ = 4;

  private final ListStep listStep;
  private final ReferencesStep referencesStep;
  private final WriteStep writeStep;
  private final TreeStore store;
  private final Leases leases;
  private final ClaimForwarder claimForwarder;
  private final ClaimCheck check;
  private final InstantSource clock;
  private final BuildListener listener;

  TreeUpdate(
      ListStep listStep,
      ReferencesStep referencesStep,
      WriteStep writeStep,
      TreeStore store,
      Leases leases,
      ClaimForwarder claimForwarder,
      ClaimCheck check,
      InstantSource clock,
      BuildListener listener) {
    this.listStep = listStep;
    this.referencesStep = referencesStep;
    this.writeStep = writeStep;
    this.store = store;
    this.leases = leases;
    this.claimForwarder = claimForwarder;
    this.check = check;
    this.clock = clock;
    this.listener = listener;
  }

  /** Returns the outcome of each message; an outage returns those that have none yet. */
  Map<String, Outcome> run(
      OpenClaims batch, LoadedTrees loaded, Deadline deadline, InstanceId instance) {
    Map<String, Outcome> outcomes = new LinkedHashMap<>();
    try {
      build(batch, loaded, deadline, instance, outcomes);
    } catch (UpstreamFailure failure) {
      returned(batch.messages(), reason(failure.resource())).forEach(outcomes::putIfAbsent);
    }
    return outcomes;
  }

  private void build(
      OpenClaims batch,
      LoadedTrees loaded,
      Deadline deadline,
      InstanceId instance,
      Map<String, Outcome> outcomes) {
    TreeInProgress tree = begin(batch, loaded, instance);
    answerSatisfied(batch, tree, outcomes);
    postponeEarly(batch, tree, outcomes);
    if (batch.messages().isEmpty()) {
      return;
    }
    if (knowsEnough(batch, tree)) {
      write(batch, tree, Reading.ENOUGH, outcomes);
      return;
    }
    try (HeldLeases held =
        new HeldLeases(leases, instance, deadline.left(clock).plus(LEASE_MARGIN))) {
      if (!held.takeWhatClaimsName(tree, batch.messages())) {
        claimForwarder.postpone(batch.messages(), Outcome.Forwarded.By.LEASE_HELD, outcomes);
        return;
      }
      // Whoever held the lease before us may have read what we were about to ask for.
      Set<ContactId> named = ClaimGroup.named(batch.messages());
      TreeInProgress fresh = begin(batch, store.load(instance, named), instance);
      answerSatisfied(batch, fresh, outcomes);
      if (!batch.messages().isEmpty()) {
        readAndWrite(batch, fresh, held, deadline, outcomes);
      }
    }
  }

  private void readAndWrite(
      OpenClaims batch,
      TreeInProgress tree,
      HeldLeases held,
      Deadline deadline,
      Map<String, Outcome> outcomes) {
    switch (listStep.run(tree, batch, deadline)) {
      case ListStep.Ended.Failed(FailureReason reason) ->
          outcomes.putAll(returned(batch.messages(), reason(reason)));
      case ListStep.Ended.OutOfTime(Optional<AssociatedContacts.Cursor> stoppedAt) ->
          write(batch, tree, new Reading(false, stoppedAt), outcomes);
      case ListStep.Ended.Done(Set<ContactId> notFound) -> {
        if (!held.takeWhatListsShowed(tree, store, check.assembler())) {
          claimForwarder.postpone(batch.messages(), Outcome.Forwarded.By.LEASE_HELD, outcomes);
          return;
        }
        var wanted = referencesStep.wanted(tree.known(), batch.messages(), notFound);
        if (wanted.size() > MANY_TO_READ) {
          writeStep.showEarly(tree);
        }
        boolean reached = referencesStep.run(tree, wanted, deadline);
        write(batch, tree, new Reading(reached, Optional.empty()), outcomes);
      }
    }
  }

  private TreeInProgress begin(OpenClaims batch, LoadedTrees loaded, InstanceId instance) {
    TreeInProgress tree = new TreeInProgress(instance);
    tree.take(ClaimGroup.named(batch.messages()), loaded);
    tree.takeFacts(batch.messages(), now());
    return tree;
  }

  /**
   * Messages that bring nothing new at all: the stored tree satisfies them and merging them changes
   * nothing.
   */
  private void answerSatisfied(
      OpenClaims batch, TreeInProgress tree, Map<String, Outcome> outcomes) {
    if (!tree.isAsStored()) {
      return;
    }
    List<ClaimMessage> satisfied =
        batch.messages().stream()
            .filter(message -> check.isSatisfied(message, tree.known()))
            .toList();
    for (ClaimMessage message : satisfied) {
      outcomes.put(message.messageId(), new Outcome.Satisfied());
      listener.unchanged(message.claim().instance(), message.claim().contact());
    }
    batch.remove(satisfied);
  }

  /** Messages whose time has not come travel on with what is left of their delay. */
  private void postponeEarly(OpenClaims batch, TreeInProgress tree, Map<String, Outcome> outcomes) {
    Instant now = clock.instant();
    List<ClaimMessage> early =
        batch.messages().stream()
            .filter(message -> check.dueAt(message.claim()).isAfter(now))
            .filter(message -> !check.isSatisfied(message, tree.known()))
            .toList();
    claimForwarder.postpone(early, Outcome.Forwarded.By.DELAYED, outcomes);
    batch.remove(early);
  }

  private boolean knowsEnough(OpenClaims batch, TreeInProgress tree) {
    return batch.messages().stream().allMatch(message -> check.isSatisfied(message, tree.known()));
  }

  /** How far reading came. */
  private record Reading(boolean finished, Optional<AssociatedContacts.Cursor> stoppedAt) {
    static final Reading ENOUGH = new Reading(true, Optional.empty());
  }

  private void write(
      OpenClaims batch, TreeInProgress tree, Reading reading, Map<String, Outcome> outcomes) {
    if (reading.finished()) {
      countSettleReads(batch, tree);
    }
    if (!isOnlySettling(batch) && WriteStep.isNews(tree.knownBefore(), tree.known())) {
      tree.learn(KnownTree.empty(tree.known().instance()).withSettle(new SettleProgress(now(), 0)));
    }
    List<ClaimMessage> unfinished = reading.finished() ? List.of() : unfinished(batch, tree);
    claimForwarder.carryOn(unfinished, reading.stoppedAt(), outcomes);
    WriteStep.Written written = writeStep.run(tree, !unfinished.isEmpty());
    for (ClaimMessage message : batch.messages()) {
      outcomes.putIfAbsent(message.messageId(), outcome(message, tree, written));
    }
  }

  /**
   * Whoever's claim is not satisfied travels on; where all are, one does for the members still to
   * be read.
   */
  private List<ClaimMessage> unfinished(OpenClaims batch, TreeInProgress tree) {
    List<ClaimMessage> unsatisfied =
        batch.messages().stream()
            .filter(message -> !check.isSatisfied(message, tree.known()))
            .toList();
    return unsatisfied.isEmpty() ? batch.messages().subList(0, 1) : unsatisfied;
  }

  private Outcome outcome(ClaimMessage message, TreeInProgress tree, WriteStep.Written written) {
    return switch (written) {
      case CONTENDED -> new Outcome.Returned(Outcome.Returned.Reason.STORE_CONTENDED);
      case SAVED, UNCHANGED -> {
        boolean settling =
            SettleRules.isUnsettled(tree.known()) && !check.assembler().isExhausted(tree.known());
        yield settling && !check.isSatisfied(message, tree.known())
            ? new Outcome.Forwarded(Outcome.Forwarded.By.SETTLE)
            : new Outcome.Stored();
      }
    };
  }

  private void countSettleReads(OpenClaims batch, TreeInProgress tree) {
    for (ClaimMessage message : batch.messages()) {
      if (message.claim() instanceof Claim.Observe observe) {
        observe
            .settle()
            .filter(settle -> check.isNextSettle(settle, tree.known()))
            .ifPresent(
                settle -> tree.learn(KnownTree.empty(tree.known().instance()).withSettle(settle)));
      }
    }
  }

  /** Settle reads never count as news, so that their number stays bounded. */
  private static boolean isOnlySettling(OpenClaims batch) {
    return batch.messages().stream()
        .allMatch(
            message ->
                message.claim() instanceof Claim.Observe observe && observe.settle().isPresent());
  }

  private static Outcome.Returned.Reason reason(UpstreamFailure.Resource resource) {
    return switch (resource) {
      case TABLE -> Outcome.Returned.Reason.STORE_UNAVAILABLE;
      case QUEUE -> Outcome.Returned.Reason.QUEUE_UNAVAILABLE;
    };
  }

  private static Outcome.Returned.Reason reason(FailureReason reason) {
    return switch (reason) {
      case THROTTLED -> Outcome.Returned.Reason.LIST_THROTTLED;
      case UNAVAILABLE, NOT_FOUND -> Outcome.Returned.Reason.LIST_UNAVAILABLE;
      case REFUSED -> Outcome.Returned.Reason.LIST_REFUSED;
      case INVALID -> Outcome.Returned.Reason.LIST_INVALID;
    };
  }

  /** Hands a group over whose turn never came. */
  Map<String, Outcome> handOver(ClaimGroup group) {
    Map<String, Outcome> outcomes = new LinkedHashMap<>();
    try {
      claimForwarder.postpone(group.messages(), Outcome.Forwarded.By.CONTINUATION, outcomes);
    } catch (UpstreamFailure failure) {
      returned(group.messages(), reason(failure.resource())).forEach(outcomes::putIfAbsent);
    }
    return outcomes;
  }

  static Map<String, Outcome> returned(
      List<ClaimMessage> messages, Outcome.Returned.Reason reason) {
    Map<String, Outcome> outcomes = new LinkedHashMap<>();
    messages.forEach(message -> outcomes.put(message.messageId(), new Outcome.Returned(reason)));
    return outcomes;
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }
}
