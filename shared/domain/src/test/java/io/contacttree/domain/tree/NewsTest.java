package io.contacttree.domain.tree;

import static io.contacttree.domain.tree.Members.LISTED_AT;
import static io.contacttree.domain.tree.Members.contact;
import static io.contacttree.domain.tree.Members.known;
import static io.contacttree.domain.tree.Members.timeless;
import static org.assertj.core.api.Assertions.assertThat;

import io.contacttree.domain.contact.ContactId;
import io.contacttree.domain.reference.FailureReason;
import io.contacttree.domain.reference.KnownReferences;
import io.contacttree.domain.reference.Reference;
import io.contacttree.domain.reference.ReferenceTypes;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is worth settling for, and what somebody is still reading. */
final class NewsTest {
  private static final ContactId A = new ContactId("A");
  private static final ContactId X = new ContactId("X");
  private static final KnownTree CALL = read(known(contact("A", 0)), LISTED_AT);
  private static final KnownTree NAMING = read(known(contact("A", 0).previous("X")), LISTED_AT);

  @Test
  void nothingMore_noNews() {
    assertThat(SettleRules.isNews(CALL, CALL)).isFalse();
    assertThat(SettleRules.isNews(CALL.merge(known(contact("B", 1))), CALL)).isFalse();
  }

  @Test
  void oneMoreContact_news() {
    assertThat(SettleRules.isNews(CALL, CALL.merge(known(contact("B", 1))))).isTrue();
  }

  @Test
  void nameThatWasNotNamed_news() {
    assertThat(SettleRules.isNews(CALL, NAMING)).isTrue();
    assertThat(SettleRules.isNews(NAMING, NAMING)).isFalse();
  }

  @Test
  void answerForAName_news() {
    KnownTree answered = NAMING.withMissing(X, LISTED_AT);
    assertThat(SettleRules.isNews(NAMING, answered)).isTrue();
    assertThat(SettleRules.isNews(answered, answered)).isFalse();
    assertThat(SettleRules.isNews(NAMING, NAMING.withTry(X, LISTED_AT))).isFalse();
  }

  @Test
  void endOfAContact_news() {
    KnownTree open = known(timeless("A").began(0));
    assertThat(SettleRules.isNews(open, open.merge(known(contact("A", 0))))).isTrue();
  }

  @Test
  void otherReferences_newsAndTheSameReadAgainNone() {
    assertThat(SettleRules.isNews(known(contact("A", 0)), CALL)).isTrue();
    assertThat(SettleRules.isNews(CALL, read(CALL, LISTED_AT.plusSeconds(9)))).isFalse();
    assertThat(SettleRules.isNews(CALL, read(CALL, LISTED_AT.plusSeconds(9), "case"))).isTrue();
  }

  @Test
  void firstFailureForNow_newsAndTheNextNone() {
    KnownTree failed =
        with(CALL, KnownReferences.failed(LISTED_AT.plusSeconds(1), FailureReason.UNAVAILABLE));
    assertThat(SettleRules.isNews(CALL, failed)).isTrue();
    assertThat(
            SettleRules.isNews(
                failed,
                with(
                    failed,
                    KnownReferences.failed(LISTED_AT.plusSeconds(2), FailureReason.UNAVAILABLE))))
        .isFalse();
  }

  @Test
  void unreadContactAndUntriedName_areBeingRead() {
    assertThat(SettleRules.isBeingRead(CALL)).isFalse();
    assertThat(SettleRules.isBeingRead(known(contact("A", 0)))).isTrue();
    assertThat(SettleRules.isBeingRead(NAMING)).isTrue();
    assertThat(SettleRules.isBeingRead(NAMING.withMissing(X, LISTED_AT))).isFalse();
  }

  private static KnownTree read(KnownTree known, Instant at, String... names) {
    return with(
        known,
        KnownReferences.read(
            at,
            ReferenceTypes.DOCUMENTED.of("VOICE"),
            List.of(names).stream().map(NewsTest::reference).toList()));
  }

  private static Reference reference(String name) {
    return new Reference(
        "STRING",
        Optional.of(name),
        Optional.of("value"),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  private static KnownTree with(KnownTree known, KnownReferences references) {
    return known.withContacts(Map.of(A, known.contact(A).orElseThrow().withReferences(references)));
  }
}
