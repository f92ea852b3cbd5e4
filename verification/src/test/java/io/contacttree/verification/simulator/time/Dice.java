package io.contacttree.verification.simulator.time;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SplittableRandom;

/** Decisions of one purpose that follow from a seed alone. */
public final class Dice {
  private final SplittableRandom random;

  private Dice(long seed) {
    this.random = new SplittableRandom(seed);
  }

  /** Returns dice of their own for a purpose, so that one purpose's throws never move another's. */
  public static Dice of(long seed, String purpose) {
    return new Dice(mixed(mixed(seed) ^ purpose.hashCode()));
  }

  /** Spreads numbers that lie close together (the last steps of SplitMix64). */
  private static long mixed(long number) {
    long first = (number ^ (number >>> 30)) * 0xBF58476D1CE4E5B9L;
    long second = (first ^ (first >>> 27)) * 0x94D049BB133111EBL;
    return second ^ (second >>> 31);
  }

  /** Returns true as often as the probability says. */
  public boolean chance(double probability) {
    return probability > 0 && random.nextDouble() < probability;
  }

  /** Returns a whole number from the least to the most, both included. */
  public int between(int least, int most) {
    return random.nextInt(least, most + 1);
  }

  /** Returns a time from the least to the most, both included, in whole microseconds. */
  public Duration between(Duration least, Duration most) {
    return Duration.ofNanos(
        random.nextLong(least.toNanos() / 1_000, most.toNanos() / 1_000 + 1) * 1_000);
  }

  /** Returns any number. */
  public long any() {
    return random.nextLong();
  }

  /** Returns one of several. */
  @SafeVarargs
  public final <T> T oneOf(T... several) {
    return several[random.nextInt(several.length)];
  }

  /** Returns one of several. */
  public <T> T oneOf(List<T> several) {
    return several.get(random.nextInt(several.size()));
  }

  /** Returns all of them in another order. */
  public <T> List<T> shuffled(Collection<T> several) {
    List<T> shuffled = new ArrayList<>(several);
    for (int last = shuffled.size() - 1; last > 0; last--) {
      int other = random.nextInt(last + 1);
      T moved = shuffled.get(last);
      shuffled.set(last, shuffled.get(other));
      shuffled.set(other, moved);
    }
    return shuffled;
  }
}
