package io.contacttree.aws.dynamodb;

import io.contacttree.aws.dynamodb.read.TableReads;
import io.contacttree.aws.dynamodb.read.TreeReader;
import io.contacttree.aws.dynamodb.write.TreeWriter;
import io.contacttree.domain.contact.ContactId;
import io.contacttree.domain.contact.InstanceId;
import io.contacttree.domain.store.LoadedTrees;
import io.contacttree.domain.store.StoredTree;
import io.contacttree.domain.store.TreeStore;
import io.contacttree.domain.tree.Retention;
import io.contacttree.domain.tree.TreeAssembler;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * Trees in the DynamoDB table: one item a tree, split into parts where it would grow past a safe
 * size; safe for several threads.
 *
 * <p>A revision with more new members than a transaction takes, or one that joins very many trees,
 * may become visible as several valid revisions one after another; the number under which it lies
 * in the end is then greater than the one it was given.
 */
public final class DynamoDbTreeStore implements TreeStore {
  private final TreeReader reader;
  private final TreeWriter writer;
  private final Retention retention;

  /**
   * Creates a store.
   *
   * @param client the client, whose retries and time-outs are its owner's
   * @param tableName the table of {@code template.yaml}
   * @param retention how long trees are kept
   * @param assembler derives the documents of revisions on the way to a large one
   * @param clock tells what has expired
   */
  public DynamoDbTreeStore(
      DynamoDbClient client,
      String tableName,
      Retention retention,
      TreeAssembler assembler,
      InstantSource clock) {
    this(
        client,
        tableName,
        retention,
        assembler,
        clock,
        DynamoDbTreeStore::token,
        TableReads.Pause.SLEEP);
  }

  DynamoDbTreeStore(
      DynamoDbClient client,
      String tableName,
      Retention retention,
      TreeAssembler assembler,
      InstantSource clock,
      Supplier<String> tokens,
      TableReads.Pause pause) {
    TableReads reads = new TableReads(client, tableName, pause);
    this.reader = new TreeReader(reads, clock);
    this.writer = new TreeWriter(client, tableName, reads, retention, assembler, clock, tokens);
    this.retention = retention;
  }

  /** Sixty-four random bits tell one write from all others; a head is rewritten often and small. */
  static String token() {
    return HexFormat.of().toHexDigits(UUID.randomUUID().getLeastSignificantBits());
  }

  @Override
  public LoadedTrees load(InstanceId instance, Set<ContactId> contacts) {
    return reader.load(instance, contacts);
  }

  @Override
  public LookedUp lookUp(InstanceId instance, Set<ContactId> contacts) {
    return reader.lookUp(instance, contacts, retention);
  }

  @Override
  public LoadedTrees loadAgain(InstanceId instance, Set<ContactId> contacts, LoadedTrees before) {
    return reader.loadAgain(instance, contacts, before);
  }

  @Override
  public SaveResult save(StoredTree next, List<StoredTree> replaced) {
    return writer.save(next, replaced);
  }
}
