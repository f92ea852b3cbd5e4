package io.contacttree.functions.builder;

import static software.amazon.lambda.powertools.logging.argument.StructuredArguments.entries;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse.BatchItemFailure;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import io.contacttree.domain.claim.ClaimMessage;
import io.contacttree.domain.claim.Outcome;
import io.contacttree.domain.connect.Deadline;
import io.contacttree.domain.flow.BuildListener;
import io.contacttree.lambda.metrics.Metrics;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.lambda.powertools.logging.PowertoolsLogging;

/**
 * Takes batches of messages of the contact queue and turns them into stored contact trees.
 *
 * <p>Answers with the messages that must be delivered again, each on its own account: a bad message
 * fails none of its neighbours.
 */
public final class BuildContactTreeHandler implements RequestHandler<SQSEvent, SQSBatchResponse> {
  private static final Logger LOG = LoggerFactory.getLogger(BuildContactTreeHandler.class);

  private final BuilderWiring builderWiring;
  private final ClaimProcessor claimProcessor;
  private final Metrics metrics;

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

  BuildContactTreeHandler(BuilderWiring builderWiring) {
    this.builderWiring = Objects.requireNonNull(builderWiring);
    this.claimProcessor = new IsolatingProcessor(builderWiring.claimProcessor());
    this.metrics = builderWiring.metrics();
  }

  @Override
  public SQSBatchResponse handleRequest(SQSEvent event, Context context) {
    return PowertoolsLogging.withLogging(
        context,
        () -> {
          try {
            List<QueueMessage> batch = received(event);
            return response(
                builderWiring.verdicts().returned(batch, built(batch, deadline(context))));
          } finally {
            conclude();
          }
        });
  }

  private Map<String, Outcome> built(List<QueueMessage> batch, Deadline deadline) {
    return claimProcessor.build(claims(batch), deadline);
  }

  /** Hands over well before Lambda cuts the invocation off: a third of it, at most 20 seconds. */
  private Deadline deadline(Context context) {
    return SafeDeadline.of(
        builderWiring.clock().instant(), Duration.ofMillis(context.getRemainingTimeInMillis()));
  }

  private List<QueueMessage> received(SQSEvent event) {
    return Stream.ofNullable(event.getRecords())
        .flatMap(List::stream)
        .map(message -> QueueMessage.of(message, builderWiring.parser(), builderWiring.clock()))
        .peek(_ -> metrics.count("messages"))
        .toList();
  }

  /** A queue may deliver one message twice in one batch; it is one claim. */
  private static List<ClaimMessage> claims(List<QueueMessage> batch) {
    Map<String, ClaimMessage> claims = new LinkedHashMap<>();
    batch.forEach(
        queueMessage ->
            queueMessage.claim().ifPresent(claim -> claims.putIfAbsent(claim.messageId(), claim)));
    return List.copyOf(claims.values());
  }

  private SQSBatchResponse response(List<Returned> returned) {
    metrics.count("messages_returned", returned.size());
    builderWiring.returnDesk().giveBack(returned);
    return new SQSBatchResponse(
        returned.stream()
            .map(message -> message.message().messageId())
            .distinct()
            .map(BatchItemFailure::new)
            .toList());
  }

  /** Publishes the figures; one line of them goes into the log, never an empty one. */
  private void conclude() {
    Map<String, Object> line = new TreeMap<>(metrics.publish());
    line.putIfAbsent("messages", 0);
    LOG.info("batch", entries(line));
  }
}
