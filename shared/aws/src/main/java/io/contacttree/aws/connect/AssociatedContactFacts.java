package io.contacttree.aws.connect;

import io.contacttree.aws.json.Texts;
import io.contacttree.domain.contact.ContactId;
import io.contacttree.domain.contact.Fact;
import io.contacttree.domain.contact.Facts;
import io.contacttree.domain.contact.Stamp;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.connect.model.AssociatedContactSummary;

/** The contacts of several pages of one list, each once. */
final class AssociatedContactFacts {
  private final TreeMap<ContactId, Facts> contacts = new TreeMap<>();

  /** Adds the contacts of a page; one without an id that can be one is left out. */
  void add(Iterable<AssociatedContactSummary> page, Instant readAt) {
    for (AssociatedContactSummary summary : page) {
      Optional.ofNullable(summary)
          .map(AssociatedContactSummary::contactId)
          .flatMap(ContactId::parse)
          .ifPresent(
              id ->
                  contacts.merge(id, facts(Objects.requireNonNull(summary), readAt), Facts::merge));
    }
  }

  /** Returns the contacts added so far. */
  Map<ContactId, Facts> contacts() {
    return contacts;
  }

  private static Facts facts(AssociatedContactSummary summary, Instant readAt) {
    return Facts.observedAt(Stamp.of(readAt))
        .with(Fact.CONTACT_ARN, text(summary.contactArn()))
        .with(Fact.CHANNEL, text(summary.channelAsString()))
        .with(Fact.INITIATION_METHOD, text(summary.initiationMethodAsString()))
        .with(Fact.INITIAL_CONTACT_ID, Optional.ofNullable(summary.initialContactId()))
        .with(Fact.PREVIOUS_CONTACT_ID, Optional.ofNullable(summary.previousContactId()))
        .with(Fact.RELATED_CONTACT_ID, Optional.ofNullable(summary.relatedContactId()))
        .withTime(Fact.INITIATION_TIMESTAMP, Optional.ofNullable(summary.initiationTimestamp()))
        .withTime(Fact.DISCONNECT_TIMESTAMP, Optional.ofNullable(summary.disconnectTimestamp()))
        .build();
  }

  private static Optional<String> text(@Nullable String value) {
    return Optional.ofNullable(value).map(Texts::wellFormed);
  }
}
