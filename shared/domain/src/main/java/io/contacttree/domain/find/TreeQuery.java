package io.contacttree.domain.find;

import io.contacttree.domain.contact.InstanceId;
import io.contacttree.domain.store.TreeIndex.HandledBy;
import io.contacttree.domain.tree.TreeOverview;
import io.contacttree.domain.tree.TreeState;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * Which trees a list holds.
 *
 * @param instance the Amazon Connect instance
 * @param from the earliest moment, to the millisecond
 * @param to the moment before which all lies
 * @param handledBy whose contacts are listed; absent where trees are listed by their last activity
 * @param channel a channel of any member
 * @param state the state of the tree
 */
public record TreeQuery(
    InstanceId instance,
    Instant from,
    Instant to,
    Optional<HandledBy> handledBy,
    Optional<String> channel,
    Optional<TreeState> state) {

  public TreeQuery {
    Objects.requireNonNull(instance);
    Objects.requireNonNull(handledBy);
    Objects.requireNonNull(channel);
    Objects.requireNonNull(state);
    if (!from.isBefore(to)) {
      throw new IllegalArgumentException("from must be before to");
    }
  }

  /** Returns whether the list can leave out what an index has found. */
  boolean isFiltered() {
    return channel.isPresent() || state.isPresent();
  }

  /** Returns whether a tree that an index has found is in the list. */
  boolean takes(TreeOverview tree) {
    return channel.filter(wanted -> !tree.facts().channels().contains(wanted)).isEmpty()
        && state.filter(wanted -> tree.state() != wanted).isEmpty();
  }
}
