package io.contacttree.local.lambda;

import io.contacttree.local.template.FunctionDefinition;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One of a function's execution environments: a handler of its own, one event at a time, cut off at
 * the time-out.
 *
 * <p>Not thread-safe, as in Lambda an environment is never asked twice at once.
 */
public final class ExecutionEnvironment {

  private static final System.Logger LOG = System.getLogger(ExecutionEnvironment.class.getName());

  private final FunctionDefinition function;
  private final String arn;
  private final Supplier<Object> handlers;
  private @Nullable LambdaFunction handler;

  /**
   * Makes an environment; its handler is made at the first event.
   *
   * @param function the function's time-out, memory and name
   * @param handlers makes a handler of one of Lambda's interfaces
   */
  public ExecutionEnvironment(FunctionDefinition function, String arn, Supplier<Object> handlers) {
    this.function = function;
    this.arn = arn;
    this.handlers = handlers;
  }

  /** Makes the handler now instead of at the first event; throws what its constructor throws. */
  public void start() {
    handler();
  }

  /**
   * Hands one event to the handler and waits for the answer.
   *
   * @param event JSON as Lambda would send it
   * @return how it ended; after a time-out the next event gets a new handler
   * @throws InterruptedException when the wait is interrupted; the handler is told to stop
   */
  public Invocation invoke(String event) throws InterruptedException {
    LambdaFunction called;
    try {
      called = handler();
    } catch (RuntimeException notMade) {
      LOG.log(System.Logger.Level.ERROR, "The handler could not be made.", notMade);
      return new Invocation.Failed(String.valueOf(notMade));
    }
    CompletableFuture<String> answer = new CompletableFuture<>();
    Thread thread =
        Thread.ofPlatform()
            .daemon()
            .name(function.logicalId())
            .start(() -> run(called, event, answer));
    try {
      return new Invocation.Answered(
          answer.get(function.timeout().toNanos(), TimeUnit.NANOSECONDS));
    } catch (ExecutionException thrown) {
      return new Invocation.Failed(String.valueOf(thrown.getCause()));
    } catch (TimeoutException late) {
      thread.interrupt();
      handler = null;
      return new Invocation.TimedOut();
    } catch (InterruptedException stopped) {
      thread.interrupt();
      throw stopped;
    }
  }

  private LambdaFunction handler() {
    LambdaFunction made = handler;
    if (made == null) {
      made = LambdaFunction.of(handlers.get());
      handler = made;
    }
    return made;
  }

  private void run(LambdaFunction called, String event, CompletableFuture<String> answer) {
    try {
      answer.complete(called.handle(event, context()));
    } catch (Throwable thrown) {
      // Lambda, too, answers for whatever a handler throws; the log keeps where it came from.
      LOG.log(System.Logger.Level.ERROR, "The handler threw.", thrown);
      answer.completeExceptionally(thrown);
    }
  }

  private InvocationContext context() {
    return new InvocationContext(
        UUID.randomUUID().toString(),
        function.logicalId(),
        arn,
        function.memoryMegabytes(),
        System.nanoTime() + function.timeout().toNanos());
  }
}
