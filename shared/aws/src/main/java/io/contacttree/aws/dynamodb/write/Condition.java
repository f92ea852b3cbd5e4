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
 * @param names the names in it, and in what is written under it
 * @param values the values in it, and in what is written under it
 */
record Condition(String expression, Map<String, String> names, Map<String, AttributeValue> values) {
  /** An IN takes at most 100 values (Amazon DynamoDB Developer Guide). */
  private static final int LARGEST_IN = 100;

  static Condition that(String expression) {
    return new Condition(expression, Map.of(), Map.of());
  }

  Condition with(String name, String attribute) {
    Map<String, String> more = new HashMap<>(names);
    more.put(name, attribute);
    return new Condition(expression, more, values);
  }

  Condition with(String name, AttributeValue value) {
    Map<String, AttributeValue> more = new HashMap<>(values);
    more.put(name, value);
    return new Condition(expression, names, more);
  }

  /** The head is still the one that was read. */
  static Condition isStill(StoredRevision storedRevision) {
    return that("#type = :tree AND #revision = :revision AND #token = :token")
        .with("#type", TreeTable.ENTITY_TYPE)
        .with("#revision", TreeCodec.REVISION)
        .with("#token", HeadMetadata.TOKEN)
        .with(":tree", Attribute.text(EntityType.TREE.name()))
        .with(":revision", Attribute.number(storedRevision.tree().revision()))
        .with(":token", Attribute.text(storedRevision.metadata().token()));
  }

  /** The head is still the one that a write made. */
  static Condition isFrom(String token) {
    return that("#token = :token")
        .with("#token", HeadMetadata.TOKEN)
        .with(":token", Attribute.text(token));
  }

  /** The part still belongs to the tree that it was read of. */
  static Condition isOfGeneration(String generation) {
    return that("#generation = :generation")
        .with("#generation", HeadMetadata.GENERATION)
        .with(":generation", Attribute.text(generation));
  }

  /** The item is absent or expired, or an alias of one of these trees. */
  static Condition isFreeFor(Collection<ContactId> trees, Instant now) {
    Condition alias = isAliasOf(trees);
    return new Condition(
            "attribute_not_exists(#key) OR #until <= :now OR (" + alias.expression() + ")",
            alias.names(),
            alias.values())
        .with("#key", TreeTable.PARTITION_KEY)
        .with("#until", TreeTable.EXPIRES_AT)
        .with(":now", Attribute.number(now.getEpochSecond()));
  }

  /**
   * The item can make place for a tombstone: it is free for one of these trees, or a tombstone that
   * leads to one of them or nowhere.
   */
  static Condition isFreeForTombstone(Collection<ContactId> trees, Instant now) {
    Condition free = isFreeFor(trees, now);
    return new Condition(
            free.expression()
                + " OR (#type = :tombstone AND (attribute_not_exists(#tree) OR "
                + isIn(trees)
                + "))",
            free.names(),
            free.values())
        .with("#type", TreeTable.ENTITY_TYPE)
        .with("#tree", TreeItems.TREE_ID)
        .with(":tombstone", Attribute.text(EntityType.TOMBSTONE.name()));
  }

  /** The item is an alias or a tombstone that leads to one of these trees. */
  static Condition leadsTo(Collection<ContactId> trees) {
    Condition alias = isAliasOf(trees);
    return new Condition(
            "(#type = :alias OR #type = :tombstone) AND " + isIn(trees),
            alias.names(),
            alias.values())
        .with(":tombstone", Attribute.text(EntityType.TOMBSTONE.name()));
  }

  /** The item is absent, or an alias of one of these trees. */
  static Condition isNothingBut(Collection<ContactId> trees) {
    Condition alias = isAliasOf(trees);
    return new Condition(
            "attribute_not_exists(#key) OR (" + alias.expression() + ")",
            alias.names(),
            alias.values())
        .with("#key", TreeTable.PARTITION_KEY);
  }

  /** The item is an alias of one of these trees. */
  static Condition isAliasOf(Collection<ContactId> trees) {
    Map<String, AttributeValue> values = new HashMap<>();
    trees.forEach(tree -> values.put(":tree" + values.size(), Attribute.text(tree.value())));
    return new Condition("#type = :alias AND " + isIn(trees), Map.of(), values)
        .with("#type", TreeTable.ENTITY_TYPE)
        .with("#tree", TreeItems.TREE_ID)
        .with(":alias", Attribute.text(EntityType.ALIAS.name()));
  }

  /** An expression over the values of {@link #isAliasOf}. */
  private static String isIn(Collection<ContactId> trees) {
    List<String> choices = new ArrayList<>();
    for (int from = 0; from < trees.size(); from += LARGEST_IN) {
      List<String> some = new ArrayList<>();
      for (int at = from; at < Math.min(trees.size(), from + LARGEST_IN); at++) {
        some.add(":tree" + at);
      }
      choices.add("#tree IN (" + String.join(", ", some) + ")");
    }
    return "(" + String.join(" OR ", choices) + ")";
  }

  /** The item is no tree that would answer: absent, expired, erased or an alias. */
  static Condition isNoTree(Instant now) {
    return that("attribute_not_exists(#key) OR #until <= :now OR #type <> :tree")
        .with("#key", TreeTable.PARTITION_KEY)
        .with("#until", TreeTable.EXPIRES_AT)
        .with("#type", TreeTable.ENTITY_TYPE)
        .with(":now", Attribute.number(now.getEpochSecond()))
        .with(":tree", Attribute.text(EntityType.TREE.name()));
  }
}
