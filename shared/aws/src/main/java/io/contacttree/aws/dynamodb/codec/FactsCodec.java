package io.contacttree.aws.dynamodb.codec;

import io.contacttree.aws.dynamodb.item.ItemFields;
import io.contacttree.aws.dynamodb.item.ItemWriter;
import io.contacttree.domain.contact.Fact;
import io.contacttree.domain.contact.Facts;
import io.contacttree.domain.contact.Observation;
import io.contacttree.domain.contact.Stamp;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * What one source said of a contact, as the difference to what the document shows of it.
 *
 * <p>Nearly all facts of a source have its newest stamp and the value that the document shows, so
 * those are one letter each in {@code same}, which is left out where they are all that the source
 * is asked for; the rest stands in {@code other}. A list's stamp that is the tree's {@code
 * associated_at} is left out, so that listing a tree again changes nothing here.
 */
final class FactsCodec {
  private static final String NOTHING = "nothing";

  private FactsCodec() {}

  /**
   * Returns a source as an attribute.
   *
   * @param facts what it said
   * @param shown what the document shows of the contact
   * @param usual the stamp to leave out
   * @param asked the shown facts that the source is asked for
   */
  static AttributeValue encode(
      Facts facts, Map<Fact, String> shown, Optional<Stamp> usual, Set<Fact> asked) {
    if (facts.isEmpty()) {
      return new ItemWriter().yesIf(NOTHING, true).asMap();
    }
    Stamp newest =
        facts.observations().values().stream()
            .map(Observation::stamp)
            .max(Comparator.naturalOrder())
            .orElseThrow();
    Set<Fact> same = EnumSet.noneOf(Fact.class);
    Map<String, AttributeValue> other = new LinkedHashMap<>();
    facts
        .observations()
        .forEach(
            (fact, observation) -> {
              boolean sameValue = observation.value().equals(shown.get(fact));
              boolean sameStamp = observation.stamp().equals(newest);
              if (sameValue && sameStamp) {
                same.add(fact);
              } else {
                ItemWriter difference = new ItemWriter();
                if (!sameValue) {
                  difference.text("value", observation.value());
                }
                if (!sameStamp) {
                  stamp(difference, observation.stamp());
                }
                other.put(fact.attribute(), difference.asMap());
              }
            });
    ItemWriter writer = new ItemWriter();
    if (!usual.equals(Optional.of(newest))) {
      stamp(writer, newest);
    }
    if (!same.equals(asked)) {
      writer.text("same", letters(same));
    }
    return writer.mapUnlessEmpty("other", other).asMap();
  }

  /** Returns what {@link #encode} wrote. */
  static Facts decode(
      ItemFields source, Map<Fact, String> shown, Optional<Stamp> usual, Set<Fact> asked) {
    if (source.isYes(NOTHING)) {
      return Facts.NONE;
    }
    Stamp newest =
        stamp(source)
            .or(() -> usual)
            .orElseThrow(() -> new IllegalStateException("a source has no time"));
    Map<Fact, Observation> observations = new EnumMap<>(Fact.class);
    String same = source.optionalText("same").orElse(letters(asked));
    Map<String, AttributeValue> other = source.map("other");
    for (Fact fact : Fact.values()) {
      if (same.indexOf(fact.letter()) >= 0) {
        observations.put(fact, new Observation(value(shown, fact), newest));
      }
      Optional.ofNullable(other.get(fact.attribute()))
          .map(ItemFields::of)
          .ifPresent(
              difference ->
                  observations.put(
                      fact,
                      new Observation(
                          difference.optionalText("value").orElseGet(() -> value(shown, fact)),
                          stamp(difference).orElse(newest))));
    }
    return new Facts(observations);
  }

  private static String letters(Set<Fact> facts) {
    StringBuilder letters = new StringBuilder();
    facts.forEach(fact -> letters.append(fact.letter()));
    return letters.toString();
  }

  private static String value(Map<Fact, String> shown, Fact fact) {
    return Optional.ofNullable(shown.get(fact))
        .orElseThrow(() -> new IllegalStateException(fact.attribute() + " is missing"));
  }

  private static void stamp(ItemWriter writer, Stamp stamp) {
    writer.moment("at", stamp.at());
    if (stamp.rank() != 0) {
      writer.number("rank", stamp.rank());
    }
  }

  private static Optional<Stamp> stamp(ItemFields fields) {
    Optional<Instant> at = fields.optionalMoment("at");
    int rank = fields.optionalNumber("rank").map(Math::toIntExact).orElse(0);
    return at.map(time -> new Stamp(time, rank));
  }
}
