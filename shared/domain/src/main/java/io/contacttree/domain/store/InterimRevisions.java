package io.contacttree.domain.store;

import io.contacttree.domain.contact.ContactId;
import io.contacttree.domain.tree.ContactTree;
import io.contacttree.domain.tree.KnownTree;
import io.contacttree.domain.tree.TreeAssembler;
import io.contacttree.domain.tree.TreeState;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * Valid revisions on the way to one that a store cannot write at once; none is called finished.
 *
 * @param assembler derives their documents
 */
public record InterimRevisions(TreeAssembler assembler) {
  public InterimRevisions {
    Objects.requireNonNull(assembler);
  }

  /** Returns some of the trees that will be one, joined already. */
  public StoredTree joined(List<StoredTree> trees, long revision, Instant writtenAt) {
    KnownTree known = trees.getFirst().known();
    for (StoredTree tree : trees) {
      known = known.merge(tree.known());
    }
    return new StoredTree(unfinished(known, revision, writtenAt), known);
  }

  /** Returns stored trees as one that lacks some of their members and says so of nothing else. */
  public StoredTree without(
      List<StoredTree> trees, Set<ContactId> erased, long revision, Instant writtenAt) {
    KnownTree known = trees.getFirst().known();
    for (StoredTree tree : trees) {
      known = known.merge(tree.known());
    }
    KnownTree rest = known.erasing(erased);
    return new StoredTree(assembler.assemble(rest, revision, writtenAt), rest);
  }

  private ContactTree unfinished(KnownTree known, long revision, Instant writtenAt) {
    ContactTree document = assembler.assemble(known, revision, writtenAt);
    return switch (document.state()) {
      case OPEN -> document;
      case SETTLING, PARTIAL, COMPLETE -> document.with(revision, TreeState.SETTLING);
    };
  }
}
