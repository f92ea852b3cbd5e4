package io.contacttree.domain.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.contacttree.domain.contact.Facts;
import io.contacttree.domain.contact.KnownContact;
import io.contacttree.domain.store.StoredTree;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Trees are kept for 100 days here, companions for 50 more. */
class RetentionTest {
  private static final Instant WRITTEN = DrawnTree.WRITTEN_AT;
  private static final Retention RETENTION = new Retention(100);
  private static final Retention FOR_EVER = new Retention(0);
  private static final ContactTree CALL = DrawnTree.of("a\n└─ b @1\n").stored(1).document();

  @Test
  void treeWrittenAfterItsLastEnd_isKeptFromItsWriting() {
    assertThat(RETENTION.documentUntil(CALL)).contains(WRITTEN.plus(Duration.ofDays(100)));
  }

  @Test
  void treeWhoseLastEndIsLater_isKeptFromThere() {
    ContactTree future = DrawnTree.of("f @100000").stored(1).document();

    assertThat(RETENTION.documentUntil(future))
        .contains(
            DrawnTree.START
                .plus(Duration.ofMinutes(100_000))
                .plusSeconds(50)
                .plus(Duration.ofDays(100)));
  }

  @Test
  void partOfASecond_isCutOff() {
    ContactTree fine =
        DrawnTree.ASSEMBLER.assemble(DrawnTree.of("a").known(), 1, WRITTEN.plusMillis(999));

    assertThat(RETENTION.documentUntil(fine)).contains(WRITTEN.plus(Duration.ofDays(100)));
  }

  @Test
  void companions_outliveTheDocumentByHalfOrAWeek() {
    assertThat(RETENTION.companionsUntil(CALL)).contains(WRITTEN.plus(Duration.ofDays(150)));
    assertThat(new Retention(2).companionsUntil(CALL)).contains(WRITTEN.plus(Duration.ofDays(9)));
  }

  @Test
  void keptForEver_nothingExpires() {
    assertThat(FOR_EVER.documentUntil(CALL)).isEmpty();
    assertThat(FOR_EVER.companionsUntil(CALL)).isEmpty();
    assertThat(FOR_EVER.keeps(Instant.EPOCH, WRITTEN)).isTrue();
  }

  @Test
  void companionsWithHalfTheirExtraTime_needNoRenewal() {
    Instant enough = WRITTEN.plus(Duration.ofDays(125));

    assertThat(RETENTION.mustRenew(Optional.of(enough), CALL)).isFalse();
    assertThat(RETENTION.mustRenew(Optional.of(enough.minusSeconds(1)), CALL)).isTrue();
  }

  @Test
  void retentionSwitchedOnOrOff_renewsCompanions() {
    assertThat(RETENTION.mustRenew(Optional.empty(), CALL)).isTrue();
    assertThat(FOR_EVER.mustRenew(Optional.of(WRITTEN), CALL)).isTrue();
    assertThat(FOR_EVER.mustRenew(Optional.empty(), CALL)).isFalse();
  }

  @Test
  void whatWasWritten_isKeptForAllDaysButTheMomentAfter() {
    Instant end = WRITTEN.plus(Duration.ofDays(100));

    assertThat(RETENTION.keeps(WRITTEN, end.minusMillis(1))).isTrue();
    assertThat(RETENTION.keeps(WRITTEN, end)).isFalse();
  }

  @Test
  void expiry_countsFromItsVeryMoment() {
    assertThat(Retention.isExpired(Optional.of(WRITTEN), WRITTEN)).isTrue();
    assertThat(Retention.isExpired(Optional.of(WRITTEN), WRITTEN.minusMillis(1))).isFalse();
    assertThat(Retention.isExpired(Optional.empty(), WRITTEN)).isFalse();
  }

  @Test
  void treeWithoutAnEnd_wasActiveWhenItsLastMemberBegan() {
    assertThat(Retention.lastActivity(DrawnTree.of("a open").stored(1).document()))
        .isEqualTo(DrawnTree.START);
  }

  @Test
  void treeWithoutAnyTime_wasActiveWhenItWasWritten() {
    KnownContact contact =
        KnownContact.ended(DrawnTree.id("a"), Facts.NONE, DrawnTree.START, DrawnTree.READ_AT);
    StoredTree tree = DrawnTree.stored(KnownTree.of(DrawnTree.DRAWN_INSTANCE, contact), 1);

    assertThat(Retention.lastActivity(tree.document())).isEqualTo(WRITTEN);
  }

  @Test
  void negativeRetention_isRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> new Retention(-1));
  }
}
