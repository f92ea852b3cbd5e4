package io.contacttree.aws.dynamodb.write;

import io.contacttree.aws.dynamodb.part.StoredRevision;
import io.contacttree.aws.dynamodb.write.RevisionWriter.Outcome;
import io.contacttree.domain.contact.ContactId;
import io.contacttree.domain.contact.Fact;
import io.contacttree.domain.contact.Facts;
import io.contacttree.domain.contact.KnownContact;
import io.contacttree.domain.contact.Observation;
import io.contacttree.domain.store.StoredTree;
import io.contacttree.domain.tree.ContactTree;
import io.contacttree.domain.tree.KnownTree;
import io.contacttree.domain.tree.TreeAssembler;
import io.contacttree.domain.tree.TreeState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * Brings a revision into the table by as few valid revisions as it takes: one, but where very many
 * trees are joined or a new tree begins with more members than a transaction claims.
 */
public final class TreeSaving {
  /** Trees joined by one transaction; each takes one of its hundred items. */
  private static final int JOINED_AT_ONCE = 40;

  private final RevisionWriter writer;
  private final BiFunction<StoredTree, List<StoredRevision>, RevisionDraft> drafts;
  private final TreeAssembler assembler;

  public TreeSaving(
      RevisionWriter writer,
      BiFunction<StoredTree, List<StoredRevision>, RevisionDraft> drafts,
      TreeAssembler assembler) {
    this.writer = writer;
    this.drafts = drafts;
    this.assembler = assembler;
  }

  public Outcome save(StoredTree next, List<StoredRevision> replaced) {
    List<StoredRevision> open = new ArrayList<>(replaced);
    long revision = next.revision();
    while (open.size() > JOINED_AT_ONCE) {
      List<StoredRevision> some = List.copyOf(open.subList(0, JOINED_AT_ONCE));
      StoredTree joined = joined(some, revision, next.document().writtenAt());
      switch (writer.write(drafts.apply(joined, some))) {
        case Outcome.Refused refused -> {
          return refused;
        }
        case Outcome.Written(StoredRevision storedRevision) -> {
          open.removeAll(some);
          open.addFirst(storedRevision);
          revision++;
        }
      }
    }
    return saveJoined(withRevision(next, revision), open);
  }

  private Outcome saveJoined(StoredTree next, List<StoredRevision> replaced) {
    RevisionDraft draft = drafts.apply(next, replaced);
    if (!replaced.isEmpty() || draft.fits()) {
      return writer.write(draft);
    }
    return switch (writer.write(drafts.apply(beginning(next), List.of()))) {
      case Outcome.Refused refused -> refused;
      case Outcome.Written(StoredRevision storedRevision) ->
          writer.write(
              drafts.apply(withRevision(next, next.revision() + 1), List.of(storedRevision)));
    };
  }

  private StoredTree joined(List<StoredRevision> trees, long revision, Instant writtenAt) {
    KnownTree known = trees.getFirst().tree().known();
    for (StoredRevision storedRevision : trees) {
      known = known.merge(storedRevision.tree().known());
    }
    return onTheWay(known, revision, writtenAt);
  }

  /**
   * Returns a new tree's root alone. What is known of it lacks its list and what that said of its
   * end: if all goes wrong after it is written, no claim finds itself satisfied and the rest is
   * read again.
   */
  private StoredTree beginning(StoredTree next) {
    KnownContact root = next.known().contact(next.treeId()).orElseThrow();
    StoredTree shown =
        onTheWay(
            KnownTree.of(next.document().instance(), unlisted(root, root.fromLists())),
            next.revision(),
            next.document().writtenAt());
    return new StoredTree(
        shown.document(),
        KnownTree.of(next.document().instance(), unlisted(root, withoutEnd(root.fromLists()))));
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

  /** A revision with more to come is never called finished. */
  private StoredTree onTheWay(KnownTree known, long revision, Instant writtenAt) {
    ContactTree document = assembler.assemble(known, revision, writtenAt);
    TreeState state =
        switch (document.state()) {
          case OPEN -> TreeState.OPEN;
          case SETTLING, PARTIAL, COMPLETE -> TreeState.SETTLING;
        };
    return new StoredTree(with(document, revision, state), known);
  }

  private static StoredTree withRevision(StoredTree tree, long revision) {
    return tree.revision() == revision
        ? tree
        : new StoredTree(with(tree.document(), revision, tree.document().state()), tree.known());
  }

  private static ContactTree with(ContactTree document, long revision, TreeState state) {
    ContactId treeId = document.treeId();
    return new ContactTree(
        treeId,
        document.instance(),
        document.account(),
        document.region(),
        revision,
        state,
        document.facts(),
        document.defects(),
        document.associatedAt(),
        document.writtenAt(),
        document.contacts());
  }
}
