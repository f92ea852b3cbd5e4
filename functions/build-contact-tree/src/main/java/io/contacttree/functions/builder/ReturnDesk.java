package io.contacttree.functions.builder;

import static software.amazon.lambda.powertools.logging.argument.StructuredArguments.entries;
import static software.amazon.lambda.powertools.logging.argument.StructuredArguments.entry;

import io.contacttree.aws.queue.MessageVisibility;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Gives messages back to the queue, each with a delay and a line in the log that says why. */
final class ReturnDesk {
  private static final Logger LOG = LoggerFactory.getLogger(ReturnDesk.class);

  private final MessageVisibility visibility;

  ReturnDesk(MessageVisibility visibility) {
    this.visibility = Objects.requireNonNull(visibility);
  }

  /** Hides the messages for their delays; where that fails the queue's own time-out holds. */
  void giveBack(List<Returned> messages) {
    if (messages.isEmpty()) {
      return;
    }
    Map<String, Duration> delays = new HashMap<>();
    messages.forEach(returned -> delays.put(returned.message().receiptHandle(), returned.delay()));
    Set<String> notHidden = visibility.hide(delays);
    for (Returned returned : messages) {
      boolean hidden = !notHidden.contains(returned.message().receiptHandle());
      LOG.warn("message returned", entries(line(returned, hidden)));
    }
    if (!notHidden.isEmpty()) {
      LOG.error("visibility of messages not changed", entry("messages", notHidden.size()));
    }
  }

  private static Map<String, Object> line(Returned returned, boolean hidden) {
    Map<String, Object> line = new TreeMap<>();
    line.put("message_id", returned.message().messageId());
    returned.message().contact().ifPresent(contact -> line.put("contact_id", contact.value()));
    line.put("receive_count", returned.message().receiveCount());
    line.put("reason", returned.reason());
    if (hidden) {
      line.put("delay_s", returned.delay().toSeconds());
    }
    return line;
  }
}
