package io.contacttree.domain.flow;

import io.contacttree.domain.claim.Claim;
import io.contacttree.domain.claim.ClaimMessage;
import io.contacttree.domain.claim.Outcome;
import io.contacttree.domain.connect.AssociatedContacts;
import io.contacttree.domain.connect.AssociatedContacts.Patience;
import io.contacttree.domain.contact.ContactId;
import io.contacttree.domain.contact.Facts;
import io.contacttree.domain.contact.KnownContact;
import io.contacttree.domain.flow.WantedLists.Wanted;
import io.contacttree.domain.reference.FailureReason;
import io.contacttree.domain.reference.KnownReferences;
import io.contacttree.domain.tree.KnownTree;
import io.contacttree.domain.tree.ListRead;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Asks Amazon Connect for associated contacts until every claim that needs it is served and every
 * named contact was asked by; for one tree, once, by one thread.
 *
 * <p>A named contact is looked up in the store before it costs a call. A list that a claim needs
 * and that fails returns the messages of that claim alone; one of a named contact returns none.
 * Neither keeps the others from being asked, whatever the failure: the pacer keeps to the quota,
 * and the deadline ends the run.
 *
 * <p>By names asks only who holds the lease of the root: each name has a bounded number of tries,
 * and what several workers had tried at once would be counted as one.
 */
final class ListStep {
  private final AssociatedContacts associatedContacts;
  private final ClaimCheck check;
  private final WantedLists wantedLists;
  private final HeldLeases held;
  private final OpenClaims claims;
  private final TreeInProgress tree;
  private final Set<ContactId> asked = new TreeSet<>();
  private final Set<ContactId> notFound = new TreeSet<>();
  private final Map<ContactId, FailureReason> failures = new TreeMap<>();
  private boolean askedByName;

  ListStep(
      AssociatedContacts associatedContacts,
      ClaimCheck check,
      HeldLeases held,
      OpenClaims claims,
      TreeInProgress tree) {
    this.associatedContacts = associatedContacts;
    this.check = check;
    this.held = held;
    this.wantedLists = new WantedLists(check);
    this.claims = claims;
    this.tree = tree;
  }

  /** How the step ended; claims whose own list failed are answered by then. */
  sealed interface Ended {
    /**
     * All that was needed is known; of {@code notFound} the service said that it does not know
     * them.
     */
    record Done(Set<ContactId> notFound) implements Ended {}

    /** The time ran out; the cursor tells where the list stopped that was being read. */
    record OutOfTime(Optional<AssociatedContacts.Cursor> stoppedAt) implements Ended {}

    /** Another worker holds the lease of the tree that lists showed, and does the rest. */
    record LeftToAnother() implements Ended {}
  }

  /** Lists what the claims need; more of them may join after each list. */
  Ended list() {
    Ended ended = listUntilDone();
    returnFailed();
    return ended;
  }

  private Ended listUntilDone() {
    tree.lookUpNamed();
    Optional<Wanted> next = next();
    while (next.isPresent()) {
      if (next.get() instanceof Wanted.ForName && !held.coversRoot(tree, check.assembler())) {
        if (!held.takeWhatListsShowed(tree, check.assembler())) {
          return new Ended.LeftToAnother();
        }
        // Whoever held it before may have asked by some of the names.
        tree.lookUpNamed();
        next = next();
        continue;
      }
      Optional<Ended> stop = ask(next.get());
      if (stop.isPresent()) {
        return stop.get();
      }
      tree.lookUpNamed();
      next = next();
    }
    return new Ended.Done(notFound);
  }

  /**
   * Returns whether a list was asked by a name: without an answer there is a try to be counted,
   * with one what it showed is not to be asked for again.
   */
  boolean hasAskedByName() {
    return askedByName;
  }

  /** Whoever will be returned asks for nothing more: it comes again, and nothing may be stored. */
  private Optional<Wanted> next() {
    List<ClaimMessage> answerable =
        claims.open().stream().filter(message -> failureOf(message).isEmpty()).toList();
    return wantedLists.next(tree.known(), answerable, asked);
  }

