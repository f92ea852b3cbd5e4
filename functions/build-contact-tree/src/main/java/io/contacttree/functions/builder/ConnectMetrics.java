package io.contacttree.functions.builder;

import io.contacttree.aws.pacing.AttemptListener;
import io.contacttree.lambda.metrics.Metrics;

/**
 * Counts the HTTP attempts to Amazon Connect, those it refused as too many, and the parts of its
 * answers that could not be read.
 */
record ConnectMetrics(Metrics metrics) implements AttemptListener {

  @Override
  public void attempted(String operation) {
    metrics.count("connect_calls");
  }

  @Override
  public void throttled(String operation) {
    metrics.count("connect_429");
  }

  @Override
  public void leftOut(String operation, int parts) {
    metrics.count("connect_left_out", parts);
  }
}
