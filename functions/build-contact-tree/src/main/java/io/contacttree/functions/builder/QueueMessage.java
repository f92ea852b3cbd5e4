package io.contacttree.functions.builder;

import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;
import io.contacttree.domain.claim.ClaimMessage;
import io.contacttree.domain.contact.ContactId;
import io.contacttree.domain.contact.Timestamps;
import io.contacttree.functions.builder.parse.MessageParser;
import io.contacttree.functions.builder.parse.ParsedMessage;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One message as the queue delivered it, and what it turned out to be.
 *
 * @param messageId its id in the queue
 * @param receiptHandle by what it can be given back
 * @param receiveCount how often it was delivered, this time included; 1 where the queue does not
 *     say
 * @param parsedMessage what it is
 */
record QueueMessage(
    String messageId, String receiptHandle, int receiveCount, ParsedMessage parsedMessage) {

  static QueueMessage of(SQSMessage message, MessageParser parser, InstantSource clock) {
    String messageId = textOrEmpty(message.getMessageId());
    Instant sentAt =
        number(message, "SentTimestamp")
            .map(Instant::ofEpochMilli)
            .flatMap(Timestamps::real)
            .orElseGet(() -> clock.instant().truncatedTo(ChronoUnit.MILLIS));
    return new QueueMessage(
        messageId,
        textOrEmpty(message.getReceiptHandle()),
        number(message, "ApproximateReceiveCount").map(QueueMessage::atLeastOne).orElse(1),
        parser.parse(messageId, message.getBody(), sentAt));
  }

  /** Returns the claim it carries, or empty where it carries none. */
  Optional<ClaimMessage> claim() {
    return switch (parsedMessage) {
      case ParsedMessage.Ended ended -> Optional.of(ended.message());
      case ParsedMessage.OwnClaim own -> Optional.of(own.message());
      case ParsedMessage.NotOurs no -> Optional.empty();
      case ParsedMessage.Malformed no -> Optional.empty();
    };
  }

  /** Returns the contact it is about, or empty where it does not say so readably. */
  Optional<ContactId> contact() {
    return claim().map(message -> message.claim().contact());
  }

  private static int atLeastOne(long count) {
    return Math.clamp(count, 1, Integer.MAX_VALUE);
  }

  private static Optional<Long> number(SQSMessage message, String attribute) {
    Map<String, String> attributes = message.getAttributes();
    String text = attributes == null ? null : attributes.get(attribute);
    try {
      return text == null ? Optional.empty() : Optional.of(Long.parseLong(text));
    } catch (NumberFormatException notANumber) {
      return Optional.empty();
    }
  }

  private static String textOrEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }
}
