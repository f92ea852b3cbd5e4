package io.contacttree.standin.operation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.contacttree.standin.association.Associations;
import io.contacttree.standin.contacts.ContactStore;
import io.contacttree.standin.contacts.DescribedContact;
import io.contacttree.standin.contacts.InstanceContacts;
import io.contacttree.standin.contacts.StoredContact;
import io.contacttree.standin.protocol.ServiceRefusal;
import io.contacttree.standin.quirk.Quirks;
import io.contacttree.standin.quirk.Quirks.ReadLag.Mode;
import java.time.Instant;

/**
 * What the service shows of its contacts at one moment, under the quirks in force.
 *
 * @param book all contacts, held by this thread alone while it answers
 * @param associations which of them are connected
 * @param quirks how the service differs from its plain self
 * @param now the moment
 */
record ServiceView(ContactStore book, Associations associations, Quirks quirks, Instant now) {

  /** Returns the contacts of an instance, or refuses an unknown one. */
  InstanceContacts instance(String instanceId) {
    return book.instance(instanceId)
        .orElseThrow(
            () -> ServiceRefusal.notFound("There is no instance " + instanceId + " here."));
  }

  /** Returns the contact asked for by its own id, or refuses one that is not answered. */
  StoredContact contact(InstanceContacts contacts, String contactId) {
    return contacts
        .find(contactId)
        .filter(this::answers)
        .orElseThrow(() -> ServiceRefusal.notFound("There is no contact " + contactId + " here."));
  }

  /** Returns whether the contact is known when asked by its own id. */
  boolean answers(StoredContact contact) {
    return contact.exists(now) && !purged(contact) && !lags(contact, Mode.NOT_FOUND);
  }

  /** Returns whether the contact stands in lists. */
  boolean lists(StoredContact contact) {
    return answers(contact) && !lags(contact, Mode.ABSENT);
  }

  /** Returns whether the contact shows as ended. */
  boolean showsEnd(StoredContact contact) {
    return contact.hasEnded(now) && !lags(contact, Mode.OPEN);
  }

  /** Returns DescribeContact's fields as they show. */
  ObjectNode described(StoredContact contact) {
    ObjectNode shown = DescribedContact.at(contact, now, showsEnd(contact));
    replaceUnknown(shown);
    return shown;
  }

  /** Puts the values that no client knows in place of those that an answer has. */
  void replaceUnknown(ObjectNode shown) {
    if (shown.has("Channel")) {
      quirks.unknown().channel().ifPresent(channel -> shown.put("Channel", channel));
    }
    if (shown.has("InitiationMethod")) {
      quirks
          .unknown()
          .initiationMethod()
          .ifPresent(method -> shown.put("InitiationMethod", method));
    }
  }

  private boolean purged(StoredContact contact) {
    return quirks.purgeBefore().isPresent()
        && contact.initiatedAt().filter(quirks.purgeBefore().get()::isAfter).isPresent();
  }

  private boolean lags(StoredContact contact, Mode mode) {
    return quirks
        .readLag()
        .filter(lag -> lag.mode() == mode)
        .filter(lag -> contact.hasEnded(now))
        .filter(lag -> now.isBefore(contact.endedAt().orElse(now).plus(lag.time())))
        .isPresent();
  }
}
