package io.contacttree.domain.flow;

import io.contacttree.domain.contact.ContactId;
import io.contacttree.domain.contact.Facts;
import io.contacttree.domain.contact.KnownContact;
import io.contacttree.domain.reference.FailureReason;
import io.contacttree.domain.reference.KnownReferences;
import io.contacttree.domain.store.TreeStore;
import io.contacttree.domain.tree.KnownTree;
import io.contacttree.domain.tree.ListRead;
import io.contacttree.domain.tree.TreeStates;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Asks Amazon Connect for associated contacts until every claim that needs it is served and no
 * named contact is unknown.
 *
 * <p>Each list is asked by a claimed contact, never by the root as such, because a root may be
 * purged while its children live (tree rules, section 2.3). A named contact is looked up in the
 * store before it costs a call.
 */
final class ListStep {
  private final AssociatedContacts associatedContacts;
  private final TreeStore store;
  private final ClaimCheck check;

  ListStep(AssociatedContacts associatedContacts, TreeStore store, ClaimCheck check) {
    this.associatedContacts = associatedContacts;
    this.store = store;
    this.check = check;
  }

  /** How the step ended. */
  sealed interface Ended {
    /**
     * All that was needed is known; of {@code notFound} the service said that it does not know
     * them.
     */
    record Done(Set<ContactId> notFound) implements Ended {}

    /** The time ran out; the cursors tell where lists stopped. */
    record OutOfTime(Map<ContactId, AssociatedContacts.Cursor> stoppedAt) implements Ended {}

    /** Amazon Connect did not give a list. */
    record Failed(FailureReason reason) implements Ended {}
  }

  /** Lists what the messages need; more messages may join after each list. */
  Ended run(TreeInProgress tree, ClaimBatch batch, Deadline deadline) {
    Set<ContactId> asked = new TreeSet<>();
    Set<ContactId> shown = new TreeSet<>();
    Set<ContactId> notFound = new TreeSet<>();
    while (true) {
      Set<ContactId> unknown = tree.notLookedUp();
      if (!unknown.isEmpty()) {
        tree.take(unknown, store.load(tree.known().instance(), unknown));
        continue;
      }
      Optional<ContactId> next = next(tree.known(), batch.messages(), asked, shown);
      if (next.isEmpty()) {
        return new Ended.Done(notFound);
      }
      asked.add(next.get());
      Optional<Ended> stop = ask(next.get(), tree, batch, shown, notFound, deadline);
      if (stop.isPresent()) {
        return stop.get();
      }
    }
  }

  private Optional<Ended> ask(
      ContactId contact,
      TreeInProgress tree,
      ClaimBatch batch,
      Set<ContactId> shown,
      Set<ContactId> notFound,
      Deadline deadline) {
    AssociatedContacts.Answer answer =
        associatedContacts.list(
            tree.known().instance(), contact, batch.cursorOf(contact), deadline);
    return switch (answer) {
      case AssociatedContacts.Answer.Listed listed -> {
        learn(tree, listed.contacts(), contact, new ListRead(listed.readAt(), listed.ending()));
        shown.addAll(listed.contacts().keySet());
        batch.join(tree);
        yield Optional.empty();
      }
      case AssociatedContacts.Answer.Unfinished unfinished -> {
        if (!unfinished.contacts().isEmpty()) {
          learn(
              tree,
              unfinished.contacts(),
              contact,
              new ListRead(unfinished.readAt(), ListRead.Ending.UNFINISHED));
        }
        yield Optional.of(
            new Ended.OutOfTime(
                unfinished.next().map(cursor -> Map.of(contact, cursor)).orElse(Map.of())));
      }
      case AssociatedContacts.Answer.NotFound unknown -> {
        notFound.add(contact);
        learnNotFound(tree, contact, unknown.readAt());
        yield Optional.empty();
      }
      case AssociatedContacts.Answer.Failed failed ->
          Optional.of(new Ended.Failed(failed.reason()));
    };
  }

  private static void learn(
      TreeInProgress tree, Map<ContactId, Facts> listed, ContactId askedBy, ListRead read) {
    Map<ContactId, KnownContact> contacts = new HashMap<>();
    listed.forEach((id, facts) -> contacts.put(id, KnownContact.listed(id, facts, read.at())));
    tree.learn(
        KnownTree.empty(tree.known().instance()).withContacts(contacts).withList(askedBy, read));
  }

  /** A contact that is unknown to the service has no references to ask for either. */
  private static void learnNotFound(TreeInProgress tree, ContactId contact, Instant saidAt) {
    Optional<KnownContact> member = tree.known().contact(contact);
    if (member.isEmpty()) {
      // Only contacts that a member names are remembered as missing; a tree of nothing is not kept.
      if (!tree.known().contacts().isEmpty()) {
        tree.learn(KnownTree.empty(tree.known().instance()).withMissing(contact, saidAt));
      }
      return;
    }
    tree.learn(
        KnownTree.empty(tree.known().instance())
            .withList(contact, new ListRead(saidAt, ListRead.Ending.COMPLETE)));
    if (member.get().hasEnded()) {
      tree.learn(
          member.get().withReferences(KnownReferences.failed(saidAt, FailureReason.NOT_FOUND)));
    }
  }

  private Optional<ContactId> next(
      KnownTree known, List<ClaimMessage> messages, Set<ContactId> asked, Set<ContactId> shown) {
    Set<ContactId> wanted = new LinkedHashSet<>();
    for (ClaimMessage message : messages) {
      if (check.needsList(message.claim(), known) || check.goesOnListing(message, known)) {
        wanted.add(message.claim().contact());
      }
      if (message.claim() instanceof Claim.Observe observe
          && observe.settle().filter(settle -> check.isNextSettle(settle, known)).isPresent()) {
        wanted.addAll(settleBy(known, observe.settle().get().reads(), shown));
      }
    }
    // Contacts that are asked for but not known yet come before those that are only named.
    wanted.addAll(known.unresolvedNames());
    wanted.removeAll(asked);
    return wanted.stream().findFirst();
  }

  /**
   * Whom a settle read asks by. A contact that its own list left out may well stand in another
   * member's, so odd reads ask by a member that lists do show, even ones by the contact itself.
   * What this run has shown is not asked again.
   */
  private static Set<ContactId> settleBy(KnownTree known, int read, Set<ContactId> shownNow) {
    Set<ContactId> by = new LinkedHashSet<>();
    Optional<ContactId> shown =
        known.contacts().values().stream()
            .filter(contact -> contact.listedAt().isPresent())
            .map(KnownContact::id)
            .findFirst();
    for (KnownContact contact : known.contacts().values()) {
      if (TreeStates.isListUnsettled(contact) && !shownNow.contains(contact.id())) {
        boolean leftOut = contact.listedAt().isEmpty();
        by.add(leftOut && read % 2 == 1 ? shown.orElse(contact.id()) : contact.id());
      }
    }
    known
        .lists()
        .forEach(
            (id, list) -> {
              if (list.ending() == ListRead.Ending.TRUNCATED
                  || list.ending() == ListRead.Ending.UNFINISHED) {
                by.add(id);
              }
            });
    return by;
  }
}
