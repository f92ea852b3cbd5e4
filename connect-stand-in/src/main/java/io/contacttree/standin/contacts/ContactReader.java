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
final class ContactReader {
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

  private final String region;
  private final String accountId;

  ContactReader(String region, String accountId) {
    this.region = region;
    this.accountId = accountId;
  }

  StoredContact read(String instanceId, JsonNode given, Instant postedAt) {
    ObjectNode contact = ScenarioFields.object("a contact of instance " + instanceId, given);
    String id =
        ScenarioFields.text(
                "a contact of instance " + instanceId, contact, "Id", LONGEST_CONTACT_ID)
            .orElseThrow(
                () ->
                    new ScenarioFault(
                        "a contact of instance " + instanceId, "Id is missing; add it"));
    String where = "contact " + id;
    check(where, contact);
    Links links =
        new Links(
            ScenarioFields.text(where, contact, "InitialContactId", LONGEST_CONTACT_ID),
            ScenarioFields.text(where, contact, "PreviousContactId", LONGEST_CONTACT_ID),
            ScenarioFields.text(where, contact, "RelatedContactId", LONGEST_CONTACT_ID));
    String arn = ScenarioFields.anyText(where, contact, "Arn").orElseGet(() -> arn(instanceId, id));
    ObjectNode described = DescribedContact.of(where, contact);
    described.put("Arn", arn);
    return new StoredContact(
        instanceId,
        id,
        arn,
        links,
        ScenarioFields.time(where, contact, "InitiationTimestamp"),
        ScenarioFields.time(where, contact, "DisconnectTimestamp"),
        described,
        references(where, contact),
        contact.deepCopy(),
        postedAt);
  }

  private static void check(String where, ObjectNode contact) {
    ScenarioFields.refuseOtherSpellings(where, contact, KNOWN);
    TEXTS.forEach(key -> ScenarioFields.anyText(where, contact, key));
    for (String key : OBJECTS) {
      JsonNode value = contact.get(key);
      if (value != null && !value.isNull()) {
        ScenarioFields.object(where + ", " + key, value);
      }
    }
    bareId(where, contact, "QueueInfo");
    bareId(where, contact, "AgentInfo");
  }

  private static void bareId(String where, ObjectNode contact, String key) {
    if (contact.get(key) instanceof ObjectNode holder) {
      Optional<String> id = ScenarioFields.anyText(where + ", " + key, holder, "Id");
      if (id.filter(text -> text.startsWith("arn:")).isPresent()) {
        throw new ScenarioFault(where, key + ".Id must be the bare id, not an ARN");
      }
    }
  }

  private static List<StoredReference> references(String where, ObjectNode contact) {
    JsonNode given = contact.get("References");
    if (given == null || given.isNull()) {
      return List.of();
    }
    if (!given.isArray()) {
      throw new ScenarioFault(where, "References must be an array of objects");
    }
    List<StoredReference> references = new ArrayList<>();
    for (JsonNode reference : given) {
      references.add(
          ReferenceReader.read(where + ", References[" + references.size() + "]", reference));
    }
    return references;
  }

  private String arn(String instanceId, String id) {
    return "arn:aws:connect:%s:%s:instance/%s/contact/%s"
        .formatted(region, accountId, instanceId, id);
  }
}
