package io.contacttree.domain.flow;

import io.contacttree.domain.claim.ClaimMessage;
import io.contacttree.domain.connect.AssociatedContacts;
import io.contacttree.domain.contact.ContactId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * The messages that one tree answers, and the groups of the batch that may still turn out to be
 * about it.
 */
final class OpenClaims {
  private final List<ClaimMessage> messages;
  private final Deque<ClaimGroup> waiting;
  private final Instant startedAt;

  OpenClaims(ClaimGroup group, Deque<ClaimGroup> waiting, Instant startedAt) {
    this.messages = new ArrayList<>(group.messages());
    this.waiting = waiting;
    this.startedAt = startedAt;
  }

  /** Returns the messages by now. */
  List<ClaimMessage> messages() {
    return List.copyOf(messages);
  }

  /** Lets waiting groups join whose contact a list has just shown in this tree. */
  void join(TreeInProgress tree) {
    for (Iterator<ClaimGroup> groups = waiting.iterator(); groups.hasNext(); ) {
      ClaimGroup group = groups.next();
      if (group.instance().equals(tree.known().instance())
          && group.messages().stream()
              .anyMatch(message -> isMember(tree, message.claim().contact()))) {
        groups.remove();
        messages.addAll(group.messages());
        tree.takeFacts(group.messages(), startedAt);
      }
    }
  }

  /** Takes messages out that this tree shall not answer now. */
  void remove(List<ClaimMessage> done) {
    messages.removeAll(done);
  }

  /** Returns where a list by this contact stopped in an earlier invocation. */
  Optional<AssociatedContacts.Cursor> cursorOf(ContactId contact) {
    return messages.stream()
        .flatMap(message -> message.trail().list().stream())
        .filter(cursor -> cursor.contact().equals(contact))
        .findFirst();
  }

  private static boolean isMember(TreeInProgress tree, ContactId contact) {
    return tree.known().contacts().containsKey(contact);
  }
}
