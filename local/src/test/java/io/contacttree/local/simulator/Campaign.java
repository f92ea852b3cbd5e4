package io.contacttree.local.simulator;

import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongConsumer;

/** Runs many seeds side by side and stops at the first that fails. */
final class Campaign {
  private final long end;
  private final LongConsumer progress;
  private final AtomicLong next;
  private final ConcurrentSkipListSet<Long> running = new ConcurrentSkipListSet<>();
  private final AtomicReference<Optional<SeedRun.Result>> failed =
      new AtomicReference<>(Optional.empty());

  /**
   * Creates a campaign.
   *
   * @param first the first seed
   * @param end the seed after the last
   * @param progress hears now and then a seed before which all have passed
   */
  Campaign(long first, long end, LongConsumer progress) {
    this.next = new AtomicLong(first);
    this.end = end;
    this.progress = progress;
  }

  /** Returns the failed seed, the smallest of those that were running, or empty. */
  Optional<SeedRun.Result> run() {
    int sideBySide = Runtime.getRuntime().availableProcessors();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int thread = 0; thread < sideBySide; thread++) {
        threads.execute(this::runSeeds);
      }
    }
    return failed.get();
  }

  private void runSeeds() {
    while (failed.get().isEmpty()) {
      long seed = take();
      if (seed >= end) {
        return;
      }
      SeedRun.Result result = SeedRun.of(seed, false);
      if (!result.problems().isEmpty()) {
        failed.accumulateAndGet(
            Optional.of(result),
            (one, other) -> one.isEmpty() || one.get().seed() > seed ? other : one);
      } else {
        done(seed);
      }
    }
  }

  private synchronized long take() {
    long seed = next.getAndIncrement();
    running.add(seed);
    return seed;
  }

  private synchronized void done(long seed) {
    running.remove(seed);
    progress.accept(running.isEmpty() ? next.get() : running.getFirst());
  }
}
