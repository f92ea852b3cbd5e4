package io.contacttree.local.eventsource;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.sqs.model.Message;

/** Cuts what was received to what one invocation can carry. */
final class Batches {

  // Lambda takes 6 MB; the rest is for what stands around the bodies.
  private static final int PAYLOAD_BYTES = 5 * 1024 * 1024;

  private Batches() {}

  /** Returns the messages in order, in as few lists as fit; a single message always fits. */
  static List<List<Message>> of(List<Message> messages) {
    List<List<Message>> batches = new ArrayList<>();
    List<Message> current = new ArrayList<>();
    long bytes = 0;
    for (Message message : messages) {
      int size = message.body().getBytes(StandardCharsets.UTF_8).length;
      if (!current.isEmpty() && bytes + size > PAYLOAD_BYTES) {
        batches.add(List.copyOf(current));
        current.clear();
        bytes = 0;
      }
      current.add(message);
      bytes += size;
    }
    if (!current.isEmpty()) {
      batches.add(List.copyOf(current));
    }
    return batches;
  }
}
