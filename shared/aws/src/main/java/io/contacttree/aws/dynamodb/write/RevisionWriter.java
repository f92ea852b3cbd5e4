package io.contacttree.aws.dynamodb.write;

import io.contacttree.aws.dynamodb.part.HeadMetadata;
import io.contacttree.aws.dynamodb.part.StoredRevision;
import io.contacttree.domain.connect.Deadline;
import io.contacttree.domain.contact.ContactId;
import io.contacttree.domain.store.FailureWithoutText;
import io.contacttree.domain.store.UpstreamFailure;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes one revision by one transaction. Only aliases that still lead to a former root, and parts
 * that still lie under it, may follow; until they are done the head names that root.
 */
final class RevisionWriter {
  private static final Logger LOG = LoggerFactory.getLogger(RevisionWriter.class);

  private final TableWrites table;
  private final Maintenance maintenance;

  RevisionWriter(TableWrites table, Maintenance maintenance) {
    this.table = table;
    this.maintenance = maintenance;
  }

  /** What became of a revision. */
  sealed interface Outcome {
    /** It is visible. */
    record Written(StoredRevision storedRevision) implements Outcome {
      /** Returns whether nothing is left to be repaired. */
      boolean isTidy() {
        return storedRevision.metadata().former().isEmpty();
      }
    }

    /** No revision is visible that the caller has asked for. */
    sealed interface Unwritten extends Outcome {}

    /**
     * The last of the tree are erased: there is none any more.
     *
     * @param isTidy whether nothing lies behind the tombstones
     */
    record Gone(boolean isTidy) implements Unwritten {}

    /** The time is up; what is visible so far is valid, and whoever comes next goes on. */
    record OutOfTime() implements Unwritten {}

    /** It is not; the identity of these contacts was not as expected. */
    record Refused(Set<ContactId> contacts) implements Unwritten {}
  }

  /** Writes a draft that fits into one transaction; repairs are left alone from a deadline on. */
  Outcome write(RevisionDraft draft, Deadline deadline) {
    // Aliases and parts must outlive the head that is about to be written.
    for (StoredRevision renewed : draft.expiry().renewed()) {
      maintenance.renew(renewed, draft.expiry().companions(), draft.own());
    }
    // Before the revision, so that one which is cut short in between is made again.
    draft
        .movedEntries()
        .forEach(
            (contact, entries) ->
                maintenance.index(draft.instance(), contact, entries, draft.own()));
    RevisionTransaction transaction = RevisionTransaction.of(draft);
    Set<ContactId> refused =
        table.commit(
            draft.instance(), draft.own(), transaction::writes, Optional.of(transaction.proof()));
    if (!refused.isEmpty()) {
      return new Outcome.Refused(refused);
    }
    return new Outcome.Written(
        new StoredRevision(draft.tree(), finish(transaction, transaction.metadata(), deadline)));
  }

  /** The revision is visible; what is left can wait for the next one if the table fails now. */
  private HeadMetadata finish(
      RevisionTransaction transaction, HeadMetadata metadata, Deadline deadline) {
    RevisionDraft draft = transaction.draft();
    try {
      if (!transaction.leavesRepairs()) {
        return metadata;
      }
      boolean done =
          maintenance.deleteParts(transaction.partsLeft(), deadline)
              && transaction.cutShort().stream()
                  .allMatch(
                      formerRoot ->
                          maintenance.deletePartsUnder(draft.instance(), formerRoot, deadline))
              && maintenance.repoint(
                  draft.instance(),
                  transaction.aliasesLeft(),
                  draft.root(),
                  metadata.former(),
                  deadline);
      if (!done) {
        return metadata;
      }
      maintenance.noteRepaired(transaction.proof().head(), draft.token());
      return metadata.repaired();
    } catch (UpstreamFailure outage) {
      LOG.warn(
          "tree {} is written, its old parts and aliases are not all cleared",
          draft.root(),
          FailureWithoutText.of(outage));
      return metadata;
    }
  }
}
