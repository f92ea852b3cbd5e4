package io.contacttree.aws.queue;

import io.contacttree.aws.json.JsonObject;
import io.contacttree.domain.claim.Claim;
import io.contacttree.domain.claim.ClaimMessage;
import io.contacttree.domain.connect.AssociatedContacts;
import io.contacttree.domain.contact.ContactId;
import io.contacttree.domain.contact.Fact;
import io.contacttree.domain.contact.Facts;
import io.contacttree.domain.contact.InstanceId;
import io.contacttree.domain.contact.Observation;
import io.contacttree.domain.contact.Stamp;
import io.contacttree.domain.tree.SettleProgress;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.EnumMap;
import java.util.NoSuchElementException;
import java.util.Optional;

/** Reads the body of a message that carries a claim. */
final class ClaimReader {
  private ClaimReader() {}

  static Optional<ClaimMessages.Content> read(JsonObject envelope) {
    if (!ClaimMessages.isClaim(envelope)) {
      return Optional.empty();
    }
    try {
      JsonObject detail = envelope.object("detail").orElseThrow();
      return Optional.of(new ClaimMessages.Content(claim(detail), trail(detail)));
    } catch (NoSuchElementException | IllegalArgumentException | DateTimeException notOneOfOurs) {
      return Optional.empty();
    }
  }

  private static Claim claim(JsonObject detail) {
    InstanceId instance = new InstanceId(text(detail, "instance_id"));
    ContactId contact = new ContactId(text(detail, "contact_id"));
    return switch (Kind.valueOf(text(detail, "kind"))) {
      case ENDED ->
          new Claim.Ended(
              instance,
              contact,
              time(detail, "ended_at"),
              time(detail, "references_from"),
              facts(detail.object("facts").orElseThrow()));
      case OBSERVE ->
          new Claim.Observe(
              instance,
              contact,
              time(detail, "not_before"),
              detail
                  .object("settle")
                  .map(
                      settle ->
                          new SettleProgress(time(settle, "news_at"), count(settle, "reads"))));
      case REBUILD -> new Claim.Rebuild(instance, contact, time(detail, "not_before"));
    };
  }

  private static Facts facts(JsonObject object) {
    EnumMap<Fact, Observation> observations = new EnumMap<>(Fact.class);
    for (Fact fact : Fact.values()) {
      object
          .object(fact.attribute())
          .ifPresent(
              said ->
                  observations.put(
                      fact,
                      new Observation(
                          // One that cannot be its fact's would only be noticed far from here.
                          fact.kind().normalised(text(said, "value")).orElseThrow(),
                          new Stamp(time(said, "at"), count(said, "rank")))));
    }
    return new Facts(observations);
  }

  private static ClaimMessage.Trail trail(JsonObject detail) {
    JsonObject trail = detail.object("journey").orElseThrow();
    return new ClaimMessage.Trail(
        time(trail, "first_sent_at"),
        count(trail, "hops"),
        trail
            .object("list")
            .map(
                list ->
                    new AssociatedContacts.Cursor(
                        new ContactId(text(list, "contact_id")),
                        time(list, "started_at"),
                        text(list, "page_token"))));
  }

  private static String text(JsonObject object, String name) {
    return object.text(name).orElseThrow();
  }

  private static Instant time(JsonObject object, String name) {
    return Instant.parse(text(object, name));
  }

  private static int count(JsonObject object, String name) {
    long count = object.integer(name).orElseThrow();
    if (count < 0 || count > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(name + " must be 0 or more");
    }
    return (int) count;
  }
}
