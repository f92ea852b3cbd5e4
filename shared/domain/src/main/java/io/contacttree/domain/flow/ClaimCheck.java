package io.contacttree.domain.flow;

import io.contacttree.domain.claim.Claim;
import io.contacttree.domain.claim.ClaimMessage;
import io.contacttree.domain.contact.ContactId;
import io.contacttree.domain.contact.Instants;
import io.contacttree.domain.contact.KnownContact;
import io.contacttree.domain.reference.FailureReason;
import io.contacttree.domain.reference.KnownReferences;
import io.contacttree.domain.tree.KnownTree;
import io.contacttree.domain.tree.SettleProgress;
import io.contacttree.domain.tree.SettleRules;
import io.contacttree.domain.tree.TreeAssembler;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What a claim needs and whether a tree already knows it (tree rules, section 7).
 *
 * @param assembler tells when settle reads are used up and which types of references a channel has
 * @param readLag how long after its end a contact may still be shown as open
 */
record ClaimCheck(TreeAssembler assembler, Duration readLag) {

  /** Returns what settle reads look for. */
  SettleRules rules() {
    return assembler.settleRules();
  }

  /** Returns which named contacts claims have listed. */
  WantedNames wantedNames() {
    return new WantedNames(rules());
  }

  /** Returns the messages that ask for something that a tree does not know. */
  List<ClaimMessage> unsatisfied(List<ClaimMessage> messages, KnownTree known) {
    return messages.stream().filter(message -> !isSatisfied(message, known)).toList();
  }

  /**
   * Returns whether a tree knows all that a message asks for; one that was forwarded asks for all
   * that is left.
   */
  boolean isSatisfied(ClaimMessage message, KnownTree known) {
    boolean forwarded = message.trail().hops() > 0;
    return isSatisfied(message.claim(), known)
        && !(forwarded && known.contacts().values().stream().anyMatch(this::isPending))
        && !(forwarded && !wantedNames().by(message.claim(), known).isEmpty())
        && UnfinishedList.of(message, known).isEmpty();
  }

  /** Returns whether a message is the first of an end: all others ask for more of the tree. */
  static boolean asksOfItsContactAlone(ClaimMessage message) {
    return message.trail().hops() == 0 && message.claim() instanceof Claim.Ended;
  }

  /**
   * Returns whether a message asks for nothing that is not known of its contact alone, and says
   * nothing new of it either.
   */
  boolean isSatisfiedAlone(ClaimMessage message, KnownContact excerpt, Instant seenAt) {
    if (!asksOfItsContactAlone(message) || !(message.claim() instanceof Claim.Ended ended)) {
      return false;
    }
    KnownTree alone = KnownTree.of(ended.instance(), excerpt);
    return excerpt.merge(ended.said(seenAt)).equals(excerpt)
        && !needsList(ended, alone)
        && !needsReferences(ended, excerpt, alone);
  }

  private boolean isSatisfied(Claim claim, KnownTree known) {
    if (known.erased().contains(claim.contact())
        && (claim instanceof Claim.Ended || known.contacts().isEmpty())) {
      return true;
    }
    return switch (claim) {
      case Claim.Observe observe when observe.settle().isPresent() ->
          !isNextSettle(observe.settle().get(), known) || !rules().isUnsettled(known);
      case Claim.Ended _, Claim.Observe _, Claim.Rebuild _ ->
          !needsList(claim, known)
              // Names that joined the tree after a refresh are none of its business.
              && known.untriedNames().isEmpty()
              && known.contacts().values().stream()
                  .noneMatch(contact -> needsReferences(claim, contact, known));
    };
  }

  /**
   * Returns whom to ask by for a claim: its contact, or where that was erased the member of the
   * rest of its tree that was listed last, since others may be purged.
   */
  static ContactId subject(Claim claim, KnownTree known) {
    if (!known.erased().contains(claim.contact())) {
      return claim.contact();
    }
    return known.contacts().values().stream()
        .max(
            Comparator.comparing((KnownContact member) -> member.listedAt().orElse(Instant.MIN))
                .thenComparing(KnownContact::id))
        .map(KnownContact::id)
        .orElse(claim.contact());
  }

