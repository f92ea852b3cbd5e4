package io.contacttree.aws.dynamodb.part;

import io.contacttree.aws.dynamodb.item.ItemWriter;
import io.contacttree.aws.dynamodb.item.TreeTable;
import io.contacttree.domain.contact.ContactId;
import io.contacttree.domain.contact.Fact;
import io.contacttree.domain.contact.InstanceId;
import io.contacttree.domain.contact.Timestamps;
import io.contacttree.domain.tree.ContactTree;
import io.contacttree.domain.tree.Retention;
import io.contacttree.domain.tree.TreeContact;
import io.contacttree.domain.tree.TreeState;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The keys of the indexes, as attributes of identity items (decision 13). */
public final class IndexEntries {
  /** All attributes of a contact's entries. */
  public static final List<String> OF_CONTACT =
      List.of(
          TreeTable.AGENT_PARTITION_KEY, TreeTable.QUEUE_PARTITION_KEY, TreeTable.CONTACT_SORT_KEY);

  /** Milliseconds since 1970 until the year 2286. */
  private static final long LAST_MOMENT = 9_999_999_999_999L;

  private IndexEntries() {}

  /** Returns the keys under which a tree is found by its last activity, and as one that is due. */
  static Map<String, AttributeValue> of(ContactTree tree) {
    String instance = tree.instance().value();
    ItemWriter writer =
        new ItemWriter()
            .text(
                TreeTable.ACTIVITY_SORT_KEY,
                newestFirst(Retention.lastActivity(tree), tree.treeId()));
    if (tree.state() == TreeState.SETTLING || tree.state() == TreeState.PARTIAL) {
      writer
          .text(TreeTable.DUE_PARTITION_KEY, instance + "#" + tree.state().name())
          .text(
              TreeTable.DUE_SORT_KEY,
              Timestamps.format(tree.writtenAt()) + "#" + tree.treeId().value());
    }
    return writer.attributes();
  }

  /** Returns the keys of a member by agent and by queue, none where it is no member. */
  public static Map<String, AttributeValue> of(ContactTree tree, ContactId member) {
    return tree.contacts().stream()
        .filter(contact -> contact.id().equals(member))
        .findFirst()
        .map(contact -> of(tree.instance(), contact))
        .orElse(Map.of());
  }

  /** Returns the keys under which a contact is found by its agent and by its queue. */
  public static Map<String, AttributeValue> of(InstanceId instance, TreeContact contact) {
    Instant at =
        contact
            .facts()
            .time(Fact.DISCONNECT_TIMESTAMP)
            .or(() -> contact.facts().time(Fact.INITIATION_TIMESTAMP))
            .orElse(contact.firstSeenAt());
    ItemWriter writer = new ItemWriter();
    contact
        .facts()
        .value(Fact.AGENT_ID)
        .ifPresent(
            agent -> writer.text(TreeTable.AGENT_PARTITION_KEY, instance.value() + "#" + agent));
    contact
        .facts()
        .value(Fact.QUEUE_ID)
        .ifPresent(
            queue -> writer.text(TreeTable.QUEUE_PARTITION_KEY, instance.value() + "#" + queue));
    if (!writer.attributes().isEmpty()) {
      writer.text(TreeTable.CONTACT_SORT_KEY, newestFirst(at, contact.id()));
    }
    return writer.attributes();
  }

  /** Read forwards, the newest comes first, and of one moment the smallest id. */
  static String newestFirst(Instant at, ContactId id) {
    return "%013d#%s".formatted(LAST_MOMENT - at.toEpochMilli(), id.value());
  }
}
