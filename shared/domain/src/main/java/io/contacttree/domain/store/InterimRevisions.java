package io.contacttree.domain.store;

import io.contacttree.domain.contact.Fact;
import io.contacttree.domain.contact.Facts;
import io.contacttree.domain.contact.KnownContact;
import io.contacttree.domain.contact.Observation;
import io.contacttree.domain.tree.ContactTree;
import io.contacttree.domain.tree.KnownTree;
import io.contacttree.domain.tree.TreeAssembler;
import io.contacttree.domain.tree.TreeState;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

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

  /**
   * Returns a new tree's root alone. What is known of it lacks its list and what that said of its
   * end: if all goes wrong after it is written, no claim finds itself satisfied and the rest is
   * read again.
   */
  public StoredTree beginning(StoredTree next) {
    KnownContact root = next.known().contact(next.treeId()).orElseThrow();
    ContactTree document =
        unfinished(
            KnownTree.of(next.known().instance(), unlisted(root, root.fromLists())),
            next.revision(),
            next.document().writtenAt());
    return new StoredTree(
        document,
        KnownTree.of(next.known().instance(), unlisted(root, withoutEnd(root.fromLists()))));
  }

  private ContactTree unfinished(KnownTree known, long revision, Instant writtenAt) {
    ContactTree document = assembler.assemble(known, revision, writtenAt);
    return switch (document.state()) {
      case OPEN -> document;
      case SETTLING, PARTIAL, COMPLETE -> document.with(revision, TreeState.SETTLING);
    };
  }

  private static KnownContact unlisted(KnownContact contact, Facts fromLists) {
    return new KnownContact(
        contact.id(),
        fromLists,
        contact.fromSearches(),
        contact.fromEvents(),
        contact.endedAt(),
        contact.firstSeenAt(),
        Optional.empty(),
        contact.references());
  }

  private static Facts withoutEnd(Facts facts) {
    Map<Fact, Observation> kept = new EnumMap<>(Fact.class);
    kept.putAll(facts.observations());
    kept.remove(Fact.DISCONNECT_TIMESTAMP);
    return new Facts(kept);
  }
}
