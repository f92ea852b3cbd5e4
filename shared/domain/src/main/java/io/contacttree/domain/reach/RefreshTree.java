package io.contacttree.domain.reach;

import io.contacttree.domain.claim.Claim;
import io.contacttree.domain.claim.ClaimMessage;
import io.contacttree.domain.claim.ClaimQueue;
import io.contacttree.domain.claim.WaitingMessages;
import io.contacttree.domain.contact.ContactId;
import io.contacttree.domain.contact.InstanceId;
import io.contacttree.domain.store.LoadedTrees;
import io.contacttree.domain.store.RefreshLedger;
import io.contacttree.domain.store.RefreshLedger.Limit;
import io.contacttree.domain.store.StoredTree;
import io.contacttree.domain.store.TreeLookup;
import io.contacttree.domain.store.UpstreamFailure;
import io.contacttree.domain.tree.TreeContact;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** Lets Amazon Connect be asked anew about a contact, by one message of the contact queue. */
public final class RefreshTree {
  /** For so long a contact and its tree cool down after a refresh. */
  static final Duration COOL_DOWN = Duration.ofMinutes(5);

  /**
   * What is read so much later is new enough for whoever has the answer: its date is before that.
   */
  static final Duration DELAY = Duration.ofSeconds(5);

  /** An answer must be on its way so much before that. */
  private static final Duration WAY_OF_THE_ANSWER = Duration.ofSeconds(1);

  /** An entry that its worker did not live to keep is free again after this time. */
  static final Duration HOLD = Duration.ofSeconds(25);

  /** A queue of this depth takes so long to become much shorter. */
  static final Duration AFTER_FULL_QUEUE = Duration.ofSeconds(30);

  /** One look at the ledger takes no more. */
  private static final int MOST_RELATED = 100;

  private final TreeLookup trees;
  private final RefreshLedger ledger;
  private final WaitingMessages waiting;
  private final ClaimQueue queue;
  private final RefreshLimits limits;
  private final InstantSource clock;

  /** Refreshes by this queue, within the limits. */
  public RefreshTree(
      TreeLookup trees,
      RefreshLedger ledger,
      WaitingMessages waiting,
      ClaimQueue queue,
      RefreshLimits limits,
      InstantSource clock) {
    this.trees = Objects.requireNonNull(trees);
    this.ledger = Objects.requireNonNull(ledger);
    this.waiting = Objects.requireNonNull(waiting);
    this.queue = Objects.requireNonNull(queue);
    this.limits = Objects.requireNonNull(limits);
    this.clock = Objects.requireNonNull(clock);
  }

  /**
   * Queues one look at a contact, known or not, or returns why not.
   *
   * <p>Throws {@link UpstreamFailure} where table or queue do not answer; then nothing is left that
   * would keep the next request from doing it.
   */
  public Answer refresh(InstanceId instance, ContactId contact) {
    LoadedTrees loaded = trees.load(instance, Set.of(contact));
    if (loaded.erased().contains(contact)) {
      return new Answer.Erased();
    }
    Optional<StoredTree> tree = loaded.treeOf(contact);
    Optional<Instant> cooling = ledger.coolingUntil(instance, related(contact, tree));
    if (cooling.isPresent()) {
      return new Answer.QueuedBefore(until(cooling.get()));
    }
    if (waiting.count() > limits.waiting()) {
      return new Answer.TooMany(AFTER_FULL_QUEUE);
    }
    ContactId entered = tree.map(StoredTree::treeId).orElse(contact);
    Limit limit = tree.isPresent() ? Limit.KNOWN : Limit.UNKNOWN;
    return switch (ledger.enter(instance, entered, limit, limits.ofAMinute(limit), HOLD)) {
      case RefreshLedger.Entry.Cooling(Instant until) -> new Answer.QueuedBefore(until(until));
      case RefreshLedger.Entry.Full(Instant until) -> new Answer.TooMany(until(until));
      case RefreshLedger.Entry.Entered _ -> queue(instance, contact, entered);
    };
  }

  private Answer queue(InstanceId instance, ContactId contact, ContactId entered) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    Instant notBefore = now.plus(DELAY);
    boolean sent = false;
    try {
      queue.send(
          new Claim.Observe(instance, contact, notBefore, Optional.empty()),
          ClaimMessage.Trail.begun(now),
          DELAY);
      sent = clock.instant().isBefore(notBefore.minus(WAY_OF_THE_ANSWER));
    } finally {
      if (!sent) {
        ledger.withdraw(instance, entered);
      }
    }
    if (!sent) {
      throw new UpstreamFailure(
          UpstreamFailure.Resource.QUEUE, "the queue took a claim too late to promise its time");
    }
    ledger.keep(instance, entered, now.plus(COOL_DOWN));
    return new Answer.Queued();
  }

  /**
   * Those whose refresh is one of this tree: its members, among whom former roots are too. Of a
   * large tree the first.
   */
  private static Set<ContactId> related(ContactId contact, Optional<StoredTree> tree) {
    Set<ContactId> related = new LinkedHashSet<>(Set.of(contact));
    tree.ifPresent(
        stored -> {
          related.add(stored.treeId());
          stored.document().contacts().stream()
              .limit(MOST_RELATED - related.size())
              .map(TreeContact::id)
              .forEach(related::add);
        });
    return related;
  }

  private Duration until(Instant time) {
    return Duration.between(clock.instant(), time);
  }

  /** What a request for a refresh comes to. */
  public sealed interface Answer {
    /** The message is in the queue. */
    record Queued() implements Answer {}

    /**
     * Another one was queued a short while ago.
     *
     * @param retryAfter in which time the next one can be
     */
    record QueuedBefore(Duration retryAfter) implements Answer {
      public QueuedBefore {
        Objects.requireNonNull(retryAfter);
      }
    }

    /**
     * The last minute or the queue is full.
     *
     * @param retryAfter in which time there may be room
     */
    record TooMany(Duration retryAfter) implements Answer {
      public TooMany {
        Objects.requireNonNull(retryAfter);
      }
    }

    /** The contact was erased on request. */
    record Erased() implements Answer {}
  }
}
