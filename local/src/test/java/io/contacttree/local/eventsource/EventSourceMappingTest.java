package io.contacttree.local.eventsource;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.contacttree.domain.claim.Backoff;
import io.contacttree.local.lambda.ExecutionEnvironment;
import io.contacttree.local.sqs.QueueCreation;
import io.contacttree.local.sqs.SqsServer;
import io.contacttree.local.template.FunctionDefinition;
import io.contacttree.local.template.SourceMapping;
import io.contacttree.standin.http.Json;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.crt.AwsCrtHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** With ElasticMQ and handlers of each kind, through AWS's own serialisation. */
class EventSourceMappingTest {

  private static final int SECONDS = 20;

  private final List<String> complaints = new CopyOnWriteArrayList<>();
  private SqsServer engine;
  private SqsClient client;
  private String inbox;
  private String poison;
  private EventSourceMapping running;

  @BeforeEach
  void start() {
    engine = SqsServer.start(0, "us-east-1", "123456789012");
    client =
        SqsClient.builder()
            .endpointOverride(engine.endpoint())
            .region(Region.US_EAST_1)
            .credentialsProvider(
                StaticCredentialsProvider.create(AwsBasicCredentials.create("any", "thing")))
            .httpClientBuilder(AwsCrtHttpClient.builder())
            .build();
    poison = client.createQueue(request -> request.queueName("poison")).queueUrl();
    inbox =
        client
            .createQueue(
                request ->
                    request
                        .queueName("inbox")
                        .attributes(
                            Map.of(
                                QueueAttributeName.VISIBILITY_TIMEOUT,
                                "600",
                                QueueAttributeName.REDRIVE_POLICY,
                                "{\"deadLetterTargetArn\":\""
                                    + QueueCreation.arn(client, poison)
                                    + "\",\"maxReceiveCount\":2}")))
            .queueUrl();
  }

  @AfterEach
  void stop() {
    running.close();
    client.close();
    engine.close();
  }

  private void run(Duration timeout, Object... handlers) {
    SourceMapping mapping =
        new SourceMapping("F", "Inbox", 10, Duration.ofSeconds(1), true, handlers.length);
    FunctionDefinition function =
        new FunctionDefinition(
            "F", "some.Handler", timeout, 512, JsonNodeFactory.instance.objectNode());
    running =
        new EventSourceMapping(
            mapping,
            client,
            inbox,
            QueueCreation.arn(client, inbox),
            "us-east-1",
            new Backoff(Duration.ZERO, Duration.ZERO),
            complaints::add);
    running.start(
        List.of(handlers).stream()
            .map(handler -> new ExecutionEnvironment(function, "arn:F", () -> handler))
            .toList());
  }

  private void send(String body) {
    client.sendMessage(request -> request.queueUrl(inbox).messageBody(body));
  }

  private static <T> T next(BlockingQueue<T> queue) throws InterruptedException {
    T value = queue.poll(SECONDS, TimeUnit.SECONDS);
    assertThat(value).as("within %d s", SECONDS).isNotNull();
    return value;
  }

  /** Waits on the dead-letter queue itself. */
  private String deadLetter() {
    List<Message> messages = List.of();
    for (int attempt = 0; attempt < SECONDS && messages.isEmpty(); attempt++) {
      messages =
          client.receiveMessage(request -> request.queueUrl(poison).waitTimeSeconds(1)).messages();
    }
    assertThat(messages).hasSize(1);
    return messages.getFirst().body();
  }

  private void awaitEmpty() {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
    while (QueueCounts.of(client, inbox).total() + running.running() > 0
        && System.nanoTime() < end) {
      Thread.onSpinWait();
    }
    assertThat(QueueCounts.of(client, inbox)).isEqualTo(new QueueCounts(0, 0, 0));
  }

  @Test
  void streamHandler_getsTheBytesLambdaWouldSend() throws Exception {
    BlockingQueue<JsonNode> events = new LinkedBlockingQueue<>();
    RequestStreamHandler handler =
        (input, output, context) -> events.add(Json.read(input.readAllBytes()));
    client.sendMessage(
        request ->
            request
                .queueUrl(inbox)
                .messageBody("hällo")
                .messageAttributes(
                    Map.of(
                        "why",
                        MessageAttributeValue.builder()
                            .dataType("String")
                            .stringValue("so")
                            .build())));
    run(Duration.ofSeconds(30), handler);

    JsonNode record = next(events).path("Records").path(0);
    assertThat(record.properties().stream().map(Map.Entry::getKey))
        .containsExactlyInAnyOrder(
            "messageId",
            "receiptHandle",
            "body",
            "attributes",
            "messageAttributes",
            "md5OfMessageAttributes",
            "md5OfBody",
            "eventSource",
            "eventSourceARN",
            "awsRegion");
    assertThat(record.path("body").asText()).isEqualTo("hällo");
    assertThat(record.path("eventSource").asText()).isEqualTo("aws:sqs");
    assertThat(record.path("eventSourceARN").asText())
        .isEqualTo("arn:aws:sqs:us-east-1:123456789012:inbox");
    assertThat(record.path("awsRegion").asText()).isEqualTo("us-east-1");
    assertThat(record.path("attributes").path("ApproximateReceiveCount").asText()).isEqualTo("1");
    assertThat(record.path("attributes").path("SentTimestamp").asText()).matches("[0-9]{13}");
    assertThat(record.path("attributes").path("ApproximateFirstReceiveTimestamp").asText())
        .matches("[0-9]{13}");
    assertThat(record.path("messageAttributes"))
        .isEqualTo(
            Json.read(
                "{\"why\":{\"stringValue\":\"so\",\"stringListValues\":[],"
                    + "\"binaryListValues\":[],\"dataType\":\"String\"}}"));
    awaitEmpty();
  }

