package io.contacttree.functions.builder.parse;

import io.contacttree.aws.json.JsonObject;
import io.contacttree.aws.queue.ClaimMessages;
import io.contacttree.domain.claim.ClaimMessage;
import io.contacttree.domain.contact.InstanceId;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Tells what a queue message is.
 *
 * <p>Of an event only contactId, instanceArn and eventType are required; a missing envelope is
 * tolerated, one that names another source or detail-type is not ours. What proves that a message
 * is not ours is looked at before what would make it malformed.
 *
 * <p>Source: Amazon Connect Administrator Guide, contact events.
 */
public final class MessageParser {
  private static final String SOURCE = "aws.connect";
  private static final String DETAIL_TYPE = "Amazon Connect Contact Event";

  private final Optional<InstanceId> onlyInstance;

  /** Takes events of this instance, or of every one where it is empty. */
  public MessageParser(Optional<InstanceId> onlyInstance) {
    this.onlyInstance = Objects.requireNonNull(onlyInstance);
  }

  /**
   * Returns what a message is; never throws for what it says.
   *
   * @param messageId tells the message from the others of its batch
   * @param body its text, absent where the queue gave none
   * @param sentAt when it was sent to the queue
   */
  public ParsedMessage parse(String messageId, @Nullable String body, Instant sentAt) {
    return switch (JsonObject.read(body == null ? "" : body)) {
      case JsonObject.Reading.Read read -> object(messageId, read.object(), sentAt);
      case JsonObject.Reading.NotAnObject no ->
          malformed(ParsedMessage.Malformed.Flaw.NOT_AN_OBJECT);
      case JsonObject.Reading.NotJson no -> malformed(ParsedMessage.Malformed.Flaw.NOT_JSON);
    };
  }

  private ParsedMessage object(String messageId, JsonObject envelope, Instant sentAt) {
    if (ClaimMessages.isClaim(envelope)) {
      return ownClaim(messageId, envelope);
    }
    if (isOther(envelope, "source", SOURCE)) {
      return notOurs(ParsedMessage.NotOurs.Evidence.SOURCE);
    }
    if (isOther(envelope, "detail-type", DETAIL_TYPE)) {
      return notOurs(ParsedMessage.NotOurs.Evidence.DETAIL_TYPE);
    }
    return envelope
        .object("detail")
        .map(detail -> event(messageId, envelope, detail, sentAt))
        .orElseGet(() -> malformed(ParsedMessage.Malformed.Flaw.DETAIL_MISSING));
  }

  private ParsedMessage ownClaim(String messageId, JsonObject envelope) {
    Optional<ClaimMessages.Content> content = ClaimMessages.decode(envelope);
    if (content.isEmpty()) {
      return malformed(ParsedMessage.Malformed.Flaw.CLAIM_INVALID);
    }
    if (isOtherInstance(content.get().claim().instance())) {
      return notOurs(ParsedMessage.NotOurs.Evidence.INSTANCE);
    }
    return new ParsedMessage.OwnClaim(
        new ClaimMessage(messageId, content.get().claim(), content.get().trail()));
  }

  private ParsedMessage event(
      String messageId, JsonObject envelope, JsonObject detail, Instant sentAt) {
    Optional<String> eventType = detail.text("eventType");
    if (eventType.isEmpty()) {
      return malformed(ParsedMessage.Malformed.Flaw.EVENT_TYPE_MISSING);
    }
    Optional<EndEvent> end = EndEvent.named(eventType.get());
    if (end.isEmpty()) {
      return notOurs(ParsedMessage.NotOurs.Evidence.EVENT_TYPE);
    }
    Optional<String> instanceArn = detail.text("instanceArn");
    if (instanceArn.isEmpty()) {
      return malformed(ParsedMessage.Malformed.Flaw.INSTANCE_ARN_MISSING);
    }
    Optional<InstanceArn> instance = InstanceArn.parse(instanceArn.get());
    if (instance.isEmpty()) {
      return malformed(ParsedMessage.Malformed.Flaw.INSTANCE_ID_INVALID);
    }
    if (isOtherInstance(instance.get().id())) {
      return notOurs(ParsedMessage.NotOurs.Evidence.INSTANCE);
    }
    return new ContactEvent(end.get(), instance.get(), envelope, detail, sentAt).parse(messageId);
  }

  private boolean isOtherInstance(InstanceId instance) {
    return onlyInstance.filter(only -> !only.equals(instance)).isPresent();
  }

  private static boolean isOther(JsonObject envelope, String name, String expected) {
    return envelope.has(name) && envelope.text(name).filter(expected::equals).isEmpty();
  }

  private static ParsedMessage notOurs(ParsedMessage.NotOurs.Evidence evidence) {
    return new ParsedMessage.NotOurs(evidence);
  }

  private static ParsedMessage malformed(ParsedMessage.Malformed.Flaw flaw) {
    return new ParsedMessage.Malformed(flaw);
  }
}
