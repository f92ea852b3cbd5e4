package io.contacttree.lambda.metrics;

import java.util.List;
import java.util.Map;

/** Takes the metrics of an invocation. */
public interface MetricsPublisher {

  /**
   * Publishes metrics.
   *
   * @param counts what happened how often, without zeros
   * @param eventToDocument for each event whose document was written the milliseconds since the
   *     contact's end
   */
  void publish(Map<String, Long> counts, List<Long> eventToDocument);
}
