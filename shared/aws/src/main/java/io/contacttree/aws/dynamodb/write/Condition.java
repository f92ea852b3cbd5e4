package io.contacttree.aws.dynamodb.write;

import io.contacttree.aws.dynamodb.codec.TreeCodec;
import io.contacttree.aws.dynamodb.item.Attribute;
import io.contacttree.aws.dynamodb.item.EntityType;
import io.contacttree.aws.dynamodb.item.TreeTable;
import io.contacttree.aws.dynamodb.part.HeadMetadata;
import io.contacttree.aws.dynamodb.part.StoredRevision;
import io.contacttree.aws.dynamodb.part.TreeItems;
import io.contacttree.domain.contact.ContactId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * What must hold of an item for a write to happen.
 *
 * @param expression the condition in DynamoDB's language
 * @param names the names in it
 * @param values the values in it, none where it has none
 */
record Condition(String expression, Map<String, String> names, Map<String, AttributeValue> values) {
  /** An IN takes at most 100 values (Amazon DynamoDB Developer Guide). */
  private static final int LARGEST_IN = 100;

  /** The head is still the one that was read. */
  static Condition isStill(StoredRevision storedRevision) {
    return new Condition(
        "#type = :tree AND #revision = :revision AND #token = :token",
        Map.of(
            "#type", TreeTable.ENTITY_TYPE,
            "#revision", TreeCodec.REVISION,
            "#token", HeadMetadata.TOKEN),
        Map.of(
            ":tree", Attribute.text(EntityType.TREE.name()),
            ":revision", Attribute.number(storedRevision.tree().revision()),
            ":token", Attribute.text(storedRevision.notes().token())));
  }

  /** The head is still the one that a write made. */
  static Condition isFrom(String token) {
    return new Condition(
        "#token = :token",
        Map.of("#token", HeadMetadata.TOKEN),
        Map.of(":token", Attribute.text(token)));
  }

  /** The item is absent or expired, or an alias of one of these trees. */
  static Condition isFreeFor(Collection<ContactId> trees, Instant now) {
    Condition alias = isAliasOf(trees);
    Map<String, String> names = new HashMap<>(alias.names());
    names.put("#key", TreeTable.PARTITION_KEY);
    names.put("#until", TreeTable.EXPIRES_AT);
    Map<String, AttributeValue> values = new HashMap<>(alias.values());
    values.put(":now", Attribute.number(now.getEpochSecond()));
    return new Condition(
        "attribute_not_exists(#key) OR #until <= :now OR (" + alias.expression() + ")",
        names,
        values);
  }

  /** The item is an alias of one of these trees. */
  static Condition isAliasOf(Collection<ContactId> trees) {
    Map<String, AttributeValue> values = new HashMap<>();
    values.put(":alias", Attribute.text(EntityType.ALIAS.name()));
    List<String> choices = new ArrayList<>();
    List<String> names = new ArrayList<>();
    for (ContactId tree : trees) {
      String name = ":tree" + values.size();
      values.put(name, Attribute.text(tree.value()));
      names.add(name);
      if (names.size() == LARGEST_IN) {
        choices.add("#tree IN (" + String.join(", ", names) + ")");
        names.clear();
      }
    }
    if (!names.isEmpty()) {
      choices.add("#tree IN (" + String.join(", ", names) + ")");
    }
    return new Condition(
        "#type = :alias AND (" + String.join(" OR ", choices) + ")",
        Map.of("#type", TreeTable.ENTITY_TYPE, "#tree", TreeItems.TREE_ID),
        values);
  }

  /** The item is no tree that would answer: absent, expired, erased or an alias. */
  static Condition isNoTree(Instant now) {
    return new Condition(
        "attribute_not_exists(#key) OR #until <= :now OR #type <> :tree",
        Map.of(
            "#key", TreeTable.PARTITION_KEY,
            "#until", TreeTable.EXPIRES_AT,
            "#type", TreeTable.ENTITY_TYPE),
        Map.of(
            ":now", Attribute.number(now.getEpochSecond()),
            ":tree", Attribute.text(EntityType.TREE.name())));
  }
}
