package io.contacttree.aws.dynamodb.write;

import io.contacttree.aws.dynamodb.item.EntityType;
import io.contacttree.aws.dynamodb.item.ItemFields;
import io.contacttree.aws.dynamodb.item.ItemKey;
import io.contacttree.aws.dynamodb.part.HeadMetadata;
import io.contacttree.aws.dynamodb.part.TreeItems;
import io.contacttree.aws.dynamodb.read.TableReads;
import io.contacttree.aws.dynamodb.read.TreeReader;
import io.contacttree.domain.contact.ContactId;
import io.contacttree.domain.contact.InstanceId;
import io.contacttree.domain.store.UpstreamFailure;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.dynamodb.model.TransactionConflictException;
import software.amazon.awssdk.services.dynamodb.model.TransactionInProgressException;

/**
 * Writes all or nothing, and tells a refusal from an outage; an outage throws {@link
 * UpstreamFailure}.
 *
 * <p>What is refused only by aliases of trees that are no more (they expired, their aliases not
 * yet), or that became part of the tree at hand, is written again over those.
 */
final class TableWrites {
  private static final Set<String> REFUSALS =
      Set.of("ConditionalCheckFailed", "TransactionConflict");
  private static final String NO_REASON = "None";

  /** Each try meets further trees that are no more; there are hardly ever any. */
  private static final int MOST_TRIES = 4;

  private final DynamoDbClient client;
  private final String table;
  private final TableReads reads;
  private final TreeReader reader;
  private final Supplier<String> tokens;

  TableWrites(
      DynamoDbClient client,
      String table,
      TableReads reads,
      TreeReader reader,
      Supplier<String> tokens) {
    this.client = client;
    this.table = table;
    this.reads = reads;
    this.reader = reader;
    this.tokens = tokens;
  }

  /**
   * A head that carries the token of the write that made it: whoever finds it knows that all of the
   * write is done.
   */
  record Proof(ItemKey head, String token) {
    boolean isIn(Map<String, AttributeValue> item) {
      return new ItemFields(item)
          .optionalText(HeadMetadata.TOKEN)
          .filter(token::equals)
          .isPresent();
    }
  }

  /**
   * Makes a transaction and returns the contacts that refused it, none where it is done.
   *
   * @param own the trees whose aliases the transaction may write over
   * @param transaction the writes, given further trees of that kind, which it must check
   * @param proof how to see whether it was done although no answer came; without it an answer that
   *     is lost is an outage
   */
  Set<ContactId> commit(
      InstanceId instance,
      Set<ContactId> own,
      Function<Set<ContactId>, List<Write>> transaction,
      Optional<Proof> proof) {
    Set<ContactId> abandoned = new TreeSet<>();
    for (int tries = 1; ; tries++) {
      Map<ContactId, Optional<ItemFields>> refusals = make(transaction.apply(abandoned), proof);
      if (refusals.isEmpty()) {
        return Set.of();
      }
      Set<ContactId> known = new TreeSet<>(own);
      known.addAll(abandoned);
      Optional<Set<ContactId>> further = abandonedTrees(instance, refusals, known);
      if (further.isEmpty() || tries == MOST_TRIES) {
        return refusals.keySet();
      }
      abandoned.addAll(further.get());
    }
  }

  static UpstreamFailure failure(SdkException outage) {
    return new UpstreamFailure(
        UpstreamFailure.Resource.TABLE, "the table could not be written", outage);
  }

  /**
   * Returns the trees behind refusals if they are all no more, or part of those that are known: the
   * alias of a name that was named no more when the root moved leads to the former root.
   */
  private Optional<Set<ContactId>> abandonedTrees(
      InstanceId instance, Map<ContactId, Optional<ItemFields>> refusals, Set<ContactId> known) {
    Set<ContactId> trees = new TreeSet<>();
    for (Optional<ItemFields> found : refusals.values()) {
      Optional<ContactId> tree =
          found
              .filter(item -> EntityType.ALIAS.is(item) || EntityType.TOMBSTONE.is(item))
              .flatMap(item -> item.optionalContact(TreeItems.TREE_ID))
              .filter(id -> !known.contains(id));
      if (tree.isEmpty()) {
        return Optional.empty();
      }
      trees.add(tree.get());
    }
    return trees.stream()
            .allMatch(
                tree ->
                    reader.rootOf(instance, tree).filter(root -> !known.contains(root)).isEmpty())
        ? Optional.of(trees)
        : Optional.empty();
  }

