package io.contacttree.domain.flow;

import io.contacttree.domain.claim.ClaimMessage;
import io.contacttree.domain.connect.AssociatedContacts;
import io.contacttree.domain.contact.ContactId;
import io.contacttree.domain.tree.KnownTree;
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
      return insteadOfErased(message.trail(), known);
    }
    boolean byName = !askedBy.equals(claimed) && known.contact(askedBy).isEmpty();
    return Optional.of(new UnfinishedList(askedBy, byName))
        .filter(list -> known.isUnfinished(list.askedBy()));
  }

  /**
   * Of a list by an erased contact only the cursor tells that it was not finished; another member's
   * shows the rest, unless it was asked by since.
   */
  private static Optional<UnfinishedList> insteadOfErased(
      ClaimMessage.Trail trail, KnownTree known) {
    if (trail.list().isEmpty() || known.contacts().isEmpty()) {
      return Optional.empty();
    }
    ContactId another = known.contacts().firstKey();
    return Optional.of(new UnfinishedList(another, false))
        .filter(
            _ ->
                known
                    .answer(another)
                    .filter(list -> !list.at().isBefore(trail.firstSentAt()))
                    .isEmpty());
  }
}
