package io.contacttree.aws.dynamodb.write;

import io.contacttree.aws.dynamodb.item.Attribute;
import io.contacttree.aws.dynamodb.item.EntityType;
import io.contacttree.aws.dynamodb.item.ItemFields;
import io.contacttree.aws.dynamodb.item.ItemKey;
import io.contacttree.aws.dynamodb.item.TreeTable;
import io.contacttree.aws.dynamodb.part.HeadMetadata;
import io.contacttree.aws.dynamodb.part.IndexEntries;
import io.contacttree.aws.dynamodb.part.StoredRevision;
import io.contacttree.aws.dynamodb.part.TreeItems;
import io.contacttree.aws.dynamodb.read.TableReads;
import io.contacttree.domain.connect.Deadline;
import io.contacttree.domain.contact.ContactId;
import io.contacttree.domain.contact.InstanceId;
import io.contacttree.domain.store.UpstreamFailure;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.Delete;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.dynamodb.model.TransactionConflictException;
import software.amazon.awssdk.services.dynamodb.model.Update;

/**
 * Small writes around a revision that change no document: aliases led to the new root, time added
 * to aliases and parts, parts cleared away. Each may be made again at any time; an outage throws
 * {@link UpstreamFailure}. Those that can be many end at a deadline, and tell whether they are
 * done.
 */
final class Maintenance {
  private static final int CHANGED_AT_ONCE = 90;

  private static final int MOST_HOPS = 3;

  /** One by one, more than these take longer than an invocation should. */
  private static final int MANY_PARTS = 200;

  private final DynamoDbClient client;
  private final String table;
  private final TableReads reads;
  private final InstantSource clock;

  Maintenance(DynamoDbClient client, String table, TableReads reads, InstantSource clock) {
    this.reads = reads;
    this.clock = clock;
    this.client = client;
    this.table = table;
  }

  /**
   * Leads aliases and tombstones of former roots to the root; one that leads elsewhere by now is
   * left alone.
   */
  boolean repoint(
      InstanceId instance,
      Collection<ContactId> contacts,
      ContactId root,
      Collection<ContactId> own,
      Deadline deadline) {
    Condition condition =
        untold(Condition.leadsTo(own).with(":root", Attribute.text(root.value())));
    return updateAll(
        contacts.stream()
            .map(contact -> ItemKey.identity(instance, contact))
            .map(key -> change(key, "SET #tree = :root REMOVE #told", condition))
            .toList(),
        deadline);
  }

  /** Keeps all aliases and parts of a tree until a time, or for ever. */
  void renew(StoredRevision storedRevision, Optional<Instant> until, Collection<ContactId> own) {
    Condition alias = Condition.isAliasOf(own);
    updateAll(
        storedRevision.aliases().stream()
            .map(
                contact -> keep(ItemKey.identity(storedRevision.instance(), contact), until, alias))
            .toList(),
        Deadline.NEVER);
    Condition exists =
        Condition.that("attribute_exists(#key)").with("#key", TreeTable.PARTITION_KEY);
    updateAll(
        storedRevision.metadata().parts().keySet().stream()
            .map(
                name ->
                    keep(
                        ItemKey.part(storedRevision.instance(), storedRevision.root(), name),
                        until,
                        exists))
            .toList(),
        Deadline.NEVER);
  }

  /** Notes a member's entries by agent and queue in its alias; one that leads elsewhere is left. */
  void index(
      InstanceId instance,
      ContactId contact,
      Map<String, AttributeValue> entries,
      Collection<ContactId> own) {
    Condition condition = untold(Condition.isAliasOf(own));
    List<String> set = new ArrayList<>();
    List<String> removed = new ArrayList<>(List.of("#told"));
    for (String name : IndexEntries.OF_CONTACT) {
      AttributeValue value = entries.get(name);
      condition = condition.with("#" + name, name);
      if (value == null) {
        removed.add("#" + name);
      } else {
        condition = condition.with(":" + name, value);
        set.add("#" + name + " = :" + name);
      }
    }
    String expression =
        (set.isEmpty() ? "" : "SET " + String.join(", ", set) + " ")
            + "REMOVE "
            + String.join(", ", removed);
    update(change(ItemKey.identity(instance, contact), expression, condition));
  }

