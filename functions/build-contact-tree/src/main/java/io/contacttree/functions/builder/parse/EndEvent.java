package io.contacttree.functions.builder.parse;

import java.util.Arrays;
import java.util.Optional;

/**
 * The two events that tell of a contact's end.
 *
 * <p>Source: Amazon Connect Administrator Guide, contact events, eventType.
 */
enum EndEvent {
  /** The contact was disconnected; after-contact work may follow. */
  DISCONNECTED(0),
  /** The contact is over, after-contact work included. */
  COMPLETED(1);

  private final int rank;

  EndEvent(int rank) {
    this.rank = rank;
  }

  /** Returns the event of a name in any letter case, or empty where it is another one. */
  static Optional<EndEvent> named(String eventType) {
    return Arrays.stream(values())
        .filter(event -> event.name().equalsIgnoreCase(eventType))
        .findFirst();
  }

  /** Returns which of two equally new events counts: the greater. */
  int rank() {
    return rank;
  }
}
