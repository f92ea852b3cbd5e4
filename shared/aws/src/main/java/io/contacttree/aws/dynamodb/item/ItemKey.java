package io.contacttree.aws.dynamodb.item;

import io.contacttree.domain.contact.ContactId;
import io.contacttree.domain.contact.InstanceId;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The key of an item.
 *
 * @param partition the partition key
 * @param sort the sort key
 */
public record ItemKey(String partition, String sort) {
  private static final String IDENTITY = "contact";

  /** All that the function for files and refreshes may write begins so (template.yaml). */
  private static final String REFRESH = "refresh#";

  /** The item that says what a contact is. */
  public static ItemKey identity(InstanceId instance, ContactId contact) {
    return new ItemKey(partition(instance, contact), IDENTITY);
  }

  /** A part of a tree's document. */
  public static ItemKey part(InstanceId instance, ContactId treeId, String name) {
    return new ItemKey(partition(instance, treeId), name);
  }

  /** A lease; no instance id has a {@code #}, so this is never the key of a contact. */
  public static ItemKey lease(InstanceId instance, ContactId key) {
    return new ItemKey("lease#" + partition(instance, key), "lease");
  }

  /** A contact that was refreshed of late. */
  public static ItemKey refresh(InstanceId instance, ContactId contact) {
    return new ItemKey(REFRESH + partition(instance, contact), "refresh");
  }

  /** What a whole deployment counts; no key of a contact's refresh has as few {@code #}. */
  public static ItemKey shared(String name) {
    return new ItemKey(REFRESH + name, "shared");
  }

  public static ItemKey of(Map<String, AttributeValue> item) {
    ItemFields fields = new ItemFields(item);
    return new ItemKey(fields.text(TreeTable.PARTITION_KEY), fields.text(TreeTable.SORT_KEY));
  }

  public Map<String, AttributeValue> attributes() {
    return Map.of(
        TreeTable.PARTITION_KEY, Attribute.text(partition),
        TreeTable.SORT_KEY, Attribute.text(sort));
  }

  private static String partition(InstanceId instance, ContactId contact) {
    return instance.value() + "#" + contact.value();
  }
}
