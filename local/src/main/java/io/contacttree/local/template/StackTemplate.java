package io.contacttree.local.template;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * What the deployment template says about the parts that also run here.
 *
 * @param table the table
 * @param queues every queue by its logical id
 * @param rule the rule that feeds the queue of the mapping
 * @param mapping how that queue feeds the function that builds
 * @param pipe how changes of the table are told
 * @param functions every function by its logical id
 * @param parameters every parameter with the value it has here
 */
public record StackTemplate(
    TableDefinition table,
    Map<String, QueueDefinition> queues,
    RuleDefinition rule,
    SourceMapping mapping,
    PipeDefinition pipe,
    Map<String, FunctionDefinition> functions,
    Map<String, String> parameters) {

  /** Copies the maps. */
  public StackTemplate {
    Objects.requireNonNull(table);
    queues = Map.copyOf(queues);
    Objects.requireNonNull(rule);
    Objects.requireNonNull(mapping);
    Objects.requireNonNull(pipe);
    functions = Map.copyOf(functions);
    parameters = Map.copyOf(parameters);
  }

  /** Returns the queue that the mapping reads. */
  public QueueDefinition sourceQueue() {
    return queue(mapping.queue());
  }

  /**
   * Returns a queue.
   *
   * @param logicalId its id in the template
   * @return the queue
   * @throws IllegalArgumentException when there is none
   */
  public QueueDefinition queue(String logicalId) {
    QueueDefinition queue = queues.get(logicalId);
    if (queue == null) {
      throw new IllegalArgumentException("The template has no queue " + logicalId + ".");
    }
    return queue;
  }

  /**
   * Returns a function.
   *
   * @param logicalId its id in the template
   * @return the function
   * @throws IllegalArgumentException when there is none
   */
  public FunctionDefinition function(String logicalId) {
    FunctionDefinition function = functions.get(logicalId);
    if (function == null) {
      throw new IllegalArgumentException("The template has no function " + logicalId + ".");
    }
    return function;
  }

  /**
   * Returns a function's environment variables as they are here.
   *
   * @param logicalId the function
   * @param references what a Ref to a resource gives here: a table's name, a queue's URL
   * @param overrides values that count more than the template's
   * @return names and values, sorted by name; exactly the names in the template
   */
  public Map<String, String> settings(
      String logicalId, Map<String, String> references, Map<String, String> overrides) {
    Map<String, String> values = new LinkedHashMap<>(parameters);
    values.putAll(references);
    Intrinsics intrinsics = new Intrinsics(values, TemplateReader.NO_CONDITIONS);
    Map<String, String> settings = new TreeMap<>();
    for (Map.Entry<String, JsonNode> variable : function(logicalId).variables().properties()) {
      String name = variable.getKey();
      String override = overrides.get(name);
      settings.put(
          name, override != null ? override : intrinsics.resolve(variable.getValue()).asText());
    }
    return settings;
  }

  /**
   * Returns the logical ids of the queues that take what failed: of the source queue, of the rule.
   */
  public List<String> deadLetterQueues() {
    return List.of(
        sourceQueue()
            .deadLetterQueue()
            .orElseThrow(() -> new IllegalArgumentException("The queue has no dead-letter queue.")),
        rule.deadLetterQueue());
  }
}
