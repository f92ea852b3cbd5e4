package io.contacttree.verification.bench;

import static java.util.stream.Collectors.joining;

import io.contacttree.standin.http.Json;
import io.contacttree.verification.bench.units.UnitsInterceptor;
import io.contacttree.verification.stack.StackProcess;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Counts what a workload costs in calls to Amazon Connect, against the fewest that could do it.
 *
 * <p>Arguments: {@code [trees] [seed] [factor]}, by default 1000, 1 and 20; all quotas are Amazon
 * Connect's times the factor, so that a run ends in minutes. To be run in the repository's root.
 */
public final class CallBenchmark {
  private static final Path JAR = Path.of("local", "target", "contact-tree-local.jar");

  /** What is put into the stack's process beside the jar, to count capacity units. */
  private static final Path CLASSES = Path.of("verification", "target", "classes");

  private static final String UNITS = "units.jsonl";
  static final Duration WINDOW = Duration.ofSeconds(2);
  private static final int LEGS = 50;
  private static final List<Integer> LARGE_TREES = List.of(60, 5_000);
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
  public static void main(String[] arguments)
      throws IOException, InterruptedException, ExecutionException {
    int trees = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 1_000;
    long seed = arguments.length > 1 ? Long.parseLong(arguments[1]) : 1;
    int factor = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 20;
    new CallBenchmark(trees, seed, factor, System.out).run();
  }

