package io.contacttree.aws.dynamodb.write;

import io.contacttree.aws.dynamodb.item.ItemFields;
import io.contacttree.aws.dynamodb.item.ItemKey;
import io.contacttree.aws.dynamodb.part.HeadMetadata;
import io.contacttree.aws.dynamodb.read.TableReads;
import io.contacttree.domain.contact.ContactId;
import io.contacttree.domain.store.UpstreamFailure;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
 */
final class TableWrites {
  private static final Set<String> REFUSALS =
      Set.of("ConditionalCheckFailed", "TransactionConflict");
  private static final String NO_REASON = "None";

  private final DynamoDbClient client;
  private final String table;
  private final TableReads reads;
  private final Supplier<String> tokens;

  TableWrites(DynamoDbClient client, String table, TableReads reads, Supplier<String> tokens) {
    this.client = client;
    this.table = table;
    this.reads = reads;
    this.tokens = tokens;
  }

  /** What became of some writes. */
  sealed interface Result {
    /** All are done. */
    record Done() implements Result {}

    /**
     * None is done.
     *
     * @param found the contacts whose items were not as expected, with the item where it is known
     */
    record Refused(Map<ContactId, Optional<ItemFields>> found) implements Result {}
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
   * Makes these writes.
   *
   * @param proof how to see whether they were done although no answer came; without it an answer
   *     that is lost is an outage
   */
  Result commit(List<Write> writes, Optional<Proof> proof) {
    try {
      if (writes.size() == 1 && writes.getFirst().item().put() != null) {
        put(writes.getFirst().item().put());
      } else {
        transact(writes);
      }
      return new Result.Done();
    } catch (ConditionalCheckFailedException refused) {
      // The SDK repeats a put whose answer was lost; then it is our own item that refuses.
      return proof.filter(ours -> refused.hasItem() && ours.isIn(refused.item())).isPresent()
          ? new Result.Done()
          : refused(writes.getFirst().about(), fields(refused.hasItem(), refused.item()));
    } catch (TransactionConflictException busy) {
      return refused(writes.getFirst().about(), Optional.empty());
    } catch (TransactionCanceledException canceled) {
      return canceled(writes, canceled, proof);
    } catch (SdkException outage) {
      if (isOutcomeUnknown(outage) && proof.filter(this::isDone).isPresent()) {
        return new Result.Done();
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

  private static Result canceled(
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
        proof
            .filter(
                expected ->
                    found.values().stream()
                        .flatMap(Optional::stream)
                        .anyMatch(item -> expected.isIn(item.attributes())))
            .isPresent();
    if (ours) {
      return new Result.Done();
    }
    if (found.isEmpty()) {
      throw failure(canceled);
    }
    return new Result.Refused(found);
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

  private static Result refused(ContactId contact, Optional<ItemFields> item) {
    return new Result.Refused(Map.of(contact, item));
  }

  private static Optional<ItemFields> fields(boolean hasItem, Map<String, AttributeValue> item) {
    return hasItem ? Optional.of(new ItemFields(item)) : Optional.empty();
  }

  static UpstreamFailure failure(SdkException outage) {
    return new UpstreamFailure(
        UpstreamFailure.Resource.TABLE, "the table could not be written", outage);
  }
}
