package io.contacttree.local.apigateway;

import io.contacttree.local.lambda.ExecutionEnvironment;
import io.contacttree.local.lambda.Invocation;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/**
 * The execution environments of a function that answers requests: one event at a time each, a new
 * one when all are busy, up to 32; then callers wait. Thread-safe.
 */
public final class FunctionPool {

  private static final int ENVIRONMENTS = 32;

  private final Supplier<ExecutionEnvironment> environments;
  private final ConcurrentLinkedDeque<ExecutionEnvironment> free = new ConcurrentLinkedDeque<>();
  private final Semaphore permits = new Semaphore(ENVIRONMENTS, true);

  /** Makes a pool with one environment, started. */
  public FunctionPool(Supplier<ExecutionEnvironment> environments) {
    this.environments = environments;
    ExecutionEnvironment first = environments.get();
    first.start();
    free.push(first);
  }

  /**
   * Hands an event to a free environment.
   *
   * @throws InterruptedException when the wait is interrupted
   */
  public Invocation invoke(String event) throws InterruptedException {
    permits.acquire();
    try {
      ExecutionEnvironment known = free.poll();
      ExecutionEnvironment environment = known == null ? environments.get() : known;
      try {
        return environment.invoke(event);
      } finally {
        free.push(environment);
      }
    } finally {
      permits.release();
    }
  }
}
