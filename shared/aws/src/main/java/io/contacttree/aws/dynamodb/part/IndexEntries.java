package io.contacttree.aws.dynamodb.part;

import io.contacttree.aws.dynamodb.item.ItemWriter;
import io.contacttree.aws.dynamodb.item.TreeTable;
import io.contacttree.domain.contact.ContactId;
import io.contacttree.domain.contact.Fact;
import io.contacttree.domain.contact.InstanceId;
import io.contacttree.domain.contact.Timestamps;
import io.contacttree.domain.store.Place;
import io.contacttree.domain.store.TreeIndex;
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
          TreeTable.AGENT_PARTITION_KEY,
          TreeTable.AGENT_SORT_KEY,
          TreeTable.QUEUE_PARTITION_KEY,
          TreeTable.QUEUE_SORT_KEY);

  /** Milliseconds since 1970 until the year 2286. */
  private static final long LAST_MOMENT = 9_999_999_999_999L;

  private static final int DECIMAL = 10;

  private IndexEntries() {}

  /** Returns the keys under which a tree is found by its last activity, and as one that is due. */
  static Map<String, AttributeValue> of(ContactTree tree) {
    String instance = tree.instance().value();
    ItemWriter writer =
        new ItemWriter()
            .text(
                TreeTable.ACTIVITY_SORT_KEY,
                newestFirst(new Place(Retention.lastActivity(tree), tree.treeId())));
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
    String sort = newestFirst(new Place(contact.lastActivity(), contact.id()));
    ItemWriter writer = new ItemWriter();
    contact
        .facts()
        .value(Fact.AGENT_ID)
        .ifPresent(
            agent ->
                writer
                    .text(TreeTable.AGENT_PARTITION_KEY, partition(instance, agent))
                    .text(TreeTable.AGENT_SORT_KEY, sort));
    contact
        .facts()
        .value(Fact.QUEUE_ID)
        .ifPresent(
            queue ->
                writer
                    .text(TreeTable.QUEUE_PARTITION_KEY, partition(instance, queue))
                    .text(TreeTable.QUEUE_SORT_KEY, sort));
    return writer.attributes();
  }

  /** Returns the partition of an agent's or a queue's contacts. */
  public static String partition(InstanceId instance, String agentOrQueue) {
    return instance.value() + "#" + agentOrQueue;
  }

  /** Returns the place in the order of an index at which a sort key stands. */
  public static Place place(String sortKey) {
    int separator = sortKey.indexOf('#');
    return new Place(
        Instant.ofEpochMilli(LAST_MOMENT - Long.parseLong(sortKey, 0, separator, DECIMAL)),
        new ContactId(sortKey.substring(separator + 1)));
  }

  /** Returns the smallest sort key that anything of a stretch can have. */
  public static String first(TreeIndex.Stretch stretch) {
    // No id has a character as small as this one.
    return stretch
        .after()
        .map(place -> newestFirst(place) + "!")
        .orElseGet(() -> backwards(stretch.to().minusMillis(1)));
  }

  /** Returns the greatest sort key that anything of a stretch can have. */
  public static String last(TreeIndex.Stretch stretch) {
    // The character after the one between moment and id.
    return backwards(stretch.from()) + "$";
  }

  /** Read forwards, the newest comes first, and of one moment the smallest id. */
  private static String newestFirst(Place place) {
    return backwards(place.at()) + "#" + place.id().value();
  }

  private static String backwards(Instant at) {
    long moment = Math.clamp(at.toEpochMilli(), 0, LAST_MOMENT);
    return "%013d".formatted(LAST_MOMENT - moment);
  }
}
