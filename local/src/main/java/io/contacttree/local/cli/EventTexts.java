package io.contacttree.local.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.contacttree.local.http.Json;
import io.contacttree.local.stack.InputText;
import io.contacttree.local.stack.UnusableInputException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Takes recorded events out of texts: one event, an array of them, or one a line. */
final class EventTexts {

  private EventTexts() {}

  /** Returns all events in order; throws UnusableInputException for what is none. */
  static List<ObjectNode> read(List<InputText> texts) {
    List<ObjectNode> events = new ArrayList<>();
    for (InputText text : texts) {
      for (JsonNode value : values(text)) {
        if (value.isArray()) {
          value.forEach(element -> events.add(event(element, text)));
        } else {
          events.add(event(value, text));
        }
      }
    }
    return events;
  }

  private static List<JsonNode> values(InputText text) {
    try {
      return Json.readAll(text.text());
    } catch (IOException notJson) {
      throw new UnusableInputException(
          text.name() + " is not JSON: " + firstLine(notJson), notJson);
    }
  }

  private static ObjectNode event(JsonNode value, InputText text) {
    if (value instanceof ObjectNode event) {
      return event;
    }
    throw new UnusableInputException(
        text.name()
            + " holds something that is no event: an event is a JSON object. Malformed messages are"
            + " tried by sending them to the queue.");
  }

  private static String firstLine(IOException failure) {
    return String.valueOf(failure.getMessage()).lines().findFirst().orElse("");
  }
}