  /**
   * Makes all of these writes or none, and returns the contacts whose items were not as expected,
   * with the item where it is known.
   */
  private Map<ContactId, Optional<ItemFields>> make(List<Write> writes, Optional<Proof> proof) {
    try {
      if (writes.size() == 1 && writes.getFirst().item().put() != null) {
        put(writes.getFirst().item().put());
      } else {
        transact(writes);
      }
      return Map.of();
    } catch (ConditionalCheckFailedException refused) {
      // The SDK repeats a put whose answer was lost; then it is our own item that refuses.
      return proof.filter(ours -> refused.hasItem() && ours.isIn(refused.item())).isPresent()
          ? Map.of()
          : Map.of(writes.getFirst().about(), fields(refused.hasItem(), refused.item()));
    } catch (TransactionConflictException busy) {
      return Map.of(writes.getFirst().about(), Optional.empty());
    } catch (TransactionCanceledException canceled) {
      return refusals(writes, canceled, proof);
    } catch (SdkException outage) {
      if (isOutcomeUnknown(outage) && proof.filter(this::isDone).isPresent()) {
        return Map.of();
      }
      throw failure(outage);
    }
  }

  private void put(Put put) {
    client.putItem(
        request ->
            request
                .tableName(table)
                .item(put.item())
                .conditionExpression(put.conditionExpression())
                .expressionAttributeNames(put.expressionAttributeNames())
                .expressionAttributeValues(put.expressionAttributeValues())
                .returnValuesOnConditionCheckFailure(put.returnValuesOnConditionCheckFailure()));
  }

  private void transact(List<Write> writes) {
    List<TransactWriteItem> items = writes.stream().map(Write::item).toList();
    client.transactWriteItems(
        request -> request.transactItems(items).clientRequestToken(tokens.get()));
  }

  private static Map<ContactId, Optional<ItemFields>> refusals(
      List<Write> writes, TransactionCanceledException canceled, Optional<Proof> proof) {
    Map<ContactId, Optional<ItemFields>> found = new LinkedHashMap<>();
    List<CancellationReason> reasons = canceled.cancellationReasons();
    for (int place = 0; place < reasons.size(); place++) {
      CancellationReason reason = reasons.get(place);
      if (REFUSALS.contains(reason.code())) {
        found.merge(
            writes.get(place).about(),
            fields(reason.hasItem(), reason.item()),
            (one, other) -> one.isPresent() ? one : other);
      } else if (!NO_REASON.equals(reason.code())) {
        throw failure(canceled);
      }
    }
    boolean ours =
        found.values().stream()
            .flatMap(Optional::stream)
            .anyMatch(item -> proof.filter(done -> done.isIn(item.attributes())).isPresent());
    if (!ours && found.isEmpty()) {
      throw failure(canceled);
    }
    return ours ? Map.of() : found;
  }

  private boolean isDone(Proof proof) {
    return reads.get(proof.head()).filter(proof::isIn).isPresent();
  }

  /** A 4xx is a clear no; after anything else the write may have been done all the same. */
  private static boolean isOutcomeUnknown(SdkException outage) {
    return outage instanceof TransactionInProgressException
        || !(outage instanceof AwsServiceException answer)
        || answer.statusCode() >= 500;
  }

  private static Optional<ItemFields> fields(boolean hasItem, Map<String, AttributeValue> item) {
    return hasItem ? Optional.of(new ItemFields(item)) : Optional.empty();
  }
}
