package io.contacttree.standin.operation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.contacttree.standin.protocol.WireTime;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

/** The times of a contact by which it can be searched. */
enum ContactTime {
  INITIATION_TIMESTAMP("/InitiationTimestamp"),
  SCHEDULED_TIMESTAMP("/ScheduledTimestamp"),
  CONNECTED_TO_AGENT_TIMESTAMP("/AgentInfo/ConnectedToAgentTimestamp"),
  DISCONNECT_TIMESTAMP("/DisconnectTimestamp"),
  ENQUEUE_TIMESTAMP("/QueueInfo/EnqueueTimestamp");

  private final String pointer;

  ContactTime(String pointer) {
    this.pointer = pointer;
  }

  static Optional<ContactTime> named(String name) {
    return Arrays.stream(values()).filter(time -> time.name().equals(name)).findFirst();
  }

  static String allNames() {
    return Arrays.toString(values());
  }

  /** Returns this time of a contact as it shows, empty if it has none. */
  Optional<Instant> of(ObjectNode shown) {
    JsonNode value = shown.at(pointer);
    return value.isNumber() ? Optional.of(WireTime.read(value)) : Optional.empty();
  }
}
