package io.contacttree.verification.simulator.oracle;

import io.contacttree.domain.contact.ContactId;
import io.contacttree.domain.contact.Fact;
import io.contacttree.domain.contact.InstanceId;
import io.contacttree.verification.simulator.scenario.Reading;
import io.contacttree.verification.simulator.scenario.SimulatedContact;
import io.contacttree.verification.simulator.scenario.SimulatedScenario;
import io.contacttree.verification.simulator.time.SimulatedTime;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The trees of one instance in the end: which contacts are known, and which of them are one tree
 * (tree rules, section 2).
 */
public final class Oracle {
  private static final DateTimeFormatter MILLISECONDS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  private final InstanceId instance;
  private final SimulatedScenario simulatedScenario;
  private final Map<ContactId, SimulatedContact> world;
  private final Set<ContactId> untold;
  private final Set<ContactId> mute;
  private final Reading reading;
  private final Instant last;
  private final Set<ContactId> known = new TreeSet<>();
  private final Set<ContactId> listed = new TreeSet<>();
  private final Set<ContactId> absent = new TreeSet<>();
  private final Set<ContactId> unanswered = new TreeSet<>();
  private final Set<ContactId> answered = new TreeSet<>();
  private final Groups groups = new Groups();

  private Oracle(
      SimulatedScenario simulatedScenario,
      InstanceId instance,
      Instant last,
      Set<ContactId> untold,
      Set<ContactId> mute) {
    this.simulatedScenario = simulatedScenario;
    this.untold = untold;
    this.mute = mute;
    this.instance = instance;
    this.world = simulatedScenario.contacts(instance);
    this.reading = simulatedScenario.reading();
    this.last = last;
  }

  /**
   * Returns the trees that a scenario must have led to, whatever becomes of the events of doomed
   * contacts.
   *
   * @param last a moment after everything
   */
  public static List<ExpectedTree> trees(
      SimulatedScenario simulatedScenario, InstanceId instance, Instant last) {
    return new Oracle(
            simulatedScenario, instance, last, simulatedScenario.doomed(instance), Set.of())
        .trees();
  }

  /**
   * Returns the trees of those who know of some contacts only by who names them: these tell nothing
   * themselves, and no list shows them.
   *
   * @param last a moment after everything
   */
  public static List<ExpectedTree> treesWithout(
      SimulatedScenario simulatedScenario,
      InstanceId instance,
      Instant last,
      Set<ContactId> contacts) {
    Set<ContactId> untold = new TreeSet<>(simulatedScenario.doomed(instance));
    untold.addAll(contacts);
    return new Oracle(simulatedScenario, instance, last, untold, contacts).trees();
  }

  /**
   * Returns the contacts whose trees say something else where events of doomed contacts have an
   * effect: those of the trees that doomed contacts would be in.
   */
  public static Set<ContactId> besideDoomed(
      SimulatedScenario simulatedScenario, InstanceId instance, Instant last) {
    Set<ContactId> doomed = simulatedScenario.doomed(instance);
    Set<ContactId> beside = new TreeSet<>();
    if (!doomed.isEmpty()) {
      new Oracle(simulatedScenario, instance, last, Set.of(), Set.of())
          .trees().stream()
              .map(ExpectedTree::answering)
              .filter(ids -> ids.stream().anyMatch(doomed::contains))
              .forEach(beside::addAll);
    }
    return beside;
  }

  private List<ExpectedTree> trees() {
    // What became known before others were purged stays known.
    learn(SimulatedScenario.PURGE.minusSeconds(1));
    learn(last);
    for (ContactId id : known) {
      names(id).forEach(name -> groups.join(id, name));
    }
    Map<ContactId, List<ExpectedContact>> members = new TreeMap<>();
    for (ContactId id : known) {
      members.computeIfAbsent(groups.of(id), any -> new ArrayList<>()).add(contact(id));
    }
    List<ExpectedTree> trees = new ArrayList<>();
    Set<ContactId> missing = new TreeSet<>(absent);
    missing.addAll(unanswered);
    missing.removeAll(known);
    members.forEach(
        (group, contacts) ->
            trees.add(
                new ExpectedTree(
                    instance,
                    contacts,
                    missing.stream().filter(id -> groups.of(id).equals(group)).toList(),
                    missing.stream()
                        .anyMatch(id -> groups.of(id).equals(group) && unanswered.contains(id)),
                    reading.repeatsEndToken()
                        && (contacts.stream().anyMatch(this::isAnswered)
                            || missing.stream()
                                .anyMatch(
                                    id -> groups.of(id).equals(group) && answered.contains(id))))));
    return trees;
  }

