package io.contacttree.verification.simulator;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Arrays;

/** What {@code make simulate} runs: many seeds with progress, or one seed with its trace. */
final class Simulate {
  private static final Duration BETWEEN_LINES = Duration.ofSeconds(10);
  private static final int FAILED = 1;
  private static final int MISUSED = 2;

  private final PrintStream out;
  private long saidAt = System.nanoTime();

  private Simulate(PrintStream out) {
    this.out = out;
  }

  /** Arguments: {@code seeds <how many> from <first>}, or {@code seed <which>}. */
  public static void main(String[] arguments) {
    System.exit(new Simulate(System.out).run(arguments));
  }

  private int run(String[] arguments) {
    try {
      if (arguments.length == 2 && arguments[0].equals("seed")) {
        return one(Long.parseLong(arguments[1]));
      }
      if (arguments.length == 4 && arguments[0].equals("seeds") && arguments[2].equals("from")) {
        return many(Long.parseLong(arguments[3]), Long.parseLong(arguments[1]));
      }
    } catch (NumberFormatException notOne) {
      // Told below.
    }
    out.println(
        "Say how many seeds from which on, or one seed, as whole numbers; not "
            + Arrays.toString(arguments));
    return MISUSED;
  }

  private int one(long seed) {
    SeedRun.Result result = SeedRun.traced(seed);
    result.trace().forEach(out::println);
    out.println(result.inWords());
    return result.passes() ? 0 : FAILED;
  }

  private int many(long first, long count) {
    out.println("Seeds " + first + " to " + (first + count - 1));
    long begunAt = System.nanoTime();
    Campaign[] campaign = new Campaign[1];
    campaign[0] = new Campaign(first, count, result -> heard(result, campaign[0], first + count));
    campaign[0].run();
    Duration took = Duration.ofNanos(System.nanoTime() - begunAt);
    out.println("Met: " + campaign[0].happenings().inWords());
    out.println(campaign[0].inWords() + " · " + took.toSeconds() + " s");
    return campaign[0].failed() == 0 ? 0 : FAILED;
  }

  private void heard(SeedRun.Result result, Campaign campaign, long end) {
    if (!result.passes()) {
      out.println(result.inWords());
      out.println("  replay it: make simulate SEED=" + result.seed());
    }
    long now = System.nanoTime();
    if (now - saidAt >= BETWEEN_LINES.toNanos()) {
      saidAt = now;
      long reached = campaign.reached();
      out.println(
          campaign.inWords()
              + " · to go on from here: make simulate FROM="
              + reached
              + " SEEDS="
              + (end - reached));
    }
  }
}
