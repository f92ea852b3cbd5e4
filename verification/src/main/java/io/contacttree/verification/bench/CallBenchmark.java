package io.contacttree.verification.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/**
 * Counts what a workload costs in calls to Amazon Connect, against the fewest that could do it.
 *
 * <p>Arguments: {@code [trees] [seed] [factor]}, by default 1000, 1 and 20; all quotas are Amazon
 * Connect's times the factor, so that a run ends in minutes.
 */
public final class CallBenchmark {
  private static final Duration WINDOW = Duration.ofSeconds(2);
  private static final Duration MOST = Duration.ofMinutes(20);
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
    Instant lastYear = Instant.now().minus(Duration.ofDays(300));
    List<BenchTree> made =
        workload(lastYear, Duration.ofDays(1), Duration.ofMinutes(2)).trees(trees);
    Random random = new Random(seed);
    List<EndOfContact> ends = new ArrayList<>(EndOfContact.of(made));
    int once = ends.size();
    for (int i = 0; i < once / 10; i++) {
      ends.add(ends.get(random.nextInt(once)));
    }
    Collections.shuffle(ends, random);
    try (StackUnderTest stack = StackUnderTest.start(quotas(factor))) {
      stack.load(BenchJson.scenario(made));
      Instant began = Instant.now();
      putAll(stack, ends);
      JsonNode status = stack.idle(MOST);
      BenchRun run = new BenchRun("backlog", made, ends.size(), began, Instant.now());
      List<JsonNode> log = stack.calls();
      report.calls(run, log, stack.endpoints(), LowerBound.backlog(made));
      report.rebuild(made);
      report.table(run, status);
      report.lag(run, Latency.of(stack, made, Map.of()));
      report.documents(stack, made);
      report.stored(run, stack);
      report.functionLog(stack);

      stack.forgetCalls();
      Instant again = Instant.now();
      putAll(stack, ends);
      JsonNode after = stack.idle(MOST);
      BenchRun replay =
          new BenchRun("replay of the backlog", made, ends.size(), again, Instant.now());
      report.replay(replay, stack.calls(), status, after);
    }
  }

  /** Contacts end in real time, within and beyond the window, at less than half the quota. */
  private void live() throws IOException, InterruptedException {
    try (StackUnderTest stack = StackUnderTest.start(quotas(factor))) {
      Duration spread = Duration.ofMillis(trees * 4L * 1_000 / (long) (LIST_RATE * factor));
      Instant first = Instant.now().plusSeconds(8);
      List<BenchTree> made = workload(first, spread, Duration.ofSeconds(6)).trees(trees);
      stack.load(BenchJson.scenario(made));
      Instant began = Instant.now();
      List<EndOfContact> ends = EndOfContact.of(made);
      Map<String, Long> sent = putInTime(stack, ends);
      JsonNode status = stack.idle(MOST);
      BenchRun run = new BenchRun("live", made, ends.size(), began, Instant.now());
      List<JsonNode> log = stack.calls();
      Map<String, Long> firstReads = CallFigures.firstReferenceReads(log);
      report.calls(run, log, stack.endpoints(), LowerBound.live(made, WINDOW, firstReads));
      report.rebuild(made);
      report.table(run, status);
      report.lag(run, Latency.of(stack, made, sent));
      report.documents(stack, made);
      report.stored(run, stack);
      report.functionLog(stack);
    }
  }

  /**
   * One tree whose legs end one by one, each beyond the window of the one before, without
   * after-contact work.
   */
  private void oneByOne() throws IOException, InterruptedException {
    try (StackUnderTest stack = StackUnderTest.start(quotas(factor))) {
      Instant first = Instant.now().plusSeconds(5);
      List<BenchTree> made = List.of(workload(first, Duration.ZERO, Duration.ZERO).oneByOne(LEGS));
      stack.load(BenchJson.scenario(made));
      Instant began = Instant.now();
      List<EndOfContact> ends = EndOfContact.of(made);
      putInTime(stack, ends);
      stack.idle(MOST);
      BenchRun run =
          new BenchRun(LEGS + " legs one by one", made, ends.size(), began, Instant.now());
      List<JsonNode> log = stack.calls();
      report.calls(run, log, stack.endpoints(), LowerBound.live(made, WINDOW, Map.of()));
      report.documents(stack, made);
      report.functionLog(stack);
    }
  }

  /** A small backlog at Amazon Connect's own quotas, to see that no attempt is refused. */
  private void ownQuotas() throws IOException, InterruptedException {
    Instant lastYear = Instant.now().minus(Duration.ofDays(300));
    List<BenchTree> made = workload(lastYear, Duration.ofDays(1), Duration.ZERO).trees(100);
    try (StackUnderTest stack = StackUnderTest.start(quotas(1))) {
      stack.load(BenchJson.scenario(made));
      Instant began = Instant.now();
      List<EndOfContact> ends = EndOfContact.of(made);
      putAll(stack, ends);
      stack.idle(MOST);
      BenchRun run =
          new BenchRun(
              "backlog at Amazon Connect's own quotas", made, ends.size(), began, Instant.now());
      report.calls(run, stack.calls(), stack.endpoints(), LowerBound.backlog(made));
      report.functionLog(stack);
    }
  }

  private Workload workload(Instant firstEnd, Duration spread, Duration longestWork) {
    return new Workload(
        new Random(seed), new Workload.Timing(firstEnd, spread, WINDOW, longestWork));
  }

  private static List<String> quotas(int factor) {
    return List.of(
        "--quota",
        "ListAssociatedContacts=" + LIST_RATE * factor + "/" + LIST_BURST * factor,
        "--quota",
        "ListContactReferences=" + REFERENCE_RATE * factor + "/" + REFERENCE_BURST * factor,
        "--window",
        String.valueOf(WINDOW.toSeconds()));
  }

  private static void putAll(StackUnderTest stack, List<EndOfContact> ends)
      throws IOException, InterruptedException {
    for (int from = 0; from < ends.size(); from += 10) {
      stack.put(ends.subList(from, Math.min(ends.size(), from + 10)));
    }
  }

  private static Map<String, Long> putInTime(StackUnderTest stack, List<EndOfContact> ends)
      throws IOException, InterruptedException {
    Map<String, Long> sent = new HashMap<>();
    for (int from = 0; from < ends.size(); ) {
      long wait = ends.get(from).at().toEpochMilli() - System.currentTimeMillis();
      if (wait > 0) {
        TimeUnit.MILLISECONDS.sleep(wait);
      }
      int to = from + 1;
      while (to < ends.size() && to - from < 10 && !ends.get(to).at().isAfter(Instant.now())) {
        to++;
      }
      stack.put(ends.subList(from, to));
      long now = System.currentTimeMillis();
      ends.subList(from, to).forEach(end -> sent.putIfAbsent(end.contact().id(), now));
      from = to;
    }
    return sent;
  }
}
