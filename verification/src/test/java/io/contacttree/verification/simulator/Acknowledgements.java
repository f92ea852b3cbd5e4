package io.contacttree.verification.simulator;

import io.contacttree.domain.claim.Claim;
import io.contacttree.domain.claim.Outcome;
import io.contacttree.domain.contact.Fact;
import io.contacttree.domain.contact.KnownContact;
import io.contacttree.domain.contact.Observation;
import io.contacttree.domain.store.LoadedTrees;
import io.contacttree.domain.store.StoredTree;
import io.contacttree.domain.store.TreeStore;
import io.contacttree.verification.simulator.scenario.SimulatedScenario;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Looks at every message that is acknowledged: it must have had its effect. */
final class Acknowledgements {
  private final TreeStore table;
  private final SimulatedQueue queue;
  private final SimulatedScenario simulatedScenario;
  private final List<Finding> breaches = new ArrayList<>();

  Acknowledgements(TreeStore table, SimulatedQueue queue, SimulatedScenario simulatedScenario) {
    this.table = table;
    this.queue = queue;
    this.simulatedScenario = simulatedScenario;
  }

  /** Checks a message that will not be delivered again because of its outcome. */
  void check(QueuedMessage message, Outcome outcome) {
    if (outcome != null && isErased(message.claim())) {
      return;
    }
    switch (outcome) {
      case null -> breaches.add(Finding.rule("no outcome for " + message.content()));
      case Outcome.Returned _ -> throw new IllegalArgumentException("it was not acknowledged");
      case Outcome.Satisfied _ -> breaches.addAll(notStored(message.claim()));
      case Outcome.Stored _ -> breaches.addAll(notStored(message.claim()));
      case Outcome.Forwarded(Outcome.Forwarded.By by) -> {
        // The message that carries it may have been faster than this one.
        if (!isCarried(message) && !notStored(message.claim()).isEmpty()) {
          breaches.add(
              Finding.lost(
                  SimulatedMessages.inWords(message.claim()) + " is said to be carried by " + by));
        }
      }
    }
  }

  /** Checks a message that will be delivered again: where nothing else fails, its own list did. */
  void checkReturned(QueuedMessage message, FaultPlan faults) {
    Claim claim = message.claim();
    if (faults.equals(FaultPlan.none())
        && simulatedScenario.trouble(claim.instance(), claim.contact()).isEmpty()
        && !isErased(claim)) {
      breaches.add(
          Finding.lostToNeighbour(
              SimulatedMessages.inWords(claim) + " was returned, although its own list is had"));
    }
  }

  List<Finding> breaches() {
    return breaches;
  }

  private List<Finding> notStored(Claim claim) {
    if (!(claim instanceof Claim.Ended ended)) {
      return List.of();
    }
    Optional<KnownContact> known =
        tree(claim).flatMap(tree -> tree.known().contact(claim.contact()));
    if (known.isEmpty() || !known.get().hasEnded()) {
      return List.of(
          Finding.lost(SimulatedMessages.inWords(claim) + " was acknowledged, but is not stored"));
    }
    List<Finding> lost = new ArrayList<>();
    for (Map.Entry<Fact, Observation> fact : ended.facts().observations().entrySet()) {
      Observation stored = known.get().fromEvents().observations().get(fact.getKey());
      if (stored == null || stored.stamp().at().isBefore(fact.getValue().stamp().at())) {
        lost.add(
            Finding.lost(
                SimulatedMessages.inWords(claim)
                    + " was acknowledged, but lost its "
                    + fact.getKey()));
      }
    }
    return lost;
  }

  private boolean isCarried(QueuedMessage message) {
    Optional<StoredTree> tree = tree(message.claim());
    return queue.waiting().stream()
        .filter(other -> other != message)
        .map(QueuedMessage::claim)
        .filter(other -> other.instance().equals(message.claim().instance()))
        .anyMatch(
            other ->
                other.contact().equals(message.claim().contact())
                    || (tree.isPresent()
                        && tree(other)
                            .map(StoredTree::treeId)
                            .equals(tree.map(StoredTree::treeId))));
  }

  /** Another member is asked by for an erased contact, and that one may have trouble. */
  boolean isErased(Claim claim) {
    return !table.load(claim.instance(), Set.of(claim.contact())).erased().isEmpty();
  }

  private Optional<StoredTree> tree(Claim claim) {
    LoadedTrees loaded = table.load(claim.instance(), Set.of(claim.contact()));
    return loaded.treeOf(claim.contact());
  }
}
