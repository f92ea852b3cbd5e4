package io.contacttree.verification.simulator.scenario;

import io.contacttree.domain.contact.ContactId;
import io.contacttree.domain.contact.Fact;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * One contact of Amazon Connect with its whole life.
 *
 * @param id its id
 * @param listed what lists say of it, its end apart
 * @param nothings what lists give as ids of other contacts although there are none
 * @param begunAt when it began
 * @param endedAt when it ended; absent for one that never does
 * @param purgedAt when it is past Amazon Connect's retention: neither listed nor answered
 * @param endNeverListed whether lists show it as open for ever
 * @param access what asking for its references gives
 * @param references its references
 * @param events those of its events that are delivered
 * @param refreshAt when somebody asks for its references again, because some came late
 */
public record SimulatedContact(
    ContactId id,
    Map<Fact, String> listed,
    Map<Fact, String> nothings,
    Instant begunAt,
    Optional<Instant> endedAt,
    Optional<Instant> purgedAt,
    boolean endNeverListed,
    Access access,
    List<SimulatedReference> references,
    List<SimulatedEvent> events,
    Optional<Instant> refreshAt) {

  /** What asking for references gives. */
  public enum Access {
    ANSWERED,
    REFUSED,
    INVALID
  }

  public SimulatedContact {
    listed = Collections.unmodifiableMap(new TreeMap<>(listed));
    nothings = Collections.unmodifiableMap(new TreeMap<>(nothings));
    references = List.copyOf(references);
    events = List.copyOf(events);
  }

  /**
   * Returns the contacts that it names in lists.
   *
   * @param related whether the related contact counts
   */
  public Set<ContactId> namesInLists(boolean related) {
    Set<ContactId> names = new LinkedHashSet<>();
    for (Fact fact :
        List.of(Fact.PREVIOUS_CONTACT_ID, Fact.RELATED_CONTACT_ID, Fact.INITIAL_CONTACT_ID)) {
      if (related || fact != Fact.RELATED_CONTACT_ID) {
        Optional.ofNullable(listed.get(fact)).map(ContactId::new).ifPresent(names::add);
      }
    }
    return names;
  }

  /** Returns whether Amazon Connect shows it at a moment. */
  public boolean isVisible(Instant moment) {
    return hasBegun(moment) && purgedAt.filter(at -> !moment.isBefore(at)).isEmpty();
  }

  /** Returns whether it has ended at a moment. */
  public boolean hasEndedAt(Instant moment) {
    return endedAt.isPresent() && !endedAt.get().isAfter(moment);
  }

  /** Returns whether it exists at a moment, be it purged since. */
  public boolean hasBegun(Instant moment) {
    return !begunAt.isAfter(moment);
  }
}
