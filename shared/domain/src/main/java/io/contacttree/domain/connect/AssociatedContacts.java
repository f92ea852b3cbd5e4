package io.contacttree.domain.connect;

import io.contacttree.domain.contact.ContactId;
import io.contacttree.domain.contact.Facts;
import io.contacttree.domain.contact.InstanceId;
import io.contacttree.domain.reference.FailureReason;
import io.contacttree.domain.tree.ListRead;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Asks Amazon Connect for the contacts that belong together (ListAssociatedContacts), all pages of
 * it.
 */
public interface AssociatedContacts {

  /**
   * Returns the contacts associated with one, or why they could not be had; never throws for what
   * the service answers.
   */
  Answer list(Query query);

  /**
   * What is asked for.
   *
   * @param instance the instance
   * @param contact the contact to ask by
   * @param resume where an earlier, unfinished list of the same contact stopped
   * @param deadline the list stops there and says how far it came
   * @param patience how often each page is asked for
   */
  record Query(
      InstanceId instance,
      ContactId contact,
      Optional<Cursor> resume,
      Deadline deadline,
      Patience patience) {
    public Query {
      Objects.requireNonNull(instance);
      Objects.requireNonNull(contact);
      Objects.requireNonNull(resume);
      Objects.requireNonNull(deadline);
      Objects.requireNonNull(patience);
    }
  }

  /** How often a request that fails for a reason that may pass is made. */
  enum Patience {
    /** Once: a later message asks again. */
    ONE_ATTEMPT,
    /** As often as the client of the service does. */
    SEVERAL_ATTEMPTS
  }

  /**
   * Where an unfinished list stopped.
   *
   * @param contact the contact that it was asked by, which need not be the one of the claim
   * @param startedAt our clock just before its first request
   * @param pageToken the token of the next page; Amazon Connect forgets it after 24 hours
   */
  record Cursor(ContactId contact, Instant startedAt, String pageToken) {
    public Cursor {
      Objects.requireNonNull(contact);
      Objects.requireNonNull(startedAt);
      Objects.requireNonNull(pageToken);
    }
  }

  /** What a list brought. */
  sealed interface Answer {
    /** Our clock just before the first request. */
    Instant readAt();

    /** The list ended; {@code contacts} are all it showed, in no order. */
    record Listed(Instant readAt, ListRead.Ending ending, Map<ContactId, Facts> contacts)
        implements Answer {
      public Listed {
        Objects.requireNonNull(ending);
        contacts = Map.copyOf(new TreeMap<>(contacts));
      }
    }

    /** The time ran out; {@code contacts} are those of the pages read so far. */
    record Unfinished(Instant readAt, Map<ContactId, Facts> contacts, Optional<Cursor> next)
        implements Answer {
      public Unfinished {
        contacts = Map.copyOf(new TreeMap<>(contacts));
      }
    }

    /** Amazon Connect does not know the contact. */
    record NotFound(Instant readAt) implements Answer {}

    /** No list could be had. */
    record Failed(Instant readAt, FailureReason reason) implements Answer {}
  }
}
