package io.contacttree.domain.tree;

import static io.contacttree.domain.tree.Members.LISTED_AT;
import static io.contacttree.domain.tree.Members.contact;
import static io.contacttree.domain.tree.Members.known;
import static io.contacttree.domain.tree.Members.timeless;
import static io.contacttree.domain.tree.Members.tree;
import static org.assertj.core.api.Assertions.assertThat;

import io.contacttree.domain.contact.ContactId;
import io.contacttree.domain.contact.Fact;
import io.contacttree.domain.contact.Facts;
import io.contacttree.domain.contact.KnownContact;
import io.contacttree.domain.reference.FailureReason;
import io.contacttree.domain.reference.KnownReferences;
import io.contacttree.domain.reference.Reference;
import io.contacttree.domain.reference.ReferenceTypes;
import io.contacttree.domain.reference.ReferencesState;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class SettleRulesTest {
  private static final Set<String> USUAL = ReferenceTypes.DOCUMENTED.of("VOICE");
  private static final KnownReferences NONE_THERE =
      KnownReferences.read(LISTED_AT, USUAL, List.of());

  @Test
  void memberWithoutEnd_open() {
    KnownTree known =
        with(known(contact("A", 0), timeless("B").began(1).previous("A")), "A", NONE_THERE);
    assertThat(tree(known).state()).isEqualTo(TreeState.OPEN);
    assertThat(tree(known).facts().duration()).isEmpty();
  }

  @Test
  void endedAndReferencesNotRead_settling() {
    KnownTree known = known(contact("A", 0));
    assertThat(tree(known).state()).isEqualTo(TreeState.SETTLING);
    assertThat(references(known).state()).isEqualTo(ReferencesState.PENDING);
  }

  @Test
  void allRead_completeWithDuration() {
    KnownTree known = with(known(contact("A", 0)), "A", NONE_THERE);
    assertThat(tree(known).state()).isEqualTo(TreeState.COMPLETE);
    assertThat(tree(known).facts().duration()).contains(Duration.ofMinutes(10));
    assertThat(references(known).list()).contains(List.of());
  }

  @Test
  void attachmentProcessing_settlingThenPartial() {
    KnownTree known =
        with(
            known(contact("A", 0)),
            "A",
            KnownReferences.read(LISTED_AT, USUAL, List.of(attachment("PROCESSING"))));
    assertThat(tree(known).state()).isEqualTo(TreeState.SETTLING);
    assertThat(tree(exhausted(known)).state()).isEqualTo(TreeState.PARTIAL);
  }

  @Test
  void attachmentApprovedLater_complete() {
    KnownTree known =
        with(
            known(contact("A", 0)),
            "A",
            KnownReferences.read(LISTED_AT, USUAL, List.of(attachment("PROCESSING"))));
    KnownReferences later =
        KnownReferences.read(LISTED_AT.plusSeconds(9), USUAL, List.of(attachment("APPROVED")));
    assertThat(tree(with(known, "A", later)).state()).isEqualTo(TreeState.COMPLETE);
  }

  @ParameterizedTest
  @EnumSource(value = FailureReason.class, names = "NOT_FOUND", mode = EnumSource.Mode.EXCLUDE)
  void failedRead_settlingThenPartialWithReason(FailureReason reason) {
    KnownTree known = with(known(contact("A", 0)), "A", KnownReferences.failed(LISTED_AT, reason));
    assertThat(tree(known).state()).isEqualTo(TreeState.SETTLING);
    assertThat(tree(exhausted(known)).state()).isEqualTo(TreeState.PARTIAL);
    assertThat(references(exhausted(known)).state()).isEqualTo(ReferencesState.FAILED);
    assertThat(references(exhausted(known)).reason()).contains(reason);
  }

  @Test
  void notFound_failedUntilSettleReadsAreUsedUpThenGone() {
    KnownTree known =
        with(
            known(contact("A", 0)),
            "A",
            KnownReferences.failed(LISTED_AT, FailureReason.NOT_FOUND));
    assertThat(references(known).state()).isEqualTo(ReferencesState.FAILED);
    assertThat(references(known).reason()).contains(FailureReason.NOT_FOUND);
    assertThat(references(exhausted(known)).state()).isEqualTo(ReferencesState.GONE);
    assertThat(references(exhausted(known)).reason()).isEmpty();
    assertThat(tree(exhausted(known)).state()).isEqualTo(TreeState.PARTIAL);
  }

  @Test
  void notFoundAfterASuccess_goneKeepsWhatWasReadAndIsComplete() {
    KnownReferences read = KnownReferences.read(LISTED_AT, USUAL, List.of(attachment("APPROVED")));
    KnownTree known = with(known(contact("A", 0)), "A", read);
    known =
        with(known, "A", KnownReferences.failed(LISTED_AT.plusSeconds(1), FailureReason.NOT_FOUND));
    assertThat(references(known).state()).isEqualTo(ReferencesState.GONE);
    assertThat(references(known).count()).isEqualTo(1);
    assertThat(tree(known).state()).isEqualTo(TreeState.COMPLETE);
  }

  @Test
  void notFoundAfterASuccessWithAFileInWork_settlingThenPartial() {
    KnownReferences read =
        KnownReferences.read(LISTED_AT, USUAL, List.of(attachment("PROCESSING")));
    KnownTree known = with(known(contact("A", 0)), "A", read);
    known =
        with(known, "A", KnownReferences.failed(LISTED_AT.plusSeconds(1), FailureReason.NOT_FOUND));
    assertThat(references(known).state()).isEqualTo(ReferencesState.GONE);
    assertThat(tree(known).state()).isEqualTo(TreeState.SETTLING);
    assertThat(tree(exhausted(known)).state()).isEqualTo(TreeState.PARTIAL);
  }

  @Test
  void otherFailureAfterASuccess_staysFetched() {
    KnownTree known = with(known(contact("A", 0)), "A", NONE_THERE);
    known =
        with(known, "A", KnownReferences.failed(LISTED_AT.plusSeconds(1), FailureReason.THROTTLED));
    assertThat(references(known).state()).isEqualTo(ReferencesState.FETCHED);
    assertThat(references(known).reason()).isEmpty();
  }

  @Test
  void endedButListShowsItOpen_settlingThenComplete() {
    KnownTree known = with(known(timeless("A").began(0)), "A", NONE_THERE);
    known =
        known.withContacts(
            Map.of(
                new ContactId("A"),
                KnownContact.ended(
                    new ContactId("A"), Facts.NONE, Members.START.plusSeconds(60), LISTED_AT)));
    assertThat(tree(known).state()).isEqualTo(TreeState.SETTLING);
    assertThat(tree(exhausted(known)).state()).isEqualTo(TreeState.COMPLETE);
  }

  @Test
  void truncatedList_partialWithDefect() {
    KnownTree known =
        exhausted(with(known(contact("A", 0)), "A", NONE_THERE))
            .withList(new ContactId("A"), new ListRead(LISTED_AT, ListRead.Ending.TRUNCATED));
    assertThat(tree(known).state()).isEqualTo(TreeState.PARTIAL);
    assertThat(Members.defects(tree(known))).isEqualTo("truncated_list\n");
  }

  @Test
  void unfinishedList_settlingHoweverManySettleReadsThereWere() {
    KnownTree known =
        with(known(contact("A", 0)), "A", NONE_THERE)
            .withList(
                new ContactId("A"),
                new ListRead(LISTED_AT.plusSeconds(1), ListRead.Ending.UNFINISHED));
    assertThat(tree(known).state()).isEqualTo(TreeState.SETTLING);
    assertThat(tree(exhausted(known)).state()).isEqualTo(TreeState.SETTLING);
  }

  @Test
  void referencesNotReadYet_settlingHoweverManySettleReadsThereWere() {
    KnownTree known = known(contact("A", 0));
    assertThat(tree(exhausted(known)).state()).isEqualTo(TreeState.SETTLING);
  }

  @Test
  void tokenLoop_completeWithDefect() {
    KnownTree known =
        with(known(contact("A", 0)), "A", NONE_THERE)
            .withList(new ContactId("A"), new ListRead(LISTED_AT, ListRead.Ending.TOKEN_LOOP));
    assertThat(tree(known).state()).isEqualTo(TreeState.COMPLETE);
    assertThat(Members.defects(tree(known))).isEqualTo("token_loop\n");
  }

  @Test
  void listOfANamedContactHadNoAnswer_settlingThenPartialWithDefect() {
    KnownTree known =
        with(known(contact("A", 0).previous("X")), "A", NONE_THERE)
            .withTry(new ContactId("X"), LISTED_AT);
    assertThat(tree(known).state()).isEqualTo(TreeState.SETTLING);
    assertThat(tree(known).defects()).isEmpty();
    assertThat(tree(exhausted(known)).state()).isEqualTo(TreeState.PARTIAL);
    assertThat(Members.defects(tree(exhausted(known)))).isEqualTo("missing_parent X\n");
  }

  @Test
  void triesOfANamedContactUsedUp_partialWithDefectWhateverNewsThereIs() {
    KnownTree known = with(known(contact("A", 0).previous("X")), "A", NONE_THERE);
    for (int tries = 0; tries < 4; tries++) {
      assertThat(tree(known).state()).isEqualTo(TreeState.SETTLING);
      known = known.withTry(new ContactId("X"), LISTED_AT.plusSeconds(tries));
    }
    assertThat(tree(known).state()).isEqualTo(TreeState.PARTIAL);
    assertThat(Members.defects(tree(known))).isEqualTo("missing_parent X\n");
  }

  @Test
  void namedContactAnsweredAfterItsTries_complete() {
    KnownTree known =
        with(known(contact("A", 0).previous("X")), "A", NONE_THERE)
            .withTry(new ContactId("X"), LISTED_AT)
            .withMissing(new ContactId("X"), LISTED_AT.plusSeconds(1));
    assertThat(tree(known).state()).isEqualTo(TreeState.COMPLETE);
    assertThat(Members.defects(tree(known))).isEqualTo("missing_parent X\n");
  }

  @Test
  void listOfANamedContactLeavesItOut_completeWithDefect() {
    KnownTree known =
        with(known(contact("A", 0).previous("X")), "A", NONE_THERE)
            .withList(new ContactId("X"), new ListRead(LISTED_AT, ListRead.Ending.COMPLETE));
    assertThat(tree(known).state()).isEqualTo(TreeState.COMPLETE);
    assertThat(Members.defects(tree(known))).isEqualTo("missing_parent X\n");
  }

  @Test
  void lastEndBeforeTheFirstBeginning_noDuration() {
    KnownTree known =
        with(
            known(
                timeless("A")
                    .with(Fact.INITIATION_TIMESTAMP, "2026-03-02T10:05:00.400Z")
                    .with(Fact.DISCONNECT_TIMESTAMP, "2026-03-02T10:05:00.000Z")),
            "A",
            NONE_THERE);
    assertThat(tree(known).facts().duration()).isEmpty();
    assertThat(tree(known).state()).isEqualTo(TreeState.COMPLETE);
  }

  @Test
  void endAtTheBeginning_durationOfNothing() {
    KnownTree known =
        with(
            known(
                timeless("A")
                    .with(Fact.INITIATION_TIMESTAMP, "2026-03-02T10:05:00.400Z")
                    .with(Fact.DISCONNECT_TIMESTAMP, "2026-03-02T10:05:00.400Z")),
            "A",
            NONE_THERE);
    assertThat(tree(known).facts().duration()).contains(Duration.ZERO);
  }

  @Test
  void namedContactMissing_completeWithDefect() {
    KnownTree known =
        with(known(contact("A", 0).previous("X")), "A", NONE_THERE)
            .withMissing(new ContactId("X"), LISTED_AT);
    assertThat(tree(known).state()).isEqualTo(TreeState.COMPLETE);
    assertThat(Members.defects(tree(known))).isEqualTo("missing_parent X\n");
  }

  @Test
  void missingContactTurnsUp_noDefect() {
    KnownTree known =
        known(contact("A", 1).previous("X"), contact("X", 0))
            .withMissing(new ContactId("X"), LISTED_AT);
    assertThat(tree(known).defects()).isEmpty();
    assertThat(tree(known).treeId()).isEqualTo(new ContactId("X"));
  }

  private static Reference attachment(String status) {
    return new Reference(
        "ATTACHMENT",
        Optional.of("file"),
        Optional.of("bucket/key"),
        Optional.empty(),
        Optional.of(status),
        Optional.empty());
  }

  private static KnownTree with(KnownTree known, String id, KnownReferences references) {
    KnownContact contact = known.contact(new ContactId(id)).orElseThrow();
    return known.withContacts(Map.of(contact.id(), contact.withReferences(references)));
  }

  private static KnownTree exhausted(KnownTree known) {
    return known.withSettle(new SettleProgress(LISTED_AT, 3));
  }

  private static TreeContact.References references(KnownTree known) {
    return tree(known).contacts().getFirst().references();
  }
}
