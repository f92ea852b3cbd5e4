package io.contacttree.aws.dynamodb;

import io.contacttree.domain.contact.ContactId;
import io.contacttree.domain.contact.InstanceId;
import io.contacttree.domain.flow.UpstreamFailure;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.TransactionConflictException;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/**
 * Small writes around a revision that change no document: aliases led to the new root, time added
 * to aliases and parts, parts cleared away. Each may be made again at any time; an outage throws
 * {@link UpstreamFailure}.
 */
final class Followups {
  private final DynamoDbClient client;
  private final String table;

  Followups(DynamoDbClient client, String table) {
    this.client = client;
    this.table = table;
  }

  /** Leads aliases of former roots to the root; one that leads elsewhere by now is left alone. */
  void repoint(
      InstanceId instance,
      Collection<ContactId> contacts,
      ContactId root,
      Collection<ContactId> own) {
    for (ContactId contact : contacts) {
      Condition condition = Condition.isAliasOf(own);
      Map<String, AttributeValue> values = new HashMap<>(condition.values());
      values.put(":root", Attribute.text(root.value()));
      update(
          ItemKey.identity(instance, contact),
          request ->
              request
                  .updateExpression("SET #tree = :root")
                  .conditionExpression(condition.expression())
                  .expressionAttributeNames(condition.names())
                  .expressionAttributeValues(values));
    }
  }

  /** Keeps all aliases and parts of a tree until a time, or for ever. */
  void renew(Placed placed, Optional<Long> until, Collection<ContactId> own) {
    for (ContactId contact : placed.aliases()) {
      Condition alias = Condition.isAliasOf(own);
      keep(ItemKey.identity(placed.instance(), contact), until, alias);
    }
    for (PartNote part : placed.notes().parts()) {
      Condition exists =
          new Condition(
              "attribute_exists(#key)", Map.of("#key", TreeTable.PARTITION_KEY), Map.of());
      keep(ItemKey.part(placed.instance(), placed.root(), part.name()), until, exists);
    }
  }

  /** Puts down a part that no head names yet. */
  void putPart(Map<String, AttributeValue> part) {
    try {
      client.putItem(request -> request.tableName(table).item(part));
    } catch (SdkException outage) {
      throw failure(outage);
    }
  }

  /** Deletes parts that no head names. */
  void deleteParts(Collection<ItemKey> parts) {
    for (ItemKey part : parts) {
      try {
        client.deleteItem(request -> request.tableName(table).key(part.attributes()));
      } catch (SdkException outage) {
        throw failure(outage);
      }
    }
  }

  /** Notes in a head that its aliases are repaired, unless it has been written anew. */
  void noteRepaired(ItemKey head, String token) {
    Condition condition = Condition.isFrom(token);
    Map<String, String> names = new HashMap<>(condition.names());
    names.put("#former", HeadNotes.FORMER);
    update(
        head,
        request ->
            request
                .updateExpression("REMOVE #former")
                .conditionExpression(condition.expression())
                .expressionAttributeNames(names)
                .expressionAttributeValues(condition.values()));
  }

  private void keep(ItemKey key, Optional<Long> until, Condition condition) {
    Map<String, String> names = new HashMap<>(condition.names());
    names.put("#until", TreeTable.EXPIRES_AT);
    Map<String, AttributeValue> values = new HashMap<>(condition.values());
    until.ifPresent(time -> values.put(":until", Attribute.number(time)));
    update(
        key,
        request -> {
          request
              .updateExpression(until.isPresent() ? "SET #until = :until" : "REMOVE #until")
              .conditionExpression(condition.expression())
              .expressionAttributeNames(names);
          if (!values.isEmpty()) {
            request.expressionAttributeValues(values);
          }
        });
  }

  private void update(ItemKey key, Consumer<UpdateItemRequest.Builder> change) {
    try {
      client.updateItem(
          request -> {
            request.tableName(table).key(key.attributes());
            change.accept(request);
          });
    } catch (ConditionalCheckFailedException | TransactionConflictException somebodyElseWrote) {
      // Whoever wrote has seen to it.
    } catch (SdkException outage) {
      throw failure(outage);
    }
  }

  private static UpstreamFailure failure(SdkException outage) {
    return new UpstreamFailure(
        UpstreamFailure.Resource.TABLE, "the table could not be written", outage);
  }
}