  private Optional<Ended> ask(Wanted wanted) {
    ContactId contact = wanted.contact();
    asked.add(contact);
    askedByName |= wanted instanceof Wanted.ForName;
    return switch (associatedContacts.list(query(wanted))) {
      case AssociatedContacts.Answer.Listed listed -> {
        learn(listed.contacts(), contact, new ListRead(listed.readAt(), listed.ending()));
        List<ClaimMessage> joined = claims.join(tree.known().contacts().keySet());
        tree.takeFacts(joined, claims.startedAt());
        yield Optional.empty();
      }
      case AssociatedContacts.Answer.Unfinished unfinished -> {
        if (!unfinished.contacts().isEmpty()) {
          learn(
              unfinished.contacts(),
              contact,
              new ListRead(unfinished.readAt(), ListRead.Ending.UNFINISHED));
        }
        yield Optional.of(new Ended.OutOfTime(unfinished.next()));
      }
      case AssociatedContacts.Answer.NotFound unknown -> {
        notFound.add(contact);
        learnNotFound(contact, unknown.readAt());
        yield Optional.empty();
      }
      case AssociatedContacts.Answer.Failed failed -> {
        switch (wanted) {
          case Wanted.ForClaim _ -> failures.put(contact, failed.reason());
          case Wanted.ForName(ContactId _, ContactId name) -> {
            tree.tried(name, failed.readAt());
          }
        }
        yield Optional.empty();
      }
    };
  }

  private AssociatedContacts.Query query(Wanted wanted) {
    return new AssociatedContacts.Query(
        claims.instance(),
        wanted.contact(),
        claims.cursorOf(wanted.contact()),
        claims.deadline(),
        switch (wanted) {
          case Wanted.ForClaim _ -> Patience.SEVERAL_ATTEMPTS;
          case Wanted.ForName _ -> Patience.ONE_ATTEMPT;
        });
  }

  private void learn(Map<ContactId, Facts> listed, ContactId askedBy, ListRead read) {
    Map<ContactId, KnownContact> contacts = new HashMap<>();
    listed.forEach((id, facts) -> contacts.put(id, KnownContact.listed(id, facts, read.at())));
    tree.learn(
        KnownTree.empty(tree.known().instance()).withContacts(contacts).withList(askedBy, read));
  }

  /** A contact that is unknown to the service has no references to ask for either. */
  private void learnNotFound(ContactId contact, Instant saidAt) {
    tree.learn(KnownTree.empty(tree.known().instance()).withMissing(contact, saidAt));
    tree.known()
        .contact(contact)
        .filter(KnownContact::hasEnded)
        .map(
            member ->
                member.withReferences(KnownReferences.failed(saidAt, FailureReason.NOT_FOUND)))
        .ifPresent(tree::learn);
  }

  private void returnFailed() {
    for (ClaimMessage message : claims.open()) {
      failureOf(message)
          .ifPresent(reason -> claims.answer(message, new Outcome.Returned(returned(reason))));
    }
  }

  /**
   * Why a message must be returned as things stand; a later list may tell what one that failed was
   * to tell. A settle read has its turn whichever list of another member fails; the next one asks
   * again.
   */
  private Optional<FailureReason> failureOf(ClaimMessage message) {
    if (failures.isEmpty() || isRefreshOfErased(message)) {
      return Optional.empty();
    }
    boolean settles = message.claim().settle().isPresent();
    return wantedLists.neededBy(message, tree.known()).stream()
        .filter(contact -> !settles || contact.equals(message.claim().contact()))
        .flatMap(contact -> Optional.ofNullable(failures.get(contact)).stream())
        .findFirst();
  }

  /**
   * Its contact cannot be listed any more; that another's list fails is no reason to come again.
   */
  private boolean isRefreshOfErased(ClaimMessage message) {
    return message.claim() instanceof Claim.Observe observe
        && observe.settle().isEmpty()
        && message.trail().hops() == 0
        && tree.known().erased().contains(observe.contact());
  }

  private static Outcome.Returned.Reason returned(FailureReason reason) {
    return switch (reason) {
      case THROTTLED -> Outcome.Returned.Reason.LIST_THROTTLED;
      case UNAVAILABLE, NOT_FOUND -> Outcome.Returned.Reason.LIST_UNAVAILABLE;
      case REFUSED -> Outcome.Returned.Reason.LIST_REFUSED;
      case INVALID -> Outcome.Returned.Reason.LIST_INVALID;
    };
  }
}
