package io.contacttree.local.eventbridge;

import com.fasterxml.jackson.databind.JsonNode;
import io.contacttree.local.http.Json;

/**
 * The event bus with its one rule: what matches goes to the target, all else is only counted.
 * Thread-safe.
 */
public final class EventBus {

  private final EventMatcher matcher;
  private final RuleTarget target;
  private long matched;
  private long unmatched;
  private long underWay;

  /**
   * Makes a bus.
   *
   * @param pattern the rule's event pattern, JSON
   * @param target gets what matches
   * @throws IllegalArgumentException when the pattern is none
   */
  public EventBus(String pattern, RuleTarget target) {
    this.matcher = new EventMatcher(pattern);
    this.target = target;
  }

  /**
   * Takes one event; when it returns, the event is counted and, if it matched, in a queue.
   *
   * @param event the whole event, envelope and detail
   */
  public void accept(JsonNode event) {
    boolean matches = matcher.matches(event);
    count(matches);
    if (!matches) {
      return;
    }
    try {
      target.deliver(Json.write(event));
    } finally {
      delivered();
    }
  }

  /** Returns what the bus has seen. */
  public synchronized BusCounts counts() {
    return new BusCounts(matched + unmatched, matched, unmatched, underWay);
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
