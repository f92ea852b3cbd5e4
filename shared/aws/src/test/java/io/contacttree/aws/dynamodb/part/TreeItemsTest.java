package io.contacttree.aws.dynamodb.part;

import static io.contacttree.domain.tree.DrawnTree.DRAWN_INSTANCE;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.contacttree.aws.dynamodb.LargeTrees;
import io.contacttree.aws.dynamodb.LocalTable;
import io.contacttree.aws.dynamodb.RandomKnowledge;
import io.contacttree.aws.dynamodb.StrippedItem;
import io.contacttree.aws.dynamodb.TestStore;
import io.contacttree.aws.dynamodb.codec.TreeCodec;
import io.contacttree.aws.dynamodb.item.ItemSize;
import io.contacttree.aws.dynamodb.item.TreeTable;
import io.contacttree.aws.json.DocumentJson;
import io.contacttree.domain.contact.Fact;
import io.contacttree.domain.contact.Facts;
import io.contacttree.domain.contact.KnownContact;
import io.contacttree.domain.contact.Stamp;
import io.contacttree.domain.store.StoredTree;
import io.contacttree.domain.tree.DrawnTree;
import io.contacttree.domain.tree.KnownTree;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;

class TreeItemsTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HeadMetadata METADATA =
      new HeadMetadata(
          "token",
          Optional.of("holder"),
          Optional.of(Instant.ofEpochSecond(7)),
          List.of(),
          false,
          "",
          new TreeMap<>());

  @Property(tries = 500)
  void headWithoutKeysAndBookkeeping_isTheServedDocument(@ForAll long seed) throws IOException {
    StoredTree tree = new RandomKnowledge(seed).tree(6);

    Map<String, AttributeValue> head =
        TreeItems.head(
            tree, TreeCodec.encode(tree), METADATA, Optional.of(Instant.ofEpochSecond(9)));

    assertThat(JSON.readTree(StrippedItem.json(head).toString()))
        .isEqualTo(JSON.readTree(DocumentJson.write(tree.document())));
  }

  @Property(tries = 200)
  void estimatedSize_isNeverLessThanTheTrueOne(@ForAll long seed) {
    // DynamoDB's own sum for strings and names; numbers and overheads only add to it.
    Map<String, AttributeValue> item = TreeCodec.encode(new RandomKnowledge(seed).tree(6));

    assertThat(ItemSize.of(item)).isGreaterThanOrEqualTo(SizeOfTexts.of(item));
  }

  @Test
  void settledTree_isIndexedByLastActivityAndNotDue() {
    TestStore test = new TestStore();
    test.store.save(DrawnTree.of("a\n└─ b @1\n").stored(1), List.of());

    Map<String, AttributeValue> head = test.identity("a");

    assertThat(head)
        .containsEntry("entity_type", text("TREE"))
        .containsEntry("instance_id", text(DRAWN_INSTANCE.value()))
        .containsEntry("ix_tree_sk", text(newestFirst("2026-03-02T10:01:50.000Z") + "#a"))
        .containsEntry("state", text("COMPLETE"))
        .doesNotContainKeys("ix_due_pk", "ix_due_sk", "part_count");
  }

  @Test
  void treeWithoutAnEnd_isIndexedByItsBeginning() {
    TestStore test = new TestStore();
    test.store.save(DrawnTree.of("a open").stored(1), List.of());
    assertThat(test.identity("a"))
        .containsEntry("ix_tree_sk", text(newestFirst("2026-03-02T10:00:00.000Z") + "#a"))
        .doesNotContainKeys("ix_due_pk", "ix_due_sk");
  }

  @Test
  void contacts_areIndexedByAgentAndQueueWithTheirOwnEnd() {
    TestStore test = new TestStore();
    StoredTree before = test.saved(DrawnTree.of("a\n├─ b @1\n└─ c @2\n").stored(1));
    assertThat(test.identity("b")).doesNotContainKeys("ix_agent_pk", "ix_queue_pk");

    StoredTree after = test.saved(DrawnTree.stored(served(before.known(), "a", "b"), 2), before);

    for (String contact : List.of("a", "b")) {
      assertThat(test.identity(contact))
          .containsEntry("ix_agent_pk", text(DRAWN_INSTANCE + "#agent-1"))
          .containsEntry("ix_queue_pk", text(DRAWN_INSTANCE + "#queue-1"));
    }
    assertThat(test.identity("b"))
        .containsEntry("ix_contact_sk", text(newestFirst("2026-03-02T10:01:50.000Z") + "#b"));
    assertThat(test.identity("c")).doesNotContainKeys("ix_agent_pk", "ix_queue_pk");
    QueryResponse found = query(test, "contacts-by-agent", "ix_agent_pk", "#agent-1");
    assertThat(found.items())
        .extracting(item -> item.get("pk").s())
        .containsExactly(DRAWN_INSTANCE + "#b", DRAWN_INSTANCE + "#a");
    assertThat(found.items().getFirst())
        .containsOnlyKeys("pk", "sk", "ix_agent_pk", "ix_contact_sk", "ix_queue_pk", "tree_id");
    assertThat(after.known().contacts()).hasSize(3);
  }

  @Test
  void newMember_bringsItsEntriesWithItsAlias() {
    TestStore test = new TestStore();
    test.saved(DrawnTree.stored(served(DrawnTree.of("a\n└─ b @1\n").known(), "b"), 1));
    assertThat(test.client.updates()).isEmpty();
    assertThat(query(test, "contacts-by-queue", "ix_queue_pk", "#queue-1").items()).hasSize(1);
  }

  @Test
  void entryOfATree_hasWhatASummaryNeedsInOneWriteUnit() {
    TestStore test = new TestStore();
    KnownTree known = LargeTrees.star(300);
    test.store.save(DrawnTree.stored(known, 1), List.of());
    Map<String, AttributeValue> entry =
        query(test, "trees-by-activity", "instance_id", "").items().getFirst();
    assertThat(ItemSize.of(entry)).isLessThanOrEqualTo(1_000);
    assertThat(entry)
        .containsKeys(
            "tree_id",
            "instance_id",
            "account_id",
            "region",
            "revision",
            "state",
            "root_channel",
            "channels",
            "contact_count",
            "transfer_count",
            "depth",
            "agent_count",
            "queue_count",
            "reference_count",
            "first_initiated_at",
            "last_disconnected_at",
            "duration_ms",
            "associated_at",
            "written_at")
        .doesNotContainKeys("defects", "contacts");
  }

  @Test
  void headAndFormerRoot_carryWhatTheChangeBusIsTold() {
    TestStore test = new TestStore();
    StoredTree before = test.saved(DrawnTree.of("a @1\n└─ b @2\n").stored(1));
    assertThat(test.identity("a"))
        .containsEntry("told_type", text("Contact Tree Changed"))
        .containsEntry("told_contact_id", text("a"))
        .containsEntry("told_tree_id", text("a"))
        .containsEntry("told_instance_id", text(DRAWN_INSTANCE.value()))
        .containsEntry("told_revision", text("1"))
        .containsEntry("told_contact_count", text("2"))
        .containsEntry("told_state", text("COMPLETE"))
        .containsEntry("told_written_at", text("2026-03-02T18:00:02.000Z"));
    test.saved(
        DrawnTree.stored(before.known().merge(DrawnTree.of("x @0\n└─ a @1\n").known()), 2), before);
    assertThat(test.identity("a"))
        .containsEntry("told_type", text("Contact Tree Moved"))
        .containsEntry("told_contact_id", text("a"))
        .containsEntry("told_tree_id", text("x"))
        .containsEntry("told_revision", text("2"));
    assertThat(test.identity("b")).doesNotContainKey("told_type");
  }

  @Test
  void unsettledTree_isDueUntilItIsSettled() {
    TestStore test = new TestStore();
    StoredTree unsettled = test.saved(DrawnTree.of("a pending").stored(1));

    assertThat(test.identity("a"))
        .containsEntry("ix_due_pk", text(DRAWN_INSTANCE + "#SETTLING"))
        .containsEntry("ix_due_sk", text("2026-03-02T18:00:02.000Z#a"));

    test.saved(DrawnTree.of("a").stored(2), unsettled);

    assertThat(test.identity("a")).doesNotContainKeys("ix_due_pk", "ix_due_sk");
  }

  @Test
  void unsplitTree_isOneTreeItemAndOneAliasForEveryOtherContact() {
    TestStore test = new TestStore();
    test.store.save(
        DrawnTree.of("gone missing\n└─ a @1\n   ├─ b @2\n   └─ c @3\n").stored(1), List.of());

    assertThat(test.table.items()).hasSize(4);
    assertThat(test.table.items("TREE")).containsExactly(test.identity("a"));
    assertThat(test.table.items("ALIAS"))
        .containsExactlyInAnyOrder(test.identity("b"), test.identity("c"), test.identity("gone"));
    assertThat(test.identity("b")).containsEntry("tree_id", text("a")).doesNotContainKey("missing");
    assertThat(test.identity("gone"))
        .containsEntry("tree_id", text("a"))
        .containsEntry("missing", AttributeValue.fromBool(true));
  }

  @Test
  void missingContactThatBecomesAMember_losesTheMark() {
    TestStore test = new TestStore();
    StoredTree before = test.saved(DrawnTree.of("gone missing\n└─ a @1\n").stored(1));
    StoredTree after =
        DrawnTree.stored(
            before.known().merge(DrawnTree.of("x @0\n└─ gone @2\n└─ a @1\n").known()), 2);

    test.saved(after, before);

    assertThat(after.treeId()).isEqualTo(DrawnTree.id("x"));
    assertThat(test.identity("gone"))
        .containsEntry("tree_id", text("x"))
        .doesNotContainKey("missing");
  }

  @Test
  void tableForTests_hasTheKeysAndIndexesOfTheTemplate() throws IOException {
    String template = Files.readString(Path.of("../../template.yaml"));
    String table =
        template.substring(
            template.indexOf("ContactTreeTable:"), template.indexOf("BuildContactTreeFunction:"));

    var created = LocalTable.empty();
    var described =
        created.client().describeTable(request -> request.tableName(created.name())).table();

    assertThat(described.attributeDefinitions())
        .allSatisfy(
            attribute ->
                assertThat(table)
                    .contains(
                        "{ AttributeName: %s, AttributeType: %s }"
                            .formatted(
                                attribute.attributeName(), attribute.attributeTypeAsString())));
    assertThat(table.split("AttributeType:", -1))
        .hasSize(described.attributeDefinitions().size() + 1);
    assertThat(described.globalSecondaryIndexes())
        .hasSize(table.split("IndexName:", -1).length - 1)
        .allSatisfy(
            index -> {
              int start = table.indexOf("IndexName: " + index.indexName());
              assertThat(start).isPositive();
              assertThat(table.substring(start))
                  .containsSubsequence(
                      index.keySchema().getFirst().attributeName(),
                      "HASH",
                      index.keySchema().getLast().attributeName(),
                      "RANGE",
                      index.projection().projectionTypeAsString());
            });
    assertThat(table).contains("AttributeName: " + TreeTable.EXPIRES_AT);
  }

  /** Returns what is known with an agent and a queue of some contacts. */
  private static KnownTree served(KnownTree known, String... contacts) {
    KnownTree served = known;
    for (String contact : contacts) {
      Facts facts =
          Facts.observedAt(Stamp.of(DrawnTree.READ_AT))
              .with(Fact.AGENT_ID, Optional.of("agent-1"))
              .with(Fact.QUEUE_ID, Optional.of("queue-1"))
              .build();
      served =
          served.withContacts(
              Map.of(
                  DrawnTree.id(contact),
                  KnownContact.ended(
                      DrawnTree.id(contact), facts, DrawnTree.START, DrawnTree.READ_AT)));
    }
    return served;
  }

  private static QueryResponse query(TestStore test, String index, String key, String value) {
    return test.table
        .client()
        .query(
            request ->
                request
                    .tableName(test.table.name())
                    .indexName(index)
                    .keyConditionExpression("#key = :value")
                    .expressionAttributeNames(Map.of("#key", key))
                    .expressionAttributeValues(
                        Map.of(":value", text(DRAWN_INSTANCE.value() + value))));
  }

  private static String newestFirst(String time) {
    return String.valueOf(9_999_999_999_999L - Instant.parse(time).toEpochMilli());
  }

  private static AttributeValue text(String text) {
    return AttributeValue.fromS(text);
  }

  /** The bytes of all names and strings alone. */
  private static final class SizeOfTexts {
    private SizeOfTexts() {}

    static int of(Map<String, AttributeValue> attributes) {
      return attributes.entrySet().stream()
          .mapToInt(entry -> bytes(entry.getKey()) + of(entry.getValue()))
          .sum();
    }

    private static int of(AttributeValue value) {
      if (value.hasM()) {
        return of(value.m());
      }
      return value.hasL()
          ? value.l().stream().mapToInt(SizeOfTexts::of).sum()
          : value.s() == null ? 0 : bytes(value.s());
    }

    private static int bytes(String text) {
      return text.getBytes(StandardCharsets.UTF_8).length;
    }
  }
}
