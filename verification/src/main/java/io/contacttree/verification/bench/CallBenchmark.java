package io.contacttree.verification.bench;

import io.contacttree.verification.stack.StackProcess;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Counts what a workload costs in calls to Amazon Connect, against the fewest that could do it.
 *
 * <p>Arguments: {@code [trees] [seed] [factor]}, by default 1000, 1 and 20; all quotas are Amazon
 * Connect's times the factor, so that a run ends in minutes. To be run in the repository's root.
 */
public final class CallBenchmark {
  private static final Path JAR = Path.of("local", "target", "contact-tree-local.jar");
  private static final Duration WINDOW = Duration.ofSeconds(2);
  private static final int LEGS = 50;
  private static final double LIST_RATE = 2;
  private static final int LIST_BURST = 5;
  private static final double REFERENCE_RATE = 10;
  private static final int REFERENCE_BURST = 15;

  private final int trees;
  private final long seed;
  private final int factor;
  private final BenchReport report;

  private CallBenchmark(int trees, long seed, int factor, PrintStream out) {
    this.trees = trees;
    this.seed = seed;
    this.factor = factor;
    this.report = new BenchReport(out);
  }

  /** Runs all parts and prints a table for each. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    int trees = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 1_000;
    long seed = arguments.length > 1 ? Long.parseLong(arguments[1]) : 1;
    int factor = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 20;
    new CallBenchmark(trees, seed, factor, System.out).run();
  }

  private void run() throws IOException, InterruptedException {
    report.title(trees, seed, factor);
    backlog();
    live();
    oneByOne();
    ownQuotas();
  }

  /**
   * All contacts ended long ago; their events come at once, shuffled, one in ten twice; then all
   * again.
   */
  private void backlog() throws IOException, InterruptedException {
    List<BenchTree> made = workloadOfLastYear(Duration.ofMinutes(2)).trees(trees);
    Random random = new Random(seed);
    List<EndOfContact> ends = new ArrayList<>(EndOfContact.of(made));
    int once = ends.size();
    for (int i = 0; i < once / 10; i++) {
      ends.add(ends.get(random.nextInt(once)));
    }
    Collections.shuffle(ends, random);
    try (StackProcess stack = start(factor)) {
      stack.load(BenchJson.scenario(made));
      BenchRun run = BenchRun.of("backlog", stack, made, ends);
      report.calls(run, stack, LowerBound.backlog(made));
      report.rebuild(made);
      report.table(run);
      report.throughput(run);
      report.documents(run, stack);
      report.stored(run, stack);
      report.functionLog(stack);

      stack.expectSuccess(stack.request("connect", "/_stand-in/calls").DELETE());
      report.replay(run, BenchRun.of("replay of the backlog", stack, made, ends));
    }
  }

  /** Contacts end in real time, within and beyond the window, at less than half the quota. */
  private void live() throws IOException, InterruptedException {
    try (StackProcess stack = start(factor)) {
      Duration spread = Duration.ofMillis(trees * 4L * 1_000 / (long) (LIST_RATE * factor));
      Instant first = Instant.now().plusSeconds(8);
      List<BenchTree> made = workload(first, spread, Duration.ofSeconds(6)).trees(trees);
      stack.load(BenchJson.scenario(made));
      BenchRun run = BenchRun.of("live", stack, made, EndOfContact.of(made));
      Map<String, Long> firstReads = CallFigures.firstReferenceReads(run.calls());
      report.calls(run, stack, LowerBound.live(made, WINDOW, firstReads));
      report.rebuild(made);
      report.table(run);
      report.latency(Latency.of(run, stack));
      report.documents(run, stack);
      report.stored(run, stack);
      report.functionLog(stack);
    }
  }

  /**
   * One tree whose legs end one by one, each beyond the window of the one before, without
   * after-contact work.
   */
  private void oneByOne() throws IOException, InterruptedException {
    try (StackProcess stack = start(factor)) {
      Instant first = Instant.now().plusSeconds(5);
      List<BenchTree> made = List.of(workload(first, Duration.ZERO, Duration.ZERO).oneByOne(LEGS));
      stack.load(BenchJson.scenario(made));
      BenchRun run = BenchRun.of(LEGS + " legs one by one", stack, made, EndOfContact.of(made));
      report.calls(run, stack, LowerBound.live(made, WINDOW, Map.of()));
      report.documents(run, stack);
      report.functionLog(stack);
    }
  }

  /** A small backlog at Amazon Connect's own quotas, to see that no attempt is refused. */
  private void ownQuotas() throws IOException, InterruptedException {
    List<BenchTree> made = workloadOfLastYear(Duration.ZERO).trees(100);
    try (StackProcess stack = start(1)) {
      stack.load(BenchJson.scenario(made));
      BenchRun run =
          BenchRun.of("backlog at Amazon Connect's own quotas", stack, made, EndOfContact.of(made));
      report.calls(run, stack, LowerBound.backlog(made));
      report.functionLog(stack);
    }
  }

  private Workload workloadOfLastYear(Duration longestWork) {
    return workload(Instant.now().minus(Duration.ofDays(300)), Duration.ofDays(1), longestWork);
  }

  private Workload workload(Instant firstEnd, Duration spread, Duration longestWork) {
    return new Workload(
        new Random(seed), new Workload.Timing(firstEnd, spread, WINDOW, longestWork));
  }

  private static StackProcess start(int factor) throws IOException, InterruptedException {
    return StackProcess.start(
        JAR,
        Files.createTempDirectory("contact-tree-bench"),
        List.of(
            "--quota",
            "ListAssociatedContacts=" + LIST_RATE * factor + "/" + LIST_BURST * factor,
            "--quota",
            "ListContactReferences=" + REFERENCE_RATE * factor + "/" + REFERENCE_BURST * factor,
            "--window",
            String.valueOf(WINDOW.toSeconds())));
  }
}
