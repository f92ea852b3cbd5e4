package io.contacttree.lambda.metrics;

import io.contacttree.lambda.logging.FunctionLog;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * Counts what happens between two publications; safe for use by several threads.
 *
 * <p>Reasons are part of a metric's name, not dimensions: each combination of dimensions is a
 * metric to be paid for, and there are service and stage already.
 */
public final class Metrics {
  private static final FunctionLog LOG = new FunctionLog(Metrics.class);

  private final MetricsPublisher publisher;
  private Map<String, Long> counts = new TreeMap<>();
  private List<Long> eventToDocument = new ArrayList<>();

  /** Counts for this publisher. */
  public Metrics(MetricsPublisher publisher) {
    this.publisher = Objects.requireNonNull(publisher);
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

  /** Counts one more of something that has a reason; the metric is called {@code name_reason}. */
  public void count(String name, Enum<?> reason) {
    count(name + '_' + reason.name().toLowerCase(Locale.ROOT));
  }

  /** Notes how long after a contact's end its document was written; below zero counts as zero. */
  public synchronized void eventToDocument(Duration sinceEnd) {
    eventToDocument.add(Math.max(0, sinceEnd.toMillis()));
  }

  /**
   * Publishes what was counted since the last time, if anything was, and returns the counts; a
   * publisher that fails loses metrics, never messages.
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
      publisher.publish(Map.copyOf(counted), List.copyOf(durations));
    } catch (RuntimeException notPublished) {
      LOG.error("figures not published", notPublished);
    }
  }
}
