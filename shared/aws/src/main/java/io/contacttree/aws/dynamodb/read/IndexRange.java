package io.contacttree.aws.dynamodb.read;

import io.contacttree.aws.dynamodb.item.TreeTable;
import io.contacttree.aws.dynamodb.part.IndexEntries;
import io.contacttree.domain.contact.InstanceId;
import io.contacttree.domain.store.TreeIndex.Stretch;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;

/**
 * A range of one partition of an index.
 *
 * @param index the index
 * @param partition its partition
 * @param stretch what of it
 * @param ofQueue where given, entries of other queues are left out
 */
record IndexRange(Index index, String partition, Stretch stretch, Optional<String> ofQueue) {
  /** A partition key takes no more (Amazon DynamoDB Developer Guide). */
  private static final int LONGEST_PARTITION = 2048;

  /** An index and its keys. */
  enum Index {
    BY_ACTIVITY(
        TreeTable.BY_ACTIVITY, TreeTable.ACTIVITY_PARTITION_KEY, TreeTable.ACTIVITY_SORT_KEY),
    BY_AGENT(TreeTable.BY_AGENT, TreeTable.AGENT_PARTITION_KEY, TreeTable.AGENT_SORT_KEY),
    BY_QUEUE(TreeTable.BY_QUEUE, TreeTable.QUEUE_PARTITION_KEY, TreeTable.QUEUE_SORT_KEY);

    private final String indexName;
    private final String partitionKey;
    private final String sortKey;

    Index(String indexName, String partitionKey, String sortKey) {
      this.indexName = indexName;
      this.partitionKey = partitionKey;
      this.sortKey = sortKey;
    }

    String sortKey() {
      return sortKey;
    }
  }

  static IndexRange ofTrees(InstanceId instance, Stretch stretch) {
    return new IndexRange(Index.BY_ACTIVITY, instance.value(), stretch, Optional.empty());
  }

  static IndexRange ofAgent(
      InstanceId instance, String agent, Optional<String> queue, Stretch stretch) {
    return new IndexRange(
        Index.BY_AGENT,
        IndexEntries.partition(instance, agent),
        stretch,
        queue.map(id -> IndexEntries.partition(instance, id)));
  }

  static IndexRange ofQueue(InstanceId instance, String queue, Stretch stretch) {
    return new IndexRange(
        Index.BY_QUEUE, IndexEntries.partition(instance, queue), stretch, Optional.empty());
  }

  /** Returns whether the table could have such a partition at all. */
  boolean canBe() {
    return partition.getBytes(StandardCharsets.UTF_8).length <= LONGEST_PARTITION;
  }

  /** Returns the request, for which the table and how much to look at are missing. */
  QueryRequest.Builder request() {
    Map<String, String> names = new HashMap<>();
    names.put("#partition", index.partitionKey);
    names.put("#sort", index.sortKey);
    Map<String, AttributeValue> values = new HashMap<>();
    values.put(":partition", AttributeValue.fromS(partition));
    values.put(":first", AttributeValue.fromS(IndexEntries.first(stretch)));
    values.put(":last", AttributeValue.fromS(IndexEntries.last(stretch)));
    QueryRequest.Builder request =
        QueryRequest.builder()
            .indexName(index.indexName)
            .keyConditionExpression("#partition = :partition AND #sort BETWEEN :first AND :last");
    ofQueue.ifPresent(
        queue -> {
          names.put("#queue", TreeTable.QUEUE_PARTITION_KEY);
          values.put(":queue", AttributeValue.fromS(queue));
          request.filterExpression("#queue = :queue");
        });
    return request.expressionAttributeNames(names).expressionAttributeValues(values);
  }
}
