package io.contacttree.local.sqs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.contacttree.local.template.PipeDefinition;
import io.contacttree.local.template.QueueDefinition;
import io.contacttree.local.template.RuleDefinition;
import io.contacttree.local.template.SourceMapping;
import io.contacttree.local.template.StackTemplate;
import io.contacttree.local.template.TableDefinition;
import io.contacttree.standin.http.PortTakenException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.crt.AwsCrtHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

class SqsServerTest {

  private static final StackTemplate TEMPLATE =
      new StackTemplate(
          new TableDefinition(
              "T",
              "T",
              Map.of("pk", "S"),
              new TableDefinition.Key("pk", Optional.empty()),
              List.of(),
              Optional.empty(),
              Optional.empty()),
          Map.of(
              "Inbox",
              new QueueDefinition(
                  "Inbox",
                  "inbox",
                  Map.of("VisibilityTimeout", "180", "DelaySeconds", "20"),
                  Optional.of("Poison")),
              "Poison",
              new QueueDefinition(
                  "Poison",
                  "poison",
                  Map.of("MessageRetentionPeriod", "1209600"),
                  Optional.empty()),
              "Undelivered",
              new QueueDefinition("Undelivered", "undelivered", Map.of(), Optional.empty())),
          new RuleDefinition("rule", "{}", "Inbox", "Undelivered"),
          new SourceMapping("F", "Inbox", 10, Duration.ofSeconds(1), true, 2),
          new PipeDefinition(List.of(), "s", "t", "{}"),
          Map.of(),
          Map.of());

  private SqsServer engine;
  private SqsClient client;

  @BeforeEach
  void start() {
    engine = SqsServer.start(0, "us-east-1", "123456789012");
    client =
        SqsClient.builder()
            .endpointOverride(engine.endpoint())
            .region(Region.EU_WEST_1)
            .credentialsProvider(
                StaticCredentialsProvider.create(AwsBasicCredentials.create("any", "thing")))
            .httpClientBuilder(AwsCrtHttpClient.builder())
            .build();
  }

  @AfterEach
  void stop() {
    client.close();
    engine.close();
  }

  @Test
  void queues_haveStructureOfTheTemplateAndTimingOfTheOptions() {
    Map<String, String> urls = QueueCreation.create(client, TEMPLATE, 0, 3);
    assertThat(urls).containsOnlyKeys("Inbox", "Poison", "Undelivered");
    assertThat(urls.get("Inbox")).isEqualTo(engine.endpoint() + "/123456789012/inbox");
    Map<QueueAttributeName, String> attributes =
        client
            .getQueueAttributes(
                request ->
                    request.queueUrl(urls.get("Inbox")).attributeNames(QueueAttributeName.ALL))
            .attributes();
    assertThat(attributes)
        .containsEntry(QueueAttributeName.DELAY_SECONDS, "0")
        .containsEntry(QueueAttributeName.VISIBILITY_TIMEOUT, "180")
        .containsEntry(QueueAttributeName.QUEUE_ARN, "arn:aws:sqs:us-east-1:123456789012:inbox");
    assertThat(attributes.get(QueueAttributeName.REDRIVE_POLICY))
        .contains("arn:aws:sqs:us-east-1:123456789012:poison")
        .contains("3");
  }

  @Test
  void receivedTooOften_becomesADeadLetter() {
    Map<String, String> urls = QueueCreation.create(client, TEMPLATE, 0, 2);
    String inbox = urls.get("Inbox");
    client.sendMessage(request -> request.queueUrl(inbox).messageBody("poison"));
    for (int receive = 1; receive <= 2; receive++) {
      Message message =
          client
              .receiveMessage(request -> request.queueUrl(inbox).waitTimeSeconds(5))
              .messages()
              .getFirst();
      client.changeMessageVisibility(
          request ->
              request.queueUrl(inbox).receiptHandle(message.receiptHandle()).visibilityTimeout(0));
    }
    assertThat(
            client.receiveMessage(request -> request.queueUrl(inbox).waitTimeSeconds(1)).messages())
        .isEmpty();
    assertThat(
            client
                .receiveMessage(request -> request.queueUrl(urls.get("Poison")).waitTimeSeconds(5))
                .messages())
        .extracting(Message::body)
        .containsExactly("poison");
  }

  @Test
  void portTaken_isNamed() {
    int taken = engine.endpoint().getPort();
    assertThatThrownBy(() -> SqsServer.start(taken, "us-east-1", "123456789012"))
        .isInstanceOf(PortTakenException.class)
        .hasMessageContaining("SQS");
  }
}
