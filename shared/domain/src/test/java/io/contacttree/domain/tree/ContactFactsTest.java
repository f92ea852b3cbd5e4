package io.contacttree.domain.tree;

import static org.assertj.core.api.Assertions.assertThat;

import io.contacttree.domain.contact.ConnectEnums;
import io.contacttree.domain.contact.ContactId;
import io.contacttree.domain.contact.Fact;
import io.contacttree.domain.contact.Facts;
import io.contacttree.domain.contact.KnownContact;
import io.contacttree.domain.contact.Stamp;
import io.contacttree.domain.reference.KnownReferences;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

final class ContactFactsTest {
  private static final Instant NOW = Instant.parse("2026-03-02T12:00:00Z");
  private static final ContactId ID = new ContactId("A");

  @Test
  void listAndEventDiffer_listIsBelievedForIdsAndTimes() {
    ContactFacts facts =
        ContactFacts.of(
            contact(facts(Fact.CHANNEL, "CHAT"), Facts.NONE, facts(Fact.CHANNEL, "VOICE")));
    assertThat(facts.channel()).isEqualTo("CHAT");
  }

  @Test
  void searchAndEventDiffer_searchIsBelievedForIdsAndTimes() {
    ContactFacts facts =
        ContactFacts.of(
            contact(
                Facts.NONE,
                facts(Fact.PREVIOUS_CONTACT_ID, "S"),
                facts(Fact.PREVIOUS_CONTACT_ID, "E")));
    assertThat(facts.named(Fact.PREVIOUS_CONTACT_ID)).contains(new ContactId("S"));
  }

  @Test
  void searchAndEventDiffer_eventIsBelievedForAgentQueueAndReason() {
    for (Fact fact : new Fact[] {Fact.AGENT_ID, Fact.QUEUE_ID, Fact.DISCONNECT_REASON}) {
      ContactFacts facts =
          ContactFacts.of(contact(Facts.NONE, facts(fact, "search"), facts(fact, "event")));
      assertThat(facts.value(fact)).contains("event");
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"AGENT_ID", "QUEUE_ID", "DISCONNECT_REASON"})
  void listSaysAgentQueueOrReason_listTakesNoPart(Fact fact) {
    assertThat(ContactFacts.of(contact(facts(fact, "list"), Facts.NONE, Facts.NONE)).value(fact))
        .isEmpty();
    assertThat(
            ContactFacts.of(contact(facts(fact, "list"), facts(fact, "search"), Facts.NONE))
                .value(fact))
        .contains("search");
    assertThat(
            ContactFacts.of(
                    contact(facts(fact, "list"), facts(fact, "search"), facts(fact, "event")))
                .value(fact))
        .contains("event");
  }

  @ParameterizedTest
  @CsvSource({
    "2026-03-02T10:15:30.000Z, 2026-03-02T10:15:30.902Z, 2026-03-02T10:15:30.902Z",
    "2026-03-02T10:15:31.000Z, 2026-03-02T10:15:30.902Z, 2026-03-02T10:15:30.902Z",
    "2026-03-02T10:15:30.500Z, 2026-03-02T10:15:30.902Z, 2026-03-02T10:15:30.500Z",
    "2026-03-02T10:15:30.000Z, 2026-03-02T10:15:31.001Z, 2026-03-02T10:15:30.000Z",
    "2026-03-02T10:15:30.000Z, 2026-03-02T10:15:31.000Z, 2026-03-02T10:15:30.000Z",
    "2026-03-02T10:15:30.000Z, 2026-03-02T09:15:30.902Z, 2026-03-02T10:15:30.000Z"
  })
  void timesOfListAndEvent_sourceOfHigherRankUnlessTheOtherIsFinerWithinASecond(
      String list, String event, String chosen) {
    ContactFacts facts =
        ContactFacts.of(
            contact(
                facts(Fact.DISCONNECT_TIMESTAMP, list),
                Facts.NONE,
                facts(Fact.DISCONNECT_TIMESTAMP, event)));
    assertThat(facts.value(Fact.DISCONNECT_TIMESTAMP)).contains(chosen);
  }

  @Test
  void nobodySaysChannelOrMethod_saysSo() {
    ContactFacts facts = ContactFacts.of(contact(Facts.NONE, Facts.NONE, Facts.NONE));
    assertThat(facts.channel()).isEqualTo(ConnectEnums.NOT_SAID);
    assertThat(facts.initiationMethod()).isEqualTo(ConnectEnums.NOT_SAID);
    assertThat(facts.hasUnknownValue()).isFalse();
  }

  @Test
  void unknownChannelOrMethod_isADefect() {
    assertThat(
            ContactFacts.of(contact(facts(Fact.CHANNEL, "HOLOGRAM"), Facts.NONE, Facts.NONE))
                .hasUnknownValue())
        .isTrue();
    assertThat(
            ContactFacts.of(
                    contact(facts(Fact.INITIATION_METHOD, "TELEPATHY"), Facts.NONE, Facts.NONE))
                .hasUnknownValue())
        .isTrue();
  }

  private static Facts facts(Fact fact, String value) {
    return Facts.observedAt(Stamp.of(NOW)).with(fact, Optional.of(value)).build();
  }

  private static KnownContact contact(Facts list, Facts search, Facts event) {
    return new KnownContact(
        ID, list, search, event, Optional.empty(), NOW, Optional.empty(), KnownReferences.NONE);
  }
}
