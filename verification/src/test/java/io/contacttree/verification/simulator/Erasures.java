package io.contacttree.verification.simulator;

import io.contacttree.domain.connect.Deadline;
import io.contacttree.domain.contact.ContactId;
import io.contacttree.domain.contact.InstanceId;
import io.contacttree.domain.erase.EraseContacts;
import io.contacttree.domain.erase.ErasePorts;
import io.contacttree.domain.erase.EraseScope;
import io.contacttree.domain.erase.Erasure;
import io.contacttree.domain.flow.Pauses;
import io.contacttree.domain.reference.ReferenceTypes;
import io.contacttree.domain.store.UpstreamFailure;
import io.contacttree.domain.tree.TreeAssembler;
import io.contacttree.verification.simulator.scenario.SimulatedScenario;
import io.contacttree.verification.simulator.time.Dice;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Erases contacts between any two steps of those who build, and again until each is done. */
final class Erasures {
  private static final Duration TIMEOUT = Duration.ofSeconds(60);
  private static final Duration DEADLINE = Duration.ofSeconds(20);

  private final Simulation simulation;
  private final Faults faults;
  private final SabotagedPorts ports;
  private final Dice dice;
  private final Trace trace;

  /**
   * A call that somebody makes.
   *
   * @param afterSteps after how many steps of all workers
   */
  record Planned(InstanceId instance, ContactId contact, EraseScope scope, long afterSteps) {}

  Erasures(Simulation simulation, Faults faults, SabotagedPorts ports, Dice dice, Trace trace) {
    this.simulation = simulation;
    this.ports = ports;
    this.faults = faults;
    this.dice = dice;
    this.trace = trace;
  }

  /** Returns some calls for a scenario, one of the contacts or names of some instances each. */
  static List<Planned> any(SimulatedScenario simulatedScenario, Dice dice, long steps) {
    List<Planned> planned = new ArrayList<>();
    simulatedScenario
        .instances()
        .forEach(
            (instance, contacts) -> {
              List<ContactId> ids = new ArrayList<>(contacts.keySet());
              contacts.values().forEach(contact -> ids.addAll(contact.namesInLists(true)));
              for (int left = dice.between(0, 3); left > 0 && !ids.isEmpty(); left--) {
                planned.add(
                    new Planned(
                        instance,
                        dice.oneOf(ids),
                        dice.chance(0.2) ? EraseScope.TREE : EraseScope.CONTACT,
                        dice.between(1, (int) Math.min(steps + 1, Integer.MAX_VALUE - 1))));
              }
            });
    return planned;
  }

  void plan(List<Planned> planned) {
    planned.forEach(call -> simulation.steps().after(call.afterSteps(), () -> begin(call, 1)));
  }

  private void begin(Planned call, int times) {
    Worker worker = new Worker("eraser", simulation.time(), faults, trace, simulation.steps());
    worker.run(TIMEOUT, true, 0, 1, () -> erase(worker, call, times));
  }

  private void erase(Worker worker, Planned call, int times) {
    boolean finished = false;
    try {
      worker.step("erase " + call);
      Erasure erasure =
          new EraseContacts(
                  new ErasePorts(
                      new FaultyTombstones(
                          worker,
                          ports.tombstones(simulation.table()),
                          faults,
                          simulation.revisions()),
                      new FaultyLeases(worker, simulation.leases(), faults, simulation.calls()),
                      new FaultyQueue(worker, simulation.queue(), faults, simulation.calls()),
                      pauses(worker)),
                  new TreeAssembler(RunPlan.SETTLE_MAX, ReferenceTypes.DOCUMENTED),
                  RunPlan.SETTLE_FIRST,
                  worker)
              .erase(
                  call.instance(),
                  call.contact(),
                  call.scope(),
                  new Deadline(worker.instant().plus(DEADLINE)));
      finished = erasure.finished();
      worker.note("erased " + erasure);
    } catch (Worker.Crash | UpstreamFailure stopped) {
      worker.note("erasing stopped: " + stopped.getMessage());
    } finally {
      if (finished) {
        simulation
            .happenings()
            .add(call.scope() == EraseScope.TREE ? Happening.TREE_ERASED : Happening.ERASED);
        if (times > 1) {
          simulation.happenings().add(Happening.ERASED_BY_A_REPEAT);
        }
      } else {
        simulation
            .time()
            .after(
                dice.between(Duration.ofSeconds(1), Duration.ofSeconds(90)),
                () -> begin(call, times + 1));
      }
    }
  }

  private Pauses pauses(Worker worker) {
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
}
