package io.contacttree.local.simulator;

import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * What {@code make simulate} runs: many seeds with progress, or one seed with its trace. Its name
 * keeps it out of the ordinary build.
 *
 * <p>A campaign that was stopped, or that stopped at a failing seed, goes on there when it is
 * started again with the same numbers.
 */
final class SimulationCampaign {
  private static final Path FOLDER = Path.of("target", "simulator");
  private static final long SECONDS_BETWEEN_LINES = 10;

  private long saidAt = System.nanoTime();

  @Test
  void seeds() throws IOException {
    Files.createDirectories(FOLDER);
    Optional<Long> one = Optional.ofNullable(Long.getLong("simulator.seed"));
    if (one.isPresent()) {
      replay(one.get());
      return;
    }
    long first = Long.getLong("simulator.from", 1);
    long count = Long.getLong("simulator.seeds", 10_000);
    Path resume = FOLDER.resolve("next-of-" + first + "-and-" + count + "-more");
    long next = Files.exists(resume) ? Long.parseLong(Files.readString(resume).strip()) : first;
    say("Seeds " + next + " to " + (first + count - 1) + (next > first ? ", resumed" : ""));
    long begunAt = System.nanoTime();
    Optional<SeedRun.Result> failed =
        new Campaign(next, first + count, reached -> progress(resume, reached)).run();
    if (failed.isPresent()) {
      Files.writeString(resume, "" + failed.get().seed());
      fail(failed.get().inWords() + "\nReplay it: make simulate SEED=" + failed.get().seed());
    }
    Files.deleteIfExists(resume);
    Duration took = Duration.ofNanos(System.nanoTime() - begunAt);
    say((first + count - next) + " seeds, none failed, " + took.toSeconds() + " s");
  }

  private static void replay(long seed) throws IOException {
    SeedRun.Result result = SeedRun.of(seed, true);
    Path trace = FOLDER.resolve("seed-" + seed + ".txt");
    Files.write(trace, result.trace());
    say(result.inWords() + "\nWhat happened: local/" + trace);
    if (!result.problems().isEmpty()) {
      fail("seed " + seed + " fails");
    }
  }

  private synchronized void progress(Path resume, long reached) {
    long now = System.nanoTime();
    if (now - saidAt < Duration.ofSeconds(SECONDS_BETWEEN_LINES).toNanos()) {
      return;
    }
    saidAt = now;
    try {
      Files.writeString(resume, "" + reached);
    } catch (IOException disk) {
      throw new UncheckedIOException(disk);
    }
    say("all seeds before " + reached + " have passed");
  }

  private static void say(String line) {
    System.out.println(line);
  }
}
