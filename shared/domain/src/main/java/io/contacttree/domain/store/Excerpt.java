package io.contacttree.domain.store;

import io.contacttree.domain.contact.Facts;
import io.contacttree.domain.contact.KnownContact;
import io.contacttree.domain.reference.KnownReferences;
import io.contacttree.domain.tree.KnownTree;
import io.contacttree.domain.tree.Retention;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What a stored tree knew of one member, kept apart from the tree, so that an event which says
 * nothing new needs no more.
 *
 * @param contact what was known of it, without the list of its references
 * @param writtenAt when the revision was written that it is taken from
 * @param documentUntil when the document of that revision expires; absent for ever
 */
public record Excerpt(KnownContact contact, Instant writtenAt, Optional<Instant> documentUntil) {
  public Excerpt {
    Objects.requireNonNull(contact);
    Objects.requireNonNull(writtenAt);
    Objects.requireNonNull(documentUntil);
  }

  /** Returns the excerpt of a member from a revision. */
  public static Excerpt of(KnownContact contact, StoredTree tree, Retention retention) {
    return new Excerpt(
        contact.withoutReferenceList(),
        tree.document().writtenAt(),
        retention.documentUntil(tree.document()));
  }

  /** Returns whether the tree is sure to be there still, also where it is kept for less by now. */
  public boolean counts(Instant now, Retention retention) {
    return !Retention.isExpired(documentUntil, now) && retention.keeps(writtenAt, now);
  }

  /** Returns whether excerpts of a tree's members can satisfy a claim: not with names untried. */
  public static boolean areGivenBy(KnownTree tree) {
    return tree.untriedNames().isEmpty();
  }

  /**
   * Returns the members whose excerpt a revision makes necessary: an event of them has come, their
   * references have been asked for, and the excerpts before did not say so.
   *
   * @param before the revision that the excerpts were taken from, if there are any
   */
  public static List<KnownContact> due(StoredTree written, Optional<StoredTree> before) {
    if (!areGivenBy(written.known())) {
      return List.of();
    }
    Optional<KnownTree> told = before.map(StoredTree::known).filter(Excerpt::areGivenBy);
    return written.known().contacts().values().stream()
        .filter(contact -> !contact.id().equals(written.treeId()))
        .filter(contact -> contact.endedAt().isPresent())
        .filter(contact -> !contact.references().equals(KnownReferences.NONE))
        .filter(
            contact ->
                told.flatMap(tree -> tree.contact(contact.id()))
                    .map(Decisive::of)
                    .filter(Decisive.of(contact)::equals)
                    .isEmpty())
        .toList();
  }

  /** What decides whether another event of a contact finds all it asks for. */
  private record Decisive(
      Facts fromEvents,
      Optional<Instant> endedAt,
      Optional<Instant> listedAt,
      KnownReferences references) {
    /** A list that shows the end is not needed again, however late; so its time is no news. */
    static Decisive of(KnownContact contact) {
      return new Decisive(
          contact.fromEvents(),
          contact.endedAt(),
          contact.isListedAsEnded() ? Optional.of(Instant.MAX) : contact.listedAt(),
          contact.references().withoutList());
    }
  }
}
