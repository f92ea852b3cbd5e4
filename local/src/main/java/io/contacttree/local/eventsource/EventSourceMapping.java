package io.contacttree.local.eventsource;

import io.contacttree.domain.claim.Backoff;
import io.contacttree.local.lambda.ExecutionEnvironment;
import io.contacttree.local.lambda.Invocation;
import io.contacttree.local.template.SourceMapping;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;

/**
 * Feeds a function from a queue as Lambda does: long polls, batches, a batching window, partial
 * answers.
 *
 * <p>Each worker has an execution environment of its own and hands it one batch at a time.
 */
public final class EventSourceMapping implements AutoCloseable {

  /** Longer than a long poll, shorter than what a stop of the whole stack may take. */
  private static final Duration LONGEST_FAREWELL = Duration.ofMillis(2_500);

  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

  private final SourceMapping mapping;
  private final SourceQueue queue;
  private final BatchEvent events;
  private final Backoff backoff;
  private final Consumer<String> complaints;
  private final List<Thread> workers = new ArrayList<>();
  private final AtomicInteger running = new AtomicInteger();
  private volatile boolean open = true;

  /**
   * Makes a mapping; nothing is polled before {@link #start}.
   *
   * @param mapping batch size, window, whether the function names what failed
   * @param client reaches the queue
   * @param queueUrl the queue
   * @param queueArn the ARN that the events name
   * @param region the Region that the events name
   * @param backoff for batches that fail as a whole
   * @param complaints told what goes wrong between queue and function
   */
  public EventSourceMapping(
      SourceMapping mapping,
      SqsClient client,
      String queueUrl,
      String queueArn,
      String region,
      Backoff backoff,
      Consumer<String> complaints) {
    this.mapping = mapping;
    this.queue = new SourceQueue(client, queueUrl, complaints);
    this.events = new BatchEvent(queueArn, region);
    this.backoff = backoff;
    this.complaints = complaints;
  }

  /**
   * Starts one worker for each environment.
   *
   * @param environments one or more
   */
  public void start(List<ExecutionEnvironment> environments) {
    for (ExecutionEnvironment environment : environments) {
      workers.add(
          Thread.ofVirtual().name("poller-" + workers.size()).start(() -> work(environment)));
    }
  }

  /** Returns how many batches are in a handler or on their way back from one. */
  public int running() {
    return running.get();
  }

  /**
   * Stops polling and interrupts running handlers; their messages come back to whoever polls next.
   * Waits for the workers for some seconds: the queue's client must outlive their last request.
   */
  @Override
  public void close() {
    open = false;
    workers.forEach(Thread::interrupt);
    long end = System.nanoTime() + LONGEST_FAREWELL.toNanos();
    try {
      for (Thread worker : workers) {
        worker.join(Duration.ofNanos(Math.max(1, end - System.nanoTime())));
      }
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
    }
  }

  private void work(ExecutionEnvironment environment) {
    while (open) {
      try {
        List<Message> received = queue.receive(mapping.batchSize(), mapping.batchingWindow());
        for (List<Message> batch : SourceQueue.inInvocations(received)) {
          handle(environment, batch);
        }
      } catch (InterruptedException stopped) {
        return;
      } catch (SdkException unreachable) {
        // Closing cuts the connections under the pollers; any other time a user must hear of it.
        if (open) {
          complaints.accept("The queue does not answer: " + unreachable.getMessage());
          LockSupport.parkNanos(PAUSE_NANOS);
        }
      }
    }
  }

  private void handle(ExecutionEnvironment environment, List<Message> batch)
      throws InterruptedException {
    running.incrementAndGet();
    try {
      settle(batch, environment.invoke(events.of(batch)));
    } finally {
      running.decrementAndGet();
    }
  }

  private void settle(List<Message> batch, Invocation invocation) {
    switch (invocation) {
      case Invocation.Answered(String json) -> settle(batch, json);
      case Invocation.Failed(String reason) -> giveBack(batch, reason);
      case Invocation.TimedOut() -> giveBack(batch, "The time-out of the function passed.");
    }
  }

  private void settle(List<Message> batch, String json) {
    Set<String> ids = batch.stream().map(Message::messageId).collect(Collectors.toSet());
    BatchAnswer answer =
        mapping.reportsFailures()
            ? BatchAnswer.read(json, ids)
            : new BatchAnswer.Failures(Set.of());
    switch (answer) {
      case BatchAnswer.AllFailed(String reason) -> giveBack(batch, reason);
      // When a failed message comes back is for the function to say: it set its visibility.
      case BatchAnswer.Failures(Set<String> failed) ->
          queue.delete(
              batch.stream().filter(message -> !failed.contains(message.messageId())).toList());
    }
  }

  private void giveBack(List<Message> batch, String reason) {
    complaints.accept(batch.size() + " messages go back to the queue: " + reason);
    queue.giveBack(batch, backoff);
  }
}
