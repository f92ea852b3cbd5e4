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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/** The templates as they are shipped. */
final class ShippedFiles {

  private static final Map<String, String> ANY_INSTANCE = Map.of("ConnectInstanceId", "*");

  private static final StackTemplate STACK =
      reading("/template.yaml", text -> TemplateReader.read(text, ANY_INSTANCE));
  private static final JsonNode TEMPLATE = reading("/template.yaml", CloudFormationYaml::read);

  private ShippedFiles() {}

  /** What of the template runs on one machine, with the defaults of its parameters. */
  static StackTemplate stack() {
    return STACK;
  }

  /** The nested stack of the alarms. */
  static JsonNode operations() {
    try (Reader text = Files.newBufferedReader(Path.of("..", "stacks", "operations.yaml"))) {
      return CloudFormationYaml.read(text);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  static JsonNode properties(String logicalId) {
    JsonNode properties = TEMPLATE.path("Resources").path(logicalId).path("Properties");
    if (properties.isMissingNode()) {
      throw new IllegalArgumentException("The template has no resource " + logicalId);
    }
    return properties;
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
