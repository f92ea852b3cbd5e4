package io.contacttree.verification.simulator;

import io.contacttree.domain.contact.ContactId;
import io.contacttree.domain.contact.InstanceId;
import io.contacttree.domain.store.StoredTree;
import io.contacttree.verification.simulator.oracle.ActualTree;
import io.contacttree.verification.simulator.oracle.Difference;
import io.contacttree.verification.simulator.oracle.ExpectedTree;
import io.contacttree.verification.simulator.oracle.Oracle;
import io.contacttree.verification.simulator.scenario.ScenarioGenerator;
import io.contacttree.verification.simulator.scenario.SimulatedScenario;
import io.contacttree.verification.simulator.time.Dice;
import io.contacttree.verification.simulator.time.SimulatedTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Everything that is done with one seed: two runs over one scenario with different orders and
 * faults, each compared with the oracle, with the other one, and replayed.
 */
final class SeedRun {
  /** Every so many seeds what a run without faults costs is measured as well. */
  private static final int CALM_EVERY = 4;

  private final long seed;
  private final Sabotage sabotage;
  private final boolean traced;
  private final List<Finding> problems = new ArrayList<>();
  private final List<String> trace = new ArrayList<>();
  private final Happenings happenings = new Happenings();
  private long fingerprint;
  private long steps;

  private SeedRun(long seed, Sabotage sabotage, boolean traced) {
    this.seed = seed;
    this.sabotage = sabotage;
    this.traced = traced;
  }

  /**
   * What a seed gave.
   *
   * @param problems what is wrong; empty where all is well
   * @param trace what happened, where it was asked for
   * @param happenings how often what happened
   * @param fingerprint the same for two runs that did the same at the same times
   */
  record Result(
      long seed,
      List<Finding> problems,
      List<String> trace,
      Happenings happenings,
      long fingerprint) {
    boolean passes() {
      return problems.isEmpty();
    }

    String inWords() {
      StringBuilder words = new StringBuilder("seed ").append(seed);
      words.append(passes() ? " passes" : " fails:");
      problems.forEach(
          finding ->
              words.append("\n  ").append(finding.kind()).append(": ").append(finding.text()));
      return words.toString();
    }
  }

  /** Runs a seed. */
  static Result of(long seed) {
    return of(seed, Sabotage.NONE, false);
  }

  /** Runs a seed and keeps what happened. */
  static Result traced(long seed) {
    return of(seed, Sabotage.NONE, true);
  }

  /** Runs a seed with a builder that is broken on purpose. */
  static Result of(long seed, Sabotage sabotage) {
    return of(seed, sabotage, false);
  }

  private static Result of(long seed, Sabotage sabotage, boolean traced) {
    SeedRun run = new SeedRun(seed, sabotage, traced);
    run.run();
    return new Result(
        seed, List.copyOf(run.problems), List.copyOf(run.trace), run.happenings, run.fingerprint);
  }

  private void run() {
    SimulatedScenario simulatedScenario = ScenarioGenerator.of(seed);
    Dice dice = Dice.of(seed, "plans");
    List<String> first =
        run("first order", simulatedScenario, RunPlan.any(simulatedScenario, dice));
    List<String> second =
        run("second order", simulatedScenario, RunPlan.any(simulatedScenario, dice));
    if (problems.isEmpty() && !first.equals(second)) {
      problems.add(Finding.divergent("two orders give different content"));
    }
    runErased(simulatedScenario, Dice.of(seed, "erasures"));
    if (seed % CALM_EVERY == 0) {
      run("calm order", simulatedScenario, RunPlan.calm(dice));
    }
  }

  /** Returns the content of all documents of a run. */
  private List<String> run(String name, SimulatedScenario simulatedScenario, RunPlan plan) {
    Trace own = new Trace(traced);
    Simulation simulation = new Simulation(simulatedScenario, plan, sabotage, own);
    List<Finding> found = new ArrayList<>();
    List<String> content = new ArrayList<>();
    try {
      simulation.run();
      found.addAll(simulation.breaches());
      List<ExpectedTree> expected = expected(simulatedScenario, simulation);
      expected.forEach(tree -> compare(tree, simulatedScenario, simulation, found, content));
      simulatedScenario
          .instances()
          .keySet()
          .forEach(
              instance -> nothingElse(instance, simulatedScenario, expected, simulation, found));
      if (plan.isCalm()) {
        boolean backlog = plan.arrival() == RunPlan.Arrival.BACKLOG;
        found.addAll(CallBounds.problems(simulatedScenario, simulation, expected, backlog));
      }
      if (found.isEmpty() && !simulatedScenario.hasDoomed()) {
        found.addAll(Replay.problems(simulation, own));
      }
    } catch (AssertionError stopped) {
      found.add(Finding.rule(stopped.toString()));
    }
    found.forEach(finding -> problems.add(finding.in(name)));
    happenings.addAll(simulation.happenings());
    steps = simulation.steps().taken();
    fingerprint = fingerprint * 31 + own.fingerprint();
    trace.add("--- " + name + ": " + plan);
    trace.addAll(own.lines());
    return content;
  }

