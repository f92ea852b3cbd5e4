package io.contacttree.domain.store;

import io.contacttree.domain.contact.ContactId;
import io.contacttree.domain.tree.ContactTree;
import io.contacttree.domain.tree.KnownTree;
import java.util.Objects;
import java.util.Optional;

/**
 * A tree as the store holds it: one revision of the document and the knowledge it was derived from.
 *
 * <p>Two are equal that say the same; a version says where one lies and nothing of its content.
 *
 * @param document the document
 * @param known what is known of the tree
 * @param version what a store gave with it when it was loaded; absent for a revision in the making
 */
public record StoredTree(ContactTree document, KnownTree known, Optional<Version> version) {
  public StoredTree {
    Objects.requireNonNull(document);
    Objects.requireNonNull(known);
    Objects.requireNonNull(version);
  }

  /** Creates a revision that no store has given a version. */
  public StoredTree(ContactTree document, KnownTree known) {
    this(document, known, Optional.empty());
  }

  /**
   * What a store must be told again to write in place of what it loaded; each kind of store has its
   * own, and nobody else looks into it.
   */
  public interface Version {
    /** Returns the holder whose lease of this tree is over, although nobody gave it back. */
    default Optional<String> done() {
      return Optional.empty();
    }

    /**
     * Returns whether members of this tree may still lie in another one, which it was about to join
     * by several revisions.
     */
    default boolean isJoining() {
      return false;
    }
  }

  /** Returns this tree as a store holds it. */
  public StoredTree withVersion(Version given) {
    return new StoredTree(document, known, Optional.of(given));
  }

  /** Returns the holder whose lease of this tree is over, although nobody gave it back. */
  public Optional<String> done() {
    return version.flatMap(Version::done);
  }

  /** Returns whether members may still lie in another tree, because joining it was cut short. */
  public boolean isJoining() {
    return version.filter(Version::isJoining).isPresent();
  }

  /** Returns the id under which the document lies. */
  public ContactId treeId() {
    return document.treeId();
  }

  /** Returns the revision, from 1. */
  public long revision() {
    return document.revision();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof StoredTree tree
        && document.equals(tree.document)
        && known.equals(tree.known);
  }

  @Override
  public int hashCode() {
    return Objects.hash(document, known);
  }
}
