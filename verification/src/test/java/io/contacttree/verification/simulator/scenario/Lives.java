package io.contacttree.verification.simulator.scenario;

import io.contacttree.domain.contact.ContactId;
import io.contacttree.domain.contact.Fact;
import io.contacttree.domain.contact.InstanceId;
import io.contacttree.verification.simulator.time.Dice;
import io.contacttree.verification.simulator.time.SimulatedTime;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Gives drafts a whole life: what lists and events say of them, and their references. */
final class Lives {
  private static final DateTimeFormatter MILLISECONDS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  private final Dice dice;
  private final InstanceId instance;
  private final Reading reading;
  private final ReferenceLives referenceLives;

  Lives(Dice dice, InstanceId instance, Reading reading) {
    this.dice = dice;
    this.instance = instance;
    this.reading = reading;
    this.referenceLives = new ReferenceLives(dice);
  }

  /** How a contact ends and which of its events arrive. */
  private record Ending(
      Instant endedAt,
      Optional<Instant> afterWorkUntil,
      boolean afterWorkTold,
      boolean disconnectedTold,
      boolean completedTold) {

    /** Until when references may still be added so that a claim asks for them. */
    Instant referencesUntil() {
      return completedTold && afterWorkTold
          ? afterWorkUntil.map(end -> end.minus(ReferenceLives.BEFORE_END)).orElse(endedAt)
          : endedAt;
    }
  }

  /**
   * Returns the life of a draft.
   *
   * @param familyBegin when the first of its family begins that is not much older
   * @param alone whether it has no family
   */
  SimulatedContact live(ContactDraft draft, Instant familyBegin, boolean alone) {
    boolean tellsAll = reading.mayOmitAsked() && !(alone && reading.neverShowsOneAlone());
    Map<Fact, String> listed = said(draft, reading.wholeSeconds(), 0.06);
    Optional<Ending> ending = draft.endedAt.map(end -> ending(draft, end));
    List<SimulatedEvent> events =
        draft.isTold() ? events(draft, ending.orElseThrow(), familyBegin, tellsAll) : List.of();
    Instant referencesUntil = ending.map(Ending::referencesUntil).orElse(draft.begunAt);
    boolean late = draft.fate == ContactDraft.Fate.TOLD && dice.chance(0.05);
    return new SimulatedContact(
        draft.id,
        listed,
        nothings(listed),
        draft.begunAt,
        draft.endedAt,
        purgedAt(draft),
        draft.fate == ContactDraft.Fate.TOLD && dice.chance(0.02),
        access(draft),
        referenceLives.of(draft, referencesUntil, late),
        events,
        late ? Optional.of(referencesUntil.plus(ReferenceLives.LATEST)) : Optional.empty());
  }

  private static Optional<Instant> purgedAt(ContactDraft draft) {
    return switch (draft.fate) {
      case PURGED, PURGED_AND_TOLD -> Optional.of(SimulatedTime.START);
      case TOLD_AND_PURGED -> Optional.of(SimulatedScenario.PURGE);
      case TOLD, SILENT, OPEN -> Optional.empty();
    };
  }

  private SimulatedContact.Access access(ContactDraft draft) {
    boolean lasting = draft.isPurged() || draft.fate == ContactDraft.Fate.TOLD_AND_PURGED;
    if (lasting || !dice.chance(0.03)) {
      return SimulatedContact.Access.ANSWERED;
    }
    return dice.oneOf(SimulatedContact.Access.REFUSED, SimulatedContact.Access.INVALID);
  }

  private Ending ending(ContactDraft draft, Instant endedAt) {
    boolean afterWork = draft.isTold() && !draft.isPurged() && dice.chance(0.35);
    int told = dice.between(0, 9);
    return new Ending(
        endedAt,
        afterWork
            ? Optional.of(
                endedAt
                    .plus(dice.between(Duration.ofSeconds(1), Duration.ofMinutes(4)))
                    .truncatedTo(ChronoUnit.MILLIS))
            : Optional.empty(),
        !dice.chance(0.15),
        told != 0,
        told == 0 || told > 2);
  }

