package io.contacttree.view;

import io.contacttree.domain.contact.Fact;
import io.contacttree.domain.tree.LinkKind;
import io.contacttree.domain.tree.TreeContact;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One contact in a timeline.
 *
 * @param contact the contact
 * @param kind what its link to its parent means; absent for a root
 * @param bar from when to when it is drawn; absent where neither its beginning nor its end is known
 * @param isAskedBy whether the tree was asked for by its id
 * @param notes what is missing or odd about it, in words
 */
record Lane(
    TreeContact contact,
    Optional<LinkKind> kind,
    Optional<TimeScale.Span> bar,
    boolean isAskedBy,
    List<String> notes) {

  Lane {
    notes = List.copyOf(notes);
  }

  String id() {
    return contact.id().value();
  }

  boolean isOpen() {
    return !contact.facts().ended();
  }

  Optional<Instant> begun() {
    return contact.facts().time(Fact.INITIATION_TIMESTAMP);
  }

  Optional<Instant> ended() {
    return contact.facts().time(Fact.DISCONNECT_TIMESTAMP);
  }

  /** Returns how long it lasted; absent where that is not known or clocks disagree. */
  Optional<Duration> lasted() {
    return begun()
        .flatMap(begun -> ended().map(ended -> Duration.between(begun, ended)))
        .filter(lasted -> !lasted.isNegative());
  }

  Optional<String> fact(Fact fact) {
    return contact.facts().value(fact);
  }
}
