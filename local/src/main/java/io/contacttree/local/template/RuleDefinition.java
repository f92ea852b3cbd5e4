package io.contacttree.local.template;

import java.util.Objects;

/**
 * A rule of the event bus and its one target.
 *
 * @param name its name here
 * @param pattern the event pattern, JSON
 * @param targetQueue the logical id of the queue that gets what matches
 * @param deadLetterQueue the logical id of the queue that gets what could not be delivered
 */
public record RuleDefinition(
    String name, String pattern, String targetQueue, String deadLetterQueue) {
  /** Refuses null. */
  public RuleDefinition {
    Objects.requireNonNull(name);
    Objects.requireNonNull(pattern);
    Objects.requireNonNull(targetQueue);
    Objects.requireNonNull(deadLetterQueue);
  }
}
