package io.contacttree.local.stack;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a user chose about the stack.
 *
 * @param ports where it listens
 * @param timing how long things take
 * @param quotas of Amazon Connect
 * @param backfillLimit how many messages may wait while refreshes are taken
 * @param workers how many batches are handled at once; empty for the template's maximum concurrency
 * @param data where the table is kept; empty for in memory
 * @param connect the stand-in, or the real service
 */
public record StackOptions(
    Ports ports,
    Timing timing,
    ConnectQuotas quotas,
    int backfillLimit,
    OptionalInt workers,
    Optional<Path> data,
    Connect connect) {

  /** Which Amazon Connect is asked. */
  public sealed interface Connect {

    /**
     * The stand-in.
     *
     * @param scenarios what it knows
     */
    record StandIn(List<InputText> scenarios) implements Connect {
      /** Copies the list. */
      public StandIn {
        scenarios = List.copyOf(scenarios);
      }
    }

    /**
     * The real service, with the caller's credentials.
     *
     * @param region the caller's Region
     */
    record Aws(String region) implements Connect {}
  }

  /** Returns the Region of everything. */
  String region() {
    return switch (connect) {
      case Connect.StandIn standIn -> "us-east-1";
      case Connect.Aws(String region) -> region;
    };
  }
}
