package io.contacttree.domain.tree;

import io.contacttree.domain.contact.ContactId;
import io.contacttree.domain.contact.KnownContact;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Whom else to ask for contacts that the list asked by them left out, though it showed others: one
 * that it did show and that was not asked since. Used by one thread.
 */
public final class Neighbours {
  private final KnownTree known;
  private final Map<Instant, ContactId> shownAt = new HashMap<>();

  /** Looks at what is known of a tree. */
  public Neighbours(KnownTree known) {
    this.known = known;
  }

  /** Returns whom to ask for a contact, or empty where nobody can tell more. */
  public Optional<ContactId> of(ContactId contact) {
    Optional<ListRead> answer =
        known.answer(contact).filter(list -> list.ending() != ListRead.Ending.NOT_FOUND);
    Optional<Instant> shown = known.contact(contact).flatMap(KnownContact::listedAt);
    if (answer.isEmpty() || shown.equals(answer.map(ListRead::at))) {
      return Optional.empty();
    }
    Instant askedAt = answer.get().at();
    return Optional.ofNullable(shown().get(askedAt))
        .filter(
            neighbour ->
                Optional.ofNullable(known.lists().get(neighbour))
                    .filter(list -> !list.at().isBefore(askedAt))
                    .isEmpty());
  }

  private Map<Instant, ContactId> shown() {
    if (shownAt.isEmpty()) {
      known
          .contacts()
          .values()
          .forEach(
              member -> member.listedAt().ifPresent(at -> shownAt.putIfAbsent(at, member.id())));
    }
    return shownAt;
  }
}
