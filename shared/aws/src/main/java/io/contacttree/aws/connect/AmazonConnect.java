package io.contacttree.aws.connect;

import io.contacttree.aws.clients.AwsAccess;
import io.contacttree.aws.clients.ConnectClients;
import io.contacttree.aws.pacing.AttemptListener;
import io.contacttree.aws.pacing.MonotonicTime;
import io.contacttree.domain.connect.AssociatedContacts;
import io.contacttree.domain.connect.ContactReferences;
import io.contacttree.domain.reference.ReferenceTypes;
import io.contacttree.domain.reference.ReferenceValues;
import java.time.InstantSource;
import java.util.List;
import software.amazon.awssdk.services.connect.ConnectClient;

/**
 * Amazon Connect as one worker sees it: one client and one pacer for each API, shared by all that
 * asks.
 */
public final class AmazonConnect implements AutoCloseable {
  private final ConnectClient client;
  private final ConnectPacing pacing;
  private final InstantSource clock;
  private final ReferenceValues referenceValues;

  private AmazonConnect(
      ConnectClient client,
      ConnectPacing pacing,
      InstantSource clock,
      ReferenceValues referenceValues) {
    this.client = client;
    this.pacing = pacing;
    this.clock = clock;
    this.referenceValues = referenceValues;
  }

  /**
   * Creates the client and the pacers.
   *
   * @param shares what this worker may ask
   * @param referenceValues what happens to the values of references
   * @param listener hears of every HTTP attempt and of what could not be read
   */
  public static AmazonConnect open(
      AwsAccess access,
      ConnectShares shares,
      ReferenceValues referenceValues,
      InstantSource clock,
      AttemptListener listener) {
    ConnectPacing pacing = ConnectPacing.of(shares, MonotonicTime.SYSTEM, clock);
    return new AmazonConnect(
        ConnectClients.create(
            access,
            List.of(pacing.interceptor(clock, listener), new RawAnswerInterceptor(listener))),
        pacing,
        clock,
        referenceValues);
  }

  /** Returns the list of associated contacts. */
  public AssociatedContacts associatedContacts() {
    return new ConnectAssociatedContacts(client, clock);
  }

  /** Returns the references of contacts, read by this table of types. */
  public ContactReferences contactReferences(ReferenceTypes table) {
    return new ConnectContactReferences(client, clock, table, referenceValues);
  }

  /** Empties the pacers; to be called where a snapshot of the process begins to run. */
  public void restarted() {
    pacing.restarted();
  }

  @Override
  public void close() {
    client.close();
  }
}