  private void run() throws IOException, InterruptedException, ExecutionException {
    report.title(trees, seed, factor);
    backlog();
    live();
    lateLegs();
    ownQuotas();
    readings();
    legs();
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
      report.calls(run, stack, LowerBound.backlog(made, ListReading.WHOLE));
      report.rebuild(made);
      report.table(run);
      report.units(run, stack, Units.read(unitsFile(stack)));
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
      Instant first = Instant.now().plusSeconds(8);
      List<BenchTree> made =
          workload(seed, first, spread(trees), Duration.ofSeconds(6)).trees(trees);
      stack.load(BenchJson.scenario(made));
      BenchRun run = BenchRun.of("live", stack, made, EndOfContact.of(made));
      Map<String, Long> firstReads = CallFigures.firstReferenceReads(run.calls());
      report.calls(run, stack, LowerBound.live(made, ListReading.WHOLE, WINDOW, firstReads));
      report.rebuild(made);
      report.table(run);
      report.units(run, stack, Units.read(unitsFile(stack)));
      report.latency(Latency.of(run, stack));
      report.documents(run, stack);
      report.stored(run, stack);
      report.functionLog(stack);
    }
  }

  /** A tree is written as one list shows it; then one more leg begins and ends. */
  private void lateLegs() throws IOException, InterruptedException {
    report.lateLegs();
    for (int members : LARGE_TREES) {
      try (StackProcess stack = start(factor)) {
        // Time to list and to write the tree before.
        Instant lateEnd = Instant.now().plusSeconds(20 + members / 25);
        BenchTree tree =
            workload(seed, lateEnd, Duration.ofDays(10), Duration.ZERO).withLateLeg(members);
        List<BenchTree> made = List.of(tree);
        stack.load(BenchJson.scenario(made));
        EndOfContact first = new EndOfContact(tree.contacts().getFirst(), false);
        BenchRun.of("before the late leg", stack, made, List.of(first));
        long bytes = BenchReport.tableSize(stack).path("TableSizeBytes").asLong();
        Units before = Units.read(unitsFile(stack));
        EndOfContact last = new EndOfContact(tree.contacts().getLast(), false);
        BenchRun.of("late leg", stack, made, List.of(last));
        Units after = Units.read(unitsFile(stack));
        report.lateLeg(tree, bytes, before, after, tree.document(stack));
      }
    }
  }

  /** A small backlog at Amazon Connect's own quotas, to see that no attempt is refused. */
  private void ownQuotas() throws IOException, InterruptedException {
    List<BenchTree> made = workloadOfLastYear(Duration.ZERO).trees(100);
    try (StackProcess stack = start(1)) {
      stack.load(BenchJson.scenario(made));
      BenchRun run =
          BenchRun.of("backlog at Amazon Connect's own quotas", stack, made, EndOfContact.of(made));
      report.calls(run, stack, LowerBound.backlog(made, ListReading.WHOLE));
      report.functionLog(stack);
    }
  }

  /**
   * The further readings of lists, each on a stack of its own beside the others: a tenth of the
   * trees.
   */
  private void readings() throws InterruptedException, ExecutionException {
    int fewer = Math.max(1, trees / 10);
    report.readings(fewer);
    besideEachOther(ListReading.further(), (reading, rows) -> reading(reading, fewer, rows));
  }

  private void reading(ListReading reading, int fewer, BenchReport rows)
      throws IOException, InterruptedException {
    try (StackProcess stack = start(factor, reading, List.of())) {
      List<BenchTree> past = workloadOfLastYear(Duration.ofMinutes(2)).trees(fewer);
      List<EndOfContact> ends = new ArrayList<>(EndOfContact.of(past));
      Collections.shuffle(ends, new Random(seed));
      stack.load(BenchJson.scenario(past));
      BenchRun backlog = BenchRun.of("backlog", stack, past, ends);
      rows.reading(reading, backlog, stack, LowerBound.backlog(past, reading));

      stack.expectSuccess(stack.request("connect", "/_stand-in/calls").DELETE());
      // Other ids than those of the backlog, which the stack knows by now.
      List<BenchTree> made =
          workload(seed + 1, Instant.now().plusSeconds(8), spread(fewer), Duration.ofSeconds(6))
              .trees(fewer);
      stack.load(BenchJson.scenario(made));
      BenchRun live = BenchRun.of("live", stack, made, EndOfContact.of(made));
      Map<String, Long> firstReads = CallFigures.firstReferenceReads(live.calls());
      rows.reading(reading, live, stack, LowerBound.live(made, reading, WINDOW, firstReads));
    }
  }

  /**
   * Trees whose legs end one by one, each beyond the window of the one before, without
   * after-contact work: no name fails, the first leg's does, every leg's does.
   */
  private void legs() throws InterruptedException, ExecutionException {
    report.legs(LEGS);
    besideEachOther(List.of(ListReading.values()), this::legs);
  }

  private void legs(ListReading reading, BenchReport rows)
      throws IOException, InterruptedException {
    Workload workload = workload(seed, Instant.now().plusSeconds(15), Duration.ZERO, Duration.ZERO);
    List<BenchTree> made = new ArrayList<>();
    for (int naming : List.of(0, 1, LEGS)) {
      made.add(workload.oneByOne(LEGS, naming));
    }
    List<String> failing = made.stream().flatMap(tree -> tree.absentNames().stream()).toList();
    try (StackProcess stack = start(factor, reading, failing)) {
      stack.load(BenchJson.scenario(made));
      BenchRun run = BenchRun.of("legs", stack, made, EndOfContact.of(made));
      int triesOfAName = 1 + stack.endpoint("timing").path("settle_max").asInt();
      for (BenchTree tree : made) {
        rows.legs(reading, tree, run, triesOfAName, stack);
      }
    }
  }

  /** Does a part for each reading at the same time and prints the rows of each in turn. */
  private void besideEachOther(List<ListReading> readings, Part part)
      throws InterruptedException, ExecutionException {
    try (ExecutorService workers = Executors.newFixedThreadPool(readings.size())) {
      List<Callable<String>> parts =
          readings.stream().<Callable<String>>map(reading -> () -> rows(reading, part)).toList();
      for (Future<String> rows : workers.invokeAll(parts)) {
        report.print(rows.get());
      }
    }
  }

  private static String rows(ListReading reading, Part part) throws Exception {
    ByteArrayOutputStream rows = new ByteArrayOutputStream();
    try (PrintStream out = new PrintStream(rows, true, StandardCharsets.UTF_8)) {
      part.run(reading, new BenchReport(out));
    }
    return rows.toString(StandardCharsets.UTF_8).stripTrailing();
  }

  /** A part of the benchmark that runs in each reading of lists. */
  private interface Part {
    void run(ListReading reading, BenchReport rows) throws Exception;
  }

  private Workload workloadOfLastYear(Duration longestWork) {
    return workload(
        seed, Instant.now().minus(Duration.ofDays(300)), Duration.ofDays(1), longestWork);
  }

  /** Returns over how long so many trees begin to end, at less than half the quota. */
  private Duration spread(int count) {
    return Duration.ofMillis(count * 4L * 1_000 / (long) (LIST_RATE * factor));
  }

  private Workload workload(long itsSeed, Instant firstEnd, Duration spread, Duration longestWork) {
    return new Workload(
        new Random(itsSeed), new Workload.Timing(firstEnd, spread, WINDOW, longestWork));
  }

  private static Path unitsFile(StackProcess stack) {
    return stack.log().resolveSibling(UNITS);
  }

  private static StackProcess start(int factor, ListReading reading, List<String> failing)
      throws IOException, InterruptedException {
    StackProcess stack = start(factor, "--settle", "1/2");
    stack.post("connect", "/_stand-in/quirks", Json.write(reading.quirks(failing)));
    return stack;
  }

  /** One at a time: starting is what keeps all processors busy. */
  private static synchronized StackProcess start(int factor, String... options)
      throws IOException, InterruptedException {
    List<String> all =
        new ArrayList<>(
            List.of(
                "--quota",
                "ListAssociatedContacts=" + LIST_RATE * factor + "/" + LIST_BURST * factor,
                "--quota",
                "ListContactReferences=" + REFERENCE_RATE * factor + "/" + REFERENCE_BURST * factor,
                "--window",
                String.valueOf(WINDOW.toSeconds())));
    all.addAll(List.of(options));
    Path directory = Files.createTempDirectory("contact-tree-bench");
    List<Path> classPath = List.of(JAR, CLASSES.resolve("units"), CLASSES);
    return StackProcess.start(
        List.of(
            "-D" + UnitsInterceptor.FILE + "=" + directory.resolve(UNITS),
            "-cp",
            classPath.stream().map(Path::toString).collect(joining(File.pathSeparator)),
            "io.contacttree.local.Launcher"),
        directory,
        all);
  }
}
