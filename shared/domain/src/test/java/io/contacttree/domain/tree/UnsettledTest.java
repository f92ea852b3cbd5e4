package io.contacttree.domain.tree;

import static io.contacttree.domain.tree.Members.LISTED_AT;
import static io.contacttree.domain.tree.Members.contact;
import static io.contacttree.domain.tree.Members.known;
import static io.contacttree.domain.tree.Members.timeless;
import static org.assertj.core.api.Assertions.assertThat;

import io.contacttree.domain.contact.ContactId;
import io.contacttree.domain.contact.Fact;
import io.contacttree.domain.contact.Facts;
import io.contacttree.domain.contact.KnownContact;
import io.contacttree.domain.contact.Stamp;
import io.contacttree.domain.reference.FailureReason;
import io.contacttree.domain.reference.KnownReferences;
import io.contacttree.domain.reference.Reference;
import io.contacttree.domain.reference.ReferenceTypes;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What a settle read would look for. */
final class UnsettledTest {
  private static final ContactId A = new ContactId("A");
  private static final ContactId X = new ContactId("X");
  private static final ContactId B = new ContactId("B");
  private static final SettleRules RULES = new SettleRules(3, ReferenceTypes.DOCUMENTED);
  private static final KnownReferences NONE_THERE = read();
  private static final KnownReferences NONE_THERE_OF_ANY_CHANNEL =
      KnownReferences.read(LISTED_AT, ReferenceTypes.DOCUMENTED.of("UNKNOWN"), List.of());

  @Test
  void allListedAsEndedAndRead_settled() {
    KnownTree known = with(known(contact("A", 0)), NONE_THERE);
    assertThat(RULES.isUnsettled(known)).isFalse();
  }

  @Test
  void openContact_nothingToLookFor() {
    KnownTree known = known(timeless("A").began(0));
    assertThat(RULES.isUnsettled(known)).isFalse();
  }

  @Test
  void endedButListedAsOpen_anotherListTells() {
    KnownTree known =
        with(known(timeless("A").began(0)).withContacts(Map.of(A, ended())), NONE_THERE);
    assertThat(RULES.unsettledMembers(known)).containsExactly(A);
    assertThat(RULES.isUnsettled(known)).isTrue();
  }

  @Test
  void endedAndUnknownToAmazonConnect_anotherListTells() {
    KnownTree known = told().withMissing(A, LISTED_AT);
    assertThat(RULES.unsettledMembers(known)).containsExactly(A);
  }

  @Test
  void ownListIsEmpty_isAnAnswerWhateverTheEventTold() {
    ListRead empty = new ListRead(LISTED_AT.plusSeconds(10), ListRead.Ending.COMPLETE);
    for (KnownTree known : List.of(told(), silent())) {
      assertThat(RULES.isUnsettled(known.withList(A, empty))).isFalse();
    }
  }

  @Test
  void ownListIsEmptyJustAfterTheEnd_mayHaveComeTooEarlyUnlessTheEventToldTheFacts() {
    ListRead empty = new ListRead(LISTED_AT.plusSeconds(9), ListRead.Ending.COMPLETE);
    assertThat(RULES.unsettledMembers(silent().withList(A, empty))).containsExactly(A);
    assertThat(RULES.isUnsettled(told().withList(A, empty))).isFalse();
  }

  @Test
  void ownListShowsOthersAlone_isAnAnswerWhereTheEventToldTheFacts() {
    assertThat(RULES.isUnsettled(besideB(told()))).isFalse();
    assertThat(RULES.unsettledMembers(besideB(silent()))).containsExactly(A);
  }

  @Test
  void olderListShowedItOpenAndItsOwnLeavesItOut_isAnAnswerWhereTheEventToldTheFacts() {
    KnownTree open = known(timeless("A").began(0)).merge(besideB(told()));
    KnownTree asked =
        open.withList(A, new ListRead(LISTED_AT.plusSeconds(1), ListRead.Ending.COMPLETE));
    assertThat(RULES.unsettledMembers(open)).containsExactly(A);
    assertThat(RULES.isUnsettled(asked)).isFalse();
  }

