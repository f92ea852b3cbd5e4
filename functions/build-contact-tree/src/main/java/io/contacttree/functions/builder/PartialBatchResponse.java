package io.contacttree.functions.builder;

import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse.BatchItemFailure;
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
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which messages of a batch go back to the queue, and why (tree rules, section 7).
 *
 * @param returned the messages that go back, in the order of the batch
 */
record PartialBatchResponse(List<Returned> returned) {
  PartialBatchResponse {
    returned = List.copyOf(returned);
  }

  /**
   * A message that goes back.
   *
   * @param reason why, in lower case
   * @param waitingHelps whether it may fare better the longer it stays away
   */
  record Returned(QueueMessage message, String reason, boolean waitingHelps) {}

  /**
   * Decides and counts what became of each message.
   *
   * @param outcomes by the messages' ids; a claim without one met a fault and goes back
   */
  static PartialBatchResponse of(
      List<QueueMessage> batch,
      Map<String, Outcome> outcomes,
      Metrics metrics,
      InstantSource clock) {
    Counting counting = new Counting(outcomes, metrics, clock);
    PartialBatchResponse response =
        new PartialBatchResponse(
            batch.stream().flatMap(message -> counting.returned(message).stream()).toList());
    metrics.count("messages_returned", response.returned().size());
    return response;
  }

  /** Returns it in Lambda's words; a message that came twice in the batch is named once. */
  SQSBatchResponse toLambda() {
    return new SQSBatchResponse(
        returned.stream()
            .map(one -> one.message().messageId())
            .distinct()
            .map(BatchItemFailure::new)
            .toList());
  }

  private record Counting(Map<String, Outcome> outcomes, Metrics metrics, InstantSource clock) {

    Optional<Returned> returned(QueueMessage message) {
      if (message.receiveCount() > 1) {
        metrics.count("receive_count_above_one");
      }
      return switch (message.parsedMessage()) {
        case ParsedMessage.Ended(ClaimMessage claim, int idsForNothing) -> {
          metrics.count("ids_for_nothing", idsForNothing);
          Outcome outcome = outcomes.get(claim.messageId());
          if (outcome instanceof Outcome.Stored && claim.claim() instanceof Claim.Ended ended) {
            metrics.eventToDocument(Duration.between(ended.endedAt(), clock.instant()));
          }
          yield answered(message, outcome);
        }
        case ParsedMessage.OwnClaim(ClaimMessage claim) ->
            answered(message, outcomes.get(claim.messageId()));
        case ParsedMessage.NotOurs(ParsedMessage.NotOurs.Evidence evidence) -> {
          metrics.count("not_ours", evidence);
          yield Optional.empty();
        }
        case ParsedMessage.Malformed(ParsedMessage.Malformed.Flaw flaw) -> {
          metrics.count("malformed");
          yield Optional.of(new Returned(message, "malformed_" + lowerCase(flaw), false));
        }
      };
    }

    private Optional<Returned> answered(QueueMessage message, @Nullable Outcome outcome) {
      return switch (outcome) {
        case null -> {
          metrics.count("returned_fault");
          yield Optional.of(new Returned(message, "fault", true));
        }
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
          yield Optional.of(new Returned(message, lowerCase(reason), true));
        }
      };
    }

    private static String lowerCase(Enum<?> reason) {
      return reason.name().toLowerCase(Locale.ROOT);
    }
  }
}
