package io.contacttree.aws.dynamodb.write;

import io.contacttree.aws.dynamodb.item.ItemKey;
import io.contacttree.aws.dynamodb.part.HeadMetadata;
import io.contacttree.aws.dynamodb.part.StoredPart;
import io.contacttree.aws.dynamodb.write.IdentityChanges.Role;
import io.contacttree.domain.contact.ContactId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The transaction that makes a revision visible, and what is left to do after it.
 *
 * @param draft the revision
 * @param entries the entries by agent and queue of the members whose identities it writes
 * @param parts all parts as they lie in the table after it
 * @param deleted parts under former roots that are deleted in the transaction
 * @param repointed aliases of former roots that the transaction leads to the root
 * @param partsLeft parts under former roots to delete after it
 * @param aliasesLeft aliases and tombstones to lead to the root after it
 */
record RevisionTransaction(
    RevisionDraft draft,
    Map<ContactId, Map<String, AttributeValue>> entries,
    NavigableMap<String, StoredPart> parts,
    List<ItemKey> deleted,
    List<Role> repointed,
    List<ItemKey> partsLeft,
    Set<ContactId> aliasesLeft) {
  /** Returns the transaction of a draft that fits, filled as far as the limits allow. */
  static RevisionTransaction of(RevisionDraft draft) {
    RevisionTransaction bare =
        new RevisionTransaction(
            draft, draft.entries(), draft.partsAfter(), List.of(), List.of(), List.of(), Set.of());
    List<Write> writes = new ArrayList<>(bare.writes(Set.of()));
    List<Role> repointed = new ArrayList<>();
    Set<ContactId> aliasesLeft = new TreeSet<>();
    Set<ContactId> own = draft.own();
    for (Role role : draft.changes().repointed()) {
      if (aliasesLeft.isEmpty() && RevisionDraft.addIfRoom(writes, bare.claim(role, own))) {
        repointed.add(role);
      } else {
        aliasesLeft.add(role.contact());
      }
    }
    aliasesLeft.addAll(draft.tombstonesLedAstray());
    List<ItemKey> deleted = new ArrayList<>();
    List<ItemKey> partsLeft = new ArrayList<>();
    for (ItemKey part : draft.partsLeftBehind()) {
      boolean added = RevisionDraft.addIfRoom(writes, draft.deletion(part));
      (added ? deleted : partsLeft).add(part);
    }
    return new RevisionTransaction(
        draft, bare.entries(), bare.parts(), deleted, repointed, partsLeft, aliasesLeft);
  }

  /** Returns whether something is left to do once the revision is visible. */
  boolean leavesRepairs() {
    return !partsLeft.isEmpty() || !aliasesLeft.isEmpty() || !cutShort().isEmpty();
  }

  /** Returns the former roots whose repair an earlier revision did not finish. */
  Set<ContactId> cutShort() {
    Set<ContactId> cutShort = new TreeSet<>();
    draft.replaced().forEach(revision -> cutShort.addAll(revision.metadata().former()));
    cutShort.remove(draft.root());
    return cutShort;
  }

  /** Returns what will be remembered of the head. */
  HeadMetadata metadata() {
    Set<ContactId> former = new TreeSet<>(leavesRepairs() ? draft.own() : Set.of());
    former.remove(draft.root());
    return new HeadMetadata(
        draft.token(),
        draft.leaseBefore(),
        draft.hasCompanions() ? draft.expiry().kept() : Optional.empty(),
        List.copyOf(former),
        !draft.others().isEmpty(),
        draft.generation(),
        parts);
  }

  /**
   * Returns the writes, the head first.
   *
   * @param abandoned further trees whose aliases may be written over, if they are still no more
   */
  List<Write> writes(Set<ContactId> abandoned) {
    Set<ContactId> own = draft.own();
    own.addAll(abandoned);
    List<Write> writes = new ArrayList<>();
    writes.add(draft.put(metadata(), own));
    draft.changes().absorbed().forEach(absorbed -> writes.add(draft.absorb(absorbed)));
    draft.changes().checked().forEach(other -> writes.add(draft.checkStill(other)));
    draft
        .changes()
        .buried()
        .forEach((contact, asRoot) -> writes.add(draft.bury(contact, asRoot, own)));
    draft
        .changes()
        .met()
        .forEach(contact -> writes.add(draft.bury(contact, Optional.empty(), own)));
    draft.changes().unnamed().forEach(contact -> writes.add(draft.forget(contact, own)));
    draft.changes().claimed().forEach(role -> writes.add(claim(role, own)));
    draft.written().forEach((name, content) -> writes.add(draft.part(name, content)));
    draft.partsGone().forEach(part -> writes.add(draft.deletion(part)));
    draft.partsBuried().forEach(part -> writes.add(draft.deletion(part)));
    deleted.forEach(part -> writes.add(draft.deletion(part)));
    repointed.forEach(role -> writes.add(claim(role, own)));
    draft.addChecks(writes, abandoned);
    return writes;
  }

  private Write claim(Role role, Set<ContactId> own) {
    return draft.claim(role, entries.getOrDefault(role.contact(), Map.of()), own);
  }

  /** Returns how to see that the transaction was done. */
  TableWrites.Proof proof() {
    return new TableWrites.Proof(ItemKey.identity(draft.instance(), draft.root()), draft.token());
  }
}
