package io.contacttree.aws.dynamodb.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.contacttree.aws.dynamodb.item.ItemKey;
import io.contacttree.domain.store.UpstreamFailure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;

/** What BatchGetItem leaves unread, DynamoDB Local never leaves; so the table is a fake here. */
class TableReadsTest {
  private final List<Integer> asked = new ArrayList<>();
  private final List<Duration> pauses = new ArrayList<>();

  @Test
  void keysLeftUnread_areAskedForAgain() {
    Map<ItemKey, Map<String, AttributeValue>> found = reads(40).get(keys(100));

    assertThat(found).containsOnlyKeys(keys(100));
    assertThat(asked).containsExactly(100, 60, 20);
    assertThat(pauses).isEmpty();
  }

  @Test
  void moreThanAHundredKeys_areAskedForInHundreds() {
    assertThat(reads(100).get(keys(250))).hasSize(250);

    assertThat(asked).containsExactly(100, 100, 50);
  }

  @Test
  void keyAskedTwice_isSentOnce() {
    List<ItemKey> twice = new ArrayList<>(keys(2));
    twice.addAll(keys(2));

    assertThat(reads(100).get(twice)).hasSize(2);

    assertThat(asked).containsExactly(2);
  }

  @Test
  void tableThatReadsNothing_isAnOutageAfterGrowingPauses() {
    TableReads reads = reads(0);

    assertThatThrownBy(() -> reads.get(keys(1))).isInstanceOf(UpstreamFailure.class);

    assertThat(asked).hasSize(5);
    assertThat(pauses).hasSize(4).isSorted();
  }

  private TableReads reads(int atOnce) {
    return new TableReads(new HalfHeartedTable(atOnce), "table", pauses::add);
  }

  private static List<ItemKey> keys(int count) {
    return IntStream.range(0, count).mapToObj(key -> new ItemKey("pk" + key, "sk")).toList();
  }

  /** Answers some keys of each batch, each with an item that is its key. */
  private final class HalfHeartedTable implements DynamoDbClient {
    private final int atOnce;

    HalfHeartedTable(int atOnce) {
      this.atOnce = atOnce;
    }

    @Override
    public BatchGetItemResponse batchGetItem(BatchGetItemRequest request) {
      List<Map<String, AttributeValue>> keys = request.requestItems().get("table").keys();
      asked.add(keys.size());
      int read = Math.min(atOnce, keys.size());
      BatchGetItemResponse.Builder response =
          BatchGetItemResponse.builder().responses(Map.of("table", keys.subList(0, read)));
      if (read < keys.size()) {
        response.unprocessedKeys(
            Map.of(
                "table",
                KeysAndAttributes.builder().keys(keys.subList(read, keys.size())).build()));
      }
      return response.build();
    }

    @Override
    public String serviceName() {
      return "dynamodb";
    }

    @Override
    public void close() {
      // Nothing is open.
    }
  }
}
