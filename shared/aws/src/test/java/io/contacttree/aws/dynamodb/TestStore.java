package io.contacttree.aws.dynamodb;

import io.contacttree.aws.dynamodb.item.Retention;
import io.contacttree.domain.contact.ContactId;
import io.contacttree.domain.store.MovingClock;
import io.contacttree.domain.tree.DrawnTree;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** A store over an empty table, and what a test wants to see of it. */
public final class TestStore {
  static final int RETENTION_DAYS = 100;

  public final LocalTable table = LocalTable.empty();
  final ObservedClient client = new ObservedClient(table.client());
  final MovingClock clock = new MovingClock(DrawnTree.WRITTEN_AT);
  final List<Duration> pauses = new ArrayList<>();
  public final DynamoDbTreeStore store = another(RETENTION_DAYS);

  /** Returns a store over the same table that remembers nothing of this one. */
  DynamoDbTreeStore another(int retentionDays) {
    return new DynamoDbTreeStore(
        client,
        table.name(),
        new Retention(retentionDays),
        DrawnTree.ASSEMBLER,
        clock,
        () -> UUID.randomUUID().toString(),
        pauses::add);
  }

  /** Returns the identity item of a contact, empty where there is none. */
  public Map<String, AttributeValue> identity(String contact) {
    return table.item(partition(contact), "contact");
  }

  void bury(ContactId contact) {
    table.put(
        Map.of(
            "pk", AttributeValue.fromS(partition(contact.value())),
            "sk", AttributeValue.fromS("contact"),
            "entity_type", AttributeValue.fromS("TOMBSTONE")));
  }

  static String partition(String contact) {
    return DrawnTree.DRAWN_INSTANCE.value() + "#" + contact;
  }
}
