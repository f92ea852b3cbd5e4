package io.contacttree.aws.json;

import com.fasterxml.jackson.core.JsonGenerator;
import io.contacttree.domain.contact.Timestamps;
import io.contacttree.domain.tree.ContactTree;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Writes what documents and lists are made of; what is absent is left out.
 *
 * @param json where to
 */
record TreeFields(JsonGenerator json) {

  /** Writes what follows from the members of a tree. */
  void facts(ContactTree.TreeSummary facts) throws IOException {
    json.writeStringField("root_channel", facts.rootChannel());
    texts("channels", facts.channels());
    json.writeNumberField("contact_count", facts.contactCount());
    json.writeNumberField("transfer_count", facts.transferCount());
    json.writeNumberField("depth", facts.depth());
    json.writeNumberField("agent_count", facts.agentCount());
    json.writeNumberField("queue_count", facts.queueCount());
    json.writeNumberField("reference_count", facts.referenceCount());
    time("first_initiated_at", facts.firstInitiatedAt());
    time("last_disconnected_at", facts.lastDisconnectedAt());
    milliseconds("duration_ms", facts.duration());
  }

  void text(String key, Optional<String> value) throws IOException {
    if (value.isPresent()) {
      json.writeStringField(key, value.get());
    }
  }

  void texts(String key, Iterable<String> values) throws IOException {
    json.writeArrayFieldStart(key);
    for (String value : values) {
      json.writeString(value);
    }
    json.writeEndArray();
  }

  void time(String key, Optional<Instant> time) throws IOException {
    text(key, time.map(Timestamps::format));
  }

  private void milliseconds(String key, Optional<Duration> duration) throws IOException {
    if (duration.isPresent()) {
      json.writeNumberField(key, duration.get().toMillis());
    }
  }
}
