package io.contacttree.domain.tree;

import io.contacttree.domain.contact.ContactId;
import io.contacttree.domain.contact.InstanceId;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * What a list says of a tree: the document without its members and defects, and when something last
 * happened in it.
 *
 * <p>Times are UTC cut to milliseconds.
 *
 * @param treeId the root's contact id
 * @param instance the Amazon Connect instance
 * @param account the AWS account in the root's ARN
 * @param region the Region in the root's ARN
 * @param revision the number of the document's revision
 * @param state how far the tree is known
 * @param facts what follows from the members
 * @param associatedAt our clock just before the newest list
 * @param writtenAt our clock when this revision was made
 * @param lastActivityAt the latest beginning or end of a member; without any, {@code writtenAt}
 */
public record TreeOverview(
    ContactId treeId,
    InstanceId instance,
    Optional<String> account,
    Optional<String> region,
    long revision,
    TreeState state,
    ContactTree.TreeSummary facts,
    Optional<Instant> associatedAt,
    Instant writtenAt,
    Instant lastActivityAt) {

  public TreeOverview {
    Objects.requireNonNull(treeId);
    Objects.requireNonNull(instance);
    Objects.requireNonNull(state);
    Objects.requireNonNull(facts);
    Objects.requireNonNull(writtenAt);
    Objects.requireNonNull(lastActivityAt);
  }

  /** Returns what a list says of a document. */
  public static TreeOverview of(ContactTree tree) {
    return new TreeOverview(
        tree.treeId(),
        tree.instance(),
        tree.account(),
        tree.region(),
        tree.revision(),
        tree.state(),
        tree.facts(),
        tree.associatedAt(),
        tree.writtenAt(),
        Retention.lastActivity(tree));
  }
}
