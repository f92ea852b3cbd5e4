package io.contacttree.aws.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import io.contacttree.domain.contact.ContactId;
import io.contacttree.domain.store.MovingClock;
import io.contacttree.domain.store.StoredTree;
import io.contacttree.domain.store.TreeStore.SaveResult;
import io.contacttree.domain.tree.DrawnTree;
import io.contacttree.domain.tree.Retention;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** A store over an empty table, and what a test wants to see of it. */
public final class TestStore {
  static final int RETENTION_DAYS = 100;

  public final LocalTable table;
  public final ObservedClient client;
  final MovingClock clock = new MovingClock(DrawnTree.WRITTEN_AT);
  final List<Duration> pauses = new ArrayList<>();
  public final DynamoDbTreeStore store;

  public TestStore() {
    this(LocalTable.empty());
  }

  TestStore(LocalTable table) {
    this.table = table;
    this.client = new ObservedClient(table.client());
    this.store = another(RETENTION_DAYS);
  }

  /** Returns another store over the same table. */
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

  /** Writes a revision and returns it as a store loads it. */
  public StoredTree saved(StoredTree tree, StoredTree... replaced) {
    assertThat(store.save(tree, List.of(replaced))).isEqualTo(new SaveResult.Saved());
    return loaded(tree.treeId());
  }

  /** Returns the tree of a contact; nobody observes how it is read. */
  StoredTree loaded(ContactId contact) {
    return new DynamoDbTreeLookup(table.client(), table.name(), clock)
        .load(DrawnTree.DRAWN_INSTANCE, Set.of(contact))
        .treeOf(contact)
        .orElseThrow();
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
