package io.contacttree.domain.store;

import io.contacttree.domain.contact.ContactId;
import io.contacttree.domain.contact.InstanceId;
import io.contacttree.domain.tree.TreeOverview;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Where trees and contacts are found by when they were last active; each method costs one request.
 *
 * <p>It may lag behind what was just written. All methods throw {@link UpstreamFailure} where the
 * store does not answer: nothing found is never a sign of an outage.
 */
public interface TreeIndex {
  /** Stands for as much as one request brings. */
  int ALL = Integer.MAX_VALUE;

  /** How many contacts one request can identify. */
  int MOST_IDENTITIES = 100;

  /**
   * Returns the trees of an instance whose last activity lies in a stretch.
   *
   * @param most how many entries are looked at, {@link #ALL} for as many as one request can
   */
  Slice<TreeOverview> trees(InstanceId instance, Stretch stretch, int most);

  /**
   * Returns the contacts of an agent, of a queue, or of both, whose end (of an open one: whose
   * beginning) lies in a stretch.
   *
   * @param most how many entries are looked at, {@link #ALL} for as many as one request can
   */
  Slice<ContactEntry> contacts(InstanceId instance, HandledBy handledBy, Stretch stretch, int most);

  /**
   * Returns what some contacts are; one that nobody knows is left out.
   *
   * @param contacts at most {@link #MOST_IDENTITIES}
   */
  Map<ContactId, Identity> identities(InstanceId instance, Set<ContactId> contacts);

  /**
   * The part of a list that is read.
   *
   * @param from the earliest moment
   * @param to the moment before which all lies
   * @param after the place after which to go on
   */
  record Stretch(Instant from, Instant to, Optional<Place> after) {
    public Stretch {
      Objects.requireNonNull(from);
      Objects.requireNonNull(to);
      Objects.requireNonNull(after);
    }

    /** Returns whether something at this place is in the stretch. */
    public boolean holds(Place place) {
      return !place.at().isBefore(from)
          && place.at().isBefore(to)
          && after.filter(passed -> place.compareTo(passed) <= 0).isEmpty();
    }
  }

  /**
   * What one request found, in order of {@link Place}.
   *
   * @param entries what was found
   * @param goesOnAfter the last place looked at, where the stretch may hold more behind it
   */
  record Slice<T>(List<T> entries, Optional<Place> goesOnAfter) {
    public Slice {
      entries = List.copyOf(entries);
      Objects.requireNonNull(goesOnAfter);
    }
  }

  /**
   * Who had to do with a contact: at least one of the two is given.
   *
   * @param agent the agent's id
   * @param queue the queue's id
   */
  record HandledBy(Optional<String> agent, Optional<String> queue) {
    public HandledBy {
      if (agent.isEmpty() && queue.isEmpty()) {
        throw new IllegalArgumentException("an agent or a queue must be given");
      }
    }

    /** Returns whether both had to do with it. */
    public boolean isOfBoth() {
      return agent.isPresent() && queue.isPresent();
    }
  }

  /**
   * A contact in a list.
   *
   * @param place its id, and its end (of an open one: its beginning)
   * @param leadsTo its tree, or what was its tree some time ago
   */
  record ContactEntry(Place place, ContactId leadsTo) {
    public ContactEntry {
      Objects.requireNonNull(place);
      Objects.requireNonNull(leadsTo);
    }
  }

  /** What a contact is. */
  sealed interface Identity {
    /** It is the root of a tree. */
    record Root(TreeOverview tree) implements Identity {}

    /** It belongs to another's tree, or did some time ago. */
    record LeadsTo(ContactId contact) implements Identity {}

    /**
     * It was erased.
     *
     * @param treeId where the rest of its tree was last, if there was any
     */
    record Erased(Optional<ContactId> treeId) implements Identity {
      public Erased {
        Objects.requireNonNull(treeId);
      }
    }
  }
}
