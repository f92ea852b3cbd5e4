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
    boolean byName = !askedBy.equals(claimed) && known.contact(askedBy).isEmpty();
    return Optional.of(new UnfinishedList(askedBy, byName))
        .filter(list -> known.isUnfinished(list.askedBy()));
  }
}
