package io.contacttree.functions.builder;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;
import io.contacttree.domain.claim.ClaimMessage;
import io.contacttree.domain.claim.Outcome;
import io.contacttree.domain.connect.Deadline;
import io.contacttree.domain.flow.BuildListener;
import io.contacttree.lambda.logging.FunctionLog;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Takes batches of messages of the contact queue and turns them into stored contact trees.
 *
 * <p>Answers with the messages that must be delivered again, each on its own account: a bad message
 * fails none of its neighbours. What is no batch of a queue fails the invocation.
 */
public final class BuildContactTreeHandler implements RequestHandler<SQSEvent, SQSBatchResponse> {
  private static final FunctionLog LOG = new FunctionLog(BuildContactTreeHandler.class);

  private static final String EXPECTED =
      "this function takes batches of its SQS queue: an object with Records, each with a messageId;"
          + " send a single event to the queue instead";

  /** What is left for the answer when the time runs out: a third of it, and no more than this. */
  private static final Duration LONGEST_RESERVE = Duration.ofSeconds(20);

  private final BuilderWiring wiring;
  private final ClaimProcessor claimProcessor;

  /** Creates the function that the environment describes. */
  public BuildContactTreeHandler() {
    this(System.getenv());
  }

  /**
   * Creates the function that settings describe, by the names of its environment variables.
   *
   * @throws IllegalArgumentException naming the setting that is missing or cannot be used
   */
  public BuildContactTreeHandler(Map<String, String> settings) {
    this(settings, BuildListener.NONE);
  }

  /**
   * Creates the function that settings describe, with somebody who hears what it does.
   *
   * @throws IllegalArgumentException naming the setting that is missing or cannot be used
   */
  public BuildContactTreeHandler(Map<String, String> settings, BuildListener listener) {
    this(BuilderWiring.open(settings, listener));
  }

  BuildContactTreeHandler(BuilderWiring wiring) {
    this.wiring = Objects.requireNonNull(wiring);
    this.claimProcessor = new IsolatingProcessor(wiring.claimProcessor());
  }

  @Override
  public SQSBatchResponse handleRequest(@Nullable SQSEvent event, Context context) {
    return FunctionLog.during(
        context,
        () -> {
          try {
            return answer(event, deadline(context.getRemainingTimeInMillis()));
          } finally {
            publishMetrics();
          }
        });
  }

  private SQSBatchResponse answer(@Nullable SQSEvent event, Deadline deadline) {
    List<QueueMessage> batch = parse(event);
    Map<String, Outcome> outcomes = claimProcessor.build(claims(batch), deadline);
    PartialBatchResponse response =
        PartialBatchResponse.of(batch, outcomes, wiring.metrics(), wiring.clock());
    wiring.visibilityBackoff().hide(response.returned());
    return response.toLambda();
  }

  private Deadline deadline(int remainingMillis) {
    Duration remaining = Duration.ofMillis(remainingMillis);
    Duration third = remaining.dividedBy(3);
    Duration reserve = third.compareTo(LONGEST_RESERVE) < 0 ? third : LONGEST_RESERVE;
    return new Deadline(wiring.clock().instant().plus(remaining).minus(reserve));
  }

  private List<QueueMessage> parse(@Nullable SQSEvent event) {
    return messages(event).stream()
        .map(message -> QueueMessage.of(message, wiring.parser(), wiring.clock()))
        .peek(_ -> wiring.metrics().count("messages"))
        .toList();
  }

  /**
   * Whoever calls the function with something else, such as the event itself, must not believe that
   * it was taken.
   */
  private static List<SQSMessage> messages(@Nullable SQSEvent event) {
    List<SQSMessage> records = event == null ? null : event.getRecords();
    if (records == null || records.stream().anyMatch(one -> one == null || !isNamed(one))) {
      LOG.error("not a batch of a queue", Map.of("expected", EXPECTED));
      throw new IllegalArgumentException(EXPECTED);
    }
    return records;
  }

  /** Other services send records, too, but only a queue's have the id by which they go back. */
  private static boolean isNamed(SQSMessage message) {
    return message.getMessageId() != null;
  }

  /** A queue may deliver one message twice in one batch; it is one claim. */
  private static List<ClaimMessage> claims(List<QueueMessage> batch) {
    Map<String, ClaimMessage> claims = new LinkedHashMap<>();
    batch.forEach(
        message ->
            message.claim().ifPresent(claim -> claims.putIfAbsent(claim.messageId(), claim)));
    return List.copyOf(claims.values());
  }

  /** One line of the counts goes into the log too, never an empty one. */
  private void publishMetrics() {
    Map<String, Object> line = new TreeMap<>(wiring.metrics().publish());
    line.putIfAbsent("messages", 0);
    LOG.info("batch", line);
  }
}
