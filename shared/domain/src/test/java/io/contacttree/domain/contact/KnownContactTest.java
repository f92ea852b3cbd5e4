package io.contacttree.domain.contact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.contacttree.domain.reference.FailureReason;
import io.contacttree.domain.reference.KnownReferences;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class KnownContactTest {
  private static final ContactId ID = new ContactId("a");
  private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");
  private static final Facts ENDED =
      Facts.observedAt(Stamp.of(NOON))
          .withTime(Fact.DISCONNECT_TIMESTAMP, Optional.of(NOON.minusSeconds(60)))
          .build();
  private static final Facts AGENT =
      Facts.observedAt(Stamp.of(NOON)).with(Fact.AGENT_ID, Optional.of("ann")).build();

  @Test
  void listAndEventMerged_eachKeepsItsOwnFacts() {
    KnownContact listed = KnownContact.listed(ID, ENDED, NOON.plusSeconds(5));
    KnownContact told = KnownContact.ended(ID, AGENT, NOON.minusSeconds(60), NOON.minusSeconds(30));
    assertThat(listed.merge(told))
        .isEqualTo(
            new KnownContact(
                ID,
                ENDED,
                Facts.NONE,
                AGENT,
                Optional.of(NOON.minusSeconds(60)),
                NOON.minusSeconds(30),
                Optional.of(NOON.plusSeconds(5)),
                KnownReferences.NONE));
  }

  @Test
  void severalClaimsAndLists_earliestEndAndNewestListStand() {
    KnownContact merged =
        KnownContact.ended(ID, Facts.NONE, NOON.plusSeconds(2), NOON.plusSeconds(8))
            .merge(KnownContact.ended(ID, Facts.NONE, NOON.plusSeconds(1), NOON.plusSeconds(9)))
            .merge(KnownContact.listed(ID, Facts.NONE, NOON.plusSeconds(20)))
            .merge(KnownContact.listed(ID, Facts.NONE, NOON.plusSeconds(10)));
    assertThat(merged.endedAt()).contains(NOON.plusSeconds(1));
    assertThat(merged.firstSeenAt()).isEqualTo(NOON.plusSeconds(8));
    assertThat(merged.listedAt()).contains(NOON.plusSeconds(20));
  }

  @Test
  void factsOfSearches_areMergedAmongThemselves() {
    KnownContact merged = searched(AGENT).merge(searched(ENDED));
    assertThat(merged.fromSearches()).isEqualTo(AGENT.merge(ENDED));
    assertThat(merged.fromLists()).isEqualTo(Facts.NONE);
    assertThat(merged.fromEvents()).isEqualTo(Facts.NONE);
  }

  @Test
  void anySourceShowsTheEnd_hasEnded() {
    assertThat(KnownContact.listed(ID, AGENT, NOON).hasEnded()).isFalse();
    assertThat(searched(AGENT).hasEnded()).isFalse();
    assertThat(KnownContact.listed(ID, ENDED, NOON).hasEnded()).isTrue();
    assertThat(searched(ENDED).hasEnded()).isTrue();
    assertThat(KnownContact.ended(ID, Facts.NONE, NOON, NOON).hasEnded()).isTrue();
    assertThat(
            new KnownContact(
                    ID,
                    Facts.NONE,
                    Facts.NONE,
                    ENDED,
                    Optional.empty(),
                    NOON,
                    Optional.empty(),
                    KnownReferences.NONE)
                .hasEnded())
        .isTrue();
  }

  @Test
  void onlyAList_countsAsListedWithItsEnd() {
    assertThat(KnownContact.listed(ID, ENDED, NOON).isListedAsEnded()).isTrue();
    assertThat(KnownContact.listed(ID, AGENT, NOON).isListedAsEnded()).isFalse();
    assertThat(searched(ENDED).isListedAsEnded()).isFalse();
    assertThat(KnownContact.ended(ID, ENDED, NOON, NOON).isListedAsEnded()).isFalse();
  }

  @Test
  void referencesLearned_mergeWithThoseKnown() {
    KnownReferences read = KnownReferences.read(NOON, Set.of("URL"), List.of());
    KnownReferences failed = KnownReferences.failed(NOON, FailureReason.THROTTLED);
    KnownContact contact = KnownContact.listed(ID, ENDED, NOON);
    KnownContact both = contact.withReferences(read).withReferences(failed);
    assertThat(both.references()).isEqualTo(read.merge(failed));
    assertThat(contact.withReferences(read).merge(contact.withReferences(failed))).isEqualTo(both);
    assertThat(both.fromLists()).isEqualTo(ENDED);
    assertThat(both.listedAt()).contains(NOON);
  }

  @Test
  void twoContacts_areNeverMerged() {
    KnownContact other = KnownContact.listed(new ContactId("b"), ENDED, NOON);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> KnownContact.listed(ID, ENDED, NOON).merge(other))
        .withMessage("only knowledge of one contact can be merged");
  }

  @Test
  void momentsOfWhichOneIsAbsent_theOtherStands() {
    Optional<Instant> noon = Optional.of(NOON);
    assertThat(Instants.earliest(Optional.empty(), noon)).isEqualTo(noon);
    assertThat(Instants.earliest(noon, Optional.empty())).isEqualTo(noon);
    assertThat(Instants.latest(Optional.empty(), noon)).isEqualTo(noon);
    assertThat(Instants.latest(noon, Optional.empty())).isEqualTo(noon);
    assertThat(Instants.latest(Optional.empty(), Optional.empty())).isEmpty();
  }

  private static KnownContact searched(Facts facts) {
    return new KnownContact(
        ID,
        Facts.NONE,
        facts,
        Facts.NONE,
        Optional.empty(),
        NOON,
        Optional.empty(),
        KnownReferences.NONE);
  }
}
