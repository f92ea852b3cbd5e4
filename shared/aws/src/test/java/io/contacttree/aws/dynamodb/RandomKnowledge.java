package io.contacttree.aws.dynamodb;

import io.contacttree.domain.contact.ContactId;
import io.contacttree.domain.contact.Fact;
import io.contacttree.domain.contact.Facts;
import io.contacttree.domain.contact.InstanceId;
import io.contacttree.domain.contact.KnownContact;
import io.contacttree.domain.contact.Observation;
import io.contacttree.domain.contact.Stamp;
import io.contacttree.domain.contact.Timestamps;
import io.contacttree.domain.reference.FailureReason;
import io.contacttree.domain.reference.KnownReferences;
import io.contacttree.domain.reference.Reference;
import io.contacttree.domain.reference.ReferenceTypes;
import io.contacttree.domain.reference.ValueState;
import io.contacttree.domain.store.StoredTree;
import io.contacttree.domain.tree.KnownTree;
import io.contacttree.domain.tree.ListRead;
import io.contacttree.domain.tree.ListTries;
import io.contacttree.domain.tree.SettleProgress;
import io.contacttree.domain.tree.TreeAssembler;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Knowledge of any shape, much odder than any that Amazon Connect gives; the same for one seed. */
public final class RandomKnowledge {
  private static final InstanceId SOMEWHERE = new InstanceId("instance-at-random");
  private static final Instant EARLY = Instant.parse("2026-01-01T00:00:00.000Z");
  private static final List<String> TEXTS =
      List.of("", "a", "UNKNOWN", "VOICE", "EMAIL", "HOLOGRAM", "ä€😀", "x".repeat(300), "?q=1");

  private final Random random;

  public RandomKnowledge(long seed) {
    this.random = new Random(seed);
  }

  /** Returns a revision of a tree with at most so many contacts. */
  public StoredTree tree(int mostContacts) {
    ReferenceTypes types =
        oneOf(
            List.of(
                ReferenceTypes.DOCUMENTED,
                new ReferenceTypes(List.of("URL", "DATE"), List.of("HOLOGRAM"), Set.of())));
    KnownTree known = known(mostContacts);
    return new StoredTree(
        new TreeAssembler(random.nextInt(3), types)
            .assemble(known, 1 + random.nextInt(1000), time()),
        known);
  }

  private KnownTree known(int mostContacts) {
    int members = 1 + random.nextInt(mostContacts);
    NavigableMap<ContactId, KnownContact> contacts = new TreeMap<>();
    for (int member = 0; member < members; member++) {
      KnownContact contact = contact(mostContacts);
      contacts.put(contact.id(), contact);
    }
    NavigableMap<ContactId, ListRead> lists = new TreeMap<>();
    NavigableMap<ContactId, ListTries> tries = new TreeMap<>();
    for (int entry = random.nextInt(4); entry > 0; entry--) {
      tries.put(id(mostContacts), new ListTries(1 + random.nextInt(4), time()));
      lists.put(id(mostContacts), new ListRead(time(), oneOf(ListRead.Ending.values())));
    }
    Set<ContactId> erased = new TreeSet<>();
    if (random.nextInt(4) == 0) {
      erased.add(new ContactId("erased-" + random.nextInt(3)));
    }
    return new KnownTree(
        SOMEWHERE,
        contacts,
        lists,
        tries,
        maybe(time()),
        new SettleProgress(time(), random.nextInt(4)),
        new TreeSet<>(erased));
  }

  private KnownContact contact(int mostContacts) {
    return new KnownContact(
        id(mostContacts),
        facts(mostContacts),
        facts(mostContacts),
        facts(mostContacts),
        maybe(time()),
        time(),
        maybe(time()),
        references());
  }

  private Facts facts(int mostContacts) {
    Map<Fact, Observation> observations = new EnumMap<>(Fact.class);
    if (random.nextInt(4) > 0) {
      for (Fact fact : Fact.values()) {
        if (random.nextInt(3) > 0) {
          observations.put(fact, new Observation(value(fact, mostContacts), stamp()));
        }
      }
    }
    return new Facts(observations);
  }

  private String value(Fact fact, int mostContacts) {
    return switch (fact.kind()) {
      case TIME -> Timestamps.format(time());
      case CONTACT_ID -> id(mostContacts).value();
      case TEXT, CHANNEL, INITIATION_METHOD -> {
        String text = oneOf(TEXTS);
        yield text.isEmpty() ? "b" : text;
      }
    };
  }

  private KnownReferences references() {
    Optional<KnownReferences.Read> read =
        maybe(
            new KnownReferences.Read(
                time(),
                oneOf(
                    List.of(
                        new TreeSet<>(ReferenceTypes.DOCUMENTED.usual()),
                        ReferenceTypes.DOCUMENTED.of("EMAIL"),
                        Set.of("URL", "DATE"),
                        Set.of())),
                oneOf(List.of(Set.<String>of(), Set.of("EMAIL_MESSAGE"))),
                listOfReferences()));
    return new KnownReferences(
        read,
        maybe(new KnownReferences.Failure(time(), oneOf(FailureReason.values()))),
        maybe(time()));
  }

  private List<Reference> listOfReferences() {
    List<Reference> references = new ArrayList<>();
    for (int left = random.nextInt(5); left > 0; left--) {
      references.add(
          new Reference(
              oneOf(
                  List.of(
                      "URL",
                      "STRING",
                      "NUMBER",
                      "DATE",
                      "EMAIL",
                      "ATTACHMENT",
                      "CONTACT_ANALYSIS",
                      "EMAIL_MESSAGE",
                      "EMAIL_MESSAGE_REDACTED",
                      "EMAIL_MESSAGE_PLAIN_TEXT",
                      "EMAIL_MESSAGE_PLAIN_TEXT_REDACTED",
                      "HOLOGRAM")),
              maybe(oneOf(TEXTS)),
              maybe(oneOf(TEXTS)),
              maybe(oneOf(ValueState.values())),
              maybe(oneOf(List.of("PROCESSING", "APPROVED", ""))),
              maybe(oneOf(TEXTS))));
    }
    return references;
  }

  private ContactId id(int mostContacts) {
    return new ContactId("c" + random.nextInt(mostContacts + 2));
  }

  private Stamp stamp() {
    return new Stamp(time(), random.nextInt(2));
  }

  /** Few different times, so that many are equal. */
  private Instant time() {
    return EARLY.plusMillis(random.nextInt(6) * 500L);
  }

  private <T> Optional<T> maybe(T value) {
    return random.nextInt(3) > 0 ? Optional.of(value) : Optional.empty();
  }

  private <T> T oneOf(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  @SafeVarargs
  private final <T> T oneOf(T... choices) {
    return choices[random.nextInt(choices.length)];
  }
}
