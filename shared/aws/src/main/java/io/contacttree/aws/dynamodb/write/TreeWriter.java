package io.contacttree.aws.dynamodb.write;

import io.contacttree.aws.dynamodb.part.StoredRevision;
import io.contacttree.aws.dynamodb.read.TableReads;
import io.contacttree.aws.dynamodb.read.TreeReader;
import io.contacttree.aws.dynamodb.write.RevisionWriter.Outcome;
import io.contacttree.domain.contact.ContactId;
import io.contacttree.domain.store.InterimRevisions;
import io.contacttree.domain.store.StoredTree;
import io.contacttree.domain.store.TreeStore.SaveResult;
import io.contacttree.domain.tree.Retention;
import io.contacttree.domain.tree.TreeAssembler;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * Brings a revision into the table by as few valid revisions as it takes: one, but where very many
 * trees are joined or a new tree begins with more members than a transaction claims.
 */
public final class TreeWriter {
  /** Trees joined by one transaction; each takes one of its hundred items. */
  private static final int JOINED_AT_ONCE = 40;

  private final RevisionWriter writer;
  private final ExcerptWriter excerpts;
  private final InterimRevisions interim;
  private final String table;
  private final Retention retention;
  private final InstantSource clock;
  private final Supplier<String> tokens;

  public TreeWriter(
      DynamoDbClient client,
      String table,
      TableReads reads,
      Retention retention,
      TreeAssembler assembler,
      InstantSource clock,
      Supplier<String> tokens) {
    Maintenance maintenance = new Maintenance(client, table);
    this.writer =
        new RevisionWriter(
            new TableWrites(client, table, reads, new TreeReader(reads, clock), tokens),
            maintenance);
    this.excerpts = new ExcerptWriter(maintenance, retention, clock);
    this.interim = new InterimRevisions(assembler);
    this.table = table;
    this.retention = retention;
    this.clock = clock;
    this.tokens = tokens;
  }

  /** Writes a revision in place of trees that were loaded from the table. */
  public SaveResult save(StoredTree next, List<StoredTree> replaced) {
    List<StoredRevision> before = replaced.stream().map(StoredRevision::of).toList();
    return switch (join(next, before)) {
      case Outcome.Written(StoredRevision written) -> {
        excerpts.write(written, before);
        yield new SaveResult.Saved();
      }
      case Outcome.Refused(Set<ContactId> contacts) -> new SaveResult.Conflict(contacts);
    };
  }

  private Outcome join(StoredTree next, List<StoredRevision> replaced) {
    List<StoredRevision> open = new ArrayList<>(replaced);
    long revision = next.revision();
    while (open.size() > JOINED_AT_ONCE) {
      List<StoredRevision> some = List.copyOf(open.subList(0, JOINED_AT_ONCE));
      StoredTree joined =
          interim.joined(
              some.stream().map(StoredRevision::tree).toList(),
              revision,
              next.document().writtenAt());
      switch (writer.write(draft(joined, some))) {
        case Outcome.Refused refused -> {
          return refused;
        }
        case Outcome.Written(StoredRevision written) -> {
          open.removeAll(some);
          open.addFirst(written);
          revision++;
        }
      }
    }
    return writeJoined(withRevision(next, revision), open);
  }

  private Outcome writeJoined(StoredTree next, List<StoredRevision> replaced) {
    RevisionDraft draft = draft(next, replaced);
    if (!replaced.isEmpty() || draft.fits()) {
      return writer.write(draft);
    }
    return switch (writer.write(draft(interim.beginning(next), List.of()))) {
      case Outcome.Refused refused -> refused;
      case Outcome.Written(StoredRevision written) ->
          writer.write(draft(withRevision(next, next.revision() + 1), List.of(written)));
    };
  }

  private RevisionDraft draft(StoredTree tree, List<StoredRevision> replaced) {
    return RevisionDraft.of(table, tree, replaced, retention, tokens.get(), clock.instant());
  }

  private static StoredTree withRevision(StoredTree tree, long revision) {
    return new StoredTree(tree.document().with(revision, tree.document().state()), tree.known());
  }
}
