package io.contacttree.domain.flow;

import io.contacttree.domain.claim.Claim;
import io.contacttree.domain.claim.ClaimMessage;
import io.contacttree.domain.claim.ClaimQueue;
import io.contacttree.domain.claim.Outcome;
import io.contacttree.domain.connect.AssociatedContacts;
import io.contacttree.domain.contact.ContactId;
import io.contacttree.domain.tree.KnownTree;
import io.contacttree.domain.tree.ListRead;
import io.contacttree.domain.tree.SettleProgress;
import io.contacttree.domain.tree.SettleRules;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Forwards claims by messages of their own, so that waiting never spends a receive of the queue.
 */
final class ClaimForwarder {
  /**
   * The largest tree that we know of, 50,000 contacts at two reads a second, takes seven hours.
   * Copies of a claim that can never be answered would otherwise wait for each other for ever,
   * because waiting spends no receives.
   */
  private static final Duration LONGEST_WAIT = Duration.ofHours(12);

  /** A claim that is old because the queue was never worked off has waited for no lease yet. */
  private static final int MOST_HOPS_OF_A_WAIT = 48;

  private final ClaimQueue queue;
  private final ClaimCheck check;
  private final BuildSettings settings;
  private final InstantSource clock;
  private final BuildListener listener;

  ClaimForwarder(
      ClaimQueue queue,
      ClaimCheck check,
      BuildSettings settings,
      InstantSource clock,
      BuildListener listener) {
    this.queue = queue;
    this.check = check;
    this.settings = settings;
    this.clock = clock;
    this.listener = listener;
  }

  /**
   * Forwards all open messages before they were begun; a list that stopped in an earlier message
   * keeps its place.
   */
  void forward(OpenClaims claims, Outcome.Forwarded.By by) {
    claims.open().forEach(message -> forward(claims, message, by));
  }

  /** Forwards all open messages to wait for a lease; who has waited for too long is returned. */
  void forwardToWait(OpenClaims claims) {
    Instant now = clock.instant();
    for (ClaimMessage message : claims.open()) {
      if (hasWaitedTooLong(message.trail(), now)) {
        claims.answer(message, new Outcome.Returned(Outcome.Returned.Reason.LEASE_HELD));
      } else {
        forward(claims, message, Outcome.Forwarded.By.LEASE_HELD);
      }
    }
  }

  private static boolean hasWaitedTooLong(ClaimMessage.Trail trail, Instant now) {
    return trail.hops() > MOST_HOPS_OF_A_WAIT
        && trail.firstSentAt().plus(LONGEST_WAIT).isBefore(now);
  }

  /** Forwards those whose time has not come with what is left of their delay. */
  void forwardEarly(OpenClaims claims, KnownTree known) {
    Instant now = clock.instant();
    for (ClaimMessage message : claims.open()) {
      if (check.dueAt(message.claim()).isAfter(now) && !check.isSatisfied(message, known)) {
        forward(claims, message, Outcome.Forwarded.By.DELAYED);
      }
    }
  }

  private void forward(OpenClaims claims, ClaimMessage message, Outcome.Forwarded.By by) {
    Duration delay =
        switch (by) {
          case LEASE_HELD -> settings.retryDelay(message.trail().hops());
          case DELAYED -> Duration.between(clock.instant(), check.dueAt(message.claim()));
          case CONTINUATION, SETTLE -> Duration.ZERO;
        };
    queue.send(message.claim(), message.trail().forwarded(message.trail().list()), delay);
    claims.answer(message, new Outcome.Forwarded(by));
  }

  /**
   * Forwards what was begun and not finished: whoever's claim is not satisfied, and where all are,
   * one for the members still to be read. Whichever comes first goes on with the list where it
   * stopped, whoever it was asked by.
   */
  void forwardUnfinished(
      OpenClaims claims, KnownTree known, Optional<AssociatedContacts.Cursor> stoppedAt) {
    List<ClaimMessage> unsatisfied = check.unsatisfied(claims.open(), known);
    List<ClaimMessage> unfinished =
        unsatisfied.isEmpty() ? claims.open().subList(0, 1) : unsatisfied;
    for (ClaimMessage message : unfinished) {
      queue.send(message.claim(), message.trail().forwarded(stoppedAt), Duration.ZERO);
      claims.answer(message, new Outcome.Forwarded(Outcome.Forwarded.By.CONTINUATION));
    }
  }

  /**
   * Sends the settle message that a revision makes necessary, before it is written: a message too
   * many finds nothing to do, a message too few would leave the tree unsettled for ever. None is
   * due while a forwarded claim goes on with what is left to be read.
   *
   * @param forwarded whether a claim was forwarded with what is left
   * @param sent the progress of those that were sent; the one sent now is added
   */
  void sendSettle(TreeInProgress tree, boolean forwarded, Set<SettleProgress> sent) {
    KnownTree known = tree.known();
    // Another writer may have read what was left: then the forwarded claim finds all done, writes
    // nothing, and sends no settle message either.
    if (forwarded && SettleRules.isBeingRead(known)) {
      return;
    }
    SettleProgress next = known.settle().next();
    if (!check.isSettling(known) || sent.contains(next) || tree.isSettleUnderWay(check.rules())) {
      return;
    }
    Duration delay = settings.settleDelay(known.settle().reads());
    ContactId contact = whoseListAnswered(known);
    queue.send(
        new Claim.Observe(
            known.instance(), contact, clock.instant().plus(delay), Optional.of(next)),
        ClaimMessage.Trail.begun(clock.instant()),
        delay);
    sent.add(next);
    listener.settling(known.instance(), contact, delay);
  }

  /**
   * Returns the member whose own list was answered last: a message about one whose list never is
   * would come back until it is given up, and with it what is due of its neighbours.
   */
  private static ContactId whoseListAnswered(KnownTree known) {
    return known.lists().entrySet().stream()
        .filter(list -> known.contacts().containsKey(list.getKey()))
        .max(Map.Entry.comparingByValue(Comparator.comparing(ListRead::at)))
        .map(Map.Entry::getKey)
        .orElseGet(() -> known.contacts().firstKey());
  }
}
