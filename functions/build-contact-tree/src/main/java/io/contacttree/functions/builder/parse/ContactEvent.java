package io.contacttree.functions.builder.parse;

import io.contacttree.aws.json.JsonObject;
import io.contacttree.domain.claim.Claim;
import io.contacttree.domain.claim.ClaimMessage;
import io.contacttree.domain.contact.ContactId;
import io.contacttree.domain.contact.Fact;
import io.contacttree.domain.contact.Facts;
import io.contacttree.domain.contact.Instants;
import io.contacttree.domain.contact.Stamp;
import io.contacttree.domain.contact.Timestamps;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One event of a contact's end: what it claims and what it says of the contact (tree rules,
 * sections 4 and 7).
 *
 * @param end which event it is
 * @param instance the instance it names
 * @param envelope what EventBridge put around it
 * @param detail what Amazon Connect says
 * @param sentAt when it came into the queue
 */
record ContactEvent(
    EndEvent end, InstanceArn instance, JsonObject envelope, JsonObject detail, Instant sentAt) {
  private static final String INITIAL = "initialContactId";
  private static final String PREVIOUS = "previousContactId";
  private static final String RELATED = "relatedContactId";

  /**
   * Amazon Connect's own values are far shorter; one this long would take a document past the size
   * of an item.
   */
  private static final int LONGEST_TEXT = 1024;

  /**
   * After-contact work that ends later than the event was sent is a fast clock; one that ends later
   * than this is an error, and waiting for it would keep the claim for ever.
   */
  private static final Duration FASTEST_CLOCK = Duration.ofMinutes(15);

  ParsedMessage parse(String messageId) {
    Optional<String> id = detail.text("contactId");
    if (id.isEmpty()) {
      return new ParsedMessage.Malformed(
          detail.has("contactId")
              ? ParsedMessage.Malformed.Flaw.CONTACT_ID_INVALID
              : ParsedMessage.Malformed.Flaw.CONTACT_ID_MISSING);
    }
    return ContactId.given(id.get())
        .<ParsedMessage>map(contact -> ended(messageId, contact))
        .orElseGet(
            () -> new ParsedMessage.Malformed(ParsedMessage.Malformed.Flaw.CONTACT_ID_INVALID));
  }

  private ParsedMessage ended(String messageId, ContactId contact) {
    Instant endedAt =
        Instants.earliest(
                Optional.of(sentAt),
                Instants.earliest(time(detail, "disconnectTimestamp"), time(envelope, "time")))
            .orElse(sentAt);
    return new ParsedMessage.Ended(
        new ClaimMessage(
            messageId,
            new Claim.Ended(
                instance.id(), contact, endedAt, referencesFrom(endedAt), facts(contact)),
            ClaimMessage.Trail.begun(sentAt)),
        idsForNothing());
  }

  private Instant referencesFrom(Instant endedAt) {
    return switch (end) {
      case DISCONNECTED -> endedAt;
      case COMPLETED ->
          afterContactWorkEnd()
              .map(time -> time.isAfter(sentAt.plus(FASTEST_CLOCK)) ? sentAt : time)
              .orElse(endedAt);
    };
  }

  private Facts facts(ContactId contact) {
    Instant at = afterContactWorkEnd().or(() -> time(envelope, "time")).orElse(sentAt);
    return Facts.observedAt(new Stamp(at, end.rank()))
        .with(Fact.CONTACT_ARN, shortEnough(instance.arn() + "/contact/" + contact.value()))
        .with(Fact.CHANNEL, text("channel"))
        .with(Fact.INITIATION_METHOD, text("initiationMethod"))
        .with(Fact.INITIAL_CONTACT_ID, contact(INITIAL))
        .with(Fact.PREVIOUS_CONTACT_ID, contact(PREVIOUS))
        .with(Fact.RELATED_CONTACT_ID, contact(RELATED))
        .withTime(Fact.INITIATION_TIMESTAMP, time(detail, "initiationTimestamp"))
        .withTime(Fact.DISCONNECT_TIMESTAMP, time(detail, "disconnectTimestamp"))
        .with(Fact.DISCONNECT_REASON, text("disconnectReason"))
        .with(Fact.AGENT_ID, idIn("agentInfo", "agentArn"))
        .with(Fact.QUEUE_ID, idIn("queueInfo", "queueArn"))
        .build();
  }

  private Optional<Instant> afterContactWorkEnd() {
    return detail.object("agentInfo").flatMap(agent -> time(agent, "afterContactWorkEndTimestamp"));
  }

  private Optional<String> text(String name) {
    return detail.text(name).flatMap(ContactEvent::shortEnough);
  }

  private Optional<String> contact(String name) {
    return detail.text(name).map(ContactEvent::contactIn);
  }

  /** Events name the other contacts by id, and an ARN ends with one. */
  private static String contactIn(String text) {
    return text.startsWith("arn:") ? afterLastSlash(text) : text;
  }

  private int idsForNothing() {
    return (int)
        Stream.of(INITIAL, PREVIOUS, RELATED)
            .flatMap(name -> contact(name).stream())
            .filter(ContactId::standsForNothing)
            .count();
  }

  private Optional<String> idIn(String object, String name) {
    return detail
        .object(object)
        .flatMap(info -> info.text(name))
        .map(ContactEvent::afterLastSlash)
        .flatMap(ContactEvent::shortEnough);
  }

  private static String afterLastSlash(String arn) {
    return arn.substring(arn.lastIndexOf('/') + 1);
  }

  private static Optional<Instant> time(JsonObject object, String name) {
    return object.text(name).flatMap(Timestamps::parse);
  }

  private static Optional<String> shortEnough(String text) {
    return text.length() <= LONGEST_TEXT ? Optional.of(text) : Optional.empty();
  }
}
