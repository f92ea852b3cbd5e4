package io.contacttree.domain.erase;

import io.contacttree.domain.contact.ContactId;
import java.util.Collections;
import java.util.NavigableSet;
import java.util.TreeSet;

/**
 * How far erasing came.
 *
 * @param erased the contacts that it erased, or that it would erase
 * @param alreadyErased the contacts that had been erased before
 * @param finished whether nothing is left to be erased; otherwise a repeat goes on
 */
public record Erasure(
    NavigableSet<ContactId> erased, NavigableSet<ContactId> alreadyErased, boolean finished) {
  public Erasure {
    erased = Collections.unmodifiableNavigableSet(new TreeSet<>(erased));
    alreadyErased = Collections.unmodifiableNavigableSet(new TreeSet<>(alreadyErased));
  }
}
