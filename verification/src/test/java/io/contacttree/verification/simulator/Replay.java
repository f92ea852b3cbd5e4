package io.contacttree.verification.simulator;

import java.util.ArrayList;
import java.util.List;

/** Sends everything once more: nothing of it may have an effect, and it must stay cheap. */
final class Replay {
  private static final int MOST_LOADS = 2;

  private Replay() {}

  static List<Finding> problems(Simulation simulation, Trace trace) {
    trace.add(simulation.time(), "replay", "begins");
    Calls calls = simulation.calls();
    int messages = simulation.queue().everSent().size();
    long loads = calls.loads();
    long saves = calls.saves();
    long leases = calls.leases();
    long sent = calls.messages();
    long lists = simulation.attempts().count(Api.LIST_ASSOCIATED_CONTACTS);
    long references = simulation.attempts().count(Api.LIST_CONTACT_REFERENCES);
    simulation.replay();
    List<Finding> problems = new ArrayList<>(simulation.breaches());
    none(problems, "lists", simulation.attempts().count(Api.LIST_ASSOCIATED_CONTACTS) - lists);
    none(
        problems,
        "reads of references",
        simulation.attempts().count(Api.LIST_CONTACT_REFERENCES) - references);
    none(problems, "writes", calls.saves() - saves);
    none(problems, "leases", calls.leases() - leases);
    none(problems, "messages", calls.messages() - sent);
    if (calls.loads() - loads > (long) MOST_LOADS * messages) {
      problems.add(
          Finding.effect(
              "a replay of " + messages + " loaded " + (calls.loads() - loads) + " times"));
    }
    return problems;
  }

  private static void none(List<Finding> problems, String what, long count) {
    if (count != 0) {
      problems.add(Finding.effect("a replay of everything made " + count + " " + what));
    }
  }
}
