package io.contacttree.domain.flow;

import io.contacttree.domain.claim.Claim;
import io.contacttree.domain.claim.ClaimMessage;
import io.contacttree.domain.contact.ContactId;
import io.contacttree.domain.contact.KnownContact;
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
 * Which contacts Amazon Connect must still be asked by (tree rules, section 2.4).
 *
 * <p>Each list is asked by a claimed contact, never by the root as such, because a root may be
 * purged while its children live.
 *
 * <p>A list may leave out the very contact it was asked by. Where that contact is known by name
 * alone, or a settle read looks for it, one contact that its list did show is asked as well.
 *
 * @param check what each claim needs
 */
record WantedLists(ClaimCheck check) {
  /**
   * Returns whom to ask next.
   *
   * @param asked whom this run has asked already
   */
  Optional<ContactId> next(KnownTree known, List<ClaimMessage> messages, Set<ContactId> asked) {
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
