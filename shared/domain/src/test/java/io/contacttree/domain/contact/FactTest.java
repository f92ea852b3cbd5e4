package io.contacttree.domain.contact;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

final class FactTest {

  /** Items that were once written are read by these for ever. */
  @Test
  void storedNamesAndLetters_stayWhatTheyAre() {
    assertThat(
            Arrays.stream(Fact.values()).collect(Collectors.toMap(Fact::attribute, Fact::letter)))
        .containsAllEntriesOf(
            Map.ofEntries(
                Map.entry("contact_arn", 'a'),
                Map.entry("channel", 'c'),
                Map.entry("initiation_method", 'm'),
                Map.entry("initial_contact_id", 'i'),
                Map.entry("previous_contact_id", 'p'),
                Map.entry("related_contact_id", 'r'),
                Map.entry("initiation_timestamp", 's'),
                Map.entry("disconnect_timestamp", 'e'),
                Map.entry("disconnect_reason", 'd'),
                Map.entry("agent_id", 'g'),
                Map.entry("queue_id", 'q')));
  }

  @Test
  void namesAndLetters_areEachGivenOnce() {
    assertThat(Fact.values()).extracting(Fact::attribute).doesNotHaveDuplicates();
    assertThat(Fact.values()).extracting(Fact::letter).doesNotHaveDuplicates();
  }

  @Test
  void factsThatAreContactIds_nameOtherContacts() {
    assertThat(Fact.NAMING)
        .containsExactly(
            Fact.INITIAL_CONTACT_ID, Fact.PREVIOUS_CONTACT_ID, Fact.RELATED_CONTACT_ID);
  }

  @ParameterizedTest
  @CsvSource({
    "TEXT, a/b, a/b",
    "CHANNEL, Voice, VOICE",
    "CHANNEL, Hologram, Hologram",
    "INITIATION_METHOD, queue_transfer, QUEUE_TRANSFER",
    "INITIATION_METHOD, Telepathy, Telepathy",
    "CONTACT_ID, a-b, a-b",
    "TIME, 2026-03-02T11:15:30+01:00, 2026-03-02T10:15:30.000Z"
  })
  void value_takesTheFormOfTheDocumentAndKeepsIt(FactKind kind, String sent, String kept) {
    assertThat(kind.normalised(sent)).contains(kept);
    assertThat(kind.normalised(kept)).contains(kept);
  }

  @ParameterizedTest
  @CsvSource({
    "CONTACT_ID, a/b",
    "CONTACT_ID, undefined",
    "CONTACT_ID, N/A",
    "TIME, yesterday",
    "TIME, 1970-01-01T00:00:00.001Z"
  })
  void valueThatCannotBeOneOfItsKind_isNone(FactKind kind, String sent) {
    assertThat(kind.normalised(sent)).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void emptyText_isNoValueOfAnyKind(FactKind kind) {
    assertThat(kind.normalised("")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "TEXT, anything, true",
    "CONTACT_ID, a, true",
    "TIME, 2026-03-02T10:15:30.000Z, true",
    "CHANNEL, VOICE, true",
    "CHANNEL, HOLOGRAM, false",
    "CHANNEL, UNKNOWN, false",
    "INITIATION_METHOD, FLOW, true",
    "INITIATION_METHOD, TELEPATHY, false"
  })
  void onlyChannelsAndMethods_canBeUndocumented(FactKind kind, String value, boolean documented) {
    assertThat(kind.isDocumented(value)).isEqualTo(documented);
  }

  @ParameterizedTest
  @EnumSource
  void onlyChannelsAndMethods_areShownWhereNobodySaidThem(FactKind kind) {
    boolean always = kind == FactKind.CHANNEL || kind == FactKind.INITIATION_METHOD;
    assertThat(kind.unsaid().filter(ConnectEnums.NOT_SAID::equals).isPresent()).isEqualTo(always);
    assertThat(kind.unsaid().isPresent()).isEqualTo(always);
  }
}
