package io.contacttree.local.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.contacttree.local.template.TableDefinition;
import io.contacttree.standin.http.Json;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.crt.AwsCrtHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/** One reader of the stream, two who want its records. */
class TableStreamTest {
  private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");
  private static final TableDefinition TABLE =
      new TableDefinition(
          "Trees",
          "Trees",
          Map.of("pk", "S", "sk", "S"),
          new TableDefinition.Key("pk", Optional.of("sk")),
          List.of(),
          Optional.empty(),
          Optional.of("NEW_IMAGE"));

  @TempDir Path directory;
  private final AtomicReference<Instant> clock = new AtomicReference<>(NOON);
  private final List<AutoCloseable> started = new ArrayList<>();
  private DynamoDbFaults gate = new DynamoDbFaults();
  private DynamoDbClient client;
  private TableStream stream;

  @AfterEach
  void stop() throws Exception {
    for (AutoCloseable part : started.reversed()) {
      part.close();
    }
    started.clear();
  }

  private void start() throws Exception {
    gate = new DynamoDbFaults();
    DynamoDbServer engine = DynamoDbServer.start(0, Optional.of(directory), gate);
    started.add(engine);
    client = client(DynamoDbClient.builder(), engine.endpoint());
    started.add(client);
    TableCreation.ensure(client, TABLE);
    DynamoDbStreamsClient streams = client(DynamoDbStreamsClient.builder(), engine.endpoint());
    started.add(streams);
    stream = TableStream.start(client, streams, "Trees", gate, Optional.of(directory), clock::get);
    started.add(stream);
  }

  private static <B extends AwsSyncClientBuilder<B, C> & AwsClientBuilder<B, C>, C> C client(
      B builder, URI endpoint) {
    return builder
        .endpointOverride(endpoint)
        .region(Region.EU_CENTRAL_1)
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("any", "thing")))
        .httpClientBuilder(AwsCrtHttpClient.builder())
        .overrideConfiguration(some -> some.retryStrategy(AwsRetryStrategy.doNotRetry()))
        .build();
  }

  private void put(String key) {
    client.putItem(request -> request.tableName("Trees").item(item(key)));
  }

  private static Map<String, AttributeValue> item(String key) {
    return Map.of(
        "pk", AttributeValue.fromS(key),
        "sk", AttributeValue.fromS("contact"),
        "none", AttributeValue.fromL(List.of()));
  }

  private List<String> keys(Instant from, Instant to) {
    return stream.between(from, to).orElseThrow().stream()
        .map(record -> record.at("/Keys/pk/S").asText())
        .toList();
  }

  private List<String> told() {
    return stream.next().stream().map(record -> record.at("/dynamodb/Keys/pk/S").asText()).toList();
  }

  @Test
  void record_isForThePipeAndForExports() throws Exception {
    start();
    put("a");
    put("b");

    assertThat(keys(NOON, NOON.plusSeconds(1))).containsExactly("a", "b");
    assertThat(told()).containsExactly("a", "b");
    assertThat(told()).isEmpty();
    assertThat(keys(NOON, NOON.plusSeconds(1))).containsExactly("a", "b");
  }

  @Test
  void record_hasTheTimeAtWhichItWasRead() throws Exception {
    start();
    put("a");
    assertThat(keys(NOON, NOON.plusNanos(1_000))).containsExactly("a");
    clock.set(NOON.plusSeconds(60));
    put("b");
    // Stamped when it is asked for at the latest.
    assertThat(keys(NOON.plusSeconds(60), NOON.plusSeconds(61))).containsExactly("b");
    assertThat(keys(NOON, NOON.plusSeconds(60))).containsExactly("a");
  }

  @Test
  void recordForExports_isWhatDynamoDbTells() throws Exception {
    start();
    put("a");
    client.deleteItem(
        request ->
            request
                .tableName("Trees")
                .key(
                    Map.of(
                        "pk", AttributeValue.fromS("a"), "sk", AttributeValue.fromS("contact"))));

    List<ObjectNode> records = stream.between(NOON, NOON.plusSeconds(1)).orElseThrow();

    records.forEach(record -> record.remove("SequenceNumber"));
    assertThat(records)
        .containsExactly(
            json(
                """
                {"eventName":"INSERT","WriteTimestampMicros":1772452800000000,
                 "Keys":{"pk":{"S":"a"},"sk":{"S":"contact"}},
                 "NewImage":{"pk":{"S":"a"},"sk":{"S":"contact"},"none":{"L":[]}}}"""),
            json(
                """
                {"eventName":"REMOVE","WriteTimestampMicros":1772452800000000,
                 "Keys":{"pk":{"S":"a"},"sk":{"S":"contact"}}}"""));
  }

  @Test
  void windowBeforeTheStreamBegan_isUnknown() throws Exception {
    start();

    assertThat(stream.between(NOON.minusSeconds(1), NOON)).isEmpty();
  }

  @Test
  void recordsAndHowFarTheyWereRead_surviveARestart() throws Exception {
    start();
    put("a");
    assertThat(keys(NOON, NOON.plusSeconds(1))).containsExactly("a");
    stop();
    // Killed within a line.
    Files.writeString(
        directory.resolve("stream.ndjson"), "{\"WriteTime", StandardOpenOption.APPEND);
    clock.set(NOON.plusSeconds(60));

    start();
    put("b");

    assertThat(keys(NOON, NOON.plusSeconds(60))).containsExactly("a");
    assertThat(keys(NOON.plusSeconds(60), NOON.plusSeconds(61))).containsExactly("b");
    assertThat(told()).containsExactly("a", "b");
    stop();
    start();
    assertThat(keys(NOON, NOON.plusSeconds(61))).containsExactly("a", "b");
  }

  @Test
  void tableThatWasDown_losesNothingAndRepeatsNothing() throws Exception {
    start();
    put("a");
    gate.fail(DynamoDbFaults.Fault.DOWN);
    assertThatThrownBy(() -> stream.between(NOON, NOON.plusSeconds(1)))
        .isInstanceOf(SdkException.class);
    gate.fail(DynamoDbFaults.Fault.OK);
    put("b");

    assertThat(keys(NOON, NOON.plusSeconds(1))).containsExactly("a", "b");
    assertThat(told()).containsExactly("a", "b");
  }

  private static ObjectNode json(String text) throws Exception {
    return (ObjectNode) Json.read(text);
  }
}
