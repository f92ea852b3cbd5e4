package io.contacttree.local.template;

import java.time.Duration;
import java.util.Objects;

/**
 * How a queue feeds a function.
 *
 * @param function the function's logical id
 * @param queue the queue's logical id
 * @param batchSize the most messages a call
 * @param batchingWindow how long to wait for a batch to fill
 * @param reportsFailures whether the function's answer names the messages that failed
 * @param maximumConcurrency how many calls may run at once
 */
public record SourceMapping(
    String function,
    String queue,
    int batchSize,
    Duration batchingWindow,
    boolean reportsFailures,
    int maximumConcurrency) {
  /** Refuses what no mapping can be. */
  public SourceMapping {
    Objects.requireNonNull(function);
    Objects.requireNonNull(queue);
    Objects.requireNonNull(batchingWindow);
    if (batchSize < 1 || maximumConcurrency < 1) {
      throw new IllegalArgumentException("A mapping takes at least one message and one call.");
    }
  }
}
