package io.contacttree.aws.dynamodb.write;

import io.contacttree.aws.dynamodb.item.ItemKey;
import io.contacttree.aws.dynamodb.item.ItemSize;
import io.contacttree.domain.contact.ContactId;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/**
 * One write of a transaction.
 *
 * @param about the contact whose identity is written or checked, or whose tree a part belongs to
 * @param item the write itself
 * @param size the bytes it carries
 */
record Write(ContactId about, TransactWriteItem item, int size) {
  /** What a write without an item carries: a key and a condition. */
  private static final int KEY_AND_CONDITION = 2_000;

  /** Writes an identity item where a condition holds. */
  static Write identity(
      ContactId about, String table, Map<String, AttributeValue> item, Condition condition) {
    return new Write(
        about,
        TransactWriteItem.builder()
            .put(
                put ->
                    put.tableName(table)
                        .item(item)
                        .conditionExpression(condition.expression())
                        .expressionAttributeNames(condition.names())
                        .expressionAttributeValues(condition.values())
                        .returnValuesOnConditionCheckFailure(
                            ReturnValuesOnConditionCheckFailure.ALL_OLD))
            .build(),
        ItemSize.of(item));
  }

  /** Writes a part. */
  static Write part(ContactId about, String table, Map<String, AttributeValue> item) {
    return new Write(
        about,
        TransactWriteItem.builder().put(put -> put.tableName(table).item(item)).build(),
        ItemSize.of(item));
  }

  /** Deletes a part. */
  static Write deletion(ContactId about, String table, ItemKey key) {
    return new Write(
        about,
        TransactWriteItem.builder()
            .delete(delete -> delete.tableName(table).key(key.attributes()))
            .build(),
        KEY_AND_CONDITION);
  }

  /** Checks an identity item that stays as it is. */
  static Write check(ContactId about, String table, ItemKey key, Condition condition) {
    return new Write(
        about,
        TransactWriteItem.builder()
            .conditionCheck(
                check ->
                    check
                        .tableName(table)
                        .key(key.attributes())
                        .conditionExpression(condition.expression())
                        .expressionAttributeNames(condition.names())
                        .expressionAttributeValues(condition.values())
                        .returnValuesOnConditionCheckFailure(
                            ReturnValuesOnConditionCheckFailure.ALL_OLD))
            .build(),
        KEY_AND_CONDITION);
  }
}
