package io.contacttree.domain.store;

import static io.contacttree.domain.tree.DrawnTree.id;
import static org.assertj.core.api.Assertions.assertThat;

import io.contacttree.domain.contact.KnownContact;
import io.contacttree.domain.tree.DrawnTree;
import io.contacttree.domain.tree.KnownTree;
import io.contacttree.domain.tree.Retention;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ExcerptTest {
  private static final String CALL = "a @0\n├─ b event\n├─ c\n└─ d event pending\n";
  private static final StoredTree TREE = DrawnTree.of(CALL).stored(1);

  @Test
  void memberWhoseEventCameAndWhoseReferencesWereAsked_isDue() {
    assertThat(Excerpt.due(TREE, Optional.empty()))
        .extracting(KnownContact::id)
        .containsExactly(id("b"));
  }

  @Test
  void memberOfWhomTheRevisionBeforeSaidAll_isNotDue() {
    assertThat(Excerpt.due(TREE, Optional.of(TREE))).isEmpty();
  }

  @Test
  void laterListOfAMemberListedWithItsEnd_isNoNews() {
    StoredTree before =
        DrawnTree.stored(TREE.known().merge(DrawnTree.of("a @0\n└─ b @1\n").known()), 1);
    KnownContact b = before.known().contact(id("b")).orElseThrow();
    KnownContact again =
        KnownContact.listed(id("b"), b.fromLists(), DrawnTree.READ_AT.plusSeconds(60));
    StoredTree after = DrawnTree.stored(before.known().withContacts(Map.of(id("b"), again)), 2);
    assertThat(after.known()).isNotEqualTo(before.known());

    assertThat(Excerpt.due(after, Optional.of(before))).isEmpty();
  }

  @Test
  void namesStillToBeLookedUp_nobodyIsDueAndAllAreOnceTheyAre() {
    KnownTree naming = DrawnTree.of("elsewhere @9\n└─ e @10 event\n").known();
    StoredTree unresolved =
        DrawnTree.stored(
            TREE.known().withContacts(Map.of(id("e"), naming.contact(id("e")).orElseThrow())), 1);
    StoredTree resolved =
        DrawnTree.stored(unresolved.known().withMissing(id("elsewhere"), DrawnTree.READ_AT), 2);

    assertThat(Excerpt.due(unresolved, Optional.empty())).isEmpty();
    assertThat(Excerpt.due(resolved, Optional.of(unresolved)))
        .extracting(KnownContact::id)
        .containsExactly(id("b"), id("e"));
  }

  @Test
  void excerpt_countsUntilItsDocumentExpires() {
    Retention retention = new Retention(100);
    Excerpt excerpt = Excerpt.of(TREE.known().contact(id("b")).orElseThrow(), TREE, retention);
    var end = DrawnTree.WRITTEN_AT.plus(Duration.ofDays(100));

    assertThat(excerpt.counts(end.minusMillis(1), retention)).isTrue();
    assertThat(excerpt.counts(end, retention)).isFalse();
    assertThat(excerpt.counts(end, new Retention(0))).isFalse();
  }

  @Test
  void retentionShortenedSince_endsTheExcerptEarlier() {
    Excerpt excerpt =
        Excerpt.of(TREE.known().contact(id("b")).orElseThrow(), TREE, new Retention(100));
    var now = DrawnTree.WRITTEN_AT.plus(Duration.ofDays(11));

    assertThat(excerpt.counts(now, new Retention(10))).isFalse();
    assertThat(excerpt.counts(now, new Retention(12))).isTrue();
  }
}
