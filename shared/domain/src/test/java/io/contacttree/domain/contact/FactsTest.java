package io.contacttree.domain.contact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class FactsTest {
  private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");

  @Test
  void newerObservation_stands() {
    Facts older = said(Stamp.of(NOON), Fact.AGENT_ID, "zoe");
    Facts newer = said(Stamp.of(NOON.plusMillis(1)), Fact.AGENT_ID, "ann");
    assertThat(older.merge(newer).value(Fact.AGENT_ID)).contains("ann");
    assertThat(newer.merge(older).value(Fact.AGENT_ID)).contains("ann");
  }

  @Test
  void completedAndDisconnectedOfOneTime_completedStands() {
    Facts disconnected = said(new Stamp(NOON, 0), Fact.AGENT_ID, "zoe");
    Facts completed = said(new Stamp(NOON, 1), Fact.AGENT_ID, "ann");
    assertThat(disconnected.merge(completed).value(Fact.AGENT_ID)).contains("ann");
    assertThat(completed.merge(disconnected).value(Fact.AGENT_ID)).contains("ann");
  }

  @Test
  void sameStamp_greaterValueStands() {
    Facts ann = said(Stamp.of(NOON), Fact.AGENT_ID, "ann");
    Facts zoe = said(Stamp.of(NOON), Fact.AGENT_ID, "zoe");
    assertThat(ann.merge(zoe).value(Fact.AGENT_ID)).contains("zoe");
    assertThat(zoe.merge(ann).value(Fact.AGENT_ID)).contains("zoe");
  }

  @Test
  void newerReadWithoutAFact_neverErasesIt() {
    Facts full = said(Stamp.of(NOON), Fact.DISCONNECT_TIMESTAMP, "2026-03-02T11:00:00.000Z");
    Facts newerButSilent = said(Stamp.of(NOON.plusSeconds(9)), Fact.CHANNEL, "VOICE");
    Facts merged = full.merge(newerButSilent);
    assertThat(merged.time(Fact.DISCONNECT_TIMESTAMP))
        .contains(Instant.parse("2026-03-02T11:00:00Z"));
    assertThat(merged.value(Fact.CHANNEL)).contains("VOICE");
    assertThat(full.merge(Facts.NONE)).isEqualTo(full);
    assertThat(Facts.NONE.merge(full)).isEqualTo(full);
  }

  @Test
  void absentOrEmptyValues_areNoObservation() {
    Facts facts =
        Facts.observedAt(Stamp.of(NOON))
            .with(Fact.CHANNEL, Optional.empty())
            .with(Fact.QUEUE_ID, Optional.of(""))
            .withTime(Fact.INITIATION_TIMESTAMP, Optional.empty())
            .withTime(Fact.DISCONNECT_TIMESTAMP, Optional.of(Instant.ofEpochMilli(1)))
            .with(Fact.PREVIOUS_CONTACT_ID, Optional.empty())
            .build();
    assertThat(facts).isEqualTo(Facts.NONE);
    assertThat(facts.isEmpty()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"a/b", " ", "arn:aws:connect:::contact/a"})
  void textThatIsNoContactId_isNoObservation(String text) {
    assertThat(
            Facts.observedAt(Stamp.of(NOON))
                .with(Fact.RELATED_CONTACT_ID, Optional.of(text))
                .build()
                .isEmpty())
        .isTrue();
  }

  @Test
  void textOfATimeOrAContact_isReadAsOne() {
    Facts facts =
        Facts.observedAt(Stamp.of(NOON))
            .with(Fact.INITIATION_TIMESTAMP, Optional.of("2026-03-02T11:15:30+01:00"))
            .with(Fact.DISCONNECT_TIMESTAMP, Optional.of("1970-01-01T00:00:00.001Z"))
            .with(Fact.PREVIOUS_CONTACT_ID, Optional.of("a"))
            .with(Fact.RELATED_CONTACT_ID, Optional.of("a/b"))
            .with(Fact.QUEUE_ID, Optional.of("a/b"))
            .build();
    assertThat(facts.value(Fact.INITIATION_TIMESTAMP)).contains("2026-03-02T10:15:30.000Z");
    assertThat(facts.value(Fact.DISCONNECT_TIMESTAMP)).isEmpty();
    assertThat(facts.value(Fact.PREVIOUS_CONTACT_ID)).contains("a");
    assertThat(facts.value(Fact.RELATED_CONTACT_ID)).isEmpty();
    assertThat(facts.value(Fact.QUEUE_ID)).contains("a/b");
  }

  @Test
  void observedValues_areKeptInTheFormOfTheDocument() {
    Facts facts =
        Facts.observedAt(Stamp.of(NOON))
            .with(Fact.CHANNEL, Optional.of("VOICE"))
            .withTime(
                Fact.INITIATION_TIMESTAMP, Optional.of(Instant.parse("2026-03-02T10:15:30.9Z")))
            .with(Fact.INITIAL_CONTACT_ID, Optional.of("a"))
            .build();
    assertThat(facts.observations())
        .isEqualTo(
            Map.of(
                Fact.CHANNEL, new Observation("VOICE", Stamp.of(NOON)),
                Fact.INITIATION_TIMESTAMP,
                    new Observation("2026-03-02T10:15:30.900Z", Stamp.of(NOON)),
                Fact.INITIAL_CONTACT_ID, new Observation("a", Stamp.of(NOON))));
    assertThat(facts.isEmpty()).isFalse();
    assertThat(facts.value(Fact.AGENT_ID)).isEmpty();
    assertThat(facts.time(Fact.DISCONNECT_TIMESTAMP)).isEmpty();
  }

  @Test
  void givenMapChangedLater_factsStay() {
    EnumMap<Fact, Observation> given = new EnumMap<>(Fact.class);
    given.put(Fact.CHANNEL, new Observation("VOICE", Stamp.of(NOON)));
    Facts facts = new Facts(given);
    given.clear();
    assertThat(facts.value(Fact.CHANNEL)).contains("VOICE");
    assertThatExceptionOfType(UnsupportedOperationException.class)
        .isThrownBy(() -> facts.observations().clear());
  }

  private static Facts said(Stamp stamp, Fact fact, String value) {
    return Facts.observedAt(stamp).with(fact, Optional.of(value)).build();
  }
}
