package io.contacttree.local.stack;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.contacttree.local.eventbridge.Envelope;
import io.contacttree.local.eventbridge.EventBus;
import java.util.List;

/**
 * Plays recorded events onto the bus, one after another; busy from the moment it is made until they
 * are all there.
 */
final class Playback {

  private final List<ObjectNode> events;
  private final EventBus bus;
  private final Envelope envelope;
  private volatile boolean over;

  Playback(List<ObjectNode> events, EventBus bus, Envelope envelope) {
    this.events = List.copyOf(events);
    this.bus = bus;
    this.envelope = envelope;
    this.over = events.isEmpty();
  }

  void play() {
    try {
      events.forEach(event -> bus.accept(envelope.completed(event)));
    } finally {
      over = true;
    }
  }

  boolean isOver() {
    return over;
  }
}
