package io.contacttree.domain.flow;

import io.contacttree.domain.claim.ClaimMessage;
import io.contacttree.domain.connect.AssociatedContacts;
import io.contacttree.domain.contact.ContactId;
import io.contacttree.domain.tree.KnownTree;
import io.contacttree.domain.tree.ListRead;
import java.util.Optional;

/**
 * A list that an earlier message could not finish and with which this one goes on.
 *
 * @param askedBy the contact it was asked by
 * @param byName whether that contact is only named, so that no claim depends on its list
 */
record UnfinishedList(ContactId askedBy, boolean byName) {
  /** Returns the list that a message was forwarded with, unless somebody finished it since. */
  static Optional<UnfinishedList> of(ClaimMessage message, KnownTree known) {
    if (message.trail().hops() == 0) {
      return Optional.empty();
    }
    ContactId claimed = message.claim().contact();
    ContactId askedBy =
        message.trail().list().map(AssociatedContacts.Cursor::contact).orElse(claimed);
    if (known.erased().contains(askedBy)) {
      return insteadOfErased(message, known);
    }
    boolean byName = !askedBy.equals(claimed) && known.contact(askedBy).isEmpty();
    return Optional.of(new UnfinishedList(askedBy, byName))
        .filter(list -> known.isUnfinished(list.askedBy()));
  }

  /**
   * Of a list by an erased contact only the cursor tells that it was not finished; another member's
   * shows the rest, unless one came to its end since.
   */
  private static Optional<UnfinishedList> insteadOfErased(ClaimMessage message, KnownTree known) {
    ClaimMessage.Trail trail = message.trail();
    if (trail.list().isEmpty() || known.contacts().isEmpty()) {
      return Optional.empty();
    }
    boolean listedSince =
        known.lists().values().stream()
            .anyMatch(
                list ->
                    list.ending() != ListRead.Ending.UNFINISHED
                        && !list.at().isBefore(trail.firstSentAt()));
    return listedSince
        ? Optional.empty()
        : Optional.of(new UnfinishedList(ClaimCheck.subject(message.claim(), known), false));
  }
}
