package io.contacttree.domain.store;

import io.contacttree.domain.contact.ContactId;
import io.contacttree.domain.contact.InstanceId;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Objects;
import java.util.Optional;

/**
 * Which contacts were refreshed of late, and how many in the last minute; shared by all workers of
 * a deployment.
 *
 * <p>All methods throw {@link UpstreamFailure} where the store does not answer.
 */
public interface RefreshLedger {

  /**
   * Returns until when the last of these contacts cools down; empty where none does.
   *
   * @param contacts at most a hundred are looked at
   */
  Optional<Instant> coolingUntil(InstanceId instance, Collection<ContactId> contacts);

  /**
   * Enters a refresh, unless its contact cools down or the last minute is full.
   *
   * @param contact under which it is entered
   * @param limit which of the limits counts it
   * @param most how many refreshes of this kind a minute takes
   * @param hold for how long nobody else can enter the contact, unless it is kept or withdrawn
   */
  Entry enter(InstanceId instance, ContactId contact, Limit limit, int most, Duration hold);

  /** Lets an entered contact cool down until a time. */
  void keep(InstanceId instance, ContactId contact, Instant until);

  /** Takes an entry back: it led to nothing. It still counts in its minute. */
  void withdraw(InstanceId instance, ContactId contact);

  /** The limits, each with a count of its own. */
  enum Limit {
    /** Of contacts that the table knows. */
    KNOWN,
    /** Of contacts that it does not know. */
    UNKNOWN
  }

  /** What became of a refresh. */
  sealed interface Entry {
    /** It is entered. */
    record Entered() implements Entry {}

    /** Another one was entered before it, and holds until then. */
    record Cooling(Instant until) implements Entry {
      public Cooling {
        Objects.requireNonNull(until);
      }
    }

    /** The last minute is full, until then. */
    record Full(Instant until) implements Entry {
      public Full {
        Objects.requireNonNull(until);
      }
    }
  }
}
