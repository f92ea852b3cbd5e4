package io.contacttree.verification.template;

import com.fasterxml.jackson.databind.JsonNode;
import io.contacttree.local.template.CloudFormationYaml;
import io.contacttree.local.template.StackTemplate;
import io.contacttree.local.template.TemplateReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/** The template and the contract as they are shipped, whole and unresolved. */
final class ShippedFiles {

  private static final Map<String, String> ANY_INSTANCE = Map.of("ConnectInstanceId", "*");

  private static final StackTemplate STACK =
      reading("/template.yaml", text -> TemplateReader.read(text, ANY_INSTANCE));
  private static final JsonNode TEMPLATE = reading("/template.yaml", CloudFormationYaml::read);
  private static final JsonNode CONTRACT = reading("/api/openapi.yaml", CloudFormationYaml::read);

  private ShippedFiles() {}

  /** What of the template runs on one machine, with the defaults of its parameters. */
  static StackTemplate stack() {
    return STACK;
  }

  static JsonNode template() {
    return TEMPLATE;
  }

  static JsonNode contract() {
    return CONTRACT;
  }

  /** Returns the resources of a type by their logical ids. */
  static Map<String, JsonNode> resources(String type) {
    Map<String, JsonNode> found = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> resource : template().path("Resources").properties()) {
      if (resource.getValue().path("Type").asText().equals(type)) {
        found.put(resource.getKey(), resource.getValue());
      }
    }
    return found;
  }

  static JsonNode properties(String logicalId) {
    JsonNode properties = template().path("Resources").path(logicalId).path("Properties");
    if (properties.isMissingNode()) {
      throw new IllegalArgumentException("The template has no resource " + logicalId);
    }
    return properties;
  }

  /** Returns a number that stands in the template, or is the default of the parameter named. */
  static int number(JsonNode value) {
    if (value.has("Ref")) {
      return template()
          .path("Parameters")
          .path(value.path("Ref").asText())
          .path("Default")
          .asInt(Integer.MIN_VALUE);
    }
    return value.asInt(Integer.MIN_VALUE);
  }

  /** Returns the logical id to which a Ref or GetAtt points, or an empty text. */
  static String target(JsonNode value) {
    return value.has("Ref")
        ? value.path("Ref").asText()
        : value.path("Fn::GetAtt").path(0).asText();
  }

  private static <T> T reading(String name, Function<Reader, T> read) {
    InputStream stream = Objects.requireNonNull(ShippedFiles.class.getResourceAsStream(name), name);
    try (Reader text = new InputStreamReader(stream, StandardCharsets.UTF_8)) {
      return read.apply(text);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
