package io.contacttree.verification.simulator;

import io.contacttree.domain.flow.BuildSettings;
import io.contacttree.verification.simulator.scenario.SimulatedContact;
import io.contacttree.verification.simulator.scenario.SimulatedEvent;
import io.contacttree.verification.simulator.scenario.SimulatedScenario;
import io.contacttree.verification.simulator.time.Dice;
import io.contacttree.verification.simulator.time.SimulatedTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * How the events of a scenario reach the builders, and what goes wrong meanwhile.
 *
 * @param dice the seed of order, batches and times
 * @param arrival when events reach the queue
 * @param duplicates how likely an event arrives twice
 * @param requests how likely somebody asks for a refresh or a rebuild of a contact
 * @param workers how many invocations run at most at the same time
 * @param batch how many messages an invocation gets at most
 * @param timeout how long an invocation may take
 * @param faults what goes wrong
 */
record RunPlan(
    long dice,
    Arrival arrival,
    double duplicates,
    double requests,
    int workers,
    int batch,
    Duration timeout,
    FaultPlan faults) {

  /** How long the queue delays every event. */
  static final Duration WINDOW = Duration.ofSeconds(20);

  /** Which part of Amazon Connect's quotas the workers may use together. */
  static final double HEADROOM = 0.9;

  /** How many settle reads a tree has. */
  static final int SETTLE_MAX = 3;

  /** The delay of the first settle read. */
  static final Duration SETTLE_FIRST = Duration.ofMinutes(2);

  static final BuildSettings SETTINGS =
      new BuildSettings(
          Duration.ofSeconds(10),
          SETTLE_FIRST,
          Duration.ofSeconds(900),
          Duration.ofSeconds(30),
          Duration.ofSeconds(900));

  /** When events reach the queue. */
  enum Arrival {
    /** As they happen. */
    LIVE,
    /** Some of them much later than others. */
    LATE,
    /** All at once after everything has happened. */
    BACKLOG
  }

  /** Returns a plan in which one worker does everything and nothing goes wrong. */
  static RunPlan calm(Dice dice) {
    return new RunPlan(
        dice.any(),
        dice.oneOf(Arrival.values()),
        0,
        0,
        1,
        10,
        Duration.ofMinutes(3),
        FaultPlan.none());
  }

  /** Returns whether it is one of {@link #calm}. */
  boolean isCalm() {
    return workers == 1 && requests == 0 && duplicates == 0 && faults.equals(FaultPlan.none());
  }

  /** Returns any plan for a scenario. */
  static RunPlan any(SimulatedScenario simulatedScenario, Dice dice) {
    return new RunPlan(
        dice.any(),
        dice.oneOf(Arrival.values()),
        dice.oneOf(0.0, 0.1, 0.5),
        dice.oneOf(0.0, 0.0, 0.1),
        dice.between(1, 4),
        dice.oneOf(1, 3, 10, 10),
        Duration.ofSeconds(dice.oneOf(180, 180, 60, 30)),
        dice.chance(0.2) ? FaultPlan.none() : faults(simulatedScenario, dice));
  }

  private static FaultPlan faults(SimulatedScenario simulatedScenario, Dice dice) {
    boolean late = simulatedScenario.hasSecondLife() && dice.chance(0.5);
    Instant begin = late ? SimulatedScenario.PURGE : SimulatedTime.START;
    FaultPlan any =
        FaultPlan.any(dice, begin.plus(Duration.ofHours(1)), last(simulatedScenario, begin));
    return simulatedScenario.reading().deniesAtFirst() ? any.withRightClocks() : any;
  }

  /** Returns the events of a scenario in no order that matters. */
  static Stream<SimulatedEvent> events(Map<?, SimulatedContact> contacts) {
    return contacts.values().stream().map(SimulatedContact::events).flatMap(List::stream);
  }

  /** Returns when the last event of the life that begins at a moment is sent. */
  static Instant last(SimulatedScenario simulatedScenario, Instant begin) {
    Instant end = begin.equals(SimulatedScenario.PURGE) ? Instant.MAX : SimulatedScenario.PURGE;
    return simulatedScenario.instances().values().stream()
        .flatMap(RunPlan::events)
        .map(SimulatedEvent::emittedAt)
        .filter(at -> at.isAfter(begin) && at.isBefore(end))
        .max(Comparator.naturalOrder())
        .orElse(begin.plus(Duration.ofHours(1)));
  }
}
