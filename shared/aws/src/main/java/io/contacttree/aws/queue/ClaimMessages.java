package io.contacttree.aws.queue;

import io.contacttree.aws.json.JsonObject;
import io.contacttree.domain.claim.Claim;
import io.contacttree.domain.claim.ClaimMessage;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * The messages by which this system sends claims to itself: an envelope like that of EventBridge,
 * so that one queue carries both.
 *
 * <p>What {@link #decode} returns equals what was given to {@link #encode}, times to the
 * nanosecond.
 */
public final class ClaimMessages {
  /** The source in the envelope; no AWS service's, and no event rule lets it in from outside. */
  public static final String SOURCE = "contact-tree";

  /** The detail-type in the envelope. */
  public static final String DETAIL_TYPE = "Contact Tree Claim";

  private ClaimMessages() {}

  /** Returns the body of a message that carries the claim. */
  public static String encode(Claim claim, ClaimMessage.Trail trail, Instant sentAt) {
    return ClaimWriter.write(claim, trail, sentAt);
  }

  /** Returns the claim that a message carries, or empty where it is not one that we send. */
  public static Optional<Content> decode(JsonObject envelope) {
    return ClaimReader.read(envelope);
  }

  /** Returns whether an envelope says that it carries a claim of this system. */
  public static boolean isClaim(JsonObject envelope) {
    return envelope.text("source").filter(SOURCE::equals).isPresent()
        && envelope.text("detail-type").filter(DETAIL_TYPE::equals).isPresent();
  }

  /**
   * What a message carries.
   *
   * @param claim what it asks for
   * @param trail how it travelled
   */
  public record Content(Claim claim, ClaimMessage.Trail trail) {
    public Content {
      Objects.requireNonNull(claim);
      Objects.requireNonNull(trail);
    }
  }
}
