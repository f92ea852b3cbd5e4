package io.contacttree.domain.flow;

import io.contacttree.domain.claim.ClaimMessage;
import io.contacttree.domain.claim.ClaimQueue;
import io.contacttree.domain.claim.Outcome;
import io.contacttree.domain.connect.AssociatedContacts;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Carries claims on by messages of their own, so that waiting never spends a receive of the queue.
 */
final class ClaimForwarder {
  private final ClaimQueue queue;
  private final ClaimCheck check;
  private final BuildSettings settings;
  private final InstantSource clock;

  ClaimForwarder(ClaimQueue queue, ClaimCheck check, BuildSettings settings, InstantSource clock) {
    this.queue = queue;
    this.check = check;
    this.settings = settings;
    this.clock = clock;
  }

  /**
   * Carries messages on that were begun and not finished; whichever comes first goes on with the
   * list where it stopped, whoever it was asked by.
   */
  void carryOn(
      List<ClaimMessage> messages,
      Optional<AssociatedContacts.Cursor> stoppedAt,
      Map<String, Outcome> outcomes) {
    for (ClaimMessage message : messages) {
      queue.send(message.claim(), message.trail().carriedOn(stoppedAt), Duration.ZERO);
      outcomes.put(message.messageId(), new Outcome.Forwarded(Outcome.Forwarded.By.CONTINUATION));
    }
  }

  /**
   * Carries messages on that were not begun; a list that stopped in an earlier message keeps its
   * place.
   */
  void postpone(
      List<ClaimMessage> messages, Outcome.Forwarded.By by, Map<String, Outcome> outcomes) {
    for (ClaimMessage message : messages) {
      Duration delay =
          switch (by) {
            case LEASE_HELD -> settings.retryDelay(message.trail().hops());
            case DELAYED -> Duration.between(clock.instant(), check.dueAt(message.claim()));
            case CONTINUATION, SETTLE -> Duration.ZERO;
          };
      queue.send(message.claim(), message.trail().carriedOn(message.trail().list()), delay);
      outcomes.put(message.messageId(), new Outcome.Forwarded(by));
    }
  }
}
