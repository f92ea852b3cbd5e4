package io.contacttree.domain.flow;

import io.contacttree.domain.claim.ClaimMessage;
import io.contacttree.domain.connect.AssociatedContacts;
import io.contacttree.domain.contact.ContactId;
import io.contacttree.domain.contact.Facts;
import io.contacttree.domain.contact.KnownContact;
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
import java.util.TreeSet;

/**
 * Asks Amazon Connect for associated contacts until every claim that needs it is served and no
 * named contact is unknown.
 *
 * <p>A named contact is looked up in the store before it costs a call.
 */
final class ListStep {
  private final AssociatedContacts associatedContacts;
  private final WantedLists wantedLists;

  ListStep(AssociatedContacts associatedContacts, ClaimCheck check) {
    this.associatedContacts = associatedContacts;
    this.wantedLists = new WantedLists(check);
  }

  /** How the step ended. */
  sealed interface Ended {
    /**
     * All that was needed is known; of {@code notFound} the service said that it does not know
     * them.
     */
    record Done(Set<ContactId> notFound) implements Ended {}

    /** The time ran out; the cursor tells where the list stopped that was being read. */
    record OutOfTime(Optional<AssociatedContacts.Cursor> stoppedAt) implements Ended {}

    /** Amazon Connect did not give a list. */
    record Failed(FailureReason reason) implements Ended {}
  }

  /** Lists what the claims need; more of them may join after each list. */
  Ended listFor(OpenClaims claims, TreeInProgress tree) {
    Set<ContactId> asked = new TreeSet<>();
    Set<ContactId> notFound = new TreeSet<>();
    while (true) {
      tree.lookUpNamed();
      Optional<ContactId> next = wantedLists.next(tree.known(), claims.open(), asked);
      if (next.isEmpty()) {
        return new Ended.Done(notFound);
      }
      asked.add(next.get());
      Optional<Ended> stop = ask(next.get(), claims, tree, notFound);
      if (stop.isPresent()) {
        return stop.get();
      }
    }
  }

  private Optional<Ended> ask(
      ContactId contact, OpenClaims claims, TreeInProgress tree, Set<ContactId> notFound) {
    AssociatedContacts.Answer answer =
        associatedContacts.list(
            claims.instance(), contact, claims.cursorOf(contact), claims.deadline());
    return switch (answer) {
      case AssociatedContacts.Answer.Listed listed -> {
        learn(tree, listed.contacts(), contact, new ListRead(listed.readAt(), listed.ending()));
        if (!tree.known().contacts().containsKey(contact)) {
          learnMissing(tree, contact, listed.readAt());
        }
        List<ClaimMessage> joined = claims.join(tree.known().contacts().keySet());
        tree.takeFacts(joined, claims.startedAt());
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
        yield Optional.of(new Ended.OutOfTime(unfinished.next()));
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
      learnMissing(tree, contact, saidAt);
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

  /**
   * A contact known by name alone is missing until a list shows it, so that all who name it meet
   * there. A tree of nothing is not kept.
   */
  private static void learnMissing(TreeInProgress tree, ContactId contact, Instant saidAt) {
    if (!tree.known().contacts().isEmpty()) {
      tree.learn(KnownTree.empty(tree.known().instance()).withMissing(contact, saidAt));
    }
  }
}
