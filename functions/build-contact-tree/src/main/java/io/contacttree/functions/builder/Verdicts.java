package io.contacttree.functions.builder;

import io.contacttree.domain.claim.Claim;
import io.contacttree.domain.claim.ClaimMessage;
import io.contacttree.domain.claim.Outcome;
import io.contacttree.functions.builder.parse.ParsedMessage;
import io.contacttree.lambda.metrics.Metrics;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Decides which messages of a batch go back to the queue, and counts what became of each (tree
 * rules, section 7).
 */
final class Verdicts {
  private static final String MALFORMED = "malformed_";
  private static final String FAULT = "fault";

  private final Backoff delays;
  private final Metrics metrics;
  private final InstantSource clock;

  Verdicts(Backoff delays, Metrics metrics, InstantSource clock) {
    this.delays = Objects.requireNonNull(delays);
    this.metrics = Objects.requireNonNull(metrics);
    this.clock = Objects.requireNonNull(clock);
  }

  /** Returns the messages that go back; a message without an outcome met a fault and is one. */
  List<Returned> returned(List<QueueMessage> batch, Map<String, Outcome> outcomes) {
    return batch.stream()
        .flatMap(queueMessage -> returned(queueMessage, outcomes).stream())
        .toList();
  }

  private Optional<Returned> returned(QueueMessage queueMessage, Map<String, Outcome> outcomes) {
    if (queueMessage.receiveCount() > 1) {
      metrics.count("receive_count_above_one");
    }
    return switch (queueMessage.parsedMessage()) {
      case ParsedMessage.Ended(ClaimMessage message) -> {
        Outcome outcome = outcomes.get(message.messageId());
        if (outcome instanceof Outcome.Stored && message.claim() instanceof Claim.Ended ended) {
          metrics.eventToDocument(Duration.between(ended.endedAt(), clock.instant()));
        }
        yield built(queueMessage, outcome);
      }
      case ParsedMessage.OwnClaim(ClaimMessage message) ->
          built(queueMessage, outcomes.get(message.messageId()));
      case ParsedMessage.NotOurs(ParsedMessage.NotOurs.Evidence evidence) -> {
        metrics.count("not_ours", evidence);
        yield Optional.empty();
      }
      case ParsedMessage.Malformed(ParsedMessage.Malformed.Flaw flaw) -> {
        metrics.count("malformed");
        // Waiting longer does not make it readable.
        yield goesBack(queueMessage, MALFORMED + lowerCase(flaw), delays.shortest());
      }
    };
  }

  private Optional<Returned> built(QueueMessage queueMessage, @Nullable Outcome outcome) {
    if (outcome == null) {
      metrics.count("returned_" + FAULT);
      return goesBack(queueMessage, FAULT, delays.after(queueMessage.receiveCount()));
    }
    return switch (outcome) {
      case Outcome.Satisfied satisfied -> {
        metrics.count("claims_satisfied");
        yield Optional.empty();
      }
      case Outcome.Stored stored -> {
        metrics.count("claims_stored");
        yield Optional.empty();
      }
      case Outcome.Forwarded(Outcome.Forwarded.By by) -> {
        metrics.count("claims_carried", by);
        yield Optional.empty();
      }
      case Outcome.Returned(Outcome.Returned.Reason reason) -> {
        metrics.count("returned", reason);
        yield goesBack(queueMessage, lowerCase(reason), delays.after(queueMessage.receiveCount()));
      }
    };
  }

  private static Optional<Returned> goesBack(
      QueueMessage queueMessage, String reason, Duration delay) {
    return Optional.of(new Returned(queueMessage, reason, delay));
  }

  private static String lowerCase(Enum<?> reason) {
    return reason.name().toLowerCase(Locale.ROOT);
  }
}