  /** Fails the messages whose body says so. */
  static final class Picky implements RequestHandler<SQSEvent, SQSBatchResponse> {
    private final BlockingQueue<List<String>> batches = new LinkedBlockingQueue<>();

    @Override
    public SQSBatchResponse handleRequest(SQSEvent event, Context context) {
      assertThat(context.getRemainingTimeInMillis()).isBetween(1, 30_000);
      batches.add(event.getRecords().stream().map(SQSEvent.SQSMessage::getBody).toList());
      return new SQSBatchResponse(
          event.getRecords().stream()
              .filter(message -> message.getBody().equals("bad"))
              .map(message -> new SQSBatchResponse.BatchItemFailure(message.getMessageId()))
              .toList());
    }
  }

  @Test
  void objectHandler_namedMessageStaysAndTheOthersAreDeleted() throws Exception {
    send("good");
    send("bad");
    send("fine");
    Picky handler = new Picky();
    run(Duration.ofSeconds(30), handler);
    assertThat(next(handler.batches)).containsExactlyInAnyOrder("good", "bad", "fine");
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
    while (QueueCounts.of(client, inbox).total() > 1 && System.nanoTime() < end) {
      Thread.onSpinWait();
    }
    assertThat(QueueCounts.of(client, inbox))
        .as("in flight until its visibility time-out, as in AWS")
        .isEqualTo(new QueueCounts(0, 1, 0));
  }

  @Test
  void messagesWithinTheWindow_areOneBatch() throws Exception {
    Picky handler = new Picky();
    run(Duration.ofSeconds(30), handler);
    for (int number = 0; number < 10; number++) {
      send("m" + number);
    }
    assertThat(next(handler.batches)).hasSize(10);
    awaitEmpty();
  }

  @Test
  void exception_returnsTheWholeBatchUntilItIsDead() {
    send("poison");
    RequestStreamHandler handler =
        (input, output, context) -> {
          throw new IllegalStateException("on purpose");
        };
    run(Duration.ofSeconds(30), handler);
    assertThat(deadLetter()).isEqualTo("poison");
    assertThat(complaints).hasSize(2).allMatch(complaint -> complaint.contains("on purpose"));
    awaitEmpty();
  }

  @Test
  void timeOut_returnsTheBatchAndANewHandlerTakesOver() {
    send("slow");
    List<String> seen = new CopyOnWriteArrayList<>();
    CountDownLatch never = new CountDownLatch(1);
    RequestStreamHandler handler =
        (input, output, context) -> {
          seen.add(new String(input.readAllBytes(), StandardCharsets.UTF_8));
          if (seen.size() == 1) {
            await(never);
          }
        };
    run(Duration.ofSeconds(1), handler);
    awaitEmpty();
    assertThat(seen).hasSize(2);
    assertThat(seen.getFirst()).contains("\"ApproximateReceiveCount\":\"1\"");
    assertThat(seen.getLast()).contains("\"ApproximateReceiveCount\":\"2\"");
    assertThat(complaints).singleElement().asString().contains("time-out");
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void workers_haveHandlersOfTheirOwnAndRunAtOnce() throws Exception {
    CyclicBarrier both = new CyclicBarrier(2);
    BlockingQueue<Integer> met = new LinkedBlockingQueue<>();
    RequestStreamHandler one = (input, output, context) -> meet(both, met, 1);
    RequestStreamHandler two = (input, output, context) -> meet(both, met, 2);
    for (int number = 0; number < 11; number++) {
      send("m" + number);
    }
    run(Duration.ofSeconds(30), one, two);
    assertThat(List.of(next(met), next(met))).containsExactlyInAnyOrder(1, 2);
    awaitEmpty();
    assertThat(running.running()).isZero();
  }

  private static void meet(CyclicBarrier both, BlockingQueue<Integer> met, int handler) {
    try {
      both.await(SECONDS, TimeUnit.SECONDS);
      met.add(handler);
    } catch (Exception alone) {
      throw new IllegalStateException(alone);
    }
  }
}
