package io.contacttree.domain.claim;

import io.contacttree.domain.connect.AssociatedContacts;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * A claim on its way, with how it travelled.
 *
 * @param messageId tells this message from the others of a batch
 * @param claim what it asks for
 * @param trail how it travelled
 */
public record ClaimMessage(String messageId, Claim claim, Trail trail) {
  public ClaimMessage {
    Objects.requireNonNull(messageId);
    Objects.requireNonNull(claim);
    Objects.requireNonNull(trail);
  }

  /** Returns the same without what an event said of its contact. */
  public ClaimMessage withoutFacts() {
    return claim instanceof Claim.Ended ended
        ? new ClaimMessage(messageId, ended.withoutFacts(), trail)
        : this;
  }

  /**
   * How a claim travelled.
   *
   * @param firstSentAt when its first message was sent
   * @param hops how many messages it took before this one
   * @param list where its list stopped in the message before
   */
  public record Trail(Instant firstSentAt, int hops, Optional<AssociatedContacts.Cursor> list) {
    public Trail {
      Objects.requireNonNull(firstSentAt);
      Objects.requireNonNull(list);
    }

    /** Returns the trail of a first message. */
    public static Trail begun(Instant sentAt) {
      return new Trail(sentAt, 0, Optional.empty());
    }

    /** Returns the trail one message further. */
    public Trail forwarded(Optional<AssociatedContacts.Cursor> stoppedAt) {
      return new Trail(firstSentAt, hops + 1, stoppedAt);
    }
  }
}
