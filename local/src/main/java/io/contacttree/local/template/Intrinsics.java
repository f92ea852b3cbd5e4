package io.contacttree.local.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Works out CloudFormation's functions: Ref, GetAtt, Sub and If, with the conditions Equals and
 * Not.
 *
 * <p>Only the parts of a template that run here are resolved, so what it does not know is an error.
 */
final class Intrinsics {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final String NO_VALUE = "AWS::NoValue";
  private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([^}]+)}");

  private final Map<String, String> values;
  private final JsonNode conditions;

  /**
   * @param values what parameters, pseudo parameters and resources stand for: `X` for a Ref,
   *     `X.Attribute` for a GetAtt
   * @param conditions the template's conditions
   */
  Intrinsics(Map<String, String> values, JsonNode conditions) {
    this.values = Map.copyOf(values);
    this.conditions = conditions;
  }

  /** Returns the value with every function worked out; a missing node for AWS::NoValue. */
  JsonNode resolve(JsonNode value) {
    if (value.isArray()) {
      return array(value);
    }
    if (!value.isObject()) {
      return value;
    }
    Optional<String> function = function(value);
    if (function.isEmpty()) {
      return object(value);
    }
    String name = function.get();
    return apply(name, value.path(name));
  }

  /** Returns whether a resource is created: it has no condition, or one that holds. */
  boolean created(JsonNode resource) {
    return !resource.has("Condition") || holds(resource.path("Condition").asText());
  }

  private JsonNode apply(String function, JsonNode argument) {
    return switch (function) {
      case "Ref" -> ref(argument.asText());
      case "Fn::GetAtt" ->
          JSON.textNode(known(argument.path(0).asText() + "." + argument.path(1).asText()));
      case "Fn::Sub" -> JSON.textNode(substitute(argument.asText()));
      case "Fn::If" -> resolve(argument.path(holds(argument.path(0).asText()) ? 1 : 2));
      default ->
          throw new IllegalArgumentException("The template uses " + function + ", unknown here.");
    };
  }

  private JsonNode ref(String name) {
    return name.equals(NO_VALUE) ? JSON.missingNode() : JSON.textNode(known(name));
  }

  private String known(String name) {
    String value = values.get(name);
    if (value == null) {
      throw new IllegalArgumentException("The template names " + name + ", unknown here.");
    }
    return value;
  }

  private String substitute(String pattern) {
    Matcher placeholders = PLACEHOLDER.matcher(pattern);
    StringBuilder text = new StringBuilder();
    while (placeholders.find()) {
      String value = known(placeholders.group(1));
      placeholders.appendReplacement(text, Matcher.quoteReplacement(value));
    }
    return placeholders.appendTail(text).toString();
  }

  private boolean holds(String condition) {
    if (!conditions.has(condition)) {
      throw new IllegalArgumentException("The template has no condition " + condition + ".");
    }
    return test(conditions.path(condition));
  }

  private boolean test(JsonNode expression) {
    String name = function(expression).orElse("");
    JsonNode argument = expression.path(name);
    return switch (name) {
      case "Fn::Equals" -> text(argument.path(0)).equals(text(argument.path(1)));
      case "Fn::Not" -> !test(argument.path(0));
      default ->
          throw new IllegalArgumentException("The template has a condition unknown here: " + name);
    };
  }

  private String text(JsonNode value) {
    return resolve(value).asText();
  }

  private JsonNode array(JsonNode value) {
    ArrayNode resolved = JSON.arrayNode();
    for (JsonNode element : value) {
      JsonNode one = resolve(element);
      if (!one.isMissingNode()) {
        resolved.add(one);
      }
    }
    return resolved;
  }

  private JsonNode object(JsonNode value) {
    ObjectNode resolved = JSON.objectNode();
    value
        .properties()
        .forEach(
            field -> {
              JsonNode one = resolve(field.getValue());
              if (!one.isMissingNode()) {
                resolved.set(field.getKey(), one);
              }
            });
    return resolved;
  }

  private static Optional<String> function(JsonNode value) {
    if (value.size() != 1) {
      return Optional.empty();
    }
    String name = value.fieldNames().next();
    boolean isFunction = name.equals("Ref") || name.startsWith("Fn::");
    return isFunction ? Optional.of(name) : Optional.empty();
  }
}
