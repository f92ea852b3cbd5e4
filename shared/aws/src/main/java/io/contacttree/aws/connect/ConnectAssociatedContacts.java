package io.contacttree.aws.connect;

import io.contacttree.domain.connect.AssociatedContacts;
import io.contacttree.domain.connect.Deadline;
import io.contacttree.domain.contact.ContactId;
import io.contacttree.domain.contact.InstanceId;
import java.time.InstantSource;
import java.util.Optional;
import software.amazon.awssdk.services.connect.ConnectClient;

/** Lists associated contacts by the AWS SDK; safe for several threads. */
final class ConnectAssociatedContacts implements AssociatedContacts {
  private final ConnectClient connect;
  private final InstantSource clock;

  ConnectAssociatedContacts(ConnectClient connect, InstantSource clock) {
    this.connect = connect;
    this.clock = clock;
  }

  @Override
  public Answer list(
      InstanceId instance, ContactId contact, Optional<Cursor> resume, Deadline deadline) {
    AssociatedContactsPages pages =
        new AssociatedContactsPages(connect, clock, instance, contact, deadline);
    return resume.map(pages::readOn).orElseGet(pages::read);
  }
}
