package io.contacttree.verification.simulator;

import io.contacttree.verification.simulator.time.SimulatedTime;
import io.contacttree.verification.simulator.time.Strand;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * One environment of the building function: a clock of its own that may be wrong, and one
 * invocation at a time, which may be cut off at any call to something outside.
 */
final class Worker implements InstantSource {
  private final String name;
  private final SimulatedTime time;
  private final Faults faults;
  private final Trace trace;
  private final Steps steps;
  private Duration clockError = Duration.ZERO;
  private Optional<Strand> strand = Optional.empty();
  private Instant cutOffAt = Instant.MAX;
  private boolean mayCrash;
  private boolean settling;
  private boolean onlySettles;
  private boolean crashed;

  Worker(String name, SimulatedTime time, Faults faults, Trace trace, Steps steps) {
    this.steps = steps;
    this.name = name;
    this.time = time;
    this.faults = faults;
    this.trace = trace;
  }

  /** Ends an invocation where it stands; nothing it does afterwards has an effect. */
  static final class Crash extends Error {
    private static final long serialVersionUID = 1L;

    private Crash(String where) {
      super(where, null, false, false);
    }
  }

  String name() {
    return name;
  }

  /**
   * Runs an invocation; {@code body} passes time by calling {@link #step}.
   *
   * @param settles how many of its messages are settle messages
   * @param messages how many messages it has
   */
  void run(Duration timeout, boolean crashAllowed, long settles, int messages, Runnable body) {
    crashed = false;
    settling = settles > 0;
    onlySettles = settles == messages;
    mayCrash = crashAllowed;
    cutOffAt = time.instant().plus(timeout);
    strand = Optional.of(Strand.start(time, Duration.ZERO, body));
  }

  /** Returns whether this invocation has a settle message to work on. */
  boolean isSettling() {
    return settling;
  }

  /** Returns whether this invocation has nothing but settle messages to work on. */
  boolean onlySettles() {
    return onlySettles;
  }

  /** Returns whether the last invocation was cut off. */
  boolean hasCrashed() {
    return crashed;
  }

  /** A call to something outside: others go on meanwhile, and this invocation may end here. */
  void step(String what) {
    if (crashed) {
      throw new Crash("already cut off");
    }
    pass(faults.latency());
    trace.add(time, name, what);
    steps.next();
    if (time.instant().isAfter(cutOffAt)) {
      faults.met(Happening.TIME_OUT);
      crash("timed out at " + what);
    }
    if (mayCrash && faults.crashes()) {
      crash("crashed at " + what);
    }
  }

  /** Adds a line to the trace. */
  void note(String what) {
    trace.add(time, name, what);
  }

  /** Returns whether an acknowledgement gets lost, so that the message comes again. */
  boolean loses() {
    return mayCrash && faults.deleteLost();
  }

  Faults faults() {
    return faults;
  }

  /** Waits; others go on meanwhile. */
  void pass(Duration duration) {
    strand.orElseThrow().pass(duration);
  }

  /**
   * Returns whether this invocation may still meet a fault that spends a receive of its messages.
   */
  boolean mayFail() {
    return mayCrash;
  }

  @Override
  public Instant instant() {
    clockError = faults.clockError(clockError);
    return time.instant().plus(clockError);
  }

  /** Returns the monotonic time, which no calendar moves. */
  long nanos() {
    return time.nanos();
  }

  private void crash(String why) {
    crashed = true;
    trace.add(time, name, why);
    throw new Crash(why);
  }
}
