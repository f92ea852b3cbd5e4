package io.contacttree.domain.store;

import io.contacttree.domain.contact.ContactId;
import java.time.Instant;
import java.util.Comparator;
import java.util.Objects;

/**
 * Where something stands in a list: the newest comes first, and of one moment the smallest id.
 *
 * @param at when it happened, to the millisecond
 * @param id the id of the tree or contact
 */
public record Place(Instant at, ContactId id) implements Comparable<Place> {
  private static final Comparator<Place> ORDER =
      Comparator.comparing(Place::at).reversed().thenComparing(Place::id);

  public Place {
    Objects.requireNonNull(at);
    Objects.requireNonNull(id);
  }

  @Override
  public int compareTo(Place other) {
    return ORDER.compare(this, other);
  }
}
