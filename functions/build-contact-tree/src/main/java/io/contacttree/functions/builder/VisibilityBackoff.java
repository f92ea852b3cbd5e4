package io.contacttree.functions.builder;

import io.contacttree.aws.queue.MessageVisibility;
import io.contacttree.domain.claim.Backoff;
import io.contacttree.functions.builder.PartialBatchResponse.Returned;
import io.contacttree.lambda.logging.FunctionLog;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.DoubleSupplier;

/**
 * Hides messages that go back to the queue, each longer the more often it came, so that an outage
 * of hours does not use up its receives; and writes a line into the log that says why.
 *
 * <p>A fifth more or less by chance keeps messages that failed together from coming back together.
 *
 * @param backoff the delays before chance changes them; the longest holds after it too
 * @param random numbers from 0 to below 1
 */
record VisibilityBackoff(MessageVisibility visibility, Backoff backoff, DoubleSupplier random) {
  private static final FunctionLog LOG = new FunctionLog(VisibilityBackoff.class);
  private static final double SPREAD = 0.2;

  /** Hides the messages for their delays; where that fails the queue's own time-out holds. */
  void hide(List<Returned> messages) {
    if (messages.isEmpty()) {
      return;
    }
    Map<String, Duration> delays = new HashMap<>();
    messages.forEach(one -> delays.put(one.message().receiptHandle(), delay(one)));
    Set<String> notHidden = visibility.hide(Map.copyOf(delays));
    delays.keySet().removeAll(notHidden);
    for (Returned returned : messages) {
      LOG.warn("message returned", line(returned, delays));
    }
    if (!notHidden.isEmpty()) {
      LOG.error("visibility of messages not changed", Map.of("messages", notHidden.size()));
    }
  }

  private Duration delay(Returned returned) {
    return delay(returned.waitingHelps() ? returned.message().receiveCount() : 1);
  }

  /** Returns the delay of a message that was received so often, in whole seconds. */
  Duration delay(int receives) {
    double spread =
        backoff.after(receives).toSeconds() * (1 + SPREAD * (2 * random.getAsDouble() - 1));
    return Duration.ofSeconds(Math.min(Math.round(spread), backoff.longest().toSeconds()));
  }

  private static Map<String, Object> line(Returned returned, Map<String, Duration> hidden) {
    QueueMessage message = returned.message();
    Map<String, Object> line = new HashMap<>();
    line.put("message_id", message.messageId());
    message.contact().ifPresent(contact -> line.put("contact_id", contact.value()));
    line.put("receive_count", message.receiveCount());
    line.put("reason", returned.reason());
    Optional.ofNullable(hidden.get(message.receiptHandle()))
        .ifPresent(delay -> line.put("delay_s", delay.toSeconds()));
    return line;
  }
}
