package io.contacttree.verification.simulator;

import io.contacttree.aws.pacing.MonotonicTime;
import io.contacttree.aws.pacing.Quota;
import io.contacttree.aws.pacing.RateShare;
import io.contacttree.aws.pacing.TokenPacer;
import io.contacttree.domain.claim.ClaimMessage;
import io.contacttree.domain.claim.Outcome;
import io.contacttree.domain.connect.Deadline;
import io.contacttree.domain.flow.BuildContactTrees;
import io.contacttree.domain.flow.BuildListener;
import io.contacttree.domain.flow.BuildPorts;
import io.contacttree.domain.flow.Pauses;
import io.contacttree.domain.reference.ReferenceTypes;
import io.contacttree.domain.tree.TreeAssembler;
import io.contacttree.verification.simulator.time.Dice;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** One Lambda environment: polls the queue, runs the real flow on a batch, answers. */
final class Environment {
  /** A message that was returned so often meets no more faults, so that it never dies of them. */
  private static final int RECEIVES_WITH_FAULTS = 6;

  private final Worker worker;
  private final RunPlan plan;
  private final Simulation simulation;
  private final SabotagedPorts ports;
  private final Dice dice;
  private BuildContactTrees flow;
  private boolean busy;

  Environment(Worker worker, RunPlan plan, Simulation simulation, SabotagedPorts ports, Dice dice) {
    this.worker = worker;
    this.plan = plan;
    this.simulation = simulation;
    this.ports = ports;
    this.dice = dice;
    this.flow = coldStart();
  }

  /** Returns this environment's share of a quota. */
  RateShare allowance(Api api) {
    return RateShare.share(new Quota(api.rate(), api.burst()), RunPlan.HEADROOM, plan.workers());
  }

  /** Looks for messages in a moment. */
  void pollSoon() {
    Duration wait =
        dice.between(
            Duration.ZERO, dice.chance(0.1) ? Duration.ofSeconds(20) : Duration.ofMillis(500));
    simulation.time().after(wait, this::poll);
  }

  private void poll() {
    if (busy || !simulation.queue().hasVisible()) {
      return;
    }
    List<QueuedMessage> batch = simulation.queue().receive(dice.between(1, plan.batch()));
    if (batch.isEmpty()) {
      return;
    }
    busy = true;
    boolean faultsAllowed =
        batch.stream().allMatch(message -> message.receives() <= RECEIVES_WITH_FAULTS);
    long settles =
        batch.stream().filter(message -> SimulatedMessages.isSettle(message.claim())).count();
    worker.run(plan.timeout(), faultsAllowed, settles, batch.size(), () -> invoke(batch));
  }

  private void invoke(List<QueuedMessage> batch) {
    try {
      Deadline deadline =
          new Deadline(worker.instant().plus(plan.timeout().multipliedBy(2).dividedBy(3)));
      worker.step("batch of " + batch.size());
      List<ClaimMessage> messages = batch.stream().map(QueuedMessage::content).toList();
      Map<String, Outcome> outcomes = ports.outcomes(flow.build(messages, deadline));
      worker.step("answers");
      batch.forEach(message -> answer(message, outcomes));
    } catch (Worker.Crash _) {
      flow = coldStart();
    } finally {
      busy = false;
      pollSoon();
    }
  }

  private void answer(QueuedMessage message, Map<String, Outcome> outcomes) {
    Outcome outcome = outcomes.get(message.content().messageId());
    worker.note(SimulatedMessages.inWords(message.claim()) + " is " + outcome);
    if (outcome != null) {
      simulation.happenings().add(outcome);
    }
    if (outcome instanceof Outcome.Returned) {
      simulation.acknowledgements().checkReturned(message, plan.faults());
      simulation.queue().giveBack(message);
      return;
    }
    simulation.acknowledgements().check(message, outcome);
    if (!worker.loses()) {
      simulation.queue().delete(message);
    }
  }

  private BuildContactTrees coldStart() {
    Faults faults = worker.faults();
    Calls calls = simulation.calls();
    return new BuildContactTrees(
        new BuildPorts(
            ports.lists(
                new SimulatedAssociatedContacts(
                    worker,
                    simulation.connect(),
                    requests(Api.LIST_ASSOCIATED_CONTACTS),
                    calls,
                    ports.listed())),
            ports.references(
                new SimulatedContactReferences(
                    worker, simulation.connect(), requests(Api.LIST_CONTACT_REFERENCES), calls)),
            ports.store(
                new FaultyStore(worker, simulation.table(), faults, calls, simulation.revisions())),
            new FaultyLeases(worker, simulation.leases(), faults, calls),
            ports.queue(new FaultyQueue(worker, simulation.queue(), faults, calls)),
            pauses()),
        new TreeAssembler(RunPlan.SETTLE_MAX, ReferenceTypes.DOCUMENTED),
        RunPlan.SETTINGS,
        worker,
        BuildListener.NONE);
  }

  private Pauses pauses() {
    return new Pauses() {
      @Override
      public double random() {
        return dice.between(0, 999) / 1_000.0;
      }

      @Override
      public void await(Duration duration) {
        worker.pass(duration);
      }
    };
  }

  private PacedRequests requests(Api api) {
    MonotonicTime time =
        new MonotonicTime() {
          @Override
          public long nanos() {
            return worker.nanos();
          }

          @Override
          public void await(Duration duration) {
            worker.pass(duration);
          }
        };
    return new PacedRequests(worker, ports.pacer(new TokenPacer(allowance(api), time, worker)));
  }
}