  @Test
  void noListAskedByTheEndedContact_itsOwnMessageStillAsks() {
    assertThat(RULES.isUnsettled(silent())).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"UNFINISHED, true", "COMPLETE, false", "TOKEN_LOOP, false", "TRUNCATED, true"})
  void listThatLeftSomethingOut_anotherListTells(ListRead.Ending ending, boolean unsettled) {
    KnownTree known =
        with(known(contact("A", 0)), NONE_THERE)
            .withList(A, new ListRead(LISTED_AT.plusSeconds(1), ending));
    assertThat(RULES.isUnsettled(known)).isEqualTo(unsettled);
  }

  @Test
  void nameWithoutAnAnswer_anotherListTellsUntilItsTriesAreUsedUp() {
    KnownTree known = with(known(contact("A", 0).previous("X")), NONE_THERE);
    for (int tries = 0; tries < 4; tries++) {
      assertThat(RULES.openNames(known)).containsExactly(X);
      assertThat(RULES.isUnsettled(known)).isTrue();
      known = known.withTry(X, LISTED_AT.plusSeconds(tries));
    }
    assertThat(RULES.openNames(known)).isEmpty();
    assertThat(RULES.isUnsettled(known)).isFalse();
  }

  @Test
  void filesGivenUp_onlyANewerReadWaitsForThemAgain() {
    KnownReferences first = read("PROCESSING");
    KnownTree known = with(known(contact("A", 0)), first);
    assertThat(RULES.isUnsettled(known)).isTrue();
    KnownTree givenUp = with(known, first.givenUp());
    assertThat(RULES.isUnsettled(givenUp)).isFalse();
    assertThat(Members.tree(givenUp).state()).isEqualTo(TreeState.PARTIAL);
    KnownReferences later =
        KnownReferences.read(
            LISTED_AT.plusSeconds(1),
            ReferenceTypes.DOCUMENTED.of("VOICE"),
            List.of(file("PROCESSING")));
    assertThat(RULES.isUnsettled(with(givenUp, later))).isTrue();
  }

  @Test
  void referencesNeverRead_anotherReadTells() {
    KnownTree known = known(contact("A", 0));
    assertThat(RULES.isUnsettled(known)).isTrue();
    assertThat(RULES.hasUnsettledReferences(known.contact(A).orElseThrow())).isTrue();
  }

  @Test
  void referencesReadForAnotherChannel_anotherReadTells() {
    KnownTree known = with(known(contact("A", 0)), NONE_THERE_OF_ANY_CHANNEL);
    assertThat(RULES.isUnsettled(known)).isTrue();
    assertThat(RULES.isUnsettled(with(known(contact("A", 0)), NONE_THERE))).isFalse();
  }

  @ParameterizedTest
  @EnumSource(FailureReason.class)
  void referencesFailed_anotherReadTellsUntilOneSucceeds(FailureReason reason) {
    KnownReferences failed = KnownReferences.failed(LISTED_AT.minusSeconds(1), reason);
    assertThat(RULES.isUnsettled(with(known(contact("A", 0)), failed))).isTrue();
    assertThat(RULES.isUnsettled(with(known(contact("A", 0)), failed.merge(NONE_THERE)))).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "THROTTLED, true",
    "UNAVAILABLE, true",
    "NOT_FOUND, false",
    "REFUSED, false",
    "INVALID, false"
  })
  void failureAfterASuccess_anotherReadTellsWhereTheReasonPasses(
      FailureReason reason, boolean unsettled) {
    KnownReferences both =
        NONE_THERE.merge(KnownReferences.failed(LISTED_AT.plusMillis(1), reason));
    KnownTree known = with(known(contact("A", 0)), both);
    assertThat(RULES.isUnsettled(known)).isEqualTo(unsettled);
    assertThat(Members.tree(known).state())
        .isEqualTo(unsettled ? TreeState.SETTLING : TreeState.COMPLETE);
    assertThat(Members.tree(known.withSettle(new SettleProgress(LISTED_AT, 3))).state())
        .isEqualTo(TreeState.COMPLETE);
  }

  @Test
  void fileInWork_anotherReadTells() {
    assertThat(RULES.isUnsettled(with(known(contact("A", 0)), read("PROCESSING")))).isTrue();
    assertThat(RULES.isUnsettled(with(known(contact("A", 0)), read("APPROVED")))).isFalse();
  }

  private static KnownContact ended() {
    return KnownContact.ended(A, Facts.NONE, LISTED_AT, LISTED_AT);
  }

  /** A contact of which only an event told, and not more than that it ended. */
  private static KnownTree silent() {
    return with(KnownTree.of(Members.INSTANCE, ended()), NONE_THERE_OF_ANY_CHANNEL);
  }

  /** A contact of which only an event told, with all that it can. */
  private static KnownTree told() {
    Facts facts =
        Facts.observedAt(Stamp.of(LISTED_AT))
            .with(Fact.CHANNEL, Optional.of("VOICE"))
            .withTime(Fact.INITIATION_TIMESTAMP, Optional.of(Members.START))
            .build();
    KnownContact contact = KnownContact.ended(A, facts, LISTED_AT, LISTED_AT);
    return with(KnownTree.of(Members.INSTANCE, contact), NONE_THERE);
  }

  /** The list asked by the contact showed another one alone. */
  private static KnownTree besideB(KnownTree known) {
    KnownContact other = contact("B", 1).previous("A").listed().withReferences(NONE_THERE);
    return known
        .withContacts(Map.of(B, other))
        .withList(A, new ListRead(LISTED_AT, ListRead.Ending.COMPLETE));
  }

  private static KnownReferences read(String... statuses) {
    return KnownReferences.read(
        LISTED_AT,
        ReferenceTypes.DOCUMENTED.of("VOICE"),
        List.of(statuses).stream().map(UnsettledTest::file).toList());
  }

  private static Reference file(String status) {
    return new Reference(
        "ATTACHMENT",
        Optional.of("file"),
        Optional.empty(),
        Optional.empty(),
        Optional.of(status),
        Optional.empty());
  }

  private static KnownTree with(KnownTree known, KnownReferences references) {
    return known.withContacts(Map.of(A, known.contact(A).orElseThrow().withReferences(references)));
  }
}
