package io.contacttree.local.eventbridge;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.contacttree.local.template.PipeDefinition;
import io.contacttree.standin.http.Json;
import java.io.IOException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.event.ruler.Machine;

/**
 * What a pipe of EventBridge makes of a record: an event, or nothing where its filters do not let
 * the record pass.
 */
public final class PipeTransform {
  private static final Pattern PATH = Pattern.compile("\\$(?:\\.[A-Za-z0-9_-]+)+");
  private static final Pattern IN_TEMPLATE = Pattern.compile("<(" + PATH.pattern() + ")>");

  // The engine that EventBridge itself is made of.
  private final Machine filters = Machine.builder().build();
  private final PipeDefinition pipe;

  /**
   * Makes what a pipe does.
   *
   * @throws IllegalArgumentException when a filter is no event pattern
   */
  public PipeTransform(PipeDefinition pipe) {
    this.pipe = pipe;
    for (String filter : pipe.filters()) {
      try {
        filters.addRule("filter-" + filter.hashCode(), filter);
      } catch (IOException invalid) {
        throw new IllegalArgumentException("The template's filter is invalid.", invalid);
      }
    }
  }

  /** Returns source, detail type and detail of the event that a record becomes. */
  public Optional<ObjectNode> event(JsonNode record) {
    if (filters.rulesForJSONEvent(record).isEmpty()) {
      return Optional.empty();
    }
    ObjectNode event = Json.object();
    event.put("source", value(pipe.source(), record));
    event.put("detail-type", value(pipe.detailType(), record));
    event.set("detail", detail(record));
    return Optional.of(event);
  }

  private static String value(String parameter, JsonNode record) {
    return PATH.matcher(parameter).matches() ? at(parameter, record) : parameter;
  }

  private JsonNode detail(JsonNode record) {
    Matcher paths = IN_TEMPLATE.matcher(pipe.inputTemplate());
    StringBuilder detail = new StringBuilder();
    while (paths.find()) {
      // As a string in JSON, whose quotation marks the template has.
      String quoted = Json.write(Json.object().textNode(at(paths.group(1), record)));
      paths.appendReplacement(
          detail, Matcher.quoteReplacement(quoted.substring(1, quoted.length() - 1)));
    }
    try {
      return Json.read(paths.appendTail(detail).toString());
    } catch (JsonProcessingException noJson) {
      throw new IllegalStateException("The template's input template makes no JSON.", noJson);
    }
  }

  private static String at(String path, JsonNode record) {
    JsonNode node = record;
    for (String name : path.substring(2).split("\\.", -1)) {
      node = node.path(name);
    }
    return node.asText();
  }
}
