package io.contacttree.aws.dynamodb.write;

import io.contacttree.aws.dynamodb.part.StoredRevision;
import io.contacttree.aws.dynamodb.read.TableReads;
import io.contacttree.aws.dynamodb.read.TreeReader;
import io.contacttree.aws.dynamodb.write.RevisionWriter.Outcome;
import io.contacttree.domain.contact.ContactId;
import io.contacttree.domain.store.InterimRevisions;
import io.contacttree.domain.store.Leases;
import io.contacttree.domain.store.StoredTree;
import io.contacttree.domain.store.TreeStore.SaveResult;
import io.contacttree.domain.tree.Retention;
import io.contacttree.domain.tree.TreeAssembler;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * Brings a revision into the table by as few valid revisions as it takes: one, but where very many
 * trees are joined or more members change than a transaction takes.
 */
public final class TreeWriter {
  /** Trees joined by one transaction; each takes one of its hundred items. */
  private static final int JOINED_AT_ONCE = 20;

  private final RevisionWriter writer;
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
    Maintenance maintenance = new Maintenance(client, table, reads);
    this.writer =
        new RevisionWriter(
            new TableWrites(client, table, reads, new TreeReader(reads, clock), tokens),
            maintenance);
    this.interim = new InterimRevisions(assembler);
    this.table = table;
    this.retention = retention;
    this.clock = clock;
    this.tokens = tokens;
  }

  /** Writes a revision in place of trees that were loaded from the table. */
  public SaveResult save(StoredTree next, List<StoredTree> replaced, Optional<Leases.Lease> over) {
    List<StoredRevision> before = replaced.stream().map(StoredRevision::of).toList();
    return switch (join(next, before, over)) {
      case Outcome.Written _ -> new SaveResult.Saved();
      case Outcome.Refused(Set<ContactId> contacts) -> new SaveResult.Conflict(contacts);
    };
  }

  private Outcome join(
      StoredTree next, List<StoredRevision> replaced, Optional<Leases.Lease> over) {
    List<StoredRevision> open = new ArrayList<>(replaced);
    long revision = next.revision();
    while (open.size() > JOINED_AT_ONCE) {
      List<StoredRevision> some = List.copyOf(open.subList(0, JOINED_AT_ONCE));
      StoredTree joined =
          interim.joined(
              some.stream().map(StoredRevision::tree).toList(),
              revision,
              next.document().writtenAt());
      switch (writeJoined(joined, some, Optional.empty())) {
        case Outcome.Refused refused -> {
          return refused;
        }
        case Outcome.Written(StoredRevision written) -> {
          open.removeAll(some);
          open.addFirst(written);
          revision = written.tree().revision() + 1;
        }
      }
    }
    return writeJoined(withRevision(next, revision), open, over);
  }

  /** Writes a revision at once, or the members that are too many for that a part at a time. */
  private Outcome writeJoined(
      StoredTree next, List<StoredRevision> replaced, Optional<Leases.Lease> over) {
    RevisionDraft draft = draft(next, replaced, over);
    if (draft.fits()) {
      return writer.write(draft);
    }
    LargeRevision large = LargeRevision.of(next, replaced);
    List<StoredRevision> others =
        replaced.stream().filter(tree -> !tree.root().equals(next.treeId())).toList();
    Optional<StoredRevision> before = RevisionDraft.ofRoot(next.treeId(), replaced);
    long revision = next.revision();
    while (large.hasNext()) {
      LargeRevision.Step step = large.next(interim, revision);
      RevisionDraft onTheWay =
          RevisionDraft.beside(
              others,
              table,
              step.tree(),
              before.stream().toList(),
              step.layout(),
              retention,
              new RevisionDraft.Signature(tokens.get(), false),
              clock.instant());
      switch (writer.write(onTheWay)) {
        case Outcome.Refused refused -> {
          return refused;
        }
        case Outcome.Written(StoredRevision written) -> before = Optional.of(written);
      }
      revision++;
    }
    List<StoredRevision> last = new ArrayList<>(others);
    before.ifPresent(last::addFirst);
    return writer.write(draft(withRevision(next, revision), last, over));
  }

  private RevisionDraft draft(
      StoredTree tree, List<StoredRevision> replaced, Optional<Leases.Lease> over) {
    RevisionDraft.Signature signature =
        over.map(lease -> new RevisionDraft.Signature(lease.holder(), true))
            .orElseGet(() -> new RevisionDraft.Signature(tokens.get(), false));
    return RevisionDraft.of(table, tree, replaced, retention, signature, clock.instant());
  }

  private static StoredTree withRevision(StoredTree tree, long revision) {
    return new StoredTree(tree.document().with(revision, tree.document().state()), tree.known());
  }
}
