package io.contacttree.aws.dynamodb.write;

import io.contacttree.aws.dynamodb.part.StoredRevision;
import io.contacttree.aws.dynamodb.read.TableReads;
import io.contacttree.aws.dynamodb.read.TreeReader;
import io.contacttree.aws.dynamodb.write.RevisionWriter.Outcome;
import io.contacttree.domain.connect.Deadline;
import io.contacttree.domain.contact.ContactId;
import io.contacttree.domain.contact.InstanceId;
import io.contacttree.domain.store.InterimRevisions;
import io.contacttree.domain.store.Leases;
import io.contacttree.domain.store.StoredTree;
import io.contacttree.domain.store.Tombstones.Burial;
import io.contacttree.domain.store.Tombstones.Result;
import io.contacttree.domain.store.TreeStore.SaveResult;
import io.contacttree.domain.tree.Retention;
import io.contacttree.domain.tree.TreeAssembler;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * Brings a revision into the table by as few valid revisions as it takes: one, but where very many
 * trees are joined or more members change than a transaction takes.
 */
public final class TreeWriter {
  /** Trees joined by one transaction; each takes one of its hundred items. */
  private static final int JOINED_AT_ONCE = 20;

  /**
   * What holds of a revision beside its content.
   *
   * @param over the lease that is over with it
   * @param deadline when a large one, and repairs, are left to a later call
   */
  private record Terms(Optional<Leases.Lease> over, Deadline deadline) {
    static Terms until(Deadline deadline) {
      return new Terms(Optional.empty(), deadline);
    }
  }

