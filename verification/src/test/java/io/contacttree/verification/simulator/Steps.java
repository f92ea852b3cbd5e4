package io.contacttree.verification.simulator;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/** Counts the steps of all workers, and lets something happen between two of them. */
final class Steps {
  private final NavigableMap<Long, List<Runnable>> planned = new TreeMap<>();
  private long taken;

  /** Plans something for after so many steps. */
  void after(long steps, Runnable action) {
    planned.computeIfAbsent(steps, _ -> new ArrayList<>()).add(action);
  }

  void next() {
    taken++;
    List<Runnable> now = planned.remove(taken);
    if (now != null) {
      now.forEach(Runnable::run);
    }
  }

  /** Lets happen what was planned for after more steps than there were; returns whether it was. */
  boolean catchUp() {
    boolean late = !planned.isEmpty();
    List<List<Runnable>> left = List.copyOf(planned.values());
    planned.clear();
    left.forEach(actions -> actions.forEach(Runnable::run));
    return late;
  }

  long taken() {
    return taken;
  }
}
