package io.contacttree.aws.dynamodb.write;

import io.contacttree.aws.dynamodb.item.ItemKey;
import io.contacttree.aws.dynamodb.part.HeadMetadata;
import io.contacttree.aws.dynamodb.part.PartMetadata;
import io.contacttree.aws.dynamodb.write.IdentityChanges.Role;
import io.contacttree.aws.dynamodb.write.RevisionDraft.NamedPart;
import io.contacttree.domain.contact.ContactId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The transaction that makes a revision visible, and what is left to do after it.
 *
 * @param draft the revision
 * @param parts its changed parts
 * @param deleted parts deleted in the transaction
 * @param repointed aliases of former roots that the transaction leads to the root
 * @param partsLeft parts to delete after it
 * @param aliasesLeft aliases to lead to the root after it
 */
record RevisionTransaction(
    RevisionDraft draft,
    List<NamedPart> parts,
    List<ItemKey> deleted,
    List<Role> repointed,
    List<ItemKey> partsLeft,
    Set<ContactId> aliasesLeft) {

  /** Returns the transaction of a draft, filled as far as the limits allow. */
  static RevisionTransaction of(RevisionDraft draft) {
    RevisionTransaction bare =
        new RevisionTransaction(draft, draft.parts(), List.of(), List.of(), List.of(), Set.of());
    List<Write> writes = new ArrayList<>(bare.writes(Set.of()));
    List<ItemKey> deleted = new ArrayList<>();
    List<ItemKey> partsLeft = new ArrayList<>();
    for (ItemKey part : draft.partsLeftBehind()) {
      boolean added = RevisionDraft.addIfRoom(writes, draft.deletion(part));
      (added ? deleted : partsLeft).add(part);
    }
    List<Role> repointed = new ArrayList<>();
    Set<ContactId> aliasesLeft = new TreeSet<>();
    Set<ContactId> own = draft.own();
    for (Role role : draft.changes().repointed()) {
      if (aliasesLeft.isEmpty()
          && RevisionDraft.addIfRoom(writes, draft.claim(role, draft.root(), own))) {
        repointed.add(role);
      } else {
        aliasesLeft.add(role.contact());
      }
    }
    if (!draft.claimedAhead().isEmpty() && !draft.anchor().root().equals(draft.root())) {
      draft.claimedAhead().forEach(role -> aliasesLeft.add(role.contact()));
    }
    return new RevisionTransaction(draft, bare.parts(), deleted, repointed, partsLeft, aliasesLeft);
  }

  /** Returns what will be remembered of the head. */
  HeadMetadata metadata() {
    List<PartMetadata> all = new ArrayList<>(draft.layout().parts().kept());
    parts.forEach(part -> all.add(part.metadata()));
    Set<ContactId> former = new TreeSet<>(aliasesLeft.isEmpty() ? Set.of() : draft.own());
    former.remove(draft.root());
    return new HeadMetadata(draft.token(), draft.expiry().kept(), List.copyOf(former), all);
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
    writes.add(draft.head(metadata(), own));
    draft.changes().absorbed().forEach(absorbed -> writes.add(draft.absorb(absorbed)));
    draft.changes().erased().forEach(erased -> writes.add(draft.checkStill(erased)));
    draft.claimedInside().forEach(role -> writes.add(draft.claim(role, draft.root(), own)));
    if (!draft.staged()) {
      parts.forEach(part -> writes.add(draft.part(part)));
    }
    deleted.forEach(part -> writes.add(draft.deletion(part)));
    repointed.forEach(role -> writes.add(draft.claim(role, draft.root(), own)));
    draft.addChecks(writes, abandoned);
    return writes;
  }

  /** Returns how to see that the transaction was done. */
  TableWrites.Proof proof() {
    return new TableWrites.Proof(ItemKey.identity(draft.instance(), draft.root()), draft.token());
  }
}
