package io.contacttree.verification.simulator;

import io.contacttree.domain.claim.Claim;
import io.contacttree.domain.claim.ClaimMessage;
import io.contacttree.domain.contact.ContactId;
import io.contacttree.domain.contact.InstanceId;
import io.contacttree.domain.store.InMemoryLeases;
import io.contacttree.domain.store.InMemoryTreeStore;
import io.contacttree.domain.store.StoredTree;
import io.contacttree.verification.simulator.scenario.SimulatedScenario;
import io.contacttree.verification.simulator.time.Dice;
import io.contacttree.verification.simulator.time.SimulatedTime;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** One run of the flow over a scenario, until nothing is left to do. */
final class Simulation {
  private static final long MOST_STEPS = 200_000;

  private final SimulatedScenario simulatedScenario;
  private final Sabotage sabotage;
  private final SimulatedTime time;
  private final Instant calmFrom;
  private final InMemoryTreeStore table = new InMemoryTreeStore();
  private final Faults faults;
  private final InMemoryLeases leases;
  private final SimulatedConnect connect;
  private final SimulatedQueue queue;
  private final Attempts attempts = new Attempts();
  private final Calls calls = new Calls();
  private final Revisions revisions = new Revisions();
  private final Happenings happenings = new Happenings();
  private final Acknowledgements acknowledgements;
  private final List<Environment> environments = new ArrayList<>();
  private final Steps steps = new Steps();

  Simulation(SimulatedScenario simulatedScenario, RunPlan plan, Sabotage sabotage, Trace trace) {
    this.simulatedScenario = simulatedScenario;
    this.sabotage = sabotage;
    this.calmFrom = plan.faults().until();
    this.time = new SimulatedTime(Dice.of(plan.dice(), "ties"));
    this.faults = new Faults(plan.faults(), Dice.of(plan.dice(), "faults"), time, happenings);
    this.leases = new InMemoryLeases(time::instant);
    this.connect =
        new SimulatedConnect(simulatedScenario, time, faults, attempts, RunPlan.HEADROOM);
    this.queue = new SimulatedQueue(time, Dice.of(plan.dice(), "queue"), this::wake);
    this.acknowledgements = new Acknowledgements(table, queue, simulatedScenario);
    for (int number = 0; number < plan.workers(); number++) {
      environments.add(
          new Environment(
              new Worker("worker-" + number, time, faults, trace, steps),
              plan,
              this,
              new SabotagedPorts(sabotage),
              Dice.of(plan.dice(), "worker-" + number)));
    }
    new Arrivals(plan, Dice.of(plan.dice(), "arrivals"), time, queue, happenings)
        .plan(simulatedScenario);
  }

  /** Runs until nothing is left to do. */
  void run() {
    time.run(MOST_STEPS);
    while (steps.catchUp()) {
      time.run(MOST_STEPS);
    }
  }

  /** Plans erasures between the steps of the workers. */
  void erase(List<Erasures.Planned> planned, Dice dice, Trace trace) {
    new Erasures(this, faults, new SabotagedPorts(sabotage), dice, trace).plan(planned);
  }

  /**
   * Sends every message again that was ever sent, events and others, once there are no more faults,
   * and runs on. Rebuilds are left out: they ask for members that came to the tree later, too.
   */
  void replay() {
    time.at(calmFrom, this::sendAllAgain);
    run();
  }

  private void sendAllAgain() {
    for (ClaimMessage message : queue.everSent()) {
      if (message.claim() instanceof Claim.Rebuild) {
        continue;
      }
      queue.send(
          message.claim(),
          ClaimMessage.Trail.begun(time.instant().truncatedTo(ChronoUnit.MILLIS)),
          RunPlan.WINDOW);
    }
  }

  private void wake() {
    for (Environment environment : environments) {
      environment.pollSoon();
    }
  }

  /** Returns the tree that answers for a contact. */
  Optional<StoredTree> tree(InstanceId instance, ContactId contact) {
    return table.load(instance, Set.of(contact)).treeOf(contact);
  }

  /** Returns everything that went wrong whatever the documents say. */
  List<Finding> breaches() {
    List<Finding> breaches = new ArrayList<>(connect.breaches());
    breaches.addAll(revisions.breaches());
    breaches.addAll(acknowledgements.breaches());
    queue
        .waiting()
        .forEach(left -> breaches.add(Finding.lost("left in the queue: " + left.content())));
    for (QueuedMessage dead : queue.dead()) {
      Claim claim = dead.claim();
      if (simulatedScenario.doomed(claim.instance()).contains(claim.contact())
          || acknowledgements.isErased(claim)) {
        happenings.add(Happening.GIVEN_UP);
      } else {
        breaches.add(lost(claim.instance(), "in the dead-letter queue: " + dead.content()));
      }
    }
    for (Api api : Api.values()) {
      long capacity = environments.stream().mapToLong(each -> each.allowance(api).capacity()).sum();
      // Times are whole nanoseconds: less than a millionth of an attempt.
      if (attempts.mostAboveRate(api) > capacity + 1e-6) {
        breaches.add(
            Finding.breach(
                api
                    + ": "
                    + attempts.mostAboveRate(api)
                    + " attempts above the rate, not "
                    + capacity));
      }
    }
    return breaches;
  }

  /** Returns that something is lost, to a neighbour where one has trouble with its lists. */
  Finding lost(InstanceId instance, String text) {
    return simulatedScenario.hasTroubles(instance)
        ? Finding.lostToNeighbour(text)
        : Finding.lost(text);
  }

  Steps steps() {
    return steps;
  }

  SimulatedTime time() {
    return time;
  }

  InMemoryTreeStore table() {
    return table;
  }

  InMemoryLeases leases() {
    return leases;
  }

  SimulatedConnect connect() {
    return connect;
  }

  SimulatedQueue queue() {
    return queue;
  }

  Attempts attempts() {
    return attempts;
  }

  Calls calls() {
    return calls;
  }

  Happenings happenings() {
    return happenings;
  }

  Revisions revisions() {
    return revisions;
  }

  Acknowledgements acknowledgements() {
    return acknowledgements;
  }
}
