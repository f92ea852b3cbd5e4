package io.contacttree.functions.builder;

import io.contacttree.aws.pacing.AttemptListener;
import io.contacttree.lambda.metrics.Figures;

/** Counts the HTTP attempts to Amazon Connect, and those it refused as too many. */
record ConnectFigures(Figures figures) implements AttemptListener {

  @Override
  public void attempted(String operation) {
    figures.count("connect_calls");
  }

  @Override
  public void throttled(String operation) {
    figures.count("connect_429");
  }
}
