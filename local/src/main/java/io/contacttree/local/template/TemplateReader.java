package io.contacttree.local.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.Reader;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;

/**
 * Reads the template from its one fixed point: the function that a queue feeds. That leads to the
 * queue, and the queue to the rule, so that no logical id is written down here.
 *
 * <p>While it reads, a resource stands for its own logical id, wherever the template asks for its
 * name or its ARN.
 */
public final class TemplateReader {

  /** Values of environment variables are not conditional. */
  static final JsonNode NO_CONDITIONS = JsonNodeFactory.instance.objectNode();

  private static final int DEFAULT_BATCH = 10;
  private static final int DEFAULT_CONCURRENCY = 1000;
  private static final int DEFAULT_TIMEOUT_SECONDS = 3;
  private static final int DEFAULT_MEMORY_MEGABYTES = 128;

  private final JsonNode root;
  private final Map<String, String> parameters;
  private final Intrinsics intrinsics;

  private TemplateReader(JsonNode root, Map<String, String> parameters) {
    this.root = root;
    this.parameters = parameters;
    Map<String, String> values = new HashMap<>(parameters);
    for (Map.Entry<String, JsonNode> resource : root.path("Resources").properties()) {
      values.put(resource.getKey(), resource.getKey());
      values.put(resource.getKey() + ".Arn", resource.getKey());
    }
    this.intrinsics = new Intrinsics(values, root.path("Conditions"));
  }

  /**
   * Reads a template.
   *
   * @param text YAML with CloudFormation's tags
   * @param given values of parameters and pseudo parameters that count more than the defaults
   * @return the parts that run here
   * @throws IllegalArgumentException when a part is missing or uses what is unknown here
   */
  public static StackTemplate read(Reader text, Map<String, String> given) {
    JsonNode root = CloudFormationYaml.read(text);
    Map<String, String> parameters = new LinkedHashMap<>();
    // A deployment has a name even where nobody gives one.
    parameters.put("AWS::StackName", "contact-tree");
    for (Map.Entry<String, JsonNode> parameter : root.path("Parameters").properties()) {
      if (parameter.getValue().has("Default")) {
        parameters.put(parameter.getKey(), parameter.getValue().path("Default").asText());
      }
    }
    parameters.putAll(given);
    return new TemplateReader(root, parameters).template();
  }

  private StackTemplate template() {
    Map<String, FunctionDefinition> functions = new LinkedHashMap<>();
    resources("AWS::Serverless::Function")
        .forEach((id, properties) -> functions.put(id, function(id, properties)));
    Map<String, QueueDefinition> queues = new LinkedHashMap<>();
    resources("AWS::SQS::Queue").forEach((id, properties) -> queues.put(id, queue(id, properties)));
    SourceMapping mapping = mapping();
    return new StackTemplate(
        table(), queues, rule(mapping.queue()), mapping, pipe(), functions, parameters);
  }

  private SourceMapping mapping() {
    for (Map.Entry<String, JsonNode> function : resources("AWS::Serverless::Function").entrySet()) {
      for (JsonNode event : function.getValue().path("Events")) {
        if (event.path("Type").asText().equals("SQS")) {
          return mapping(function.getKey(), intrinsics.resolve(event.path("Properties")));
        }
      }
    }
    throw new IllegalArgumentException("The template has no function that a queue feeds.");
  }

  private static SourceMapping mapping(String function, JsonNode properties) {
    return new SourceMapping(
        function,
        required(properties, "Queue"),
        properties.path("BatchSize").asInt(DEFAULT_BATCH),
        Duration.ofSeconds(properties.path("MaximumBatchingWindowInSeconds").asInt(0)),
        strings(properties.path("FunctionResponseTypes")).contains("ReportBatchItemFailures"),
        properties.path("ScalingConfig").path("MaximumConcurrency").asInt(DEFAULT_CONCURRENCY));
  }

  private PipeDefinition pipe() {
    Map<String, JsonNode> pipes = resources("AWS::Pipes::Pipe");
    if (pipes.size() != 1) {
      throw new IllegalArgumentException("The template must have one pipe.");
    }
    JsonNode properties = pipes.values().iterator().next();
    JsonNode target = properties.path("TargetParameters");
    JsonNode bus = target.path("EventBridgeEventBusParameters");
    return new PipeDefinition(
        stream(properties.path("SourceParameters").path("FilterCriteria").path("Filters"))
            .map(filter -> required(filter, "Pattern"))
            .toList(),
        required(bus, "Source"),
        required(bus, "DetailType"),
        required(target, "InputTemplate"));
  }

