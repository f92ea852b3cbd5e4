package io.contacttree.aws.dynamodb;

import io.contacttree.aws.dynamodb.item.TreeTable;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.ContextHandler;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.crt.AwsCrtHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.GetRecordsResponse;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.Projection;
import software.amazon.awssdk.services.dynamodb.model.ProjectionType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.Shard;
import software.amazon.awssdk.services.dynamodb.model.ShardIteratorType;
import software.amazon.awssdk.services.dynamodb.model.StreamViewType;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;
import software.amazon.dynamodb.services.local.server.LocalDynamoDBRequestHandler;
import software.amazon.dynamodb.services.local.server.LocalDynamoDBServerHandler;

/**
 * An empty table in DynamoDB Local; all tables of a test run share one server on the loopback
 * interface.
 *
 * @param client a client that retries as the SDK does by default
 * @param name the table's name
 */
public record LocalTable(DynamoDbClient client, String name) {
  /** What a summary of a tree needs. */
  private static final List<String> SUMMARY =
      List.of(
          "tree_id",
          "account_id",
          "region",
          "revision",
          "state",
          "root_channel",
          "channels",
          "contact_count",
          "transfer_count",
          "depth",
          "agent_count",
          "queue_count",
          "reference_count",
          "first_initiated_at",
          "last_disconnected_at",
          "duration_ms",
          "associated_at",
          "written_at",
          "expires_at");

  private static final AtomicInteger TABLES = new AtomicInteger();

  /** Started with the first table, ended with the JVM. */
  private static final class Shared {
    private static final URI ADDRESS = start();
    private static final StaticCredentialsProvider ANYBODY =
        StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local"));
    private static final DynamoDbClient CLIENT =
        DynamoDbClient.builder()
            .endpointOverride(ADDRESS)
            .region(Region.US_EAST_1)
            .credentialsProvider(ANYBODY)
            .httpClientBuilder(AwsCrtHttpClient.builder())
            .build();
    private static final DynamoDbStreamsClient STREAMS =
        DynamoDbStreamsClient.builder()
            .endpointOverride(ADDRESS)
            .region(Region.US_EAST_1)
            .credentialsProvider(ANYBODY)
            .httpClientBuilder(AwsCrtHttpClient.builder())
            .build();

    private Shared() {}

    private static URI start() {
      try {
        Server server = new Server(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        ContextHandler context = new ContextHandler("/");
        context.setHandler(
            new LocalDynamoDBServerHandler(
                new LocalDynamoDBRequestHandler(0, true, null, true, false), null));
        server.setHandler(context);
        server.start();
        int port = ((ServerConnector) server.getConnectors()[0]).getLocalPort();
        return URI.create("http://127.0.0.1:" + port);
      } catch (Exception notStarted) {
        throw new IllegalStateException("DynamoDB Local did not start", notStarted);
      }
    }
  }

  /** Creates an empty table. */
  public static LocalTable empty() {
    return created(false);
  }

  /** Creates an empty table with a stream; hundreds of them make DynamoDB Local slow. */
  static LocalTable withStream() {
    return created(true);
  }

  private static LocalTable created(boolean hasStream) {
    String name = "trees-" + TABLES.incrementAndGet();
    CreateTableRequest.Builder creation = creation(name);
    if (hasStream) {
      creation.streamSpecification(
          stream -> stream.streamEnabled(true).streamViewType(StreamViewType.NEW_IMAGE));
    }
    Shared.CLIENT.createTable(creation.build());
    return new LocalTable(Shared.CLIENT, name);
  }

  /** Returns all items. */
  public List<Map<String, AttributeValue>> items() {
    return client.scanPaginator(request -> request.tableName(name)).items().stream().toList();
  }

  /** Returns the items of one entity type. */
  public List<Map<String, AttributeValue>> items(String entityType) {
    return items().stream().filter(item -> item.get("entity_type").s().equals(entityType)).toList();
  }

