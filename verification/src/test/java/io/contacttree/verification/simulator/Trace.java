package io.contacttree.verification.simulator;

import io.contacttree.verification.simulator.time.SimulatedTime;
import java.util.ArrayList;
import java.util.List;

/** What happened in a run, in order: kept whole only where a seed is replayed to be looked at. */
final class Trace {
  private final boolean kept;
  private final List<String> lines = new ArrayList<>();
  private long fingerprint = 17;

  Trace(boolean kept) {
    this.kept = kept;
  }

  void add(SimulatedTime time, String who, String what) {
    fingerprint = fingerprint * 31 + time.nanos();
    fingerprint = fingerprint * 31 + what.hashCode();
    if (kept) {
      lines.add(time.instant() + " " + who + " " + what);
    }
  }

  /** Returns a number that two runs share only where they did the same at the same times. */
  long fingerprint() {
    return fingerprint;
  }

  List<String> lines() {
    return lines;
  }
}
