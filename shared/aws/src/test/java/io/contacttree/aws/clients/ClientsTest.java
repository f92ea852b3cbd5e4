package io.contacttree.aws.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.contacttree.aws.clients.CannedServer.Reply;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.connect.ConnectClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.sqs.SqsClient;

/** The clients as the functions get them, against a server that loses answers. */
final class ClientsTest {
  private static final List<String> ENDPOINTS =
      List.of("aws.endpointUrlConnect", "aws.endpointUrlDynamoDb", "aws.endpointUrlSqs");
  private static final AwsAccess ACCESS =
      AwsAccess.of(
          "eu-west-1", Map.of("AWS_ACCESS_KEY_ID", "local", "AWS_SECRET_ACCESS_KEY", "local"));
  private static final Map<String, AttributeValue> ITEM =
      Map.of("pk", AttributeValue.fromS("i#c"), "sk", AttributeValue.fromS("contact"));

  private final CannedServer server = new CannedServer();

  @BeforeEach
  void setAddresses() {
    ENDPOINTS.forEach(name -> System.setProperty(name, server.address().toString()));
  }

  @AfterEach
  void close() {
    ENDPOINTS.forEach(System::clearProperty);
    server.close();
  }

  @Test
  @Timeout(60)
  void transactionWhoseAnswerIsLost_isSentAgainAsTheSameOne() {
    server.answer(Reply.reset(), Reply.json("{}"));

    try (DynamoDbClient client = DynamoDbClients.create(ACCESS)) {
      client.transactWriteItems(
          request ->
              request
                  .clientRequestToken("revision-7")
                  .transactItems(
                      TransactWriteItem.builder()
                          .put(put -> put.tableName("trees").item(ITEM))
                          .build()));
    }

    assertThat(server.requests()).hasSize(2);
    assertThat(server.requests())
        .allSatisfy(
            request ->
                assertThat(request.body()).contains("\"ClientRequestToken\":\"revision-7\""));
  }

  @Test
  @Timeout(60)
  void conditionalPutWhoseAnswerIsLost_isSentAgainAndMayFailByItself() {
    server.answer(
        Reply.reset(),
        new Reply(
            400,
            "",
            "{\"__type\": \"com.amazonaws.dynamodb.v20120810#ConditionalCheckFailedException\"}"));

    try (DynamoDbClient client = DynamoDbClients.create(ACCESS)) {
      assertThatThrownBy(
              () ->
                  client.putItem(
                      put ->
                          put.tableName("trees")
                              .item(ITEM)
                              .conditionExpression("attribute_not_exists(pk)")))
          .isInstanceOf(ConditionalCheckFailedException.class);
    }
    assertThat(server.requests()).hasSize(2);
  }

  @Test
  @Timeout(60)
  void serviceThatIsDown_isTriedFourTimes() {
    server.answer(Reply.error(500, "InternalServerError"));

    try (SqsClient client = SqsClients.create(ACCESS)) {
      assertThatThrownBy(
              () ->
                  client.sendMessage(
                      send -> send.queueUrl(server.address() + "/1/q").messageBody("claim")))
          .isInstanceOf(software.amazon.awssdk.services.sqs.model.SqsException.class);
    }
    assertThat(server.requests()).hasSize(4);
  }

  @Test
  void pacedClient_hasNoTimeLimitThatWouldRunWhileAnAttemptWaits() {
    try (ConnectClient client = ConnectClients.create(ACCESS, List.of())) {
      assertThat(
              client.serviceClientConfiguration().overrideConfiguration().apiCallAttemptTimeout())
          .isEmpty();
      assertThat(client.serviceClientConfiguration().region().id()).isEqualTo("eu-west-1");
    }
  }

  @Test
  @Timeout(60)
  void connectionThatIsSilent_isGivenUpWithoutATimeLimitOfTheAttempt() {
    CountDownLatch never = new CountDownLatch(1);
    server.answer(
        _ -> {
          try {
            never.await();
          } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
          }
          return Reply.reset();
        });

    try (ConnectClient client =
        ACCESS
            .in(ConnectClient.builder())
            .httpClientBuilder(Clients.http(Duration.ofSeconds(2)))
            .overrideConfiguration(
                override ->
                    override
                        .apiCallTimeout(Duration.ofSeconds(30))
                        .retryStrategy(retries -> retries.maxAttempts(1)))
            .build()) {
      assertThatThrownBy(
              () -> client.listAssociatedContacts(list -> list.instanceId("i").contactId("c")))
          .isInstanceOf(SdkClientException.class)
          .isNotInstanceOf(ApiCallTimeoutException.class);
    } finally {
      never.countDown();
    }
  }
}
