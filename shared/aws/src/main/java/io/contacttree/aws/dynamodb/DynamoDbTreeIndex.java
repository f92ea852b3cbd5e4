package io.contacttree.aws.dynamodb;

import io.contacttree.aws.dynamodb.read.IndexReader;
import io.contacttree.aws.dynamodb.read.TableReads;
import io.contacttree.domain.contact.ContactId;
import io.contacttree.domain.contact.InstanceId;
import io.contacttree.domain.store.TreeIndex;
import io.contacttree.domain.tree.TreeOverview;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** The indexes of the DynamoDB table; safe for several threads. */
public final class DynamoDbTreeIndex implements TreeIndex {
  private final IndexReader reader;

  /**
   * Creates it.
   *
   * @param client the client, whose retries and time-outs are its owner's
   * @param tableName the table of {@code template.yaml}
   * @param clock tells what has expired
   */
  public DynamoDbTreeIndex(DynamoDbClient client, String tableName, InstantSource clock) {
    this.reader = new IndexReader(new TableReads(client, tableName, TableReads.Pause.SLEEP), clock);
  }

  @Override
  public Slice<TreeOverview> trees(InstanceId instance, Stretch stretch, int most) {
    return reader.trees(instance, stretch, most);
  }

  @Override
  public Slice<ContactEntry> contacts(
      InstanceId instance, HandledBy handledBy, Stretch stretch, int most) {
    return reader.contacts(instance, handledBy, stretch, most);
  }

  @Override
  public Map<ContactId, Identity> identities(InstanceId instance, Set<ContactId> contacts) {
    return reader.identities(instance, contacts);
  }
}
