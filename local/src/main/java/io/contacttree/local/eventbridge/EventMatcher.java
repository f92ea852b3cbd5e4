package io.contacttree.local.eventbridge;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import software.amazon.event.ruler.Machine;

/** Matches events against one event pattern, with the engine that EventBridge itself is made of. */
final class EventMatcher {

  private static final String RULE = "rule";

  private final Machine machine = Machine.builder().build();

  /** Throws IllegalArgumentException for what is no event pattern. */
  EventMatcher(String pattern) {
    try {
      machine.addRule(RULE, pattern);
    } catch (IOException invalid) {
      throw new IllegalArgumentException("The template's event pattern is invalid.", invalid);
    }
  }

  boolean matches(JsonNode event) {
    return !machine.rulesForJSONEvent(event).isEmpty();
  }
}
