package io.contacttree.verification.simulator;

import io.contacttree.verification.simulator.time.Dice;
import io.contacttree.verification.simulator.time.SimulatedTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Which faults a run meets and how often.
 *
 * <p>Restricted so that what the documents must say in the end is determined: faults stop before
 * the settle reads of a tree can all have failed, and a message is never made to fail so often that
 * it reaches the dead-letter queue.
 *
 * @param until after this moment there are none
 * @param crash how likely an invocation ends at a call
 * @param mostCrashes how many do at most
 * @param tableFails how likely a call to the table fails without effect
 * @param answerLost how likely a write is applied and its answer lost
 * @param tornLoad how likely a load shows its trees as of different moments
 * @param needlessConflict how likely a write is refused although nobody wrote
 * @param queueFails how likely sending fails, in half of the cases after the message was taken
 * @param leaseLost how likely a lease is gone at once
 * @param requestFails how likely a request to Amazon Connect fails
 * @param lostReadsEach how often reading one contact's references may fail for good besides storms
 * @param deleteLost how likely an acknowledged message is delivered again
 * @param clockMoves how likely a worker's clock jumps between two looks at it
 * @param mostClockError by how much it is wrong at most
 * @param slowest the longest usual latency
 * @param storms when Amazon Connect refuses everything
 * @param outages when the table answers nothing
 */
record FaultPlan(
    Instant until,
    double crash,
    int mostCrashes,
    double tableFails,
    double answerLost,
    double tornLoad,
    double needlessConflict,
    double queueFails,
    double leaseLost,
    double requestFails,
    int lostReadsEach,
    double deleteLost,
    double clockMoves,
    Duration mostClockError,
    Duration slowest,
    List<Window> storms,
    List<Window> outages) {

  /** The longest storm: shorter than the time between two settle reads. */
  private static final Duration LONGEST_STORM = Duration.ofSeconds(100);

  private static final Duration LONGEST_OUTAGE = Duration.ofSeconds(90);

  /** A time in which something is down. */
  record Window(Instant from, Duration length) {
    boolean covers(Instant moment) {
      return !moment.isBefore(from) && moment.isBefore(from.plus(length));
    }
  }

  FaultPlan {
    storms = List.copyOf(storms);
    outages = List.copyOf(outages);
  }

  /** Returns a plan without faults; calls still take a little while. */
  static FaultPlan none() {
    return new FaultPlan(
        SimulatedTime.START,
        0,
        0,
        0,
        0,
        0,
        0,
        0,
        0,
        0,
        0,
        0,
        0,
        Duration.ZERO,
        Duration.ofMillis(40),
        List.of(),
        List.of());
  }

  /** Returns any plan for a run whose last event comes at a moment. */
  static FaultPlan any(Dice dice, Instant begin, Instant lastEvent) {
    Duration span = Duration.between(begin, lastEvent).plusMinutes(25);
    Instant until = begin.plus(dice.between(Duration.ofMinutes(10), span));
    List<Window> storms = windows(dice, 2, begin, until, LONGEST_STORM);
    return new FaultPlan(
        until,
        rarely(dice, 0.03),
        dice.between(0, 5),
        rarely(dice, 0.03),
        rarely(dice, 0.08),
        rarely(dice, 0.4),
        rarely(dice, 0.1),
        rarely(dice, 0.05),
        rarely(dice, 0.3),
        rarely(dice, 0.15),
        2 - storms.size(),
        rarely(dice, 0.1),
        rarely(dice, 0.02),
        Duration.ofSeconds(5),
        dice.oneOf(
            Duration.ofMillis(20),
            Duration.ofMillis(300),
            Duration.ofSeconds(3),
            Duration.ofSeconds(12)),
        storms,
        windows(dice, 1, begin, until, LONGEST_OUTAGE));
  }

  /**
   * Returns the same plan with clocks that are right. Where Amazon Connect first denies a contact
   * and seconds later knows it, the newer of both answers stands, and a wrong clock would say which
   * one that is.
   */
  FaultPlan withRightClocks() {
    return new FaultPlan(
        until,
        crash,
        mostCrashes,
        tableFails,
        answerLost,
        tornLoad,
        needlessConflict,
        queueFails,
        leaseLost,
        requestFails,
        lostReadsEach,
        deleteLost,
        0,
        Duration.ZERO,
        slowest,
        storms,
        outages);
  }

  private static double rarely(Dice dice, double most) {
    return dice.chance(0.5) ? 0 : most * dice.between(1, 10) / 10;
  }

  private static List<Window> windows(
      Dice dice, int most, Instant begin, Instant until, Duration longest) {
    List<Window> windows = new ArrayList<>();
    for (int count = dice.between(0, most); count > 0; count--) {
      Instant from = begin.plus(dice.between(Duration.ZERO, Duration.between(begin, until)));
      windows.add(new Window(from, dice.between(Duration.ofSeconds(3), longest)));
    }
    return windows;
  }
}