  /** Deletes what lies under a former root still. */
  boolean deletePartsUnder(InstanceId instance, ContactId formerRoot, Deadline deadline) {
    ItemKey identity = ItemKey.identity(instance, formerRoot);
    return deleteParts(
        reads.partition(identity.partition()).stream()
            .map(ItemKey::of)
            .filter(key -> !key.equals(identity))
            .toList(),
        deadline);
  }

  /** Deletes what lies under the former roots of a tree still. */
  boolean clearFormerRoots(StoredRevision storedRevision, Deadline deadline) {
    return storedRevision.metadata().former().stream()
        .allMatch(formerRoot -> deletePartsUnder(storedRevision.instance(), formerRoot, deadline));
  }

  /**
   * Deletes what no read shows any more of the trees that a contact led to: what lies behind
   * tombstones, the head of an expired tree, and parts whose head is no more.
   */
  boolean tidy(InstanceId instance, ContactId contact, Deadline deadline) {
    Optional<ContactId> at = Optional.of(contact);
    for (int hop = 0; hop <= MOST_HOPS && at.isPresent(); hop++) {
      Tidied tidied = tidyPartition(instance, at.get(), deadline);
      if (!tidied.done()) {
        return false;
      }
      at = tidied.leadsTo();
    }
    return true;
  }

  /**
   * What became of a partition.
   *
   * @param done false where the time was up
   * @param leadsTo where its identity leads, expired or not
   */
  private record Tidied(boolean done, Optional<ContactId> leadsTo) {}

  private Tidied tidyPartition(InstanceId instance, ContactId contact, Deadline deadline) {
    ItemKey key = ItemKey.identity(instance, contact);
    List<Map<String, AttributeValue>> items = reads.partition(key.partition());
    // After the parts: whoever has written one of them since shows by the head that it is read.
    Optional<ItemFields> identity = reads.get(key).map(ItemFields::new);
    Optional<ItemFields> head = identity.filter(EntityType.TREE::is);
    Optional<ItemFields> expired = head.filter(item -> TreeItems.isExpired(item, clock.instant()));
    String kept = expired.isPresent() ? "" : head.map(HeadMetadata::generation).orElse("");
    List<Write> deletions = new ArrayList<>();
    for (Map<String, AttributeValue> item : items) {
      String generation = HeadMetadata.generation(new ItemFields(item));
      if (!ItemKey.of(item).equals(key) && !generation.equals(kept)) {
        Condition unchanged = Condition.isOfGeneration(generation);
        deletions.add(Write.deletion(contact, table, ItemKey.of(item), unchanged));
      }
    }
    boolean done = deleteAll(deletions, deadline);
    if (done && expired.isPresent()) {
      HeadMetadata metadata = HeadMetadata.of(expired.get(), new TreeMap<>());
      Condition unchanged = Condition.isFrom(metadata.token());
      done =
          metadata.former().stream()
                  .allMatch(root -> tidyPartition(instance, root, deadline).done())
              && deleteAll(List.of(Write.deletion(contact, table, key, unchanged)), deadline);
    }
    return new Tidied(
        done,
        identity
            .filter(item -> !EntityType.TREE.is(item))
            .flatMap(item -> item.optionalContact(TreeItems.TREE_ID)));
  }

  /** Deletes what is still as it was read; very many by transactions, as long as none refuses. */
  private boolean deleteAll(List<Write> deletions, Deadline deadline) {
    int atOnce = deletions.size() > MANY_PARTS ? CHANGED_AT_ONCE : 1;
    for (int from = 0; from < deletions.size(); from += atOnce) {
      if (deadline.hasPassed(clock)) {
        return false;
      }
      List<TransactWriteItem> some =
          deletions.subList(from, Math.min(deletions.size(), from + atOnce)).stream()
              .map(Write::item)
              .toList();
      if (some.size() == 1) {
        delete(some.getFirst().delete());
        continue;
      }
      try {
        client.transactWriteItems(request -> request.transactItems(some));
      } catch (TransactionCanceledException someRefused) {
        some.forEach(item -> delete(item.delete()));
      } catch (SdkException outage) {
        throw TableWrites.failure(outage);
      }
    }
    return true;
  }