  private final Maintenance maintenance;
  private final TableWrites tableWrites;
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
    this.maintenance = new Maintenance(client, table, reads, clock);
    this.tableWrites = new TableWrites(client, table, reads, new TreeReader(reads, clock), tokens);
    this.writer = new RevisionWriter(tableWrites, maintenance);
    this.interim = new InterimRevisions(assembler);
    this.table = table;
    this.retention = retention;
    this.clock = clock;
    this.tokens = tokens;
  }

  /** Writes a revision in place of trees that were loaded from the table. */
  public SaveResult save(StoredTree next, List<StoredTree> replaced, Optional<Leases.Lease> over) {
    List<StoredRevision> before = replaced.stream().map(StoredRevision::of).toList();
    // A revision that somebody waits for in a queue is written to its end.
    return switch (join(next, before, new Terms(over, Deadline.NEVER))) {
      case Outcome.Written _, Outcome.Gone _ -> new SaveResult.Saved();
      case Outcome.Refused(Set<ContactId> contacts) -> new SaveResult.Conflict(contacts);
      case Outcome.OutOfTime() -> throw new IllegalStateException("there is time for ever");
    };
  }

  /**
   * Writes a burial; of contacts that are too many for one transaction, whatever that is for the
   * table, some are buried before the others.
   */
  public Result bury(Burial burial) {
    List<StoredRevision> before = burial.replaced().stream().map(StoredRevision::of).toList();
    // Where an earlier move was not cleared up, there may be another copy of a member.
    if (!before.stream().allMatch(tree -> maintenance.clearFormerRoots(tree, burial.deadline()))) {
      return new Result.OutOfTime();
    }
    return switch (burial
        .rest()
        .map(rest -> join(rest, before, Terms.until(burial.deadline())))
        .orElseGet(() -> buryLast(LastBurial.of(table, burial, before), burial.deadline()))) {
      case Outcome.Written written ->
          new Result.Buried(
              burial.rest().map(_ -> written.storedRevision().versioned()), written.isTidy());
      case Outcome.Gone(boolean isTidy) -> new Result.Buried(Optional.empty(), isTidy);
      case Outcome.Refused(Set<ContactId> contacts) -> new Result.Conflict(contacts);
      case Outcome.OutOfTime() -> new Result.OutOfTime();
    };
  }

  /**
   * Clears away what lies behind a tombstone, and behind the one that it leads to; false where the
   * time was up before.
   */
  public boolean tidy(InstanceId instance, ContactId contact, Deadline deadline) {
    return maintenance.tidy(instance, contact, deadline);
  }

  private Outcome buryLast(LastBurial burial, Deadline deadline) {
    Set<ContactId> some = burial.firstHalf();
    if (!burial.fits() && !some.isEmpty()) {
      return switch (writeJoined(
          without(burial.replaced(), some, burial.at()),
          burial.replaced(),
          Terms.until(deadline))) {
        case Outcome.Written(StoredRevision rest) -> buryLast(burial.after(some, rest), deadline);
        case Outcome.Unwritten unwritten -> unwritten;
      };
    }
    Set<ContactId> refused =
        tableWrites.commit(burial.instance(), burial.own(), burial::writes, Optional.empty());
    if (!refused.isEmpty()) {
      return new Outcome.Refused(refused);
    }
    return new Outcome.Gone(maintenance.deleteParts(burial.partsLeft(), deadline));
  }

  /** Returns what some trees are together without some of their members. */
  private StoredTree without(
      List<StoredRevision> replaced, Set<ContactId> erased, Instant writtenAt) {
    long revision =
        replaced.stream().mapToLong(before -> before.tree().revision()).max().orElse(0) + 1;
    return interim.without(
        replaced.stream().map(StoredRevision::tree).toList(), erased, revision, writtenAt);
  }

  private Outcome join(StoredTree next, List<StoredRevision> replaced, Terms terms) {
    List<StoredRevision> open = new ArrayList<>(replaced);
    long revision = next.revision();
    while (open.size() > JOINED_AT_ONCE) {
      List<StoredRevision> some = List.copyOf(open.subList(0, JOINED_AT_ONCE));
      StoredTree joined =
          interim.joined(
              some.stream().map(StoredRevision::tree).toList(),
              revision,
              next.document().writtenAt());
      switch (writeJoined(joined, some, Terms.until(terms.deadline()))) {
        case Outcome.Unwritten unwritten -> {
          return unwritten;
        }
        case Outcome.Written(StoredRevision written) -> {
          open.removeAll(some);
          open.addFirst(written);
          revision = written.tree().revision() + 1;
        }
      }
    }
    return writeJoined(withRevision(next, revision), open, terms);
  }

  /** Writes a revision at once, or the members that are too many for that a part at a time. */
  private Outcome writeJoined(StoredTree next, List<StoredRevision> replaced, Terms terms) {
    RevisionDraft draft = draft(next, replaced, terms.over());
    if (draft.fits()) {
      return writer.write(draft, terms.deadline());
    }
    Set<ContactId> some = half(draft.changes().buried().keySet(), replaced);
    if (draft.changes().buried().size() > 1 && !some.isEmpty()) {
      return switch (writeJoined(
          without(replaced, some, next.document().writtenAt()),
          replaced,
          Terms.until(terms.deadline()))) {
        case Outcome.Written(StoredRevision rest) ->
            writeJoined(withRevision(next, rest.tree().revision() + 1), List.of(rest), terms);
        case Outcome.Unwritten unwritten -> unwritten;
      };
    }
    LargeRevision large = new LargeRevision(next, replaced, draft.changes().buried().keySet());
    List<StoredRevision> others =
        replaced.stream().filter(tree -> !tree.root().equals(next.treeId())).toList();
    Optional<StoredRevision> before = RevisionDraft.ofRoot(next.treeId(), replaced);
    long revision = next.revision();
    while (large.hasNext()) {
      if (terms.deadline().hasPassed(clock)) {
        return new Outcome.OutOfTime();
      }
      RevisionDraft onTheWay =
          RevisionDraft.onTheWay(
              large.next(revision),
              table,
              before,
              others,
              retention,
              new RevisionDraft.Signature(tokens.get(), false),
              clock.instant());
      switch (writer.write(onTheWay, terms.deadline())) {
        case Outcome.Unwritten unwritten -> {
          return unwritten;
        }
        case Outcome.Written(StoredRevision written) -> before = Optional.of(written);
      }
      revision++;
    }
    List<StoredRevision> last = new ArrayList<>(others);
    before.ifPresent(last::addFirst);
    return writer.write(draft(withRevision(next, revision), last, terms.over()), terms.deadline());
  }

  /** Returns half of some contacts; no root is among them. */
  static Set<ContactId> half(Set<ContactId> contacts, List<StoredRevision> trees) {
    List<ContactId> members = new ArrayList<>(contacts);
    trees.forEach(tree -> members.remove(tree.root()));
    return new TreeSet<>(members.subList(0, (members.size() + 1) / 2));
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
