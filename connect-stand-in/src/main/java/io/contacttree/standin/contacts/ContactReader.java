package io.contacttree.standin.contacts;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.contacttree.standin.contacts.StoredContact.Links;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads one contact of a scenario. */
record ContactReader(String region, String accountId) {

  private static final int LONGEST_CONTACT_ID = 256;
  private static final List<String> TEXTS =
      List.of(
          "Arn",
          "Channel",
          "ContactAssociationId",
          "CustomerId",
          "Description",
          "DisconnectReason",
          "InitiationMethod",
          "Name");
  private static final List<String> OBJECTS =
      List.of("QueueInfo", "AgentInfo", "Tags", "Attributes", "SegmentAttributes");

  private static final Set<String> WITH_BARE_ID = Set.of("QueueInfo", "AgentInfo");

  /** The names whose misspelling is refused: those on which an answer depends. */
  private static final Set<String> KNOWN =
      Set.of(
          "AgentInfo",
          "Arn",
          "Attributes",
          "Channel",
          "ConnectedToSystemTimestamp",
          "ContactAssociationId",
          "CustomerId",
          "Description",
          "DisconnectReason",
          "DisconnectTimestamp",
          "Id",
          "InitialContactId",
          "InitiationMethod",
          "InitiationTimestamp",
          "LastUpdateTimestamp",
          "Name",
          "PreviousContactId",
          "QueueInfo",
          "References",
          "RelatedContactId",
          "ScheduledTimestamp",
          "SegmentAttributes",
          "Tags");

  StoredContact read(String instanceId, JsonNode given, Instant postedAt) {
    JsonFields unnamed = JsonFields.ofScenario("a contact of instance " + instanceId, given);
    String id =
        unnamed
            .text("Id", LONGEST_CONTACT_ID)
            .orElseThrow(() -> unnamed.fault("Id", "is missing; add it"));
    JsonFields contact = JsonFields.ofScenario("contact " + id, given);
    check(contact);
    Links links =
        new Links(
            link(contact, "InitialContactId"),
            link(contact, "PreviousContactId"),
            link(contact, "RelatedContactId"));
    String arn = contact.anyText("Arn").orElseGet(() -> arn(instanceId, id));
    ObjectNode described = DescribedContact.of(contact);
    described.put("Arn", arn);
    return new StoredContact(
        instanceId,
        id,
        arn,
        links,
        contact.time("InitiationTimestamp"),
        contact.time("DisconnectTimestamp"),
        described,
        references(contact),
        contact.object().deepCopy(),
        postedAt);
  }

  /** Clients write an empty id too: it goes out as it is. */
  private static Optional<String> link(JsonFields contact, String key) {
    return contact
        .anyText(key)
        .filter(String::isEmpty)
        .or(() -> contact.text(key, LONGEST_CONTACT_ID));
  }

  private static void check(JsonFields contact) {
    contact.refuseOtherSpellings(KNOWN);
    TEXTS.forEach(contact::anyText);
    for (String key : OBJECTS) {
      Optional<JsonFields> inner =
          contact
              .value(key)
              .map(value -> JsonFields.ofScenario(contact.where() + ", " + key, value));
      if (WITH_BARE_ID.contains(key)
          && inner
              .flatMap(holder -> holder.anyText("Id"))
              .filter(id -> id.startsWith("arn:"))
              .isPresent()) {
        throw contact.fault(key + ".Id", "must be the bare id, not an ARN");
      }
    }
  }

  private static List<StoredReference> references(JsonFields contact) {
    List<StoredReference> references = new ArrayList<>();
    for (JsonNode reference : contact.array("References")) {
      references.add(
          ReferenceReader.read(
              contact.where() + ", References[" + references.size() + "]", reference));
    }
    return references;
  }

  private String arn(String instanceId, String id) {
    return "arn:aws:connect:%s:%s:instance/%s/contact/%s"
        .formatted(region, accountId, instanceId, id);
  }
}
