package io.contacttree.domain.tree;

import io.contacttree.domain.contact.ConnectEnums;
import io.contacttree.domain.contact.ContactId;
import io.contacttree.domain.contact.Fact;
import io.contacttree.domain.contact.InstanceId;
import io.contacttree.domain.contact.Timestamps;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * One contact tree as it is stored, served and exported: the document of {@code docs/document.md}.
 *
 * <p>Times are UTC cut to milliseconds. {@code revision}, {@code associatedAt} and {@code
 * writtenAt}, and each member's {@code firstSeenAt}, {@code listedAt} and {@code referencesAt}, are
 * bookkeeping; all else is content and equal for equal knowledge.
 *
 * @param treeId the root's contact id
 * @param instance the Amazon Connect instance
 * @param account the AWS account in the root's ARN
 * @param region the Region in the root's ARN
 * @param revision counts the writes of this document, from 1
 * @param state how far the tree is known
 * @param facts what follows from the members
 * @param defects what is odd about the tree, sorted
 * @param associatedAt our clock just before the newest list
 * @param writtenAt our clock when this revision was made
 * @param contacts the members, root first, depth first
 */
public record ContactTree(
    ContactId treeId,
    InstanceId instance,
    Optional<String> account,
    Optional<String> region,
    long revision,
    TreeState state,
    TreeSummary facts,
    List<Defect> defects,
    Optional<Instant> associatedAt,
    Instant writtenAt,
    List<TreeContact> contacts) {

  /** The version of the document's shape. */
  public static final int SCHEMA_VERSION = 1;

  public ContactTree {
    defects = List.copyOf(defects);
    contacts = List.copyOf(contacts);
  }

  /** Returns the same document in the order of the document (tree rules, section 3). */
  public ContactTree inOrder() {
    return new ContactTree(
        treeId,
        instance,
        account,
        region,
        revision,
        state,
        facts,
        defects.stream().sorted().toList(),
        associatedAt,
        writtenAt,
        DocumentOrder.depthFirst(
            DocumentOrder.earliestFirst(contacts, TreeContact::facts),
            TreeContact::id,
            TreeContact::parent));
  }

  /** Returns the same document as another revision. */
  public ContactTree with(long otherRevision, TreeState otherState) {
    return with(otherRevision, otherState, writtenAt);
  }

  /** Returns the same document as another revision that was made at another time. */
  public ContactTree with(long otherRevision, TreeState otherState, Instant otherTime) {
    return new ContactTree(
        treeId,
        instance,
        account,
        region,
        otherRevision,
        otherState,
        facts,
        defects,
        associatedAt,
        otherTime,
        contacts);
  }

  /**
   * Facts of the whole tree.
   *
   * @param rootChannel the root's channel
   * @param channels the members' channels, sorted, each once
   * @param contactCount the number of members
   * @param transferCount the members that began by a transfer
   * @param depth the greatest depth, 0 for a root alone
   * @param agentCount the number of different agents
   * @param queueCount the number of different queues
   * @param referenceCount the number of references of all members
   * @param firstInitiatedAt the earliest beginning
   * @param lastDisconnectedAt the latest end
   * @param duration from the earliest beginning to the latest end; absent while a member is open
   *     and where clocks disagree so far that it would be negative
   */
  public record TreeSummary(
      String rootChannel,
      List<String> channels,
      int contactCount,
      int transferCount,
      int depth,
      int agentCount,
      int queueCount,
      int referenceCount,
      Optional<Instant> firstInitiatedAt,
      Optional<Instant> lastDisconnectedAt,
      Optional<Duration> duration) {
    public TreeSummary {
      channels = List.copyOf(channels);
    }

    /** Returns what follows from at least one member, the root first, in this state. */
    public static TreeSummary of(List<TreeContact> contacts, TreeState state) {
      Optional<Instant> first =
          texts(contacts, Fact.INITIATION_TIMESTAMP)
              .min(Comparator.naturalOrder())
              .map(Timestamps::stored);
      Optional<Instant> last =
          texts(contacts, Fact.DISCONNECT_TIMESTAMP)
              .max(Comparator.naturalOrder())
              .map(Timestamps::stored);
      Optional<Duration> duration =
          state == TreeState.OPEN
              ? Optional.empty()
              : first
                  .flatMap(from -> last.map(to -> Duration.between(from, to)))
                  // Clocks that disagree tell no duration.
                  .filter(length -> !length.isNegative());
      return new TreeSummary(
          contacts.getFirst().facts().channel(),
          contacts.stream().map(contact -> contact.facts().channel()).distinct().sorted().toList(),
          contacts.size(),
          (int) contacts.stream().filter(TreeSummary::isTransfer).count(),
          contacts.stream().mapToInt(TreeContact::depth).max().orElse(0),
          distinct(contacts, contact -> contact.facts().value(Fact.AGENT_ID)),
          distinct(contacts, contact -> contact.facts().value(Fact.QUEUE_ID)),
          contacts.stream().mapToInt(contact -> contact.references().count()).sum(),
          first,
          last,
          duration);
    }

    private static boolean isTransfer(TreeContact contact) {
      return ConnectEnums.isTransfer(contact.facts().initiationMethod());
    }

    /** Times of one form sort as text, so that only the two that count need to be read. */
    private static Stream<String> texts(List<TreeContact> contacts, Fact fact) {
      return contacts.stream().flatMap(contact -> contact.facts().value(fact).stream());
    }

    private static int distinct(
        List<TreeContact> contacts, Function<TreeContact, Optional<String>> value) {
      return (int)
          contacts.stream().flatMap(contact -> value.apply(contact).stream()).distinct().count();
    }
  }
}