  /** Adds all that can be known at a moment to what is known already. */
  private void learn(Instant moment) {
    world.values().stream()
        .filter(contact -> !untold.contains(contact.id()))
        .filter(
            contact -> contact.events().stream().anyMatch(at -> at.emittedAt().isBefore(moment)))
        .forEach(contact -> known.add(contact.id()));
    int before = -1;
    while (before < learned()) {
      before = learned();
      Set.copyOf(known).forEach(id -> list(id, moment));
      Set.copyOf(known).forEach(id -> lookUpNames(id, moment));
    }
  }

  private int learned() {
    return known.size() + listed.size() + absent.size() + unanswered.size();
  }

  /** What a list asked by a contact says, if it can be had. */
  private void list(ContactId id, Instant moment) {
    SimulatedContact asked = world.get(id);
    if (asked == null || mute.contains(id)) {
      return;
    }
    if (!asked.isVisible(moment) || simulatedScenario.isUnanswered(instance, id)) {
      return;
    }
    answered.add(id);
    Set<ContactId> shown = component(id, moment);
    if (!reading.includesAsked() || (reading.emptyWhenAlone() && shown.size() == 1)) {
      shown.remove(id);
    }
    shown.forEach(other -> groups.join(id, other));
    known.addAll(shown);
    listed.addAll(shown);
  }

  /** A named contact is listed by its own id; where the list leaves it out, others may show it. */
  private void lookUpNames(ContactId id, Instant moment) {
    for (ContactId name : names(id)) {
      if (known.contains(name)) {
        continue;
      }
      if (simulatedScenario.isUnanswered(instance, name)) {
        unanswered.add(name);
      } else {
        absent.add(name);
        list(name, moment);
      }
    }
  }

  /** Returns the visible contacts that Amazon Connect takes for associated with one. */
  private Set<ContactId> component(ContactId start, Instant moment) {
    Set<ContactId> component = new TreeSet<>(Set.of(start));
    int before = 0;
    while (before < component.size()) {
      before = component.size();
      for (SimulatedContact contact : world.values()) {
        Set<ContactId> ends = new TreeSet<>(contact.namesInLists(reading.followsRelated()));
        ends.add(contact.id());
        if (contact.hasBegun(moment)
            && !mute.contains(contact.id())
            && ends.stream().anyMatch(component::contains)) {
          component.addAll(ends);
        }
      }
    }
    component.removeAll(mute);
    component.removeIf(id -> !world.containsKey(id) || !world.get(id).isVisible(moment));
    return component;
  }

  private boolean isAnswered(ExpectedContact contact) {
    return world.get(contact.id()).purgedAt().filter(SimulatedTime.START::equals).isEmpty();
  }

  private List<ContactId> names(ContactId id) {
    if (mute.contains(id)) {
      return List.of();
    }
    return ExpectedFacts.names(world.get(id), listedFacts(id)).stream()
        .map(ContactId::new)
        .filter(name -> !name.equals(id))
        .toList();
  }

  private ExpectedContact contact(ContactId id) {
    SimulatedContact contact = world.get(id);
    Map<Fact, String> facts = ExpectedFacts.of(contact, listedFacts(id));
    boolean ended = !contact.events().isEmpty() || facts.containsKey(Fact.DISCONNECT_TIMESTAMP);
    String channel = facts.getOrDefault(Fact.CHANNEL, "UNKNOWN");
    return new ExpectedContact(
        id, facts, ended, names(id), ReferencesOfContact.of(contact, ended, channel, last));
  }

  private Optional<Map<Fact, String>> listedFacts(ContactId id) {
    if (!listed.contains(id)) {
      return Optional.empty();
    }
    SimulatedContact contact = world.get(id);
    Map<Fact, String> facts = new EnumMap<>(Fact.class);
    facts.putAll(contact.listed());
    if (contact.endedAt().isPresent() && !contact.endNeverListed()) {
      Instant end = contact.endedAt().get();
      facts.put(
          Fact.DISCONNECT_TIMESTAMP,
          MILLISECONDS.format(reading.wholeSeconds() ? end.truncatedTo(ChronoUnit.SECONDS) : end));
    }
    return Optional.of(facts);
  }
}
