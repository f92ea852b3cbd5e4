package io.contacttree.domain.contact;

import io.contacttree.domain.reference.KnownReferences;
import io.contacttree.domain.reference.RandomReferences;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Provide;
import net.jqwik.api.domains.DomainContextBase;

/**
 * Draws what may be known of contacts from so few values that they collide: five ids, three clock
 * readings, times that agree within a second or not.
 */
public final class RandomContacts extends DomainContextBase {
  private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");
  private static final List<String> IDS = List.of("a", "b", "c", "d", "e");

  /** Draws one of five contacts. */
  @Provide
  public Arbitrary<ContactId> ids() {
    return Arbitraries.of(IDS).map(ContactId::new);
  }

  /** Draws one of three readings of our clock. */
  @Provide
  public Arbitrary<Instant> clocks() {
    return Arbitraries.of(NOON, NOON.plusMillis(1), NOON.plusSeconds(60));
  }

  /** Draws one of six stamps. */
  @Provide
  public Arbitrary<Stamp> stamps() {
    return Combinators.combine(clocks(), Arbitraries.of(0, 1)).as(Stamp::new);
  }

  /** Draws what one source may have said of one contact. */
  @Provide
  public Arbitrary<Facts> facts() {
    return Combinators.combine(
            Arbitraries.of(Fact.class), Arbitraries.integers().between(0, IDS.size() - 1), stamps())
        .as((fact, value, stamp) -> Map.entry(fact, new Observation(value(fact, value), stamp)))
        .list()
        .ofMaxSize(6)
        .map(RandomContacts::newestOfEach);
  }

  /** Draws what may be known of the contact {@code a}. */
  @Provide
  public Arbitrary<KnownContact> contacts() {
    return contacts(Arbitraries.just(new ContactId("a")));
  }

  /** Draws what may be known of some contact. */
  public static Arbitrary<KnownContact> contacts(Arbitrary<ContactId> ids) {
    RandomContacts random = new RandomContacts();
    Arbitrary<KnownReferences> references = new RandomReferences().references();
    return Combinators.combine(
            ids,
            random.facts(),
            random.facts(),
            random.facts(),
            random.clocks().optional(),
            random.clocks(),
            random.clocks().optional(),
            references)
        .as(KnownContact::new);
  }

  private static String value(Fact fact, int number) {
    List<String> values = values(fact);
    return values.get(number % values.size());
  }

  private static List<String> values(Fact fact) {
    return switch (fact.kind()) {
      case CONTACT_ID -> IDS;
      case TIME ->
          List.of(
              "2026-03-02T10:15:30.000Z",
              "2026-03-02T10:15:30.902Z",
              "2026-03-02T10:15:31.500Z",
              "2026-03-02T11:00:00.000Z");
      case CHANNEL -> List.of("VOICE", "CHAT", "HOLOGRAM");
      case INITIATION_METHOD -> List.of("INBOUND", "TRANSFER", "TELEPATHY");
      case TEXT ->
          fact == Fact.CONTACT_ARN
              ? List.of(
                  "arn:aws:connect:eu-west-1:111122223333:instance/i/contact/a",
                  "arn:aws:connect:eu-west-2:444455556666:instance/i/contact/a")
              : List.of("one", "two");
    };
  }

  private static Facts newestOfEach(List<Map.Entry<Fact, Observation>> observations) {
    Map<Fact, Observation> newest = new EnumMap<>(Fact.class);
    observations.forEach(
        entry -> newest.merge(entry.getKey(), entry.getValue(), Observation::merge));
    return new Facts(newest);
  }
}
