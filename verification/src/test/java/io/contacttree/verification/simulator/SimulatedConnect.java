package io.contacttree.verification.simulator;

import io.contacttree.domain.contact.ContactId;
import io.contacttree.domain.contact.Fact;
import io.contacttree.domain.contact.InstanceId;
import io.contacttree.domain.reference.FailureReason;
import io.contacttree.domain.reference.Reference;
import io.contacttree.verification.simulator.scenario.ListTrouble;
import io.contacttree.verification.simulator.scenario.Reading;
import io.contacttree.verification.simulator.scenario.SimulatedContact;
import io.contacttree.verification.simulator.scenario.SimulatedReference;
import io.contacttree.verification.simulator.scenario.SimulatedScenario;
import io.contacttree.verification.simulator.time.SimulatedTime;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Amazon Connect: answers one HTTP request at a time from the scenario, as of the moment. */
final class SimulatedConnect {
  private static final DateTimeFormatter MILLISECONDS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);
  private static final String END = "end";

  private final SimulatedScenario simulatedScenario;
  private final Reading reading;
  private final SimulatedTime time;
  private final Faults faults;
  private final Attempts attempts;
  private final double headroom;
  private final Map<Api, QuotaBucket> buckets = new EnumMap<>(Api.class);
  private final List<Finding> breaches = new ArrayList<>();
  private final Map<InstanceId, Map<ContactId, Integer>> unanswered = new TreeMap<>();

  SimulatedConnect(
      SimulatedScenario simulatedScenario,
      SimulatedTime time,
      Faults faults,
      Attempts attempts,
      double headroom) {
    this.simulatedScenario = simulatedScenario;
    this.reading = simulatedScenario.reading();
    this.time = time;
    this.faults = faults;
    this.attempts = attempts;
    this.headroom = headroom;
    for (Api api : Api.values()) {
      buckets.put(api, new QuotaBucket(api));
    }
  }

  /** Returns what should never happen: requests above the quota and needless ones. */
  List<Finding> breaches() {
    return breaches;
  }

  /** Returns how many requests for lists by a contact had no answer because of its trouble. */
  int unanswered(InstanceId instance, ContactId contact) {
    return unanswered.getOrDefault(instance, Map.of()).getOrDefault(contact, 0);
  }

  /**
   * Answers ListAssociatedContacts.
   *
   * @param mostTries how often this is asked at most where it has no answer
   */
  Reply<ListPage> list(
      InstanceId instance, ContactId contact, Optional<String> token, int mostTries) {
    Optional<Reply<ListPage>> denied = attempt(Api.LIST_ASSOCIATED_CONTACTS);
    if (denied.isPresent()) {
      return denied.get();
    }
    Optional<ListTrouble> own = simulatedScenario.trouble(instance, contact);
    Optional<Reply<ListPage>> trouble =
        own.isPresent()
            ? own.filter(list -> isMet(list, instance, contact)).map(this::reply)
            : faults.reply(Api.LIST_ASSOCIATED_CONTACTS, contact, mostTries);
    if (trouble.isPresent()) {
      return trouble.get();
    }
    Instant now = time.instant();
    Optional<SimulatedContact> asked =
        simulatedScenario.contact(instance, contact).filter(this::answers);
    if (asked.isEmpty()) {
      return new Reply.Denied<>(FailureReason.NOT_FOUND);
    }
    List<SimulatedContact> shown =
        Components.of(simulatedScenario.contacts(instance), contact, reading.followsRelated(), now)
            .stream()
            .filter(member -> isShown(member, contact))
            .sorted(Comparator.comparingLong(this::rank).thenComparing(SimulatedContact::id))
            .toList();
    if (reading.emptyWhenAlone() && shown.size() == 1 && shown.getFirst().id().equals(contact)) {
      faults.met(Happening.EMPTY_LIST);
      return new Reply.Answered<>(page(List.of(), token));
    }
    return new Reply.Answered<>(page(shown, token));
  }

  /** Counts a request that meets the trouble of a contact, if it is not over. */
  private boolean isMet(ListTrouble trouble, InstanceId instance, ContactId contact) {
    if (unanswered(instance, contact) >= trouble.times()) {
      return false;
    }
    unanswered.computeIfAbsent(instance, any -> new TreeMap<>()).merge(contact, 1, Integer::sum);
    return true;
  }

  private Reply<ListPage> reply(ListTrouble trouble) {
    faults.met(
        trouble.isForEver() ? Happening.LIST_NEVER_ANSWERED : Happening.LIST_NOT_YET_ANSWERED);
    return switch (trouble.kind()) {
      case BAD_REQUEST -> new Reply.Denied<>(FailureReason.INVALID);
      case REFUSED -> new Reply.Denied<>(FailureReason.REFUSED);
      case SERVER_ERROR, RESET -> new Reply.Broken<>();
      case TOO_MANY_REQUESTS -> new Reply.TooMany<>();
      case UNREADABLE -> new Reply.Denied<>(FailureReason.UNAVAILABLE);
    };
  }

  /** Answers ListContactReferences for at most six types. */
  Reply<List<Reference>> references(InstanceId instance, ContactId contact, List<String> types) {
    Optional<SimulatedContact> known = simulatedScenario.contact(instance, contact);
    // A lasting refusal comes before any passing trouble, so that the last answer is always it.
    Optional<Reply<List<Reference>>> denied = attempt(Api.LIST_CONTACT_REFERENCES);
    Optional<Reply<List<Reference>>> trouble =
        denied.isPresent()
            ? denied
            : faults.reply(Api.LIST_CONTACT_REFERENCES, contact, PacedRequests.MOST_TRIES);
    if (known.filter(this::answers).isEmpty()) {
      return new Reply.Denied<>(FailureReason.NOT_FOUND);
    }
    if (!known.get().hasEndedAt(time.instant())) {
      breaches.add(Finding.rule("references of " + contact + " were asked for before its end"));
    }
    if (types.size() > 6) {
      breaches.add(Finding.rule("one request asked for " + types));
    }
    return switch (known.get().access()) {
      case REFUSED -> new Reply.Denied<>(FailureReason.REFUSED);
      case INVALID -> new Reply.Denied<>(FailureReason.INVALID);
      case ANSWERED ->
          trouble.orElseGet(() -> new Reply.Answered<>(referencesOf(known.get(), types)));
    };
  }

  private <T> Optional<Reply<T>> attempt(Api api) {
    long now = time.nanos();
    attempts.add(api, now, api.rate() * headroom);
    if (!buckets.get(api).take(now)) {
      breaches.add(Finding.breach("429 from the quota of " + api));
      return Optional.of(new Reply.TooMany<>());
    }
    return Optional.empty();
  }

  private boolean answers(SimulatedContact contact) {
    return contact.isVisible(time.instant())
        && !(isLagging(contact) && reading.lagKind() == Reading.Lag.NOT_FOUND);
  }

  private boolean isShown(SimulatedContact contact, ContactId asked) {
    if (contact.id().equals(asked) && !reading.includesAsked()) {
      return false;
    }
    return contact.isVisible(time.instant())
        && (!isLagging(contact) || reading.lagKind() == Reading.Lag.OPEN);
  }

  private boolean isLagging(SimulatedContact contact) {
    return contact.hasEndedAt(time.instant())
        && !contact.hasEndedAt(time.instant().minus(reading.lag()));
  }

  private long rank(SimulatedContact contact) {
    return reading.order() * 31 + contact.id().hashCode() * 0x9E3779B97F4A7C15L;
  }

  private ListPage page(List<SimulatedContact> shown, Optional<String> token) {
    int from = token.filter(text -> !text.equals(END)).map(text -> after(shown, text)).orElse(0);
    int to = Math.min(shown.size(), from + reading.pageSize());
    List<ListPage.Entry> entries = new ArrayList<>();
    if (reading.duplicates() && from > 0) {
      entries.add(entry(shown.get(from - 1)));
    }
    shown.subList(from, to).forEach(contact -> entries.add(entry(contact)));
    if (to < shown.size()) {
      return new ListPage(entries, Optional.of(shown.get(to - 1).id().value()));
    }
    return new ListPage(
        entries, reading.repeatsEndToken() ? token.or(() -> Optional.of(END)) : Optional.empty());
  }

  /** Returns the place after the contact at which the page before ended. */
  private int after(List<SimulatedContact> shown, String last) {
    int place = 0;
    while (place < shown.size() && !shown.get(place).id().value().equals(last)) {
      place++;
    }
    // A contact that is no longer shown: from the beginning, as nothing else is sure.
    return place < shown.size() ? place + 1 : 0;
  }

  private ListPage.Entry entry(SimulatedContact contact) {
    Map<Fact, String> facts = new EnumMap<>(Fact.class);
    facts.putAll(contact.listed());
    facts.putAll(contact.nothings());
    if (!contact.nothings().isEmpty()) {
      faults.met(Happening.NOTHING_NAMED);
    }
    boolean endShown = contact.hasEndedAt(time.instant()) && !contact.endNeverListed();
    if (endShown && !isLagging(contact)) {
      Instant end = contact.endedAt().orElseThrow();
      facts.put(
          Fact.DISCONNECT_TIMESTAMP,
          MILLISECONDS.format(reading.wholeSeconds() ? end.truncatedTo(ChronoUnit.SECONDS) : end));
    }
    return new ListPage.Entry(contact.id(), facts);
  }

  private List<Reference> referencesOf(SimulatedContact contact, List<String> types) {
    Instant now = time.instant();
    return contact.references().stream()
        .filter(reference -> types.contains(reference.askedAs()))
        .filter(reference -> !reference.visibleFrom().isAfter(now))
        .map(reference -> sent(reference, now))
        .toList();
  }

  private static Reference sent(SimulatedReference reference, Instant now) {
    return new Reference(
        reference.type(),
        reference.name(),
        reference.value(),
        Optional.empty(),
        reference.statusAt(now),
        reference.arn());
  }
}
