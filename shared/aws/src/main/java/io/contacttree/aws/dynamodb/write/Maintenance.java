package io.contacttree.aws.dynamodb.write;

import io.contacttree.aws.dynamodb.codec.Excerpt;
import io.contacttree.aws.dynamodb.item.Attribute;
import io.contacttree.aws.dynamodb.item.ItemKey;
import io.contacttree.aws.dynamodb.item.TreeTable;
import io.contacttree.aws.dynamodb.part.HeadMetadata;
import io.contacttree.aws.dynamodb.part.PartMetadata;
import io.contacttree.aws.dynamodb.part.StoredRevision;
import io.contacttree.domain.contact.ContactId;
import io.contacttree.domain.contact.InstanceId;
import io.contacttree.domain.store.UpstreamFailure;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.dynamodb.model.TransactionConflictException;
import software.amazon.awssdk.services.dynamodb.model.Update;

/**
 * Small writes around a revision that change no document: aliases led to the new root, time added
 * to aliases and parts, excerpts, parts cleared away. Each may be made again at any time; an outage
 * throws {@link UpstreamFailure}.
 */
public final class Maintenance {
  private static final int CHANGED_AT_ONCE = 90;

  private final DynamoDbClient client;
  private final String table;

  public Maintenance(DynamoDbClient client, String table) {
    this.client = client;
    this.table = table;
  }

  /** Leads aliases of former roots to the root; one that leads elsewhere by now is left alone. */
  void repoint(
      InstanceId instance,
      Collection<ContactId> contacts,
      ContactId root,
      Collection<ContactId> own) {
    Condition condition = Condition.isAliasOf(own);
    Map<String, AttributeValue> values = new HashMap<>(condition.values());
    values.put(":root", Attribute.text(root.value()));
    Condition leading = new Condition(condition.expression(), condition.names(), values);
    updateAll(
        contacts.stream()
            .map(contact -> ItemKey.identity(instance, contact))
            .map(key -> change(key, "SET #tree = :root", leading))
            .toList());
  }

  /** Keeps all aliases and parts of a tree until a time, or for ever. */
  void renew(StoredRevision storedRevision, Optional<Long> until, Collection<ContactId> own) {
    Condition alias = Condition.isAliasOf(own);
    updateAll(
        storedRevision.aliases().stream()
            .map(
                contact -> keep(ItemKey.identity(storedRevision.instance(), contact), until, alias))
            .toList());
    Condition exists =
        new Condition("attribute_exists(#key)", Map.of("#key", TreeTable.PARTITION_KEY), Map.of());
    for (PartMetadata part : storedRevision.notes().parts()) {
      update(
          keep(
              ItemKey.part(storedRevision.instance(), storedRevision.root(), part.name()),
              until,
              exists));
    }
  }

  /** Notes in the alias of a member what its tree knows of it; one that leads elsewhere is left. */
  void excerpt(InstanceId instance, ContactId root, Excerpt excerpt) {
    Condition condition = Condition.isAliasOf(Set.of(root));
    Map<String, String> names = new HashMap<>(condition.names());
    names.put("#excerpt", Excerpt.EXCERPT);
    Map<String, AttributeValue> values = new HashMap<>(condition.values());
    values.put(":excerpt", excerpt.encode());
    update(
        change(
            ItemKey.identity(instance, excerpt.contact().id()),
            "SET #excerpt = :excerpt",
            new Condition(condition.expression(), names, values)));
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
    names.put("#former", HeadMetadata.FORMER);
    update(
        change(
            head,
            "REMOVE #former",
            new Condition(condition.expression(), names, condition.values())));
  }

  private Update keep(ItemKey key, Optional<Long> until, Condition condition) {
    Map<String, String> names = new HashMap<>(condition.names());
    names.put("#until", TreeTable.EXPIRES_AT);
    Map<String, AttributeValue> values = new HashMap<>(condition.values());
    until.ifPresent(time -> values.put(":until", Attribute.number(time)));
    return change(
        key,
        until.isPresent() ? "SET #until = :until" : "REMOVE #until",
        new Condition(condition.expression(), names, values));
  }

  private Update change(ItemKey key, String expression, Condition condition) {
    Update.Builder update =
        Update.builder()
            .tableName(table)
            .key(key.attributes())
            .updateExpression(expression)
            .conditionExpression(condition.expression())
            .expressionAttributeNames(condition.names());
    if (!condition.values().isEmpty()) {
      update.expressionAttributeValues(condition.values());
    }
    return update.build();
  }

  /** Makes small changes ninety at a time, and one by one where some of them are refused. */
  private void updateAll(List<Update> updates) {
    for (int from = 0; from < updates.size(); from += CHANGED_AT_ONCE) {
      List<Update> some = updates.subList(from, Math.min(updates.size(), from + CHANGED_AT_ONCE));
      List<TransactWriteItem> items =
          some.stream().map(one -> TransactWriteItem.builder().update(one).build()).toList();
      try {
        client.transactWriteItems(request -> request.transactItems(items));
      } catch (TransactionCanceledException someRefused) {
        some.forEach(this::update);
      } catch (SdkException outage) {
        throw failure(outage);
      }
    }
  }

  private void update(Update update) {
    try {
      client.updateItem(
          request -> {
            request
                .tableName(table)
                .key(update.key())
                .updateExpression(update.updateExpression())
                .conditionExpression(update.conditionExpression())
                .expressionAttributeNames(update.expressionAttributeNames());
            if (update.hasExpressionAttributeValues()) {
              request.expressionAttributeValues(update.expressionAttributeValues());
            }
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
