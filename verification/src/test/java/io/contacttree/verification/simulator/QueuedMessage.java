package io.contacttree.verification.simulator;

import io.contacttree.domain.claim.Claim;
import io.contacttree.domain.claim.ClaimMessage;
import java.time.Instant;

/** A message in the queue. */
final class QueuedMessage {
  private final ClaimMessage content;
  private Instant visibleAt;
  private int receives;

  QueuedMessage(ClaimMessage content, Instant visibleAt) {
    this.content = content;
    this.visibleAt = visibleAt;
  }

  ClaimMessage content() {
    return content;
  }

  Claim claim() {
    return content.claim();
  }

  int receives() {
    return receives;
  }

  boolean isVisible(Instant now) {
    return !visibleAt.isAfter(now);
  }

  void received(Instant invisibleUntil) {
    receives++;
    visibleAt = invisibleUntil;
  }

  void returned(Instant visibleFrom) {
    visibleAt = visibleFrom;
  }
}
