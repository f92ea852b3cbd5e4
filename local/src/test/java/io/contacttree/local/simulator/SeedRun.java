package io.contacttree.local.simulator;

import io.contacttree.domain.contact.ContactId;
import io.contacttree.domain.store.StoredTree;
import io.contacttree.local.simulator.oracle.ActualTree;
import io.contacttree.local.simulator.oracle.Difference;
import io.contacttree.local.simulator.oracle.ExpectedTree;
import io.contacttree.local.simulator.oracle.Oracle;
import io.contacttree.local.simulator.scenario.Scenario;
import io.contacttree.local.simulator.scenario.ScenarioGenerator;
import io.contacttree.local.simulator.time.Dice;
import io.contacttree.local.simulator.time.VirtualTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Everything that is done with one seed: two runs over one scenario with different orders and
 * faults, each compared with the oracle, with the other one, and replayed.
 */
final class SeedRun {
  /** Every so many seeds what a run without faults costs is measured as well. */
  private static final int CALM_EVERY = 4;

  private final long seed;
  private final boolean traced;
  private final List<String> problems = new ArrayList<>();
  private final List<String> trace = new ArrayList<>();
  private long fingerprint;

  private SeedRun(long seed, boolean traced) {
    this.seed = seed;
    this.traced = traced;
  }

  /**
   * What a seed gave.
   *
   * @param problems what is wrong; empty where all is well
   * @param trace what happened, where it was asked for
   * @param fingerprint the same for two runs that did the same at the same times
   */
  record Result(long seed, List<String> problems, List<String> trace, long fingerprint) {
    String inWords() {
      return "seed "
          + seed
          + (problems.isEmpty() ? " passes" : " fails:\n" + String.join("\n", problems));
    }
  }

  /** Runs a seed. */
  static Result of(long seed, boolean traced) {
    SeedRun run = new SeedRun(seed, traced);
    run.run();
    return new Result(seed, List.copyOf(run.problems), List.copyOf(run.trace), run.fingerprint);
  }

  private void run() {
    Scenario scenario = ScenarioGenerator.of(seed);
    Dice dice = Dice.of(seed, "plans");
    List<String> first = run("first order", scenario, RunPlan.any(scenario, dice));
    List<String> second = run("second order", scenario, RunPlan.any(scenario, dice));
    if (problems.isEmpty() && !first.equals(second)) {
      problems.add("two orders give different content");
    }
    if (seed % CALM_EVERY == 0) {
      run("calm order", scenario, RunPlan.calm(dice));
    }
  }

  /** Returns the content of all documents of a run. */
  private List<String> run(String name, Scenario scenario, RunPlan plan) {
    Trace own = new Trace(traced);
    Simulation simulation = new Simulation(scenario, plan, own);
    List<String> found = new ArrayList<>();
    List<String> content = new ArrayList<>();
    try {
      simulation.run();
      found.addAll(simulation.breaches());
      List<ExpectedTree> expected = expected(scenario, simulation);
      expected.forEach(tree -> compare(tree, simulation, found, content));
      if (plan.isCalm()) {
        boolean backlog = plan.arrival() == RunPlan.Arrival.BACKLOG;
        found.addAll(CallBounds.problems(scenario, simulation.calls(), expected, backlog));
      }
      if (found.isEmpty()) {
        found.addAll(Replay.problems(simulation, own));
      }
    } catch (AssertionError stopped) {
      found.add(stopped.toString());
    }
    found.forEach(problem -> problems.add(name + ": " + problem));
    fingerprint = fingerprint * 31 + own.fingerprint();
    trace.add("--- " + name + ": " + plan);
    trace.addAll(own.lines());
    return content;
  }

  private static List<ExpectedTree> expected(Scenario scenario, Simulation simulation) {
    Instant last = simulation.time().instant().plus(VirtualTime.LONG);
    return scenario.instances().keySet().stream()
        .flatMap(instance -> Oracle.trees(scenario, instance, last).stream())
        .toList();
  }

  private static void compare(
      ExpectedTree expected, Simulation simulation, List<String> found, List<String> content) {
    List<String> lines = expected.lines();
    for (ContactId id : expected.answering()) {
      Optional<StoredTree> stored = simulation.tree(expected.instance(), id);
      List<String> actual = stored.map(tree -> ActualTree.lines(tree.document())).orElse(List.of());
      content.addAll(actual);
      if (!actual.equals(lines)) {
        found.add("the tree of " + id + " differs:\n" + Difference.between(lines, actual));
        return;
      }
    }
  }
}