  private RuleDefinition rule(String queue) {
    for (Map.Entry<String, JsonNode> rule : resources("AWS::Events::Rule").entrySet()) {
      for (JsonNode target : rule.getValue().path("Targets")) {
        if (intrinsics.resolve(target.path("Arn")).asText().equals(queue)) {
          return new RuleDefinition(
              name(rule.getKey(), rule.getValue(), "Name"),
              intrinsics.resolve(rule.getValue().path("EventPattern")).toString(),
              queue,
              required(intrinsics.resolve(target.path("DeadLetterConfig")), "Arn"));
        }
      }
    }
    throw new IllegalArgumentException("The template has no rule whose target is " + queue + ".");
  }

  private QueueDefinition queue(String logicalId, JsonNode properties) {
    Map<String, String> attributes = new LinkedHashMap<>();
    // The queue engine here knows no encryption; access policies have nobody to keep out.
    for (String name :
        List.of(
            "DelaySeconds",
            "VisibilityTimeout",
            "MessageRetentionPeriod",
            "ReceiveMessageWaitTimeSeconds")) {
      if (properties.has(name)) {
        attributes.put(name, intrinsics.resolve(properties.path(name)).asText());
      }
    }
    return new QueueDefinition(
        logicalId,
        name(logicalId, properties, "QueueName"),
        attributes,
        text(intrinsics.resolve(properties.path("RedrivePolicy")), "deadLetterTargetArn"));
  }

  private TableDefinition table() {
    Map<String, JsonNode> tables = resources("AWS::DynamoDB::Table");
    if (tables.size() != 1) {
      throw new IllegalArgumentException("The template must have one table.");
    }
    Map.Entry<String, JsonNode> only = tables.entrySet().iterator().next();
    JsonNode properties = only.getValue();
    Map<String, String> types = new LinkedHashMap<>();
    properties
        .path("AttributeDefinitions")
        .forEach(
            attribute ->
                types.put(
                    required(attribute, "AttributeName"), required(attribute, "AttributeType")));
    JsonNode expiry = properties.path("TimeToLiveSpecification");
    return new TableDefinition(
        only.getKey(),
        name(only.getKey(), properties, "TableName"),
        types,
        key(properties),
        stream(properties.path("GlobalSecondaryIndexes")).map(TemplateReader::index).toList(),
        text(expiry, "AttributeName"),
        text(properties.path("StreamSpecification"), "StreamViewType"));
  }

  private static TableDefinition.Index index(JsonNode index) {
    JsonNode projection = index.path("Projection");
    return new TableDefinition.Index(
        required(index, "IndexName"),
        key(index),
        required(projection, "ProjectionType"),
        strings(projection.path("NonKeyAttributes")));
  }

  private static TableDefinition.Key key(JsonNode owner) {
    Map<String, String> byType = new HashMap<>();
    owner
        .path("KeySchema")
        .forEach(part -> byType.put(required(part, "KeyType"), required(part, "AttributeName")));
    String hash = byType.get("HASH");
    if (hash == null) {
      throw new IllegalArgumentException("A key in the template has no HASH attribute.");
    }
    return new TableDefinition.Key(hash, Optional.ofNullable(byType.get("RANGE")));
  }

  private FunctionDefinition function(String logicalId, JsonNode own) {
    JsonNode common = root.path("Globals").path("Function");
    ObjectNode variables = JsonNodeFactory.instance.objectNode();
    for (JsonNode level : List.of(common, own)) {
      level
          .path("Environment")
          .path("Variables")
          .properties()
          .forEach(variable -> variables.set(variable.getKey(), variable.getValue()));
    }
    return new FunctionDefinition(
        logicalId,
        property("Handler", own, common).asText(),
        Duration.ofSeconds(property("Timeout", own, common).asInt(DEFAULT_TIMEOUT_SECONDS)),
        property("MemorySize", own, common).asInt(DEFAULT_MEMORY_MEGABYTES),
        variables);
  }

  /** A number may come as text: a parameter's default always does. */
  private JsonNode property(String name, JsonNode own, JsonNode common) {
    return intrinsics.resolve(own.has(name) ? own.path(name) : common.path(name));
  }

  private Map<String, JsonNode> resources(String type) {
    Map<String, JsonNode> found = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> resource : root.path("Resources").properties()) {
      if (resource.getValue().path("Type").asText().equals(type)
          && intrinsics.created(resource.getValue())) {
        found.put(resource.getKey(), resource.getValue().path("Properties"));
      }
    }
    return found;
  }

  private String name(String logicalId, JsonNode properties, String property) {
    return properties.has(property)
        ? intrinsics.resolve(properties.path(property)).asText()
        : logicalId;
  }

  private static String required(JsonNode owner, String field) {
    return text(owner, field)
        .orElseThrow(
            () -> new IllegalArgumentException("The template lacks " + field + " in " + owner));
  }

  private static Optional<String> text(JsonNode owner, String field) {
    return owner.hasNonNull(field) ? Optional.of(owner.path(field).asText()) : Optional.empty();
  }

  private static List<String> strings(JsonNode list) {
    return stream(list).map(JsonNode::asText).toList();
  }

  private static java.util.stream.Stream<JsonNode> stream(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false);
  }
}
