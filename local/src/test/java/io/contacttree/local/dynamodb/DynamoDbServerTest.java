package io.contacttree.local.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.contacttree.local.template.TableDefinition;
import io.contacttree.standin.http.PortTakenException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.crt.AwsCrtHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.InternalServerErrorException;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;

class DynamoDbServerTest {

  private static final TableDefinition TABLE =
      new TableDefinition(
          "Trees",
          "Trees",
          Map.of("pk", "S", "sk", "S", "ix", "S"),
          new TableDefinition.Key("pk", Optional.of("sk")),
          List.of(
              new TableDefinition.Index(
                  "by-ix",
                  new TableDefinition.Key("ix", Optional.empty()),
                  "KEYS_ONLY",
                  List.of())),
          Optional.of("expires_at"),
          Optional.of("NEW_IMAGE"));

  private final DynamoDbFaults gate = new DynamoDbFaults();
  private DynamoDbServer engine;
  private DynamoDbClient client;

  @BeforeEach
  void start() {
    engine = DynamoDbServer.start(0, Optional.empty(), gate);
    client = client(engine.endpoint());
    assertThat(TableCreation.ensure(client, TABLE)).isEqualTo(TableCreation.Outcome.CREATED);
  }

  @AfterEach
  void stop() {
    client.close();
    engine.close();
  }

  private static DynamoDbClient client(URI endpoint) {
    return DynamoDbClient.builder()
        .endpointOverride(endpoint)
        .region(Region.EU_CENTRAL_1)
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("any", "thing")))
        .httpClientBuilder(AwsCrtHttpClient.builder().connectionTimeout(Duration.ofSeconds(5)))
        .overrideConfiguration(
            configuration -> configuration.retryStrategy(AwsRetryStrategy.doNotRetry()))
        .build();
  }

  private void put(String key) {
    client.putItem(
        request ->
            request
                .tableName("Trees")
                .item(item(key))
                .conditionExpression("attribute_not_exists(pk)"));
  }

  private boolean isThere(String key) {
    return client.getItem(request -> request.tableName("Trees").key(item(key))).hasItem();
  }

  private static Map<String, AttributeValue> item(String key) {
    return Map.of("pk", AttributeValue.fromS(key), "sk", AttributeValue.fromS("contact"));
  }

  @Test
  void listensOnLoopbackOnly() {
    assertThat(engine.endpoint().getHost()).isEqualTo("127.0.0.1");
  }

  @Test
  void table_hasKeysIndexesAndExpiryOfItsDefinition() {
    var table = client.describeTable(request -> request.tableName("Trees")).table();
    assertThat(table.keySchema()).extracting("attributeName").containsExactly("pk", "sk");
    assertThat(table.globalSecondaryIndexes()).extracting("indexName").containsExactly("by-ix");
    assertThat(
            client
                .describeTimeToLive(request -> request.tableName("Trees"))
                .timeToLiveDescription()
                .attributeName())
        .isEqualTo("expires_at");
  }

  @Test
  void tableThere_isKeptOrFoundDifferent() {
    assertThat(TableCreation.ensure(client, TABLE)).isEqualTo(TableCreation.Outcome.KEPT);
    TableDefinition other =
        new TableDefinition(
            "Trees",
            "Trees",
            Map.of("pk", "S"),
            TABLE.key(),
            List.of(),
            TABLE.expiryAttribute(),
            Optional.empty());
    assertThat(TableCreation.ensure(client, other)).isEqualTo(TableCreation.Outcome.DIFFERENT);
  }

  @Test
  void stream_showsWhatTheTemplateSays() {
    assertThat(
            client
                .describeTable(request -> request.tableName("Trees"))
                .table()
                .streamSpecification()
                .streamViewTypeAsString())
        .isEqualTo("NEW_IMAGE");
  }

  @Test
  void requests_areCountedAsReadsAndWrites() {
    put("a");
    assertThat(isThere("a")).isTrue();
    client.batchGetItem(
        request ->
            request.requestItems(
                Map.of(
                    "Trees",
                    KeysAndAttributes.builder().keys(List.of(item("a"), item("b"))).build())));
    assertThatThrownBy(() -> put("a")).isInstanceOf(ConditionalCheckFailedException.class);
    client.describeTable(request -> request.tableName("Trees"));
    assertThat(gate.reads()).isEqualTo(2);
    assertThat(gate.writes()).isEqualTo(2);
  }

  @Test
  void down_everyCallFailsUntilItIsOver() {
    put("a");
    gate.fail(DynamoDbFaults.Fault.DOWN);
    assertThatThrownBy(() -> isThere("a")).isInstanceOf(InternalServerErrorException.class);
    assertThatThrownBy(() -> put("b")).isInstanceOf(InternalServerErrorException.class);
    gate.fail(DynamoDbFaults.Fault.OK);
    assertThat(isThere("a")).isTrue();
    assertThat(isThere("b")).isFalse();
  }

  @Test
  void dropResponse_nextWriteIsAppliedAndItsAnswerLost() {
    put("a");
    gate.fail(DynamoDbFaults.Fault.DROP_RESPONSE);
    assertThat(isThere("a")).as("reads are answered").isTrue();
    assertThatThrownBy(() -> put("a"))
        .as("a refused write is answered")
        .isInstanceOf(ConditionalCheckFailedException.class);
    assertThatThrownBy(() -> put("b")).isInstanceOf(SdkClientException.class);
    assertThat(isThere("b")).as("applied").isTrue();
    put("c");
    assertThat(isThere("c")).isTrue();
  }

  @Test
  void portTaken_isNamed() {
    int taken = engine.endpoint().getPort();
    assertThatThrownBy(() -> DynamoDbServer.start(taken, Optional.empty(), new DynamoDbFaults()))
        .isInstanceOf(PortTakenException.class)
        .hasMessageContaining("DynamoDB")
        .hasMessageContaining(Integer.toString(taken));
  }

  @Test
  void directory_keepsTheTable(@TempDir Path directory) {
    try (DynamoDbServer first =
            DynamoDbServer.start(0, Optional.of(directory), new DynamoDbFaults());
        DynamoDbClient writer = client(first.endpoint())) {
      TableCreation.ensure(writer, TABLE);
      writer.putItem(request -> request.tableName("Trees").item(item("kept")));
    }
    try (DynamoDbServer second =
            DynamoDbServer.start(0, Optional.of(directory), new DynamoDbFaults());
        DynamoDbClient reader = client(second.endpoint())) {
      assertThat(TableCreation.ensure(reader, TABLE)).isEqualTo(TableCreation.Outcome.KEPT);
      assertThat(reader.getItem(request -> request.tableName("Trees").key(item("kept"))).hasItem())
          .isTrue();
    }
  }
}