  private List<SimulatedEvent> events(
      ContactDraft draft, Ending ending, Instant familyBegin, boolean tellsAll) {
    // Of a purged contact only a replay arrives, long after its end.
    Duration late =
        draft.isPurged()
            ? Duration.between(ending.endedAt(), familyBegin)
                .plus(dice.between(Duration.ofMinutes(1), Duration.ofMinutes(20)))
            : Duration.ZERO;
    List<SimulatedEvent> events = new ArrayList<>();
    if (ending.disconnectedTold()) {
      events.add(event(draft, SimulatedEvent.Kind.DISCONNECTED, ending, late, tellsAll));
    }
    if (ending.completedTold()) {
      events.add(event(draft, SimulatedEvent.Kind.COMPLETED, ending, late, tellsAll));
    }
    return events;
  }

  private SimulatedEvent event(
      ContactDraft draft,
      SimulatedEvent.Kind kind,
      Ending ending,
      Duration late,
      boolean tellsAll) {
    double leftOut = dice.chance(0.1) ? 0.8 : 0.05;
    Map<Fact, String> facts = said(draft, false, tellsAll ? 0 : leftOut);
    // The event's parser makes it from the instance's.
    facts.put(Fact.CONTACT_ARN, arn(draft));
    Map<Fact, String> nothings = nothings(facts);
    Instant over =
        kind == SimulatedEvent.Kind.COMPLETED
            ? ending.afterWorkUntil().orElse(ending.endedAt())
            : ending.endedAt();
    Optional<Instant> disconnectedAt =
        !tellsAll && dice.chance(0.15) ? Optional.empty() : Optional.of(ending.endedAt());
    disconnectedAt.ifPresent(end -> facts.put(Fact.DISCONNECT_TIMESTAMP, format(end)));
    if (dice.chance(0.8)) {
      facts.put(Fact.AGENT_ID, dice.oneOf("agent-1", "agent-2", "agent-3"));
    }
    if (dice.chance(0.7)) {
      facts.put(Fact.QUEUE_ID, dice.oneOf("queue-1", "queue-2"));
    }
    if (dice.chance(0.8)) {
      facts.put(
          Fact.DISCONNECT_REASON, dice.oneOf("CUSTOMER_DISCONNECT", "AGENT_DISCONNECT", "EXPIRED"));
    }
    Instant emittedAt = over.plus(dice.between(Duration.ZERO, Duration.ofMillis(1_500)));
    boolean tellsAfterWork =
        kind == SimulatedEvent.Kind.COMPLETED && ending.afterWorkTold() && !draft.isPurged();
    return new SimulatedEvent(
        draft.id,
        kind,
        emittedAt.truncatedTo(ChronoUnit.SECONDS),
        emittedAt.plus(late),
        facts,
        nothings,
        disconnectedAt,
        tellsAfterWork ? ending.afterWorkUntil() : Optional.empty());
  }

  /** Returns what a source says of a contact; each fact may be left out. */
  private Map<Fact, String> said(ContactDraft draft, boolean wholeSeconds, double leftOut) {
    Map<Fact, String> said = new EnumMap<>(Fact.class);
    said.put(Fact.CONTACT_ARN, arn(draft));
    said.put(Fact.CHANNEL, draft.channel);
    said.put(Fact.INITIATION_METHOD, draft.method);
    said.put(
        Fact.INITIATION_TIMESTAMP,
        format(wholeSeconds ? draft.begunAt.truncatedTo(ChronoUnit.SECONDS) : draft.begunAt));
    said.keySet().removeIf(any -> dice.chance(leftOut));
    name(said, Fact.INITIAL_CONTACT_ID, draft.initial, leftOut);
    name(said, Fact.PREVIOUS_CONTACT_ID, draft.previous, leftOut);
    name(said, Fact.RELATED_CONTACT_ID, draft.related, leftOut);
    return said;
  }

  /** Returns texts that stand for nothing in the place of some contacts that are not named. */
  private Map<Fact, String> nothings(Map<Fact, String> said) {
    Map<Fact, String> nothings = new EnumMap<>(Fact.class);
    for (Fact fact : Fact.NAMING) {
      if (!said.containsKey(fact) && dice.chance(0.05)) {
        nothings.put(fact, Nothings.any(dice));
      }
    }
    return nothings;
  }

  private String arn(ContactDraft draft) {
    return "arn:aws:connect:eu-central-1:123456789012:instance/"
        + instance.value()
        + "/contact/"
        + draft.id.value();
  }

  private void name(Map<Fact, String> said, Fact fact, Optional<ContactId> named, double leftOut) {
    if (!dice.chance(leftOut / 3)) {
      named.ifPresent(id -> said.put(fact, id.value()));
    }
  }

  static String format(Instant time) {
    return MILLISECONDS.format(time);
  }
}
