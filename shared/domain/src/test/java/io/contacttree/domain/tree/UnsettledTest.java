package io.contacttree.domain.tree;

import static io.contacttree.domain.tree.Members.LISTED_AT;
import static io.contacttree.domain.tree.Members.contact;
import static io.contacttree.domain.tree.Members.known;
import static io.contacttree.domain.tree.Members.timeless;
import static org.assertj.core.api.Assertions.assertThat;

import io.contacttree.domain.contact.ContactId;
import io.contacttree.domain.contact.Facts;
import io.contacttree.domain.contact.KnownContact;
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
  private static final KnownReferences NONE_THERE = read();

  @Test
  void allListedAsEndedAndRead_settled() {
    KnownTree known = with(known(contact("A", 0)), NONE_THERE);
    assertThat(SettleRules.isListUnsettled(known)).isFalse();
    assertThat(SettleRules.isUnsettled(known)).isFalse();
  }

  @Test
  void openContact_nothingToLookFor() {
    KnownTree known = known(timeless("A").began(0));
    assertThat(SettleRules.isListUnsettled(known)).isFalse();
    assertThat(SettleRules.isUnsettled(known)).isFalse();
  }

  @Test
  void endedButListedAsOpenOrNotListed_anotherListTells() {
    KnownContact ended = KnownContact.ended(A, Facts.NONE, LISTED_AT, LISTED_AT);
    KnownTree open = known(timeless("A").began(0)).withContacts(Map.of(A, ended));
    KnownTree omitted = KnownTree.of(Members.INSTANCE, ended);
    for (KnownTree known : List.of(with(open, NONE_THERE), with(omitted, NONE_THERE))) {
      assertThat(SettleRules.isListUnsettled(known)).isTrue();
      assertThat(SettleRules.isListUnsettled(known.contact(A).orElseThrow())).isTrue();
      assertThat(SettleRules.isUnsettled(known)).isTrue();
    }
  }

  @ParameterizedTest
  @CsvSource({"UNFINISHED, true", "COMPLETE, false", "TOKEN_LOOP, false", "TRUNCATED, true"})
  void listThatLeftSomethingOut_anotherListTells(ListRead.Ending ending, boolean unsettled) {
    KnownTree known =
        with(known(contact("A", 0)), NONE_THERE)
            .withList(A, new ListRead(LISTED_AT.plusSeconds(1), ending));
    assertThat(SettleRules.isListUnsettled(known)).isEqualTo(unsettled);
    assertThat(SettleRules.isUnsettled(known)).isEqualTo(unsettled);
  }

  @Test
  void nameOfWhichNothingIsKnown_anotherListTells() {
    KnownTree known = with(known(contact("A", 0).previous("X")), NONE_THERE);
    assertThat(SettleRules.isListUnsettled(known)).isTrue();
    assertThat(SettleRules.isUnsettled(known)).isTrue();
  }

  @Test
  void referencesNeverRead_anotherReadTells() {
    KnownTree known = known(contact("A", 0));
    assertThat(SettleRules.isListUnsettled(known)).isFalse();
    assertThat(SettleRules.isUnsettled(known)).isTrue();
    assertThat(SettleRules.hasUnsettledReferences(known.contact(A).orElseThrow())).isTrue();
  }

  @ParameterizedTest
  @EnumSource(FailureReason.class)
  void referencesFailed_anotherReadTellsUntilOneSucceeds(FailureReason reason) {
    KnownReferences failed = KnownReferences.failed(LISTED_AT.minusSeconds(1), reason);
    assertThat(SettleRules.isUnsettled(with(known(contact("A", 0)), failed))).isTrue();
    assertThat(SettleRules.isUnsettled(with(known(contact("A", 0)), failed.merge(NONE_THERE))))
        .isFalse();
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
    assertThat(SettleRules.isUnsettled(known)).isEqualTo(unsettled);
    assertThat(Members.tree(known).state())
        .isEqualTo(unsettled ? TreeState.SETTLING : TreeState.COMPLETE);
    assertThat(Members.tree(known.withSettle(new SettleProgress(LISTED_AT, 3))).state())
        .isEqualTo(TreeState.COMPLETE);
  }

  @Test
  void fileInWork_anotherReadTells() {
    assertThat(SettleRules.isUnsettled(with(known(contact("A", 0)), read("PROCESSING")))).isTrue();
    assertThat(SettleRules.isUnsettled(with(known(contact("A", 0)), read("APPROVED")))).isFalse();
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
