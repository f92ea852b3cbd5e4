package io.contacttree.aws.dynamodb;

import io.contacttree.aws.dynamodb.item.Retention;
import io.contacttree.aws.dynamodb.part.HeadMetadata;
import io.contacttree.aws.dynamodb.part.StoredRevision;
import io.contacttree.aws.dynamodb.read.NotesMemory;
import io.contacttree.aws.dynamodb.read.Pause;
import io.contacttree.aws.dynamodb.read.TableReads;
import io.contacttree.aws.dynamodb.read.TreeReader;
import io.contacttree.aws.dynamodb.write.Excerpts;
import io.contacttree.aws.dynamodb.write.Maintenance;
import io.contacttree.aws.dynamodb.write.RetryingCommit;
import io.contacttree.aws.dynamodb.write.RevisionDraft;
import io.contacttree.aws.dynamodb.write.RevisionWriter;
import io.contacttree.aws.dynamodb.write.TableWrites;
import io.contacttree.aws.dynamodb.write.TreeSaving;
import io.contacttree.domain.contact.ContactId;
import io.contacttree.domain.contact.InstanceId;
import io.contacttree.domain.store.LoadedTrees;
import io.contacttree.domain.store.StoredTree;
import io.contacttree.domain.store.TreeStore;
import io.contacttree.domain.tree.TreeAssembler;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
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
  private final NotesMemory memory = new NotesMemory();
  private final TreeReader reader;
  private final TreeSaving saving;
  private final Excerpts excerpts;

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
        () -> UUID.randomUUID().toString(),
        Pause.SLEEP);
  }

  DynamoDbTreeStore(
      DynamoDbClient client,
      String tableName,
      Retention retention,
      TreeAssembler assembler,
      InstantSource clock,
      Supplier<String> tokens,
      Pause pause) {
    TableReads reads = new TableReads(client, tableName, pause);
    this.reader = new TreeReader(reads, clock, memory, retention);
    RetryingCommit retryingCommit =
        new RetryingCommit(new TableWrites(client, tableName, reads, tokens), reader);
    Maintenance maintenance = new Maintenance(client, tableName);
    this.excerpts = new Excerpts(maintenance, retention, clock);
    this.saving =
        new TreeSaving(
            new RevisionWriter(retryingCommit, maintenance, retention),
            (tree, replaced) ->
                RevisionDraft.of(
                    tableName, tree, replaced, retention, tokens.get(), clock.instant()),
            assembler);
  }

  @Override
  public LoadedTrees load(InstanceId instance, Set<ContactId> contacts) {
    return reader.load(instance, contacts);
  }

  @Override
  public LookedUp lookUp(InstanceId instance, Set<ContactId> contacts) {
    return reader.lookUp(instance, contacts);
  }

  @Override
  public SaveResult save(StoredTree next, List<StoredTree> replaced) {
    List<StoredRevision> placed = new ArrayList<>();
    Set<ContactId> changed = new TreeSet<>();
    for (StoredTree tree : replaced) {
      notes(tree)
          .ifPresentOrElse(
              notes -> placed.add(new StoredRevision(tree, notes)),
              () -> changed.add(tree.treeId()));
    }
    if (!changed.isEmpty()) {
      return new SaveResult.Conflict(changed);
    }
    return switch (saving.save(next, placed)) {
      case RevisionWriter.Outcome.Written(StoredRevision written) -> {
        memory.remember(written.tree(), written.notes());
        excerpts.write(written, placed);
        yield new SaveResult.Saved();
      }
      case RevisionWriter.Outcome.Refused(Set<ContactId> contacts) ->
          new SaveResult.Conflict(contacts);
    };
  }

  /** Returns how a tree lies in the table, or empty where it no longer does. */
  private Optional<HeadMetadata> notes(StoredTree tree) {
    Optional<HeadMetadata> remembered = memory.recall(tree);
    if (remembered.isEmpty()) {
      reader.load(tree.document().instance(), Set.of(tree.treeId()));
      return memory.recall(tree);
    }
    return remembered;
  }
}
