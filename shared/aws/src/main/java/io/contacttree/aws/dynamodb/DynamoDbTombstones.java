package io.contacttree.aws.dynamodb;

import io.contacttree.aws.dynamodb.read.TableReads;
import io.contacttree.aws.dynamodb.read.TreeReader;
import io.contacttree.aws.dynamodb.write.TreeWriter;
import io.contacttree.domain.connect.Deadline;
import io.contacttree.domain.contact.ContactId;
import io.contacttree.domain.contact.InstanceId;
import io.contacttree.domain.store.LoadedTrees;
import io.contacttree.domain.store.Tombstones;
import io.contacttree.domain.tree.Retention;
import io.contacttree.domain.tree.TreeAssembler;
import java.time.InstantSource;
import java.util.Set;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Tombstones in the DynamoDB table; safe for several threads. */
public final class DynamoDbTombstones implements Tombstones {
  private final TreeReader reader;
  private final TreeWriter writer;

  /**
   * Creates tombstones in a table.
   *
   * @param client the client, whose retries and time-outs are its owner's
   * @param tableName the table of {@code template.yaml}
   * @param retention how long the trees are kept that go on
   * @param assembler derives the documents of revisions on the way to a large one
   * @param clock tells what has expired
   */
  public DynamoDbTombstones(
      DynamoDbClient client,
      String tableName,
      Retention retention,
      TreeAssembler assembler,
      InstantSource clock) {
    TableReads reads = new TableReads(client, tableName, TableReads.Pause.SLEEP);
    this.reader = new TreeReader(reads, clock);
    this.writer =
        new TreeWriter(client, tableName, reads, retention, assembler, clock, Tokens::random);
  }

  @Override
  public LoadedTrees load(InstanceId instance, Set<ContactId> contacts) {
    return reader.load(instance, contacts);
  }

  @Override
  public Result bury(Burial burial) {
    return writer.bury(burial);
  }

  @Override
  public boolean tidy(InstanceId instance, ContactId contact, Deadline deadline) {
    return writer.tidy(instance, contact, deadline);
  }
}
