package io.contacttree.domain.flow;

import io.contacttree.domain.claim.Claim;
import io.contacttree.domain.claim.ClaimMessage;
import io.contacttree.domain.connect.AssociatedContacts;
import io.contacttree.domain.connect.Deadline;
import io.contacttree.domain.contact.ContactId;
import io.contacttree.domain.contact.Facts;
import io.contacttree.domain.contact.KnownContact;
import io.contacttree.domain.reference.FailureReason;
import io.contacttree.domain.reference.KnownReferences;
import io.contacttree.domain.store.TreeStore;
import io.contacttree.domain.tree.KnownTree;
import io.contacttree.domain.tree.ListRead;
import io.contacttree.domain.tree.SettleRules;
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
 * purged while its children live (tree rules, section 2.4). A named contact is looked up in the
 * store before it costs a call.
 *
 * <p>A list may leave out the very contact it was asked by. Where that contact is known by name
 * alone, or a settle read looks for it, one contact that its list did show is asked as well.
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

    /** The time ran out; the cursor tells where the list stopped that was being read. */
    record OutOfTime(Optional<AssociatedContacts.Cursor> stoppedAt) implements Ended {}

    /** Amazon Connect did not give a list. */
    record Failed(FailureReason reason) implements Ended {}
  }

  /** Lists what the messages need; more messages may join after each list. */
  Ended run(TreeInProgress tree, OpenClaims batch, Deadline deadline) {
    Set<ContactId> asked = new TreeSet<>();
    Set<ContactId> notFound = new TreeSet<>();
    while (true) {
      Set<ContactId> unknown = tree.notLookedUp();
      if (!unknown.isEmpty()) {
        tree.take(unknown, store.load(tree.known().instance(), unknown));
        continue;
      }
      Optional<ContactId> next = next(tree.known(), batch.messages(), asked);
      if (next.isEmpty()) {
        return new Ended.Done(notFound);
      }
      asked.add(next.get());
      Optional<Ended> stop = ask(next.get(), tree, batch, notFound, deadline);
      if (stop.isPresent()) {
        return stop.get();
      }
    }
  }

  private Optional<Ended> ask(
      ContactId contact,
      TreeInProgress tree,
      OpenClaims batch,
      Set<ContactId> notFound,
      Deadline deadline) {
    AssociatedContacts.Answer answer =
        associatedContacts.list(
            tree.known().instance(), contact, batch.cursorOf(contact), deadline);
    return switch (answer) {
      case AssociatedContacts.Answer.Listed listed -> {
        learn(tree, listed.contacts(), contact, new ListRead(listed.readAt(), listed.ending()));
        if (!tree.known().contacts().containsKey(contact)) {
          learnMissing(tree, contact, listed.readAt());
        }
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

  private Optional<ContactId> next(
      KnownTree known, List<ClaimMessage> messages, Set<ContactId> asked) {
    Set<ContactId> wanted = new LinkedHashSet<>();
    Set<ContactId> lookedFor = new TreeSet<>(known.missing().keySet());
    for (ClaimMessage message : messages) {
      // The rest of a list may show what a list of its own would be asked for.
      Optional<ContactId> unfinished = check.unfinishedList(message, known);
      if (unfinished.isPresent()) {
        wanted.add(unfinished.get());
      } else if (check.needsList(message.claim(), known)) {
        wanted.add(message.claim().contact());
      }
      if (message.claim() instanceof Claim.Observe observe
          && observe.settle().filter(settle -> check.isNextSettle(settle, known)).isPresent()) {
        settle(observe.notBefore(), known, wanted, lookedFor);
      }
    }
    // Contacts that are asked for but not known yet come before those that are only named.
    wanted.addAll(known.unresolvedNames());
    wanted.addAll(neighbours(lookedFor, known));
    wanted.removeAll(asked);
    return wanted.stream().findFirst();
  }

  /** Whom a settle read asks by; what was listed since it was due is not asked again. */
  private static void settle(
      Instant notBefore, KnownTree known, Set<ContactId> wanted, Set<ContactId> lookedFor) {
    for (KnownContact contact : known.contacts().values()) {
      if (SettleRules.isListUnsettled(contact)) {
        lookedFor.add(contact.id());
        if (known.listedOrAskedAt(contact.id()).filter(at -> !at.isBefore(notBefore)).isEmpty()) {
          wanted.add(contact.id());
        }
      }
    }
    known
        .lists()
        .forEach(
            (id, list) -> {
              boolean cutShort =
                  list.ending() == ListRead.Ending.TRUNCATED && list.at().isBefore(notBefore);
              if (cutShort || list.ending() == ListRead.Ending.UNFINISHED) {
                wanted.add(id);
              }
            });
  }

  /**
   * Returns whom else to ask for contacts that their own lists left out: for each one that its list
   * did show, which was not asked since.
   */
  private static Set<ContactId> neighbours(Set<ContactId> lookedFor, KnownTree known) {
    Map<Instant, ContactId> shownAt = new HashMap<>();
    Set<ContactId> neighbours = new LinkedHashSet<>();
    for (ContactId contact : lookedFor) {
      Optional<Instant> askedAt = Optional.ofNullable(known.lists().get(contact)).map(ListRead::at);
      boolean leftOut = askedAt.isPresent() && !askedAt.equals(listedAt(known, contact));
      if (leftOut && shownAt.isEmpty()) {
        known
            .contacts()
            .values()
            .forEach(
                member -> member.listedAt().ifPresent(at -> shownAt.putIfAbsent(at, member.id())));
      }
      if (leftOut) {
        Optional.ofNullable(shownAt.get(askedAt.get()))
            .filter(
                neighbour ->
                    Optional.ofNullable(known.lists().get(neighbour))
                        .filter(list -> !list.at().isBefore(askedAt.get()))
                        .isEmpty())
            .ifPresent(neighbours::add);
      }
    }
    return neighbours;
  }

  private static Optional<Instant> listedAt(KnownTree known, ContactId contact) {
    return known.contact(contact).flatMap(KnownContact::listedAt);
  }
}
