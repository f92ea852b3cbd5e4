package io.contacttree.functions.builder;

import com.fasterxml.jackson.databind.JsonNode;
import io.contacttree.domain.connect.AssociatedContacts;
import io.contacttree.domain.connect.ContactReferences;
import io.contacttree.domain.connect.Deadline;
import io.contacttree.domain.contact.ContactId;
import io.contacttree.domain.contact.Fact;
import io.contacttree.domain.contact.Facts;
import io.contacttree.domain.contact.InstanceId;
import io.contacttree.domain.contact.Stamp;
import io.contacttree.domain.contact.Timestamps;
import io.contacttree.domain.reference.FailureReason;
import io.contacttree.domain.reference.KnownReferences;
import io.contacttree.domain.reference.Reference;
import io.contacttree.domain.reference.ReferenceTypes;
import io.contacttree.domain.tree.ListRead;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Amazon Connect as a scenario of {@code events/scenarios} describes it, without quirks. */
final class ScenarioConnect implements AssociatedContacts, ContactReferences {
  private static final Set<String> ALL_TYPES = ReferenceTypes.DOCUMENTED.of("EMAIL");

  private final InstantSource clock;
  private final Instant posted;
  private final String instance;
  private final Map<String, JsonNode> contacts = new TreeMap<>();
  private int calls;

  ScenarioConnect(JsonNode scenario, InstantSource clock) {
    this.clock = clock;
    this.posted = clock.instant();
    this.instance = scenario.path("InstanceId").textValue();
    scenario.path("Contacts").forEach(one -> contacts.put(one.path("Id").textValue(), one));
  }

  /** Returns how often it was asked: once for each list, once for each contact's references. */
  int calls() {
    return calls;
  }

  @Override
  public Answer list(Query query) {
    InstanceId asked = query.instance();
    ContactId contact = query.contact();
    calls++;
    Instant readAt = clock.instant();
    if (!asked.value().equals(instance) || !contacts.containsKey(contact.value())) {
      return new Answer.NotFound(readAt);
    }
    Map<ContactId, Facts> listed = new HashMap<>();
    for (String id : component(contact.value())) {
      listed.put(new ContactId(id), facts(known(id), readAt));
    }
    return new Answer.Listed(readAt, ListRead.Ending.COMPLETE, listed);
  }

  @Override
  public Map<ContactId, KnownReferences> read(
      InstanceId asked, Map<ContactId, Set<String>> types, Deadline deadline) {
    Map<ContactId, KnownReferences> answers = new HashMap<>();
    types.forEach(
        (id, wanted) -> {
          calls++;
          answers.put(
              id,
              contacts.containsKey(id.value())
                  ? KnownReferences.read(
                      clock.instant(), wanted, references(known(id.value()), wanted))
                  : KnownReferences.failed(clock.instant(), FailureReason.NOT_FOUND));
        });
    return answers;
  }

  private JsonNode known(String id) {
    return Optional.ofNullable(contacts.get(id)).orElseThrow();
  }

  /** Whoever names or is named, absent contacts as connecting links included. */
  private Set<String> component(String start) {
    Map<String, Set<String>> links = new HashMap<>();
    contacts.forEach(
        (id, contact) ->
            named(contact)
                .forEach(
                    other -> {
                      links.computeIfAbsent(id, any -> new HashSet<>()).add(other);
                      links.computeIfAbsent(other, any -> new HashSet<>()).add(id);
                    }));
    Set<String> seen = new HashSet<>(Set.of(start));
    Deque<String> open = new ArrayDeque<>(seen);
    while (!open.isEmpty()) {
      for (String next : links.getOrDefault(open.pop(), Set.of())) {
        if (seen.add(next)) {
          open.push(next);
        }
      }
    }
    seen.retainAll(contacts.keySet());
    return seen;
  }

  private static Stream<String> named(JsonNode contact) {
    return Stream.of("InitialContactId", "PreviousContactId", "RelatedContactId")
        .filter(contact::has)
        .map(name -> contact.path(name).textValue());
  }

  private Facts facts(JsonNode contact, Instant readAt) {
    String arn =
        "arn:aws:connect:us-east-1:123456789012:instance/"
            + instance
            + "/contact/"
            + contact.path("Id").textValue();
    return Facts.observedAt(Stamp.of(readAt))
        .with(Fact.CONTACT_ARN, text(contact, "Arn").or(() -> Optional.of(arn)))
        .with(Fact.CHANNEL, text(contact, "Channel"))
        .with(Fact.INITIATION_METHOD, text(contact, "InitiationMethod"))
        .with(Fact.INITIAL_CONTACT_ID, text(contact, "InitialContactId"))
        .with(Fact.PREVIOUS_CONTACT_ID, text(contact, "PreviousContactId"))
        .with(Fact.RELATED_CONTACT_ID, text(contact, "RelatedContactId"))
        .withTime(Fact.INITIATION_TIMESTAMP, time(contact, "InitiationTimestamp"))
        .withTime(Fact.DISCONNECT_TIMESTAMP, time(contact, "DisconnectTimestamp"))
        .build();
  }

  private List<Reference> references(JsonNode contact, Set<String> wanted) {
    List<Reference> references = new ArrayList<>();
    for (JsonNode entry : contact.path("References")) {
      entry
          .properties()
          .forEach(
              member -> {
                String type = Reference.typeOf(member.getKey());
                String deliveredAs =
                    text(entry, "_AsType").orElse(ALL_TYPES.contains(type) ? type : "URL");
                if (!member.getKey().startsWith("_") && wanted.contains(deliveredAs)) {
                  references.add(reference(type, member.getValue(), entry));
                }
              });
    }
    return references;
  }

  private Reference reference(String type, JsonNode content, JsonNode entry) {
    Optional<String> status = text(content, "Status");
    for (JsonNode later : entry.path("_StatusAfter")) {
      Instant from = posted.plusSeconds(later.path("Seconds").intValue());
      status = clock.instant().isBefore(from) ? status : text(later, "Status");
    }
    return new Reference(
        type,
        text(content, "Name"),
        text(content, "Value"),
        Optional.empty(),
        status,
        text(content, "Arn"));
  }

  private static Optional<String> text(JsonNode node, String name) {
    return Optional.ofNullable(node.path(name).textValue());
  }

  private static Optional<Instant> time(JsonNode node, String name) {
    return text(node, name).flatMap(Timestamps::parse);
  }
}
