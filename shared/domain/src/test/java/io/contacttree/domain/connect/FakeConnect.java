package io.contacttree.domain.connect;

import io.contacttree.domain.contact.ContactId;
import io.contacttree.domain.contact.Fact;
import io.contacttree.domain.contact.Facts;
import io.contacttree.domain.contact.InstanceId;
import io.contacttree.domain.contact.Stamp;
import io.contacttree.domain.reference.FailureReason;
import io.contacttree.domain.reference.KnownReferences;
import io.contacttree.domain.reference.Reference;
import io.contacttree.domain.reference.ReferenceTypes;
import io.contacttree.domain.tree.ListRead;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** An Amazon Connect in memory: contacts that a test adds, and a log of the calls. */
public final class FakeConnect implements AssociatedContacts, ContactReferences {
  /** One contact; {@code ended} absent means that it is still open. */
  public record FakeContact(
      String id, Instant began, Optional<Instant> ended, Map<Fact, String> names, String channel) {}

  private final InstantSource clock;
  private final Map<String, FakeContact> contacts = new TreeMap<>();
  private final Map<String, List<Reference>> references = new HashMap<>();
  private final Map<String, FailureReason> referenceFailures = new HashMap<>();

  /** The attempts that the client of the service makes where it is let. */
  private static final int SEVERAL = 4;

  private final Map<String, FailureReason> listFailures = new HashMap<>();
  private Optional<FailureReason> listFailure = Optional.empty();
  private final Set<String> hidden = new TreeSet<>();
  private boolean self = true;
  private boolean followRelated = true;
  private boolean furtherTypes = true;
  private int readableReferences = Integer.MAX_VALUE;
  private int pagesInTime = Integer.MAX_VALUE;
  private int listAttempts;
  public final List<String> calls = new ArrayList<>();

  public FakeConnect(InstantSource clock) {
    this.clock = clock;
  }

  public void put(FakeContact contact) {
    contacts.put(contact.id(), contact);
  }

  public void references(String id, Reference... list) {
    references.put(id, List.of(list));
  }

  public void failReferences(String id, FailureReason reason) {
    referenceFailures.put(id, reason);
  }

  public void healReferences(String id) {
    referenceFailures.remove(id);
  }

  public void failLists(FailureReason reason) {
    listFailure = Optional.of(reason);
  }

  public void healLists() {
    listFailure = Optional.empty();
    listFailures.clear();
  }

  /** The list asked by one contact fails. */
  public void failList(String id, FailureReason reason) {
    listFailures.put(id, reason);
  }

  public void healList(String id) {
    listFailures.remove(id);
  }

  /** Returns how many HTTP requests lists of one page each would have cost. */
  public int listAttempts() {
    return listAttempts;
  }

  /** Returns the lists that were asked for, in order, and forgets all calls. */
  public List<String> takeLists() {
    List<String> lists = calls.stream().filter(call -> call.startsWith("list ")).toList();
    calls.clear();
    return lists;
  }

  /** The service has only the usual types of references and refuses a call for others. */
  public void refuseFurtherTypes() {
    furtherTypes = false;
  }

  /** The contact is unknown to the service from now on, but still connects others. */
  public void hide(String id) {
    hidden.add(id);
  }

  public void show(String id) {
    hidden.remove(id);
  }

  public void leaveOutSelf() {
    self = false;
  }

  public void doNotFollowRelated() {
    followRelated = false;
  }

  /** Only so many contacts' references can be read per invocation. */
  public void readAtMost(int contactsPerRead) {
    readableReferences = contactsPerRead;
  }

  /** A list gets through so many of its pages of one contact each, then the time runs out. */
  public void listAtMost(int pages) {
    pagesInTime = pages;
  }

