package io.contacttree.domain.tree;

import static io.contacttree.domain.tree.Members.LISTED_AT;
import static io.contacttree.domain.tree.Members.contact;
import static io.contacttree.domain.tree.Members.timeless;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.contacttree.domain.contact.ContactId;
import io.contacttree.domain.contact.Fact;
import io.contacttree.domain.contact.Facts;
import io.contacttree.domain.contact.InstanceId;
import io.contacttree.domain.contact.KnownContact;
import io.contacttree.domain.contact.Stamp;
import io.contacttree.domain.reference.KnownReferences;
import io.contacttree.domain.tree.ListRead.Ending;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class KnownTreeTest {
  private static final ContactId A = new ContactId("A");
  private static final ContactId B = new ContactId("B");
  private static final ContactId X = new ContactId("X");
  private static final Instant EARLIER = LISTED_AT.minusMillis(1);
  private static final Instant LATER = LISTED_AT.plusMillis(1);

  @Test
  void treesOfTwoInstances_areNeverMerged() {
    KnownTree other = KnownTree.empty(new InstanceId("instance-2"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> KnownTree.empty(Members.INSTANCE).merge(other))
        .withMessage("trees of two instances are never one");
  }

  @Test
  void listAskedBeforeANewerOneHeldTheContact_saysNothingMore() {
    KnownTree known = KnownTree.of(Members.INSTANCE, contact("A", 0).listed());
    assertThat(known.withList(A, new ListRead(EARLIER, Ending.TRUNCATED)).lists()).isEmpty();
    assertThat(known.withList(A, new ListRead(LISTED_AT, Ending.TRUNCATED)).lists())
        .containsOnlyKeys(A);
    assertThat(known.withList(B, new ListRead(EARLIER, Ending.TRUNCATED)).lists())
        .containsOnlyKeys(B);
  }

  @Test
  void listAskedAgain_newestStandsAndOfOneTimeTheOneThatCameFurther() {
    KnownTree known =
        KnownTree.empty(Members.INSTANCE).withList(A, new ListRead(LATER, Ending.UNFINISHED));
    assertThat(known.withList(A, new ListRead(LISTED_AT, Ending.COMPLETE)).lists().get(A))
        .isEqualTo(new ListRead(LATER, Ending.UNFINISHED));
    assertThat(known.withList(A, new ListRead(LATER, Ending.COMPLETE)).lists().get(A))
        .isEqualTo(new ListRead(LATER, Ending.COMPLETE));
  }

  @Test
  void newestListOfAll_isTheTreesOwn() {
    KnownTree known =
        KnownTree.empty(Members.INSTANCE)
            .withList(A, new ListRead(LATER, Ending.COMPLETE))
            .withList(B, new ListRead(EARLIER, Ending.COMPLETE));
    assertThat(known.associatedAt()).contains(LATER);
    assertThat(KnownTree.empty(Members.INSTANCE).associatedAt()).isEmpty();
  }

  @Test
  void contactAskedByOrHeldByAList_theNewerOfBothCounts() {
    KnownTree held = KnownTree.of(Members.INSTANCE, contact("A", 0).listed());
    assertThat(held.listedOrAskedAt(A)).contains(LISTED_AT);
    assertThat(held.listedOrAskedAt(B)).isEmpty();
    assertThat(held.withList(A, new ListRead(LATER, Ending.COMPLETE)).listedOrAskedAt(A))
        .contains(LATER);
    assertThat(held.withList(A, new ListRead(EARLIER, Ending.COMPLETE)).listedOrAskedAt(A))
        .contains(LISTED_AT);
    assertThat(held.withList(B, new ListRead(EARLIER, Ending.COMPLETE)).listedOrAskedAt(B))
        .contains(EARLIER);
  }

  @Test
  void contactFoundMissing_countsAsAskedThen() {
    KnownTree known = KnownTree.empty(Members.INSTANCE).withMissing(A, EARLIER);
    assertThat(known.listedOrAskedAt(A)).contains(EARLIER);
    assertThat(known.listedOrAskedAt(B)).isEmpty();
    assertThat(known.withList(A, new ListRead(LATER, Ending.COMPLETE)).listedOrAskedAt(A))
        .contains(LATER);
  }

  @ParameterizedTest
  @EnumSource(Ending.class)
  void listThatDidNotFinish_doesNotCountAsAsked(Ending ending) {
    KnownTree known = KnownTree.empty(Members.INSTANCE).withList(A, new ListRead(LATER, ending));
    assertThat(known.listedOrAskedAt(A).isPresent()).isEqualTo(ending != Ending.UNFINISHED);
  }

  @Test
  void namesOfEverySource_areAskedByUntilSomethingIsKnownOfThem() {
    KnownTree known =
        KnownTree.of(
            Members.INSTANCE,
            new KnownContact(
                A,
                names("l1", "l2", "l3"),
                names("s1", "s2", "s3"),
                names("e1", "e2", "A"),
                Optional.empty(),
                LISTED_AT,
                Optional.empty(),
                KnownReferences.NONE));
    assertThat(known.untriedNames())
        .extracting(ContactId::value)
        .containsExactly("e1", "e2", "l1", "l2", "l3", "s1", "s2", "s3");
    KnownTree later =
        known
            .merge(KnownTree.of(Members.INSTANCE, timeless("l1").listed()))
            .withMissing(new ContactId("l2"), LISTED_AT)
            .withList(new ContactId("l3"), new ListRead(LISTED_AT, Ending.COMPLETE))
            .withTry(new ContactId("s2"), LISTED_AT)
            .withErased(Set.of(new ContactId("s1")));
    assertThat(later.untriedNames()).extracting(ContactId::value).containsExactly("e1", "e2", "s3");
    assertThat(later.unansweredNames())
        .extracting(ContactId::value)
        .containsExactly("e1", "e2", "s2", "s3");
    assertThat(later.answeredNames()).extracting(ContactId::value).containsExactly("l2", "l3");
  }

  @Test
  void contactMissingTwice_theLaterTimeStands() {
    KnownTree known = KnownTree.empty(Members.INSTANCE).withMissing(X, LATER);
    assertThat(known.withMissing(X, EARLIER).lastAskedAt(X)).contains(LATER);
    assertThat(known.merge(KnownTree.empty(Members.INSTANCE).withMissing(X, EARLIER)))
        .isEqualTo(known);
    assertThat(KnownTree.empty(Members.INSTANCE).withMissing(X, EARLIER).withMissing(X, LATER))
        .isEqualTo(known);
  }

  @Test
  void contactMissing_isNoListOfTheTree() {
    assertThat(KnownTree.empty(Members.INSTANCE).withMissing(X, LATER).associatedAt()).isEmpty();
  }

  @Test
  void triesOfTwoBranches_theGreaterCountAndTheLaterTimeStand() {
    KnownTree twice =
        KnownTree.empty(Members.INSTANCE).withTry(X, EARLIER).withTry(X, EARLIER.plusMillis(1));
    KnownTree once = KnownTree.empty(Members.INSTANCE).withTry(X, LATER);
    assertThat(twice.triesOf(X)).isEqualTo(2);
    assertThat(twice.merge(once).tries()).containsEntry(X, new ListTries(2, LATER));
    assertThat(once.merge(twice)).isEqualTo(twice.merge(once));
  }

  @Test
  void nameThatBecomesAMember_itsTriesAreForgotten() {
    KnownTree known = KnownTree.empty(Members.INSTANCE).withTry(A, EARLIER);
    KnownTree member = KnownTree.of(Members.INSTANCE, contact("A", 0).listed());
    assertThat(known.merge(member)).isEqualTo(member);
  }

  @Test
  void listOfANameThatFailedOnTheWay_isUnfinishedNoMore() {
    KnownTree begun =
        KnownTree.empty(Members.INSTANCE).withList(X, new ListRead(EARLIER, Ending.UNFINISHED));
    assertThat(begun.isUnfinished(X)).isTrue();
    assertThat(begun.withTry(X, LATER).isUnfinished(X)).isFalse();
  }

  @Test
  void contactErased_nothingLearnedLaterBringsItBack() {
    KnownTree known =
        KnownTree.of(Members.INSTANCE, contact("A", 0).listed())
            .merge(KnownTree.of(Members.INSTANCE, contact("B", 1).previous("A").listed()))
            .withErased(Set.of(A));
    KnownTree again =
        known
            .merge(KnownTree.of(Members.INSTANCE, contact("A", 0).listed()))
            .withTry(A, LATER)
            .withList(A, new ListRead(LATER, Ending.COMPLETE))
            .withSettle(new SettleProgress(LATER, 1));
    assertThat(again.contacts()).containsOnlyKeys(B);
    assertThat(again.tries()).isEmpty();
    assertThat(again.lists()).isEmpty();
    assertThat(again.erased()).containsExactly(A);
    assertThat(again.contact(A)).isEmpty();
    assertThat(again.contact(B)).isPresent();
    assertThat(Members.links(Members.tree(again))).isEqualTo("B ORPHAN\n");
  }

  @Test
  void settleProgress_newerNewsStandsThenTheHigherCount() {
    SettleProgress three = new SettleProgress(LISTED_AT, 3);
    SettleProgress newsAgain = new SettleProgress(LATER, 0);
    KnownTree known = KnownTree.empty(Members.INSTANCE).withSettle(three);
    assertThat(known.withSettle(new SettleProgress(LISTED_AT, 2)).settle()).isEqualTo(three);
    assertThat(known.withSettle(newsAgain).settle()).isEqualTo(newsAgain);
    assertThat(known.withSettle(newsAgain).withSettle(three).settle()).isEqualTo(newsAgain);
    assertThat(SettleProgress.none().next()).isEqualTo(new SettleProgress(Instant.EPOCH, 1));
    assertThat(three.next()).isEqualTo(new SettleProgress(LISTED_AT, 4));
  }

  @Test
  void knowledge_cannotBeChangedFromOutside() {
    KnownTree known = KnownTree.of(Members.INSTANCE, contact("A", 0).listed());
    assertThatExceptionOfType(UnsupportedOperationException.class)
        .isThrownBy(() -> known.contacts().clear());
    assertThatExceptionOfType(UnsupportedOperationException.class)
        .isThrownBy(() -> known.tries().put(X, new ListTries(1, LATER)));
    assertThatExceptionOfType(UnsupportedOperationException.class)
        .isThrownBy(() -> known.lists().clear());
    assertThatExceptionOfType(UnsupportedOperationException.class)
        .isThrownBy(() -> known.erased().add(A));
  }

  private static Facts names(String previous, String related, String initial) {
    return Facts.observedAt(Stamp.of(LISTED_AT))
        .with(Fact.PREVIOUS_CONTACT_ID, Optional.of(previous))
        .with(Fact.RELATED_CONTACT_ID, Optional.of(related))
        .with(Fact.INITIAL_CONTACT_ID, Optional.of(initial))
        .build();
  }
}
