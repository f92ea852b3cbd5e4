package io.contacttree.verification.simulator.time;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;

/**
 * The one clock of a run and what is still to happen, in order; nothing waits for real time.
 *
 * <p>What happens at the same moment happens in an order that the dice decide.
 */
public final class SimulatedTime {
  /** When every run begins. */
  public static final Instant START = Instant.parse("2026-03-02T08:00:00Z");

  /** Longer than anything that a scenario leaves unsaid. */
  public static final Duration LONG = Duration.ofDays(365);

  private static final Comparator<Entry> ORDER =
      Comparator.comparingLong(Entry::nanos)
          .thenComparingInt(Entry::rank)
          .thenComparingLong(Entry::number);

  private record Entry(long nanos, int rank, long number, Runnable action) {}

  private final PriorityQueue<Entry> waiting = new PriorityQueue<>(ORDER);
  private final Dice dice;
  private long nanos;
  private long number;

  /** Creates a clock that stands at {@link #START}. */
  public SimulatedTime(Dice dice) {
    this.dice = dice;
  }

  /** Returns the moment. */
  public Instant instant() {
    return START.plusNanos(nanos);
  }

  /** Returns the nanoseconds since {@link #START}. */
  public long nanos() {
    return nanos;
  }

  /** Lets something happen after a time. */
  public void after(Duration delay, Runnable action) {
    waiting.add(
        new Entry(
            nanos + Math.max(0, delay.toNanos()), dice.between(0, 1_000_000), number++, action));
  }

  /** Lets something happen at a moment, now if that has passed. */
  public void at(Instant moment, Runnable action) {
    after(Duration.between(instant(), moment), action);
  }

  /**
   * Lets everything happen until nothing is left.
   *
   * @throws AssertionError where the run does not come to rest within so many steps
   */
  public void run(long mostSteps) {
    for (long steps = 0; !waiting.isEmpty(); steps++) {
      if (steps >= mostSteps) {
        throw new AssertionError("the run does not come to rest: " + steps + " steps");
      }
      Entry next = waiting.remove();
      nanos = next.nanos();
      next.action().run();
    }
  }
}