  private void delete(Delete delete) {
    try {
      client.deleteItem(
          request ->
              request
                  .tableName(table)
                  .key(delete.key())
                  .conditionExpression(delete.conditionExpression())
                  .expressionAttributeNames(delete.expressionAttributeNames())
                  .expressionAttributeValues(delete.expressionAttributeValues()));
    } catch (ConditionalCheckFailedException | TransactionConflictException somebodyElseWrote) {
      // It belongs to another tree by now, which shows it.
    } catch (SdkException outage) {
      throw TableWrites.failure(outage);
    }
  }

  /** Deletes parts under former roots; very many by transactions, which take twice the units. */
  boolean deleteParts(Collection<ItemKey> parts, Deadline deadline) {
    if (parts.size() > MANY_PARTS) {
      return deleteManyParts(List.copyOf(parts), deadline);
    }
    for (ItemKey part : parts) {
      if (deadline.hasPassed(clock)) {
        return false;
      }
      try {
        client.deleteItem(request -> request.tableName(table).key(part.attributes()));
      } catch (SdkException outage) {
        throw TableWrites.failure(outage);
      }
    }
    return true;
  }

  private boolean deleteManyParts(List<ItemKey> parts, Deadline deadline) {
    for (int from = 0; from < parts.size(); from += CHANGED_AT_ONCE) {
      if (deadline.hasPassed(clock)) {
        return false;
      }
      List<ItemKey> some = parts.subList(from, Math.min(parts.size(), from + CHANGED_AT_ONCE));
      List<TransactWriteItem> items =
          some.stream()
              .map(
                  part ->
                      TransactWriteItem.builder()
                          .delete(delete -> delete.tableName(table).key(part.attributes()))
                          .build())
              .toList();
      try {
        client.transactWriteItems(request -> request.transactItems(items));
      } catch (SdkException outage) {
        throw TableWrites.failure(outage);
      }
    }
    return true;
  }

  /** Notes in a head that its aliases are repaired, unless it has been written anew. */
  void noteRepaired(ItemKey head, String token) {
    update(
        change(
            head, "REMOVE #former", Condition.isFrom(token).with("#former", HeadMetadata.FORMER)));
  }

  private Update keep(ItemKey key, Optional<Instant> until, Condition condition) {
    Condition dated = untold(condition.with("#until", TreeTable.EXPIRES_AT));
    return until
        .map(time -> dated.with(":until", Attribute.number(time.getEpochSecond())))
        .map(expiring -> change(key, "SET #until = :until REMOVE #told", expiring))
        .orElseGet(() -> change(key, "REMOVE #until, #told", dated));
  }

  /** What was told of a former root when it became an alias is not told again of its repairs. */
  private static Condition untold(Condition condition) {
    return condition.with("#told", TreeItems.TOLD_TYPE);
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
  private boolean updateAll(List<Update> updates, Deadline deadline) {
    for (int from = 0; from < updates.size(); from += CHANGED_AT_ONCE) {
      if (deadline.hasPassed(clock)) {
        return false;
      }
      List<Update> some = updates.subList(from, Math.min(updates.size(), from + CHANGED_AT_ONCE));
      List<TransactWriteItem> items =
          some.stream().map(one -> TransactWriteItem.builder().update(one).build()).toList();
      try {
        client.transactWriteItems(request -> request.transactItems(items));
      } catch (TransactionCanceledException someRefused) {
        some.forEach(this::update);
      } catch (SdkException outage) {
        throw TableWrites.failure(outage);
      }
    }
    return true;
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
      throw TableWrites.failure(outage);
    }
  }
}
