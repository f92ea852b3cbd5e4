package io.contacttree.aws.connect;

import io.contacttree.domain.connect.AssociatedContacts;
import java.time.InstantSource;
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
  public Answer list(Query query) {
    AssociatedContactsPages pages = new AssociatedContactsPages(connect, clock, query);
    return query.resume().map(pages::readOn).orElseGet(pages::read);
  }
}
