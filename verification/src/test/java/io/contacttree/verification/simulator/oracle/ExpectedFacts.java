package io.contacttree.verification.simulator.oracle;

import io.contacttree.domain.contact.Fact;
import io.contacttree.verification.simulator.scenario.SimulatedContact;
import io.contacttree.verification.simulator.scenario.SimulatedEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The facts of one contact by tree rules, section 4: which source says what, and which wins. */
final class ExpectedFacts {
  private static final Set<Fact> OF_EVENTS =
      Set.of(Fact.AGENT_ID, Fact.QUEUE_ID, Fact.DISCONNECT_REASON);
  private static final Set<Fact> TIMES =
      Set.of(Fact.INITIATION_TIMESTAMP, Fact.DISCONNECT_TIMESTAMP);

  private ExpectedFacts() {}

  /**
   * Returns the facts that stand.
   *
   * @param listed what lists say in the end, where any list shows the contact
   */
  static Map<Fact, String> of(SimulatedContact contact, Optional<Map<Fact, String>> listed) {
    Map<Fact, String> told = told(contact.events());
    Map<Fact, String> facts = new EnumMap<>(Fact.class);
    for (Fact fact : Fact.values()) {
      Optional<String> second = Optional.ofNullable(told.get(fact));
      Optional<String> first =
          OF_EVENTS.contains(fact) ? Optional.empty() : listed.map(all -> all.get(fact));
      Optional<String> chosen = first.or(() -> second);
      if (TIMES.contains(fact) && first.isPresent() && second.isPresent()) {
        chosen = Optional.of(moreExact(first.get(), second.get()));
      }
      chosen.ifPresent(value -> facts.put(fact, value));
    }
    return facts;
  }

  /**
   * Returns what the events of a contact say together: each fact from the newest event that has it;
   * newest by the end of after-contact work, else the envelope's time; then COMPLETED before
   * DISCONNECTED; then the greater value.
   */
  private static Map<Fact, String> told(List<SimulatedEvent> events) {
    Map<Fact, String> told = new EnumMap<>(Fact.class);
    for (Fact fact : Fact.values()) {
      events.stream()
          .filter(event -> event.facts().containsKey(fact))
          .max(
              Comparator.comparing(ExpectedFacts::newness)
                  .thenComparing(event -> event.kind() == SimulatedEvent.Kind.COMPLETED)
                  .thenComparing(event -> event.facts().get(fact)))
          .ifPresent(event -> told.put(fact, event.facts().get(fact)));
    }
    return told;
  }

  private static Instant newness(SimulatedEvent event) {
    return event.afterWorkUntil().orElse(event.time());
  }

  /** Of two that agree within one second the one with sub-second digits wins, else the first. */
  private static String moreExact(String first, String second) {
    Duration apart = Duration.between(Instant.parse(first), Instant.parse(second)).abs();
    boolean agree = apart.compareTo(Duration.ofSeconds(1)) <= 0;
    boolean firstIsExact = !first.endsWith(".000Z");
    return agree && !firstIsExact && !second.endsWith(".000Z") ? second : first;
  }

  /** Returns every contact that any source names. */
  static List<String> names(SimulatedContact contact, Optional<Map<Fact, String>> listed) {
    List<String> names = new ArrayList<>();
    for (Fact fact :
        List.of(Fact.PREVIOUS_CONTACT_ID, Fact.RELATED_CONTACT_ID, Fact.INITIAL_CONTACT_ID)) {
      listed.map(all -> all.get(fact)).ifPresent(names::add);
      contact.events().stream()
          .flatMap(event -> Optional.ofNullable(event.facts().get(fact)).stream())
          .forEach(names::add);
    }
    return names;
  }
}
