package io.contacttree.aws.queue;

import static org.assertj.core.api.Assertions.assertThat;

import io.contacttree.aws.json.JsonObject;
import io.contacttree.domain.claim.Claim;
import io.contacttree.domain.claim.ClaimMessage;
import io.contacttree.domain.connect.AssociatedContacts;
import io.contacttree.domain.contact.ContactId;
import io.contacttree.domain.contact.Fact;
import io.contacttree.domain.contact.Facts;
import io.contacttree.domain.contact.InstanceId;
import io.contacttree.domain.contact.Observation;
import io.contacttree.domain.contact.Stamp;
import io.contacttree.domain.contact.Timestamps;
import io.contacttree.domain.tree.SettleProgress;
import java.time.Instant;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ClaimMessagesTest {
  private static final Instant NOW = Instant.parse("2026-03-02T10:00:00Z");

  @Property
  void carriedClaim_comesBackAsItWas(
      @ForAll("claims") Claim claim, @ForAll("trails") ClaimMessage.Trail trail) {
    assertThat(ClaimMessages.decode(object(ClaimMessages.encode(claim, trail, NOW))))
        .contains(new ClaimMessages.Content(claim, trail));
  }

  // Of ASCII, SQS takes 0x20 to 0x7F, tab and line ends; beyond it, it leaves a few out
  // (SendMessage,
  // MessageBody), so all of that is escaped.
  @Property
  void body_isOfCharactersThatSqsTakes(
      @ForAll("claims") Claim claim, @ForAll("trails") ClaimMessage.Trail trail) {
    assertThat(ClaimMessages.encode(claim, trail, NOW)).matches("[\\x20-\\x7F]*");
  }

  @Test
  void envelope_isLikeAnEventAndTheClaimIsReadable() {
    Facts facts =
        Facts.observedAt(new Stamp(NOW, 1)).with(Fact.CHANNEL, Optional.of("VOICE")).build();
    Claim claim = new Claim.Ended(new InstanceId("i"), new ContactId("c"), NOW, NOW, facts);

    assertThat(ClaimMessages.encode(claim, ClaimMessage.Trail.begun(NOW), NOW))
        .isEqualTo(
            """
            {"version":"0","source":"contact-tree","detail-type":"Contact Tree Claim",\
            "time":"2026-03-02T10:00:00.000Z","detail":{"kind":"ENDED","instance_id":"i",\
            "contact_id":"c","ended_at":"2026-03-02T10:00:00Z",\
            "references_from":"2026-03-02T10:00:00Z","facts":{"channel":{"value":"VOICE",\
            "at":"2026-03-02T10:00:00Z","rank":1}},"journey":{\
            "first_sent_at":"2026-03-02T10:00:00Z","hops":0}}}""");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"kind\":\"REBUILD\"|\"kind\":\"BURN\"",
        "\"kind\":\"REBUILD\"|\"kind\":7",
        "\"contact_id\":\"c\"|\"contact_id\":\"a/b\"",
        "\"contact_id\":\"c\"|\"contact_id\":\"\"",
        "\"instance_id\":\"i\"|\"instance_id\":null",
        "\"not_before\":\"2026|\"not_before\":\"year 2026",
        "\"hops\":0|\"hops\":-1",
        "\"hops\":0|\"hops\":2147483648",
        "\"hops\":0|\"hops\":\"0\"",
        "\"journey\"|\"travels\"",
        "\"detail\":{|\"detail\":[],\"rest\":{",
        "\"source\":\"contact-tree\"|\"source\":\"aws.connect\"",
      })
  void changedByOthers_isNoClaim(String part, String instead) {
    String body =
        ClaimMessages.encode(
            new Claim.Rebuild(new InstanceId("i"), new ContactId("c"), NOW),
            ClaimMessage.Trail.begun(NOW),
            NOW);

    assertThat(body).contains(part);
    assertThat(ClaimMessages.decode(object(body))).isPresent();
    assertThat(ClaimMessages.decode(object(body.replace(part, instead)))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "PREVIOUS_CONTACT_ID, a/b",
    "INITIAL_CONTACT_ID, ''",
    "RELATED_CONTACT_ID, a b",
    "DISCONNECT_TIMESTAMP, yesterday",
    "INITIATION_TIMESTAMP, 2026-03-02"
  })
  void factThatCannotBeOne_isNoClaim(Fact fact, String value) {
    Facts facts = new Facts(java.util.Map.of(fact, new Observation(value, new Stamp(NOW, 0))));
    Claim claim = new Claim.Ended(new InstanceId("i"), new ContactId("c"), NOW, NOW, facts);

    assertThat(
            ClaimMessages.decode(
                object(ClaimMessages.encode(claim, ClaimMessage.Trail.begun(NOW), NOW))))
        .isEmpty();
  }

  private static JsonObject object(String body) {
    return ((JsonObject.Reading.Read) JsonObject.read(body)).object();
  }

  @Provide
  Arbitrary<Claim> claims() {
    return Arbitraries.oneOf(ended(), observe(), rebuild());
  }

  @Provide
  Arbitrary<ClaimMessage.Trail> trails() {
    Arbitrary<AssociatedContacts.Cursor> cursors =
        Combinators.combine(contacts(), instants(), texts()).as(AssociatedContacts.Cursor::new);
    return Combinators.combine(
            instants(), Arbitraries.integers().greaterOrEqual(0), cursors.optional())
        .as(ClaimMessage.Trail::new);
  }

  private static Arbitrary<Claim> ended() {
    return Combinators.combine(instances(), contacts(), instants(), instants(), facts())
        .as(Claim.Ended::new);
  }

  private static Arbitrary<Claim> observe() {
    Arbitrary<SettleProgress> settle =
        Combinators.combine(instants(), Arbitraries.integers().greaterOrEqual(0))
            .as(SettleProgress::new);
    return Combinators.combine(instances(), contacts(), instants(), settle.optional())
        .as(Claim.Observe::new);
  }

  private static Arbitrary<Claim> rebuild() {
    return Combinators.combine(instances(), contacts(), instants()).as(Claim.Rebuild::new);
  }

  private static Arbitrary<Facts> facts() {
    return Arbitraries.maps(Arbitraries.of(Fact.class), Arbitraries.integers().between(0, 1))
        .flatMap(
            ranks ->
                Combinators.combine(instants(), contacts(), texts())
                    .as(
                        (at, contact, text) -> {
                          Facts facts = Facts.NONE;
                          for (var rank : ranks.entrySet()) {
                            facts =
                                facts.merge(
                                    Facts.observedAt(new Stamp(at, rank.getValue()))
                                        .with(
                                            rank.getKey(),
                                            Optional.of(value(rank.getKey(), at, contact, text)))
                                        .build());
                          }
                          return facts;
                        }));
  }

  private static String value(Fact fact, Instant at, ContactId contact, String text) {
    return switch (fact.kind()) {
      case TIME -> Timestamps.format(at);
      case CONTACT_ID -> contact.value();
      case TEXT, CHANNEL, INITIATION_METHOD -> text;
    };
  }

  private static Arbitrary<Instant> instants() {
    return Combinators.combine(
            Arbitraries.longs().between(0, 250_000_000_000L),
            Arbitraries.integers().between(0, 999_999_999))
        .as(Instant::ofEpochSecond);
  }

  private static Arbitrary<InstanceId> instances() {
    return ids(100).map(InstanceId::new);
  }

  private static Arbitrary<ContactId> contacts() {
    return ids(256).map(ContactId::new);
  }

  private static Arbitrary<String> ids(int longest) {
    return Arbitraries.strings()
        .withCharRange('a', 'z')
        .withCharRange('0', '9')
        .withChars('_', '-')
        .ofMinLength(1)
        .ofMaxLength(longest);
  }

  /** Text as the parser lets it through: whole characters, none of them half a pair. */
  private static Arbitrary<String> texts() {
    return Arbitraries.strings()
        .withCharRange('\u0000', '\uD7FF')
        .withCharRange('\uE000', '\uFFFF')
        .ofMinLength(1)
        .ofMaxLength(40)
        .map(text -> text + "😀");
  }
}
