package io.contacttree.functions.build;

import static software.amazon.lambda.powertools.logging.argument.StructuredArguments.entries;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse.BatchItemFailure;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import io.contacttree.domain.flow.ClaimMessage;
import io.contacttree.domain.flow.Deadline;
import io.contacttree.domain.flow.Outcome;
import io.contacttree.functions.build.figures.Figures;
import io.contacttree.functions.build.parse.MessageParser;
import java.time.Duration;
import java.time.InstantSource;
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

  private final MessageParser parser;
  private final Building building;
  private final Verdicts verdicts;
  private final ReturnDesk returnDesk;
  private final Figures figures;
  private final InstantSource clock;

  BuildContactTreeHandler(
      MessageParser parser,
      Building building,
      Verdicts verdicts,
      ReturnDesk returnDesk,
      Figures figures,
      InstantSource clock) {
    this.parser = Objects.requireNonNull(parser);
    this.building = new IsolatedBuilding(building);
    this.verdicts = Objects.requireNonNull(verdicts);
    this.returnDesk = Objects.requireNonNull(returnDesk);
    this.figures = Objects.requireNonNull(figures);
    this.clock = Objects.requireNonNull(clock);
  }

  @Override
  public SQSBatchResponse handleRequest(SQSEvent event, Context context) {
    return PowertoolsLogging.withLogging(
        context,
        () -> {
          try {
            List<Received> batch = received(event);
            return response(verdicts.returned(batch, built(batch, deadline(context))));
          } finally {
            conclude();
          }
        });
  }

  private Map<String, Outcome> built(List<Received> batch, Deadline deadline) {
    return building.build(claims(batch), deadline);
  }

  /** Hands over well before Lambda cuts the invocation off: a third of it, at most 20 seconds. */
  private Deadline deadline(Context context) {
    return SafeDeadline.of(clock.instant(), Duration.ofMillis(context.getRemainingTimeInMillis()));
  }

  private List<Received> received(SQSEvent event) {
    return Stream.ofNullable(event.getRecords())
        .flatMap(List::stream)
        .map(message -> Received.of(message, parser, clock))
        .peek(_ -> figures.count("messages"))
        .toList();
  }

  /** A queue may deliver one message twice in one batch; it is one claim. */
  private static List<ClaimMessage> claims(List<Received> batch) {
    Map<String, ClaimMessage> claims = new LinkedHashMap<>();
    batch.forEach(
        received ->
            received.claim().ifPresent(claim -> claims.putIfAbsent(claim.messageId(), claim)));
    return List.copyOf(claims.values());
  }

  private SQSBatchResponse response(List<Returned> returned) {
    figures.count("messages_returned", returned.size());
    returnDesk.giveBack(returned);
    return new SQSBatchResponse(
        returned.stream()
            .map(message -> message.message().messageId())
            .distinct()
            .map(BatchItemFailure::new)
            .toList());
  }

  /** Publishes the figures; one line of them goes into the log, never an empty one. */
  private void conclude() {
    Map<String, Object> line = new TreeMap<>(figures.publish());
    line.putIfAbsent("messages", 0);
    LOG.info("batch", entries(line));
  }
}
