package io.contacttree.operator.export;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/** Has the table of a stack exported, and waits until it is done. */
public final class StackExporter {
  private static final Duration SHORTEST_WINDOW = Duration.ofMinutes(15);
  private static final Duration LONGEST_WINDOW = Duration.ofHours(24);
  private static final Duration PAUSE = Duration.ofSeconds(5);

  private final TableExports exports;
  private final InstantSource clock;
  private final Pause pause;

  /** Lets time pass. */
  public interface Pause {
    /** Returns after so long. */
    void last(Duration time) throws InterruptedException;
  }

  /** How it ended. */
  public sealed interface Outcome {}

  /**
   * It is done.
   *
   * @param id the name of the export
   * @param time of a full export the time as of which it is; of others the end of the window
   * @param items how many items or records it has
   * @param folder the address of the export's own folder
   */
  public record Done(String id, Instant time, long items, String folder) implements Outcome {}

  /**
   * It goes on, and nobody waits any more.
   *
   * @param arn the ARN of the export
   */
  public record GoesOn(String arn) implements Outcome {}

  /** Exports by these. */
  public StackExporter(TableExports exports, InstantSource clock, Pause pause) {
    this.exports = exports;
    this.clock = clock;
    this.pause = pause;
  }

  /**
   * Starts an export.
   *
   * @return its ARN
   * @throws IllegalArgumentException when DynamoDB exports no window that is so short or so long
   * @throws UnreachableException when it is refused, or nobody answers
   */
  public String start(Optional<ExportWindow> window) {
    window.ifPresent(
        some -> {
          Duration length = Duration.between(some.from(), some.to());
          if (length.compareTo(SHORTEST_WINDOW) < 0 || length.compareTo(LONGEST_WINDOW) > 0) {
            throw new IllegalArgumentException(
                "DynamoDB exports windows of 15 minutes to 24 hours, not of " + length + ".");
          }
        });
    return exports.start(window);
  }

  /**
   * Waits until an export is done, at most for a time.
   *
   * @throws UnreachableException when the export fails, or nobody answers
   */
  public Outcome await(String arn, Duration longest) throws InterruptedException {
    Instant end = clock.instant().plus(longest);
    while (true) {
      switch (exports.progress(arn)) {
        case TableExports.Completed(Instant time, long items) -> {
          String id = arn.substring(arn.lastIndexOf('/') + 1);
          return new Done(id, time, items, exports.location() + id + "/");
        }
        case TableExports.Failed(String reason) ->
            throw new UnreachableException("The export " + arn + " failed: " + reason);
        case TableExports.Running running -> {
          if (!clock.instant().isBefore(end)) {
            return new GoesOn(arn);
          }
          pause.last(PAUSE);
        }
      }
    }
  }
}
