package io.contacttree.local.eventbridge;

/** Where a rule sends what matches. */
@FunctionalInterface
public interface RuleTarget {
  /**
   * Delivers one event; returns when it is in a queue, be it that of dead letters.
   *
   * @param event the whole event, JSON
   */
  void deliver(String event);
}
