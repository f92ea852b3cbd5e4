package io.contacttree.lambda.metrics;

import io.contacttree.domain.contact.ContactId;
import io.contacttree.domain.contact.InstanceId;
import io.contacttree.domain.flow.BuildListener;
import io.contacttree.domain.store.FailureWithoutText;
import io.contacttree.domain.tree.ContactTree;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts what happens between two publications; safe for use by several threads.
 *
 * <p>Reasons are part of a figure's name, not dimensions: each combination of dimensions is a
 * metric to be paid for, and there are service and stage already.
 */
public final class Metrics implements BuildListener {
  private static final Logger LOG = LoggerFactory.getLogger(Metrics.class);

  private final MetricsPublisher sink;
  private Map<String, Long> counts = new TreeMap<>();
  private List<Long> eventToDocument = new ArrayList<>();

  /** Counts for this sink. */
  public Metrics(MetricsPublisher sink) {
    this.sink = Objects.requireNonNull(sink);
  }

  /** Counts one more of something. */
  public void count(String name) {
    count(name, 1);
  }

  /** Counts so many more of something. */
  public synchronized void count(String name, long number) {
    if (number > 0) {
      counts.merge(name, number, Long::sum);
    }
  }

  /** Counts one more of something that has a reason; the figure is called {@code name_reason}. */
  public void count(String name, Enum<?> reason) {
    count(name + '_' + reason.name().toLowerCase(Locale.ROOT));
  }

  /** Notes how long after a contact's end its document was written; below zero counts as zero. */
  public synchronized void eventToDocument(Duration sinceEnd) {
    eventToDocument.add(Math.max(0, sinceEnd.toMillis()));
  }

  @Override
  public void written(ContactTree tree) {
    count("trees_written");
    count("contacts_written", tree.facts().contactCount());
    count("references_written", tree.facts().referenceCount());
  }

  @Override
  public void settling(InstanceId instance, ContactId contact, Duration delay) {
    count("settle_messages_sent");
  }

  @Override
  public void contended(InstanceId instance, ContactId contact) {
    count("writes_contended");
  }

  /**
   * Publishes what was counted since the last time, if anything was, and returns the counts; a sink
   * that fails loses figures, never messages.
   */
  public Map<String, Long> publish() {
    Map<String, Long> counted;
    List<Long> durations;
    synchronized (this) {
      counted = counts;
      durations = eventToDocument;
      counts = new TreeMap<>();
      eventToDocument = new ArrayList<>();
    }
    if (!counted.isEmpty() || !durations.isEmpty()) {
      publish(counted, durations);
    }
    return counted;
  }

  private void publish(Map<String, Long> counted, List<Long> durations) {
    try {
      sink.publish(Map.copyOf(counted), List.copyOf(durations));
    } catch (RuntimeException notPublished) {
      LOG.error("figures not published", FailureWithoutText.of(notPublished));
    }
  }
}
