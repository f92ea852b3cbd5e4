package io.contacttree.aws.dynamodb.write;

import io.contacttree.aws.dynamodb.item.ItemKey;
import io.contacttree.aws.dynamodb.item.ItemSize;
import io.contacttree.domain.contact.ContactId;
import java.util.Map;
import java.util.function.Consumer;
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

  private static Write of(ContactId about, int size, Consumer<TransactWriteItem.Builder> write) {
    return new Write(about, TransactWriteItem.builder().applyMutation(write).build(), size);
  }

  /** Writes an identity item where a condition holds. */
  static Write identity(
      ContactId about, String table, Map<String, AttributeValue> item, Condition condition) {
    return of(
        about,
        ItemSize.of(item),
        write ->
            write.put(
                put ->
                    put.tableName(table)
                        .item(item)
                        .conditionExpression(condition.expression())
                        .expressionAttributeNames(condition.names())
                        .expressionAttributeValues(condition.values())
                        .returnValuesOnConditionCheckFailure(
                            ReturnValuesOnConditionCheckFailure.ALL_OLD)));
  }

  /** Checks an identity item that stays as it is. */
  static Write check(ContactId about, String table, ItemKey key, Condition condition) {
    return of(
        about,
        KEY_AND_CONDITION,
        write ->
            write.conditionCheck(
                check ->
                    check
                        .tableName(table)
                        .key(key.attributes())
                        .conditionExpression(condition.expression())
                        .expressionAttributeNames(condition.names())
                        .expressionAttributeValues(condition.values())
                        .returnValuesOnConditionCheckFailure(
                            ReturnValuesOnConditionCheckFailure.ALL_OLD)));
  }

  /** Writes a part. */
  static Write part(ContactId about, String table, Map<String, AttributeValue> item) {
    return of(about, ItemSize.of(item), write -> write.put(put -> put.tableName(table).item(item)));
  }

  /** Deletes an identity item where a condition holds. */
  static Write deletion(ContactId about, String table, ItemKey key, Condition condition) {
    return of(
        about,
        KEY_AND_CONDITION,
        write ->
            write.delete(
                delete ->
                    delete
                        .tableName(table)
                        .key(key.attributes())
                        .conditionExpression(condition.expression())
                        .expressionAttributeNames(condition.names())
                        .expressionAttributeValues(condition.values())
                        .returnValuesOnConditionCheckFailure(
                            ReturnValuesOnConditionCheckFailure.ALL_OLD)));
  }

  /** Deletes a part. */
  static Write deletion(ContactId about, String table, ItemKey key) {
    return of(
        about,
        KEY_AND_CONDITION,
        write -> write.delete(delete -> delete.tableName(table).key(key.attributes())));
  }
}
