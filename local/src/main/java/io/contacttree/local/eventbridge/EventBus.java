package io.contacttree.local.eventbridge;

import com.fasterxml.jackson.databind.JsonNode;
import io.contacttree.standin.http.Json;
import java.io.IOException;
import java.util.function.Consumer;
import software.amazon.event.ruler.Machine;

/**
 * The event bus with its one rule: what matches goes to the target, all else is only counted.
 * Thread-safe.
 */
public final class EventBus {

  /**
   * What the bus has seen.
   *
   * @param received events taken so far
   * @param matched how many of them matched the rule
   * @param unmatched how many did not
   * @param underWay how many are between the bus and the queue
   */
  public record Counts(long received, long matched, long unmatched, long underWay) {}

  // The engine that EventBridge itself is made of.
  private final Machine rules = Machine.builder().build();
  private final Consumer<String> target;
  private long matched;
  private long unmatched;
  private long underWay;

  /**
   * Makes a bus.
   *
   * @param pattern the rule's event pattern, JSON
   * @param target gets what matches, and returns when it is in a queue, be it that of dead letters
   * @throws IllegalArgumentException when the pattern is none
   */
  public EventBus(String pattern, Consumer<String> target) {
    this.target = target;
    try {
      rules.addRule("rule", pattern);
    } catch (IOException invalid) {
      throw new IllegalArgumentException("The template's event pattern is invalid.", invalid);
    }
  }

  /** Takes one event; when it returns, the event is counted and, if it matched, in a queue. */
  public void accept(JsonNode event) {
    boolean matches = !rules.rulesForJSONEvent(event).isEmpty();
    count(matches);
    if (!matches) {
      return;
    }
    try {
      target.accept(Json.write(event));
    } finally {
      delivered();
    }
  }

  /** Returns what the bus has seen. */
  public synchronized Counts counts() {
    return new Counts(matched + unmatched, matched, unmatched, underWay);
  }

  private synchronized void count(boolean matches) {
    if (matches) {
      matched++;
      underWay++;
    } else {
      unmatched++;
    }
  }

  private synchronized void delivered() {
    underWay--;
  }
}
