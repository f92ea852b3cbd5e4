package io.contacttree.aws.connect;

import com.fasterxml.jackson.databind.JsonNode;
import io.contacttree.domain.contact.ContactId;
import io.contacttree.domain.contact.Fact;
import io.contacttree.domain.contact.Facts;
import io.contacttree.domain.contact.Stamp;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One page of ListAssociatedContacts as it is on the wire.
 *
 * <p>A field that is not of the expected form is absent, and so is an element without an id that
 * can be one; the rest is used. Not what the SDK makes of it: that has no page at all where one
 * time is not of the form it knows.
 *
 * @param contacts the contacts of the page, each once
 * @param nextToken the token of the next page, absent on the last one
 */
record AssociatedContactsAnswer(
    Map<ContactId, Facts> contacts, Optional<String> nextToken, int leftOut) implements WireAnswer {
  AssociatedContactsAnswer {
    contacts = Collections.unmodifiableMap(new TreeMap<>(contacts));
  }

  /**
   * Returns the page, or empty where this is none.
   *
   * @param readAt the read time of the list
   */
  static Optional<AssociatedContactsAnswer> parse(byte[] body, Instant readAt) {
    return WirePage.parse(body, "ContactSummaryList").map(page -> of(page, Stamp.of(readAt)));
  }

  private static AssociatedContactsAnswer of(WirePage page, Stamp stamp) {
    Map<ContactId, Facts> contacts = new TreeMap<>();
    WireFields fields = new WireFields();
    for (JsonNode element : page.elements()) {
      Optional<ContactId> id =
          Optional.ofNullable(element.path("ContactId").textValue()).flatMap(ContactId::given);
      if (id.isPresent()) {
        contacts.merge(id.get(), new Element(element, fields).facts(stamp), Facts::merge);
      } else {
        fields.leaveOut();
      }
    }
    return new AssociatedContactsAnswer(contacts, page.nextToken(), fields.leftOut());
  }

  /** One contact of the page. */
  private record Element(JsonNode contact, WireFields fields) {

    Facts facts(Stamp stamp) {
      return Facts.observedAt(stamp)
          .with(Fact.CONTACT_ARN, value(Fact.CONTACT_ARN, "ContactArn"))
          .with(Fact.CHANNEL, value(Fact.CHANNEL, "Channel"))
          .with(Fact.INITIATION_METHOD, value(Fact.INITIATION_METHOD, "InitiationMethod"))
          .with(Fact.INITIAL_CONTACT_ID, value(Fact.INITIAL_CONTACT_ID, "InitialContactId"))
          .with(Fact.PREVIOUS_CONTACT_ID, value(Fact.PREVIOUS_CONTACT_ID, "PreviousContactId"))
          .with(Fact.RELATED_CONTACT_ID, value(Fact.RELATED_CONTACT_ID, "RelatedContactId"))
          .withTime(Fact.INITIATION_TIMESTAMP, fields.time(contact, "InitiationTimestamp"))
          .withTime(Fact.DISCONNECT_TIMESTAMP, fields.time(contact, "DisconnectTimestamp"))
          .build();
    }

    private Optional<String> value(Fact fact, String name) {
      Optional<String> sent = fields.text(contact, name).filter(text -> !text.isEmpty());
      if (sent.isPresent() && fact.kind().normalised(sent.get()).isEmpty()) {
        fields.leaveOut();
      }
      return sent;
    }
  }
}
