package io.contacttree.domain.store;

import io.contacttree.domain.connect.Deadline;
import io.contacttree.domain.contact.ContactId;
import io.contacttree.domain.contact.InstanceId;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Where contacts are erased: a tombstone takes the place of each and stays for ever (tree rules,
 * section 8).
 *
 * <p>All methods throw {@link UpstreamFailure} where the store does not answer.
 */
public interface Tombstones extends TreeLookup {

  /**
   * Erases contacts; either all of it becomes visible or nothing, but for contacts that are too
   * many for one write: of these some may be erased before the others.
   */
  Result bury(Burial burial);

  /**
   * Clears away what no read shows any more of a contact and of its tree: what a burial that was
   * cut short left behind a tombstone, and what has expired, before its time.
   *
   * @return whether nothing of it is left; false where the time was up before
   */
  boolean tidy(InstanceId instance, ContactId contact, Deadline deadline);

  /**
   * What is to be erased.
   *
   * @param instance the instance
   * @param contacts the contacts to erase, at most {@link #MOST_CONTACTS}; none of them is a member
   *     of the rest
   * @param rest the next revision of the tree without them; absent where nobody is left
   * @param replaced the stored trees that know them, exactly as this store loaded them; none where
   *     the store does not know them
   * @param at our clock
   * @param deadline after which no further write is begun, for clearing away neither
   */
  record Burial(
      InstanceId instance,
      Set<ContactId> contacts,
      Optional<StoredTree> rest,
      List<StoredTree> replaced,
      Instant at,
      Deadline deadline) {
    /** As many contacts can be erased at once; what there is of them mostly fits into one write. */
    public static final int MOST_CONTACTS = 40;

    public Burial {
      Objects.requireNonNull(instance);
      contacts = Set.copyOf(new TreeSet<>(contacts));
      Objects.requireNonNull(rest);
      replaced = List.copyOf(replaced);
      Objects.requireNonNull(at);
      Objects.requireNonNull(deadline);
      if (contacts.isEmpty() || contacts.size() > MOST_CONTACTS) {
        throw new IllegalArgumentException("nobody, or too many to be erased at once");
      }
      if (rest.isPresent() && !rest.get().known().erased().containsAll(contacts)) {
        throw new IllegalArgumentException("the rest does not know that they are erased");
      }
    }
  }

  /** What became of a burial. */
  sealed interface Result {
    /**
     * They are erased.
     *
     * @param rest the tree as the store holds it now; absent where nobody is left
     * @param isTidy whether nothing is left to be cleared away behind the tombstones
     */
    record Buried(Optional<StoredTree> rest, boolean isTidy) implements Result {
      public Buried {
        Objects.requireNonNull(rest);
      }
    }

    /**
     * The time was up before they were erased; what was written on the way is valid, and the same
     * burial goes on from there.
     */
    record OutOfTime() implements Result {}

    /**
     * Somebody else wrote first.
     *
     * @param contacts the contacts whose identity was not as expected; load these and try again
     */
    record Conflict(Set<ContactId> contacts) implements Result {
      public Conflict {
        contacts = Set.copyOf(contacts);
      }
    }
  }
}
