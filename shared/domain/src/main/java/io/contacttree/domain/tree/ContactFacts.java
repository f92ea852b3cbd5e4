package io.contacttree.domain.tree;

import io.contacttree.domain.contact.ConnectEnums;
import io.contacttree.domain.contact.ContactId;
import io.contacttree.domain.contact.Fact;
import io.contacttree.domain.contact.FactKind;
import io.contacttree.domain.contact.Facts;
import io.contacttree.domain.contact.KnownContact;
import io.contacttree.domain.contact.Timestamps;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The facts of one contact after the choice between its sources (tree rules, section 4).
 *
 * <p>Each fact comes from its best source that knows it. Of sources whose times agree within one
 * second the first one with digits below the second is taken.
 *
 * @param contact the contact
 * @param values the value chosen for each fact that any source knows
 * @param ended whether any source says that the contact has ended
 */
public record ContactFacts(ContactId contact, Map<Fact, String> values, boolean ended) {
  private static final Duration AGREEMENT = Duration.ofSeconds(1);
  private static final int UNTIL_SECOND = "2026-03-02T10:15:30".length();

  public ContactFacts {
    EnumMap<Fact, String> copy = new EnumMap<>(Fact.class);
    copy.putAll(values);
    values = Collections.unmodifiableMap(copy);
  }

  /** Returns the facts that the sources of a contact give together. */
  public static ContactFacts of(KnownContact known) {
    List<Facts> listsFirst = List.of(known.fromLists(), known.fromSearches(), known.fromEvents());
    Map<Fact, String> chosen = new EnumMap<>(Fact.class);
    for (Fact fact : Fact.values()) {
      List<Facts> sources =
          switch (fact.bestSource()) {
            case LISTS -> listsFirst;
            case EVENTS -> List.of(known.fromEvents(), known.fromSearches());
          };
      choose(fact, sources).ifPresent(value -> chosen.put(fact, value));
    }
    return new ContactFacts(known.id(), chosen, known.hasEnded());
  }

  /** Returns the value of a fact, or empty where no source knows it. */
  public Optional<String> value(Fact fact) {
    return Optional.ofNullable(values.get(fact));
  }

  /** Returns what the document shows of a fact, the word for what no source has said included. */
  public Optional<String> shown(Fact fact) {
    return value(fact).or(fact.kind()::unsaid);
  }

  /** Returns the value of a fact that is a time. */
  public Optional<Instant> time(Fact fact) {
    return value(fact).map(Timestamps::stored);
  }

  /** Returns another contact that this one names, or empty where it names none or itself. */
  public Optional<ContactId> named(Fact fact) {
    return value(fact).map(ContactId::new).filter(id -> !id.equals(contact));
  }

  /** Returns the channel, {@link ConnectEnums#NOT_SAID} where no source names one. */
  public String channel() {
    return value(Fact.CHANNEL).orElse(ConnectEnums.NOT_SAID);
  }

  /** Returns the initiation method, {@link ConnectEnums#NOT_SAID} where no source names one. */
  public String initiationMethod() {
    return value(Fact.INITIATION_METHOD).orElse(ConnectEnums.NOT_SAID);
  }

  /** Returns whether a source named a channel or method that the service model does not. */
  boolean hasUnknownValue() {
    return values.entrySet().stream()
        .anyMatch(value -> !value.getKey().kind().isDocumented(value.getValue()));
  }

  private static Optional<String> choose(Fact fact, List<Facts> sources) {
    Optional<String> chosen = Optional.empty();
    for (Facts source : sources) {
      if (chosen.isEmpty()) {
        chosen = source.value(fact);
      } else if (fact.kind() != FactKind.TIME || hasDigitsBelowSecond(chosen.get())) {
        return chosen;
      } else {
        Optional<String> value = source.value(fact);
        if (value.isPresent() && isFiner(value.get(), chosen.get())) {
          return value;
        }
      }
    }
    return chosen;
  }

  /** Returns whether a time agrees with one that says no more than seconds, and says more. */
  private static boolean isFiner(String value, String chosen) {
    return hasDigitsBelowSecond(value) && agree(chosen, value);
  }

  private static boolean hasDigitsBelowSecond(String value) {
    return !value.endsWith(".000Z");
  }

  private static boolean agree(String one, String other) {
    return one.regionMatches(0, other, 0, UNTIL_SECOND)
        || Duration.between(Timestamps.stored(one), Timestamps.stored(other))
                .abs()
                .compareTo(AGREEMENT)
            <= 0;
  }
}