  @Override
  public Answer list(Query query) {
    ContactId contact = query.contact();
    Optional<Cursor> resume = query.resume();
    Instant readAt = resume.map(Cursor::startedAt).orElse(clock.instant());
    calls.add("list " + contact + resume.map(cursor -> " from " + cursor.pageToken()).orElse(""));
    Optional<FailureReason> failure =
        listFailure.or(() -> Optional.ofNullable(listFailures.get(contact.value())));
    listAttempts += failure.isPresent() ? attempts(query.patience(), failure.get()) : 1;
    if (failure.isPresent()) {
      return new Answer.Failed(readAt, failure.get());
    }
    if (!contacts.containsKey(contact.value()) || hidden.contains(contact.value())) {
      return new Answer.NotFound(readAt);
    }
    Map<ContactId, Facts> found = new LinkedHashMap<>();
    for (String id : component(contact.value())) {
      boolean leftOut = !self && id.equals(contact.value());
      if (contacts.containsKey(id) && !hidden.contains(id) && !leftOut) {
        found.put(new ContactId(id), facts(contacts.get(id), readAt));
      }
    }
    int from = resume.map(cursor -> Integer.parseInt(cursor.pageToken())).orElse(0);
    if (found.size() - from > pagesInTime) {
      return new Answer.Unfinished(
          readAt,
          slice(found, from, from + pagesInTime),
          Optional.of(new Cursor(contact, readAt, "" + (from + pagesInTime))));
    }
    return new Answer.Listed(readAt, ListRead.Ending.COMPLETE, slice(found, from, found.size()));
  }

  private static int attempts(Patience patience, FailureReason reason) {
    return switch (patience) {
      case ONE_ATTEMPT -> 1;
      case SEVERAL_ATTEMPTS ->
          switch (reason) {
            case THROTTLED, UNAVAILABLE -> SEVERAL;
            case REFUSED, INVALID, NOT_FOUND -> 1;
          };
    };
  }

  @Override
  public Map<ContactId, KnownReferences> read(
      InstanceId instance, Map<ContactId, Set<String>> types, Deadline deadline) {
    Map<ContactId, KnownReferences> answers = new TreeMap<>();
    for (Map.Entry<ContactId, Set<String>> wanted : new TreeMap<>(types).entrySet()) {
      if (answers.size() == readableReferences) {
        break;
      }
      String id = wanted.getKey().value();
      calls.add("references " + id);
      Optional<FailureReason> failure =
          contacts.containsKey(id) && !hidden.contains(id)
              ? Optional.ofNullable(referenceFailures.get(id))
              : Optional.of(FailureReason.NOT_FOUND);
      answers.put(
          wanted.getKey(),
          failure
              .map(reason -> KnownReferences.failed(clock.instant(), reason))
              .orElseGet(() -> read(wanted.getValue(), references.getOrDefault(id, List.of()))));
    }
    return answers;
  }

  private KnownReferences read(Set<String> types, List<Reference> list) {
    Set<String> refused = new TreeSet<>(types);
    refused.removeAll(furtherTypes ? types : ReferenceTypes.DOCUMENTED.usual());
    Set<String> answered = new TreeSet<>(types);
    answered.removeAll(refused);
    return KnownReferences.read(clock.instant(), answered, refused, list);
  }

  private Set<String> component(String start) {
    Set<String> component = new TreeSet<>(Set.of(start));
    boolean grew = true;
    while (grew) {
      grew = false;
      for (FakeContact contact : contacts.values()) {
        Set<String> linked = new TreeSet<>(Set.of(contact.id()));
        contact
            .names()
            .forEach(
                (fact, name) -> {
                  if (followRelated || fact != Fact.RELATED_CONTACT_ID) {
                    linked.add(name);
                  }
                });
        if (linked.stream().anyMatch(component::contains)) {
          grew |= component.addAll(linked);
        }
      }
    }
    return component;
  }

  private static Map<ContactId, Facts> slice(Map<ContactId, Facts> all, int from, int to) {
    Map<ContactId, Facts> slice = new LinkedHashMap<>();
    List<ContactId> ids = List.copyOf(all.keySet());
    ids.subList(from, Math.min(to, ids.size())).forEach(id -> slice.put(id, all.get(id)));
    return slice;
  }

  private Facts facts(FakeContact contact, Instant readAt) {
    Facts.Builder facts =
        Facts.observedAt(Stamp.of(readAt))
            .with(Fact.CHANNEL, Optional.of(contact.channel()))
            .with(Fact.INITIATION_METHOD, Optional.of("INBOUND"))
            .withTime(Fact.INITIATION_TIMESTAMP, Optional.of(contact.began()))
            .withTime(
                Fact.DISCONNECT_TIMESTAMP,
                contact.ended().filter(end -> !end.isAfter(clock.instant())));
    contact.names().forEach((fact, name) -> facts.with(fact, Optional.of(name)));
    return facts.build();
  }
}
