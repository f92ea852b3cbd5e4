package io.contacttree.domain.tree;

import io.contacttree.domain.contact.ContactId;
import io.contacttree.domain.contact.KnownContact;
import java.time.Instant;
import java.util.Map;
import java.util.Set;

/** One thing that building a tree may learn, in the ways in which the flow learns it. */
sealed interface Learned {
  /** Returns the knowledge with this in it. */
  KnownTree into(KnownTree known);

  /** What an event, a list or a search said of a contact. */
  record OfContact(KnownContact contact) implements Learned {
    @Override
    public KnownTree into(KnownTree known) {
      return known.withContacts(Map.of(contact.id(), contact));
    }
  }

  /** That a list was asked. */
  record OfList(ContactId askedBy, ListRead read) implements Learned {
    @Override
    public KnownTree into(KnownTree known) {
      return known.withList(askedBy, read);
    }
  }

  /** That Amazon Connect does not know a contact. */
  record OfMissing(ContactId id, Instant saidAt) implements Learned {
    @Override
    public KnownTree into(KnownTree known) {
      return known.withMissing(id, saidAt);
    }
  }

  /** That lists by a named contact had no answer. */
  record OfTries(ContactId id, ListTries tries) implements Learned {
    @Override
    public KnownTree into(KnownTree known) {
      return known.withTries(id, tries);
    }
  }

  /** That a settle read was made. */
  record OfSettling(SettleProgress progress) implements Learned {
    @Override
    public KnownTree into(KnownTree known) {
      return known.withSettle(progress);
    }
  }

  /** That a contact was erased. */
  record OfErasing(ContactId id) implements Learned {
    @Override
    public KnownTree into(KnownTree known) {
      return known.withErased(Set.of(id));
    }
  }
}
