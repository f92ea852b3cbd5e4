package io.contacttree.aws.dynamodb;

import io.contacttree.aws.dynamodb.read.TableReads;
import io.contacttree.aws.dynamodb.read.TreeReader;
import io.contacttree.domain.contact.ContactId;
import io.contacttree.domain.contact.InstanceId;
import io.contacttree.domain.store.LoadedTrees;
import io.contacttree.domain.store.TreeLookup;
import java.time.InstantSource;
import java.util.Set;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Trees in the DynamoDB table, for whoever only reads them; safe for several threads. */
public final class DynamoDbTreeLookup implements TreeLookup {
  private final TreeReader reader;

  /**
   * Creates a lookup.
   *
   * @param client the client, whose retries and time-outs are its owner's
   * @param tableName the table of {@code template.yaml}
   * @param clock tells what has expired
   */
  public DynamoDbTreeLookup(DynamoDbClient client, String tableName, InstantSource clock) {
    this.reader = new TreeReader(new TableReads(client, tableName, TableReads.Pause.SLEEP), clock);
  }

  @Override
  public LoadedTrees load(InstanceId instance, Set<ContactId> contacts) {
    return reader.load(instance, contacts);
  }
}
