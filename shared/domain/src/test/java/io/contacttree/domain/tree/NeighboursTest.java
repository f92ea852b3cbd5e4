package io.contacttree.domain.tree;

import static org.assertj.core.api.Assertions.assertThat;

import io.contacttree.domain.contact.ContactId;
import io.contacttree.domain.contact.Fact;
import io.contacttree.domain.contact.Facts;
import io.contacttree.domain.contact.KnownContact;
import io.contacttree.domain.contact.Stamp;
import io.contacttree.domain.reference.ReferenceTypes;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** B names X, whose own list showed B and not X itself. */
final class NeighboursTest {
  private static final ContactId X = new ContactId("X");
  private static final ContactId B = new ContactId("B");
  private static final Instant ASKED_AT = Members.LISTED_AT;
  private static final SettleRules RULES = new SettleRules(3, ReferenceTypes.DOCUMENTED);

  @Test
  void ownListLeftItOut_theOneThatItShowed() {
    assertThat(neighbour(leftOut())).contains(B);
    assertThat(RULES.leftOutNames(leftOut())).containsExactly(X);
  }

  @Test
  void neverAsked_nobody() {
    assertThat(neighbour(listed(B, ASKED_AT))).isEmpty();
  }

  @Test
  void unknownToAmazonConnect_nobody() {
    assertThat(neighbour(listed(B, ASKED_AT).withMissing(X, ASKED_AT))).isEmpty();
  }

  @Test
  void ownListShowedIt_nobody() {
    assertThat(neighbour(leftOut().merge(listed(X, ASKED_AT)))).isEmpty();
  }

  @Test
  void olderListShowedIt_theOneThatItsOwnShowed() {
    assertThat(neighbour(leftOut().merge(listed(X, ASKED_AT.minusSeconds(1))))).contains(B);
  }

  @Test
  void ownListWasEmpty_nobody() {
    KnownTree known = listed(B, ASKED_AT.minusSeconds(1)).withList(X, whole(ASKED_AT));
    assertThat(neighbour(known)).isEmpty();
    assertThat(RULES.leftOutNames(known)).isEmpty();
  }

  @Test
  void theOneThatItShowedWasAskedSince_nobody() {
    assertThat(neighbour(leftOut().withList(B, whole(ASKED_AT)))).isEmpty();
    assertThat(neighbour(leftOut().withList(B, whole(ASKED_AT.plusSeconds(1))))).isEmpty();
  }

  @Test
  void triesUsedUp_isLookedForNoMore() {
    KnownTree known = leftOut();
    for (int tries = 0; tries < 4; tries++) {
      assertThat(RULES.leftOutNames(known)).containsExactly(X);
      known = known.withTry(X, ASKED_AT.plusSeconds(tries));
    }
    assertThat(RULES.leftOutNames(known)).isEmpty();
  }

  private static Optional<ContactId> neighbour(KnownTree known) {
    return new Neighbours(known).of(X);
  }

  private static KnownTree leftOut() {
    return listed(B, ASKED_AT).withList(X, whole(ASKED_AT));
  }

  private static KnownTree listed(ContactId id, Instant at) {
    Facts names =
        Facts.observedAt(Stamp.of(at))
            .with(Fact.RELATED_CONTACT_ID, id.equals(B) ? Optional.of(X.value()) : Optional.empty())
            .with(Fact.CHANNEL, Optional.of("VOICE"))
            .build();
    return KnownTree.empty(Members.INSTANCE)
        .withContacts(Map.of(id, KnownContact.listed(id, names, at)));
  }

  private static ListRead whole(Instant at) {
    return new ListRead(at, ListRead.Ending.COMPLETE);
  }
}
