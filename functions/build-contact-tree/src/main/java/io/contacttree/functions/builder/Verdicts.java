package io.contacttree.functions.builder;

import io.contacttree.domain.claim.Claim;
import io.contacttree.domain.claim.ClaimMessage;
import io.contacttree.domain.claim.Outcome;
import io.contacttree.functions.builder.parse.Parsed;
import io.contacttree.lambda.metrics.Figures;
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

  private final RetryDelays delays;
  private final Figures figures;
  private final InstantSource clock;

  Verdicts(RetryDelays delays, Figures figures, InstantSource clock) {
    this.delays = Objects.requireNonNull(delays);
    this.figures = Objects.requireNonNull(figures);
    this.clock = Objects.requireNonNull(clock);
  }

  /** Returns the messages that go back; a message without an outcome met a fault and is one. */
  List<Returned> returned(List<Received> batch, Map<String, Outcome> outcomes) {
    return batch.stream().flatMap(received -> returned(received, outcomes).stream()).toList();
  }

  private Optional<Returned> returned(Received received, Map<String, Outcome> outcomes) {
    if (received.receiveCount() > 1) {
      figures.count("receive_count_above_one");
    }
    return switch (received.parsed()) {
      case Parsed.Ended(ClaimMessage message) -> {
        Outcome outcome = outcomes.get(message.messageId());
        if (outcome instanceof Outcome.Stored && message.claim() instanceof Claim.Ended ended) {
          figures.eventToDocument(Duration.between(ended.endedAt(), clock.instant()));
        }
        yield built(received, outcome);
      }
      case Parsed.OwnClaim(ClaimMessage message) ->
          built(received, outcomes.get(message.messageId()));
      case Parsed.NotOurs(Parsed.NotOurs.Evidence evidence) -> {
        figures.count("not_ours", evidence);
        yield Optional.empty();
      }
      case Parsed.Malformed(Parsed.Malformed.Flaw flaw) -> {
        figures.count("malformed");
        // Waiting longer does not make it readable.
        yield goesBack(received, MALFORMED + lowerCase(flaw), delays.shortest());
      }
    };
  }

  private Optional<Returned> built(Received received, @Nullable Outcome outcome) {
    if (outcome == null) {
      figures.count("returned_" + FAULT);
      return goesBack(received, FAULT, delays.after(received.receiveCount()));
    }
    return switch (outcome) {
      case Outcome.Satisfied satisfied -> {
        figures.count("claims_satisfied");
        yield Optional.empty();
      }
      case Outcome.Stored stored -> {
        figures.count("claims_stored");
        yield Optional.empty();
      }
      case Outcome.Forwarded(Outcome.Forwarded.By by) -> {
        figures.count("claims_carried", by);
        yield Optional.empty();
      }
      case Outcome.Returned(Outcome.Returned.Reason reason) -> {
        figures.count("returned", reason);
        yield goesBack(received, lowerCase(reason), delays.after(received.receiveCount()));
      }
    };
  }

  private static Optional<Returned> goesBack(Received received, String reason, Duration delay) {
    return Optional.of(new Returned(received, reason, delay));
  }

  private static String lowerCase(Enum<?> reason) {
    return reason.name().toLowerCase(Locale.ROOT);
  }
}
