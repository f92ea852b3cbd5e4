package io.contacttree.verification.simulator;

import java.util.EnumMap;
import java.util.Map;

/** Counts the HTTP attempts of each API and measures them against the allowance. */
final class Attempts {
  private static final double NANOS_IN_SECOND = 1e9;

  private final Map<Api, Measure> measures = new EnumMap<>(Api.class);

  private static final class Measure {
    private long count;
    private double leastOffset = Double.POSITIVE_INFINITY;
    private double mostAboveRate;
  }

  /** Counts an attempt. */
  void add(Api api, long nanos, double rate) {
    Measure measure = measures.computeIfAbsent(api, any -> new Measure());
    // The attempts i to j are j - i + 1 within t(j) - t(i) seconds: the most that any interval has
    // above rate x seconds is the greatest distance between two values of i - rate x t(i).
    double offset = measure.count - rate * nanos / NANOS_IN_SECOND;
    measure.leastOffset = Math.min(measure.leastOffset, offset);
    measure.mostAboveRate = Math.max(measure.mostAboveRate, offset - measure.leastOffset + 1);
    measure.count++;
  }

  /** Returns the number of attempts. */
  long count(Api api) {
    Measure measure = measures.get(api);
    return measure == null ? 0 : measure.count;
  }

  /** Returns by how many attempts the fullest of all intervals lies above rate x seconds. */
  double mostAboveRate(Api api) {
    Measure measure = measures.get(api);
    return measure == null ? 0 : measure.mostAboveRate;
  }
}