  /** Erases contacts between any two steps, and sends everything again. */
  private void runErased(SimulatedScenario simulatedScenario, Dice dice) {
    Trace own = new Trace(traced);
    RunPlan plan = RunPlan.any(simulatedScenario, dice);
    List<Erasures.Planned> planned = Erasures.any(simulatedScenario, dice, steps);
    List<Finding> found = new ArrayList<>();
    Simulation simulation = new Simulation(simulatedScenario, plan, sabotage, own);
    simulation.erase(planned, dice, own);
    try {
      simulation.run();
      found.addAll(simulation.breaches());
      found.addAll(ErasedOrder.problems(simulatedScenario, simulation, planned));
      if (found.isEmpty() && !simulatedScenario.hasDoomed()) {
        // A refresh of an erased contact asks for the rest of its tree, if nobody has since.
        simulation.replay();
        // One by which no list can be had is asked by each time.
        if (simulatedScenario.instances().keySet().stream()
            .noneMatch(simulatedScenario::hasTroubles)) {
          found.addAll(Replay.problems(simulation, own));
        }
        found.addAll(ErasedOrder.problems(simulatedScenario, simulation, planned));
      }
    } catch (AssertionError stopped) {
      found.add(Finding.rule(stopped.toString()));
    }
    found.forEach(finding -> problems.add(finding.in("erased order")));
    happenings.addAll(simulation.happenings());
    fingerprint = fingerprint * 31 + own.fingerprint();
    trace.add("--- erased order: " + plan + ", " + planned);
    trace.addAll(own.lines());
  }

  private static List<ExpectedTree> expected(
      SimulatedScenario simulatedScenario, Simulation simulation) {
    Instant last = last(simulation);
    return simulatedScenario.instances().keySet().stream()
        .flatMap(instance -> Oracle.trees(simulatedScenario, instance, last).stream())
        .toList();
  }

  private static void compare(
      ExpectedTree expected,
      SimulatedScenario simulatedScenario,
      Simulation simulation,
      List<Finding> found,
      List<String> content) {
    InstanceId instance = expected.instance();
    Set<ContactId> beside = Oracle.besideDoomed(simulatedScenario, instance, last(simulation));
    if (expected.answering().stream().anyMatch(beside::contains)) {
      Set<ContactId> neighbours = new TreeSet<>(expected.members());
      neighbours.removeAll(simulatedScenario.doomed(instance));
      compareMembers(expected, neighbours, simulation, found);
    } else {
      compareDocuments(expected, simulation, found, content);
    }
  }

  /** Whatever becomes of a doomed contact, its neighbours are stored with all that is theirs. */
  private static void compareMembers(
      ExpectedTree expected,
      Set<ContactId> neighbours,
      Simulation simulation,
      List<Finding> found) {
    for (ContactId id : neighbours) {
      List<String> lines = expected.linesOf(id);
      List<String> actual =
          simulation
              .tree(expected.instance(), id)
              .map(tree -> ActualTree.linesOf(tree.document(), id))
              .orElse(List.of());
      if (!actual.equals(lines)) {
        found.add(
            Finding.lostToNeighbour(
                id + " beside a doomed contact:\n" + Difference.between(lines, actual)));
      }
    }
  }

  /** Every id of a tree answers with the same document: the one that the oracle says. */
  private static void compareDocuments(
      ExpectedTree expected, Simulation simulation, List<Finding> found, List<String> content) {
    List<String> lines = expected.lines();
    Set<String> differences = new TreeSet<>();
    for (ContactId id : expected.answering()) {
      Optional<StoredTree> stored = simulation.tree(expected.instance(), id);
      if (stored.filter(tree -> answers(tree, id)).isEmpty()) {
        found.add(simulation.lost(expected.instance(), id + " is in no document"));
      }
      List<String> actual = stored.map(tree -> ActualTree.lines(tree.document())).orElse(List.of());
      content.addAll(actual);
      if (!actual.equals(lines)) {
        differences.add(Difference.between(lines, actual));
      }
    }
    if (!differences.isEmpty()) {
      found.add(
          Finding.divergent(
              "the tree of " + expected.answering() + ":\n" + String.join("\n", differences)));
    }
  }

  private static Instant last(Simulation simulation) {
    return simulation.time().instant().plus(SimulatedTime.LONG);
  }

  private static boolean answers(StoredTree tree, ContactId id) {
    return tree.known().contacts().containsKey(id) || tree.known().namedContacts().contains(id);
  }

  /** A contact that nothing ever told of is in no document. */
  private static void nothingElse(
      InstanceId instance,
      SimulatedScenario simulatedScenario,
      List<ExpectedTree> expected,
      Simulation simulation,
      List<Finding> found) {
    Set<ContactId> others = new TreeSet<>(simulatedScenario.contacts(instance).keySet());
    expected.stream()
        .filter(tree -> tree.instance().equals(instance))
        .forEach(tree -> others.removeAll(tree.answering()));
    others.removeAll(Oracle.besideDoomed(simulatedScenario, instance, last(simulation)));
    others.removeIf(id -> simulation.tree(instance, id).isEmpty());
    if (!others.isEmpty()) {
      found.add(Finding.divergent("nothing told of " + others + ", yet they have documents"));
    }
  }
}