  /** Returns when a claim's contact was listed; where it was erased, when its tree was. */
  private static Optional<Instant> listedAt(Claim claim, KnownTree known) {
    Optional<Instant> listed = known.listedOrAskedAt(subject(claim, known));
    return known.erased().contains(claim.contact())
        ? Instants.latest(listed, known.associatedAt())
        : listed;
  }

  /** Returns whether Amazon Connect must be asked for the contacts of the claimed one. */
  boolean needsList(Claim claim, KnownTree known) {
    Optional<Instant> listed = listedAt(claim, known);
    return switch (claim) {
      // A list that shows the end is as good as one that began late enough to be sure to show it.
      case Claim.Ended ended ->
          !known.erased().contains(ended.contact())
              && known.contact(ended.contact()).filter(KnownContact::isListedAsEnded).isEmpty()
              && isBefore(listed, ended.endedAt().plus(readLag));
      case Claim.Observe observe ->
          observe.settle().isEmpty() && isBefore(listed, observe.notBefore());
      case Claim.Rebuild rebuild -> isBefore(listed, rebuild.notBefore());
    };
  }

  /**
   * Returns whether a claim asks for the references of a member that are not known, or not from
   * late enough.
   */
  boolean needsReferences(Claim claim, KnownContact contact, KnownTree known) {
    if (!contact.hasEnded()) {
      return false;
    }
    boolean own = contact.id().equals(claim.contact());
    return switch (claim) {
      case Claim.Ended ended ->
          own
              && (isBefore(answeredAt(contact, known), ended.referencesFrom())
                  || rules().hasOtherTypes(contact));
      case Claim.Observe observe when observe.settle().isPresent() ->
          isNextSettle(observe.settle().get(), known)
              && rules().hasUnsettledReferences(contact)
              && isBefore(askedAt(contact), observe.notBefore());
      case Claim.Observe observe -> own && isBefore(askedAt(contact), observe.notBefore());
      case Claim.Rebuild rebuild -> isBefore(askedAt(contact), rebuild.notBefore());
    };
  }

  /** Returns whether a settle read is due that would look for something. */
  boolean isSettling(KnownTree known) {
    return !rules().isExhausted(known) && rules().isUnsettled(known);
  }

  /** Returns whether a settle read is the next one of the tree; others are echoes of older news. */
  boolean isNextSettle(SettleProgress wanted, KnownTree known) {
    return known.settle().next().equals(wanted);
  }

  /** Returns whether a member's references were not asked for yet, or not for all its types. */
  boolean isPending(KnownContact contact) {
    return contact.hasEnded()
        && (contact.references().equals(KnownReferences.NONE) || rules().hasOtherTypes(contact));
  }

  /** Returns the time from which a claim can be acted on. */
  Instant dueAt(Claim claim) {
    return switch (claim) {
      // After-contact work ends later than now only by a clock that is ahead of ours.
      case Claim.Ended ended ->
          Instants.later(ended.endedAt().plus(readLag), ended.referencesFrom());
      case Claim.Observe observe -> observe.notBefore();
      case Claim.Rebuild rebuild -> rebuild.notBefore();
    };
  }

  /**
   * The newest answer that asking again would not better: a read, or a failure that is for good.
   */
  private Optional<Instant> answeredAt(KnownContact contact, KnownTree known) {
    KnownReferences references = contact.references();
    if (references.isGoneAfterRead()) {
      return references.failure().map(KnownReferences.Failure::at);
    }
    return Instants.latest(
        references.read().map(KnownReferences.Read::at),
        references
            .failure()
            .filter(
                failure ->
                    failure.reason().isDefinite()
                        || (failure.reason() == FailureReason.NOT_FOUND
                            && assembler.isExhausted(known)))
            .map(KnownReferences.Failure::at));
  }

  private static Optional<Instant> askedAt(KnownContact contact) {
    KnownReferences references = contact.references();
    return Instants.latest(
        references.read().map(KnownReferences.Read::at),
        references.failure().map(KnownReferences.Failure::at));
  }

  private static boolean isBefore(Optional<Instant> time, Instant wanted) {
    return time.isEmpty() || time.get().isBefore(wanted);
  }
}
