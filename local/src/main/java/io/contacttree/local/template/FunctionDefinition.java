package io.contacttree.local.template;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Objects;

/**
 * A function, as the template describes it.
 *
 * @param logicalId its id in the template
 * @param handler the class and method that Lambda would call
 * @param timeout how long one invocation may take
 * @param memoryMegabytes its memory
 * @param variables names and unresolved values of its environment variables
 */
public record FunctionDefinition(
    String logicalId, String handler, Duration timeout, int memoryMegabytes, JsonNode variables) {
  /** Copies the variables. */
  public FunctionDefinition {
    Objects.requireNonNull(logicalId);
    Objects.requireNonNull(handler);
    Objects.requireNonNull(timeout);
    variables = variables.deepCopy();
  }
}
