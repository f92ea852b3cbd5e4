package io.contacttree.aws.dynamodb.write;

import io.contacttree.aws.dynamodb.item.ItemKey;
import io.contacttree.aws.dynamodb.part.HeadMetadata;
import io.contacttree.aws.dynamodb.part.StoredRevision;
import io.contacttree.aws.dynamodb.write.IdentityChanges.Role;
import io.contacttree.domain.contact.ContactId;
import io.contacttree.domain.store.FailureWithoutText;
import io.contacttree.domain.store.UpstreamFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes one revision by one transaction. What is too much for a transaction goes ahead of it or
 * follows it, unseen: aliases of new members that lead to the tree as it was, parts that no head
 * names yet; then parts that no head names any more, and aliases that still lead to a former root.
 */
final class RevisionWriter {
  private static final Logger LOG = LoggerFactory.getLogger(RevisionWriter.class);

  /** Identities claimed in one transaction ahead of the revision, with room for checks. */
  private static final int CLAIMED_AT_ONCE = 90;

  private final TableWrites table;
  private final Maintenance maintenance;

  RevisionWriter(TableWrites table, Maintenance maintenance) {
    this.table = table;
    this.maintenance = maintenance;
  }

  /** What became of a revision. */
  sealed interface Outcome {
    /** It is visible. */
    record Written(StoredRevision storedRevision) implements Outcome {}

    /** It is not; the identity of these contacts was not as expected. */
    record Refused(Set<ContactId> contacts) implements Outcome {}
  }

  /** Writes a draft that fits into one transaction or replaces a tree. */
  Outcome write(RevisionDraft draft) {
    // Aliases and parts must outlive the head that is about to be written.
    for (StoredRevision renewed : draft.expiry().renewed()) {
      maintenance.renew(renewed, draft.expiry().companions(), draft.own());
    }
    Set<ContactId> refusedAhead = claimAhead(draft);
    if (!refusedAhead.isEmpty()) {
      return new Outcome.Refused(refusedAhead);
    }
    RevisionTransaction transaction = RevisionTransaction.of(draft);
    if (draft.staged()) {
      transaction.parts().forEach(part -> maintenance.putPart(part.item()));
    }
    Set<ContactId> refused =
        table.commit(
            draft.instance(), draft.own(), transaction::writes, Optional.of(transaction.proof()));
    if (!refused.isEmpty()) {
      clearStagedParts(transaction);
      return new Outcome.Refused(refused);
    }
    return new Outcome.Written(
        new StoredRevision(draft.tree(), finish(transaction, transaction.metadata())));
  }

  /**
   * Claims the identities that the transaction has no room for. They lead to a tree that is still
   * there and that whoever else claims them must replace, so that the transaction would notice.
   */
  private Set<ContactId> claimAhead(RevisionDraft draft) {
    List<Role> ahead = draft.claimedAhead();
    for (int from = 0; from < ahead.size(); from += CLAIMED_AT_ONCE) {
      List<Role> some = ahead.subList(from, Math.min(ahead.size(), from + CLAIMED_AT_ONCE));
      Set<ContactId> refused =
          table.commit(
              draft.instance(),
              draft.own(),
              abandoned -> claims(draft, some, abandoned),
              Optional.empty());
      if (!refused.isEmpty()) {
        return refused;
      }
    }
    return Set.of();
  }

  private static List<Write> claims(
      RevisionDraft draft, List<Role> roles, Set<ContactId> abandoned) {
    Set<ContactId> own = draft.own();
    own.addAll(abandoned);
    StoredRevision anchor = draft.anchor();
    List<Write> writes = new ArrayList<>();
    writes.add(draft.checkStill(anchor));
    roles.forEach(role -> writes.add(draft.claim(role, anchor.root(), own)));
    draft.addChecks(writes, abandoned);
    return writes;
  }

  /** The revision is visible; what is left can wait for the next one if the table fails now. */
  private HeadMetadata finish(RevisionTransaction transaction, HeadMetadata metadata) {
    RevisionDraft draft = transaction.draft();
    try {
      maintenance.deleteParts(transaction.partsLeft());
      if (transaction.aliasesLeft().isEmpty()) {
        return metadata;
      }
      maintenance.repoint(
          draft.instance(), transaction.aliasesLeft(), draft.root(), metadata.former());
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

  private void clearStagedParts(RevisionTransaction transaction) {
    RevisionDraft draft = transaction.draft();
    if (!draft.staged()) {
      return;
    }
    try {
      maintenance.deleteParts(
          transaction.parts().stream()
              .map(part -> ItemKey.part(draft.instance(), draft.root(), part.metadata().name()))
              .toList());
    } catch (UpstreamFailure outage) {
      LOG.warn(
          "parts that no revision of tree {} names are left",
          draft.root(),
          FailureWithoutText.of(outage));
    }
  }
}
