package io.contacttree.functions.builder;

import io.contacttree.aws.pacing.AttemptListener;
import io.contacttree.lambda.metrics.Metrics;

/** Counts the HTTP attempts to Amazon Connect, and those it refused as too many. */
record ConnectMetrics(Metrics metrics) implements AttemptListener {

  @Override
  public void attempted(String operation) {
    metrics.count("connect_calls");
  }

  @Override
  public void throttled(String operation) {
    metrics.count("connect_429");
  }
}
