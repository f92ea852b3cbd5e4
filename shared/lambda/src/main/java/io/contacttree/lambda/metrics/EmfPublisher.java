package io.contacttree.lambda.metrics;

import java.util.List;
import java.util.Map;
import software.amazon.cloudwatchlogs.emf.config.EnvironmentConfigurationProvider;
import software.amazon.cloudwatchlogs.emf.environment.Environments;
import software.amazon.lambda.powertools.metrics.Metrics;
import software.amazon.lambda.powertools.metrics.model.DimensionSet;
import software.amazon.lambda.powertools.metrics.model.MetricUnit;
import software.amazon.lambda.powertools.metrics.provider.EmfMetricsProvider;

/**
 * Publishes counts and times as CloudWatch metrics in the embedded metric format: one line of JSON
 * on standard output an invocation, no call.
 */
public final class EmfPublisher implements MetricsPublisher {
  private final Metrics metrics;

  /** Publishes under this namespace, with service and stage as the only dimensions. */
  public EmfPublisher(String namespace, String service, String stage) {
    // Else the library guesses from the environment where it runs, and outside Lambda looks for an
    // agent on a port, with threads that never end.
    EnvironmentConfigurationProvider.getConfig().setEnvironmentOverride(Environments.Lambda);
    // From the provider, not from the library's factory: that one loads the library's aspects
    // before a snapshot (SnapStart) is taken, and without AspectJ the snapshot fails.
    this.metrics = new EmfMetricsProvider().getMetricsInstance();
    metrics.setNamespace(namespace);
    metrics.setDefaultDimensions(DimensionSet.of("service", service, "stage", stage));
  }

  @Override
  public void publish(Map<String, Long> counts, List<Long> eventToDocument) {
    metrics.flushMetrics(
        line -> {
          counts.forEach((name, count) -> line.addMetric(name, count, MetricUnit.COUNT));
          eventToDocument.forEach(
              time -> line.addMetric("event_to_document_ms", time, MetricUnit.MILLISECONDS));
        });
  }
}
