package io.contacttree.verification.simulator.oracle;

import io.contacttree.domain.contact.ContactId;
import io.contacttree.domain.contact.Fact;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What is to be known of one member in the end.
 *
 * @param id the contact
 * @param facts the facts after the choice between sources
 * @param ended whether anything says that it ended
 * @param names every contact that any source names
 * @param references its references
 */
record ExpectedContact(
    ContactId id,
    Map<Fact, String> facts,
    boolean ended,
    List<ContactId> names,
    ExpectedReferences references) {
  ExpectedContact {
    facts = Collections.unmodifiableMap(new TreeMap<>(facts));
    names = List.copyOf(names);
  }

  String channel() {
    return facts.getOrDefault(Fact.CHANNEL, "UNKNOWN");
  }

  String method() {
    return facts.getOrDefault(Fact.INITIATION_METHOD, "UNKNOWN");
  }

  Optional<Instant> time(Fact fact) {
    return Optional.ofNullable(facts.get(fact)).map(Instant::parse);
  }

  /** Returns the contacts that may be its parent, best first: previous, related, initial. */
  List<Candidate> candidates() {
    return List.of(
            new Candidate("PREVIOUS", Optional.ofNullable(facts.get(Fact.PREVIOUS_CONTACT_ID))),
            new Candidate("RELATED", Optional.ofNullable(facts.get(Fact.RELATED_CONTACT_ID))),
            new Candidate("INITIAL", Optional.ofNullable(facts.get(Fact.INITIAL_CONTACT_ID))))
        .stream()
        .filter(candidate -> candidate.contact().isPresent())
        .filter(candidate -> !candidate.contact().get().equals(id.value()))
        .toList();
  }

  /** A contact named by a link. */
  record Candidate(String link, Optional<String> contact) {}
}
