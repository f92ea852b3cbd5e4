package io.contacttree.verification.simulator;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Runs many seeds side by side and counts what they gave. */
final class Campaign {
  private final long end;
  private final Consumer<SeedRun.Result> listener;
  private final AtomicLong next;
  private final ConcurrentSkipListSet<Long> running = new ConcurrentSkipListSet<>();
  private final Map<Finding.Kind, Long> problems = new EnumMap<>(Finding.Kind.class);
  private final Happenings happenings = new Happenings();
  private long done;
  private long failed;

  /**
   * Creates a campaign.
   *
   * @param first the first seed
   * @param count how many seeds
   * @param listener hears of every seed that was run, one at a time, in about their order
   */
  Campaign(long first, long count, Consumer<SeedRun.Result> listener) {
    this.next = new AtomicLong(first);
    this.end = first + count;
    this.listener = listener;
  }

  /** Runs the seeds. */
  void run() {
    int sideBySide = Runtime.getRuntime().availableProcessors();
    try (ExecutorService threads = Executors.newFixedThreadPool(sideBySide)) {
      for (int thread = 0; thread < sideBySide; thread++) {
        threads.execute(this::runSeeds);
      }
    }
  }

  private void runSeeds() {
    for (long seed = take(); seed < end; seed = take()) {
      done(SeedRun.of(seed));
    }
  }

  private synchronized long take() {
    long seed = next.getAndIncrement();
    if (seed < end) {
      running.add(seed);
    }
    return seed;
  }

  private synchronized void done(SeedRun.Result result) {
    running.remove(result.seed());
    done++;
    failed += result.passes() ? 0 : 1;
    result.problems().forEach(finding -> problems.merge(finding.kind(), 1L, Long::sum));
    happenings.addAll(result.happenings());
    listener.accept(result);
  }

  /** Returns the first seed that has not been run to its end. */
  synchronized long reached() {
    return running.isEmpty() ? Math.min(next.get(), end) : running.getFirst();
  }

  /** Returns how many seeds were run to their end. */
  synchronized long seeds() {
    return done;
  }

  /** Returns how many of them failed. */
  synchronized long failed() {
    return failed;
  }

  synchronized Happenings happenings() {
    return happenings;
  }

  /** Returns how many seeds there were, and how much of what they found. */
  synchronized String inWords() {
    return Arrays.stream(Finding.Kind.values())
        .map(kind -> problems.getOrDefault(kind, 0L) + " " + kind.plural())
        .collect(Collectors.joining(" · ", done + " seeds: ", ""));
  }
}
