package io.contacttree.domain.flow;

import io.contacttree.domain.claim.Claim;
import io.contacttree.domain.contact.ContactId;
import io.contacttree.domain.tree.KnownTree;
import io.contacttree.domain.tree.SettleRules;
import java.time.Instant;
import java.util.NavigableSet;

/**
 * Which contacts that members only name a claim has listed, each by its own id (tree rules, section
 * 2.2): one that nobody asked by yet, for every claim; what had no answer, for a settle read; all
 * of them, for a refresh and a rebuild.
 *
 * @param rules how often each is tried
 */
record WantedNames(SettleRules rules) {
  NavigableSet<ContactId> by(Claim claim, KnownTree known) {
    return switch (claim) {
      case Claim.Ended _ -> known.untriedNames();
      case Claim.Observe observe when observe.settle().isPresent() ->
          known.settle().next().equals(observe.settle().get())
              ? notAskedSince(observe.notBefore(), rules.openNames(known), known)
              : known.untriedNames();
      case Claim.Observe observe ->
          notAskedSince(observe.notBefore(), known.namedContacts(), known);
      case Claim.Rebuild rebuild ->
          notAskedSince(rebuild.notBefore(), known.namedContacts(), known);
    };
  }

  private static NavigableSet<ContactId> notAskedSince(
      Instant notBefore, NavigableSet<ContactId> names, KnownTree known) {
    names.removeIf(
        name -> known.lastAskedAt(name).filter(at -> !at.isBefore(notBefore)).isPresent());
    return names;
  }
}