  /** Returns the new images of all writes so far, in their order a shard. */
  List<Map<String, AttributeValue>> newImages() {
    String arn = client.describeTable(request -> request.tableName(name)).table().latestStreamArn();
    List<Map<String, AttributeValue>> images = new ArrayList<>();
    for (Shard shard :
        Shared.STREAMS
            .describeStream(request -> request.streamArn(arn))
            .streamDescription()
            .shards()) {
      String iterator =
          Shared.STREAMS
              .getShardIterator(
                  request ->
                      request
                          .streamArn(arn)
                          .shardId(shard.shardId())
                          .shardIteratorType(ShardIteratorType.TRIM_HORIZON))
              .shardIterator();
      GetRecordsResponse page;
      do {
        String at = iterator;
        page = Shared.STREAMS.getRecords(request -> request.shardIterator(at));
        page.records().forEach(record -> images.add(record.dynamodb().newImage()));
        iterator = page.nextShardIterator();
      } while (iterator != null && !page.records().isEmpty());
    }
    return images;
  }

  /** Returns one item, empty where there is none. */
  Map<String, AttributeValue> item(String partition, String sort) {
    return client
        .getItem(
            request ->
                request
                    .tableName(name)
                    .key(
                        Map.of(
                            "pk", AttributeValue.fromS(partition),
                            "sk", AttributeValue.fromS(sort))))
        .item();
  }

  /** Drops the table; only who makes very many needs to. */
  void drop() {
    client.deleteTable(request -> request.tableName(name));
  }

  void put(Map<String, AttributeValue> item) {
    client.putItem(request -> request.tableName(name).item(item));
  }

  void delete(Map<String, AttributeValue> item) {
    client.deleteItem(
        request -> request.tableName(name).key(Map.of("pk", item.get("pk"), "sk", item.get("sk"))));
  }

  private static CreateTableRequest.Builder creation(String tableName) {
    return CreateTableRequest.builder()
        .tableName(tableName)
        .billingMode(BillingMode.PAY_PER_REQUEST)
        .attributeDefinitions(
            Stream.of(
                    TreeTable.PARTITION_KEY,
                    TreeTable.SORT_KEY,
                    TreeTable.ACTIVITY_PARTITION_KEY,
                    TreeTable.ACTIVITY_SORT_KEY,
                    TreeTable.AGENT_PARTITION_KEY,
                    TreeTable.QUEUE_PARTITION_KEY,
                    TreeTable.CONTACT_SORT_KEY,
                    TreeTable.DUE_PARTITION_KEY,
                    TreeTable.DUE_SORT_KEY)
                .map(LocalTable::text)
                .toList())
        .keySchema(keys(TreeTable.PARTITION_KEY, TreeTable.SORT_KEY))
        .globalSecondaryIndexes(
            index(
                "trees-by-activity",
                TreeTable.ACTIVITY_PARTITION_KEY,
                TreeTable.ACTIVITY_SORT_KEY,
                including(SUMMARY)),
            index(
                "contacts-by-agent",
                TreeTable.AGENT_PARTITION_KEY,
                TreeTable.CONTACT_SORT_KEY,
                including(List.of("tree_id", TreeTable.QUEUE_PARTITION_KEY))),
            index(
                "contacts-by-queue",
                TreeTable.QUEUE_PARTITION_KEY,
                TreeTable.CONTACT_SORT_KEY,
                including(List.of("tree_id", TreeTable.AGENT_PARTITION_KEY))),
            index(
                "trees-due",
                TreeTable.DUE_PARTITION_KEY,
                TreeTable.DUE_SORT_KEY,
                Projection.builder().projectionType(ProjectionType.KEYS_ONLY).build()));
  }

  private static AttributeDefinition text(String name) {
    return AttributeDefinition.builder()
        .attributeName(name)
        .attributeType(ScalarAttributeType.S)
        .build();
  }

  private static List<KeySchemaElement> keys(String partition, String sort) {
    return List.of(key(partition, KeyType.HASH), key(sort, KeyType.RANGE));
  }

  private static KeySchemaElement key(String name, KeyType type) {
    return KeySchemaElement.builder().attributeName(name).keyType(type).build();
  }

  private static Projection including(List<String> attributes) {
    return Projection.builder()
        .projectionType(ProjectionType.INCLUDE)
        .nonKeyAttributes(attributes)
        .build();
  }

  private static GlobalSecondaryIndex index(
      String name, String partition, String sort, Projection projection) {
    return GlobalSecondaryIndex.builder()
        .indexName(name)
        .keySchema(keys(partition, sort))
        .projection(projection)
        .build();
  }
}
