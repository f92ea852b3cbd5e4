package io.contacttree.domain.flow;

import io.contacttree.domain.claim.Claim;
import io.contacttree.domain.claim.ClaimMessage;
import io.contacttree.domain.contact.ContactId;
import io.contacttree.domain.tree.KnownTree;
import io.contacttree.domain.tree.ListRead;
import io.contacttree.domain.tree.Neighbours;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which contacts Amazon Connect must still be asked by (tree rules, sections 2.2 and 2.4).
 *
 * <p>Each list is asked by a claimed contact, never by the root as such, because a root may be
 * purged while its children live; then by contacts that are only named.
 *
 * <p>A list may leave out the very contact it was asked by. Where nothing else tells of that
 * contact by then, a settle read asks by one that its list did show.
 *
 * @param check what each claim needs
 */
record WantedLists(ClaimCheck check) {
  /** A list to ask for. */
  sealed interface Wanted {
    /** The contact to ask by. */
    ContactId contact();

    /** A claim cannot be satisfied without it. */
    record ForClaim(ContactId contact) implements Wanted {}

    /**
     * It may show a contact that is only named; no claim depends on it.
     *
     * @param name the contact it is to show, which is the one to ask by unless its own list left it
     *     out
     */
    record ForName(ContactId contact, ContactId name) implements Wanted {}
  }

  /**
   * Returns what to ask for next.
   *
   * @param asked whom this run has asked by already
   */
  Optional<Wanted> next(KnownTree known, List<ClaimMessage> messages, Set<ContactId> asked) {
    Set<Wanted> wanted = new LinkedHashSet<>();
    Set<ContactId> names = new TreeSet<>();
    for (ClaimMessage message : messages) {
      neededBy(message, known).forEach(contact -> wanted.add(new Wanted.ForClaim(contact)));
      UnfinishedList.of(message, known)
          .filter(UnfinishedList::byName)
          .ifPresent(list -> names.add(list.askedBy()));
      names.addAll(check.wantedNames().by(message.claim(), known));
    }
    // Contacts that are asked for but not known yet come before those that are only named.
    names.forEach(name -> wanted.add(new Wanted.ForName(name, name)));
    wanted.addAll(forThoseLeftOut(known, messages));
    return wanted.stream().filter(list -> !asked.contains(list.contact())).findFirst();
  }

  /** Returns whom lists must be asked by for a message to be satisfied. */
  Set<ContactId> neededBy(ClaimMessage message, KnownTree known) {
    Set<ContactId> needed = new LinkedHashSet<>();
    // The rest of a list may show what a list of its own would be asked for.
    Optional<UnfinishedList> unfinished =
        UnfinishedList.of(message, known).filter(list -> !list.byName());
    if (unfinished.isPresent()) {
      needed.add(unfinished.get().askedBy());
    } else if (check.needsList(message.claim(), known)) {
      needed.add(ClaimCheck.subject(message.claim(), known));
    }
    if (message.claim() instanceof Claim.Observe observe && isSettleReadDue(message, known)) {
      addSettled(observe.notBefore(), known, needed);
    }
    return needed;
  }

  /** Whom a settle read asks by; what was listed since it was due is not asked again. */
  private void addSettled(Instant notBefore, KnownTree known, Set<ContactId> needed) {
    Neighbours neighbours = new Neighbours(known);
    for (ContactId contact : check.rules().unsettledMembers(known)) {
      Optional<ContactId> neighbour = neighbours.of(contact);
      if (neighbour.isPresent()) {
        needed.add(neighbour.get());
      } else if (known.listedOrAskedAt(contact).filter(at -> !at.isBefore(notBefore)).isEmpty()) {
        needed.add(contact);
      }
    }
    known
        .lists()
        .forEach(
            (id, list) -> {
              boolean cutShort =
                  list.ending() == ListRead.Ending.TRUNCATED && list.at().isBefore(notBefore);
              boolean unfinished = known.isUnfinished(id) && known.contact(id).isPresent();
              if (cutShort || unfinished) {
                needed.add(id);
              }
            });
  }

  /**
   * Contacts that are no members though the list asked by them showed others: claimed ones at once,
   * names by a settle read, unless their own event came before.
   */
  private Set<Wanted> forThoseLeftOut(KnownTree known, List<ClaimMessage> messages) {
    Set<ContactId> lookedFor = new TreeSet<>();
    for (ClaimMessage message : messages) {
      ContactId claimed = message.claim().contact();
      if (known.contact(claimed).isEmpty() && !known.erased().contains(claimed)) {
        lookedFor.add(claimed);
      }
      if (isSettleReadDue(message, known)) {
        lookedFor.addAll(check.rules().leftOutNames(known));
      }
    }
    Neighbours neighbours = new Neighbours(known);
    Set<Wanted> wanted = new LinkedHashSet<>();
    for (ContactId name : lookedFor) {
      neighbours.of(name).ifPresent(neighbour -> wanted.add(new Wanted.ForName(neighbour, name)));
    }
    return wanted;
  }

  private boolean isSettleReadDue(ClaimMessage message, KnownTree known) {
    return message.claim().settle().filter(settle -> check.isNextSettle(settle, known)).isPresent();
  }
}
