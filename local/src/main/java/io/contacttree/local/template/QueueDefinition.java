package io.contacttree.local.template;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A queue, as the template describes it.
 *
 * @param logicalId its id in the template
 * @param name its name here: that of the template, else its logical id
 * @param attributes attributes of SQS that also hold here, such as VisibilityTimeout; no
 *     RedrivePolicy
 * @param deadLetterQueue the logical id of the queue that takes what was received too often
 */
public record QueueDefinition(
    String logicalId,
    String name,
    Map<String, String> attributes,
    Optional<String> deadLetterQueue) {
  /** Copies the attributes. */
  public QueueDefinition {
    Objects.requireNonNull(logicalId);
    Objects.requireNonNull(name);
    attributes = Map.copyOf(attributes);
    Objects.requireNonNull(deadLetterQueue);
  }
}
