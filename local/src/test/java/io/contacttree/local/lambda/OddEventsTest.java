package io.contacttree.local.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.contacttree.functions.builder.BuildContactTreeHandler;
import io.contacttree.functions.server.ServeContactTreeHandler;
import io.contacttree.local.template.FunctionDefinition;
import io.contacttree.standin.http.Json;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The functions called with what is not meant for them, through Lambda's own serialisers; nothing
 * here gets as far as a call.
 */
class OddEventsTest {

  private static final Map<String, String> SETTINGS =
      Map.of(
          "TABLE_NAME", "trees",
          "CURSOR_SECRET", "none".repeat(8),
          "QUEUE_URL", "http://127.0.0.1:1/000000000000/contacts",
          "CONNECT_INSTANCE_ID", "*",
          "STAGE", "test",
          "AWS_REGION", "us-east-1",
          "AWS_ACCESS_KEY_ID", "local",
          "AWS_SECRET_ACCESS_KEY", "local");

  private static final String API_EVENT =
      """
      {"resource": "/instances/{instanceId}/contacts/{contactId}/tree", "httpMethod": "GET",
       "path": "/instances/i/contacts/c/tree",
       "pathParameters": {"instanceId": "i", "contactId": "c"}}
      """;

  private static final String EVENT_OF_CONNECT =
      """
      {"version": "0", "id": "e-1", "detail-type": "Amazon Connect Contact Event",
       "source": "aws.connect", "account": "123456789012", "time": "2026-03-02T10:15:31Z",
       "region": "us-east-1", "resources": [],
       "detail": {"eventType": "DISCONNECTED", "contactId": "c-1",
        "instanceArn": "arn:aws:connect:us-east-1:123456789012:instance/i-1"}}
      """;

  private static Invocation invoked(Supplier<Object> handlers, String event)
      throws InterruptedException {
    FunctionDefinition function =
        new FunctionDefinition(
            "Function",
            "some.Handler",
            Duration.ofSeconds(60),
            512,
            JsonNodeFactory.instance.objectNode());
    return new ExecutionEnvironment(function, "arn:Function", handlers).invoke(event);
  }

  static Stream<String> whatIsNoBatch() {
    return Stream.of(
        EVENT_OF_CONNECT,
        API_EVENT,
        "null",
        "{}",
        "[]",
        "{\"Records\": null}",
        "{\"Records\": [null]}",
        "{\"records\": [{\"messageId\": \"m1\", \"body\": \"{}\"}]}",
        "[{\"messageId\": \"m1\", \"body\": \"{}\"}]",
        "{\"key1\": \"value1\", \"key2\": \"value2\"}",
        // Records of other services: S3, SNS, Kinesis.
        "{\"Records\": [{\"eventSource\": \"aws:s3\", \"s3\": {\"bucket\": {\"name\": \"b\"}}}]}",
        "{\"Records\": [{\"EventSource\": \"aws:sns\", \"Sns\": {\"Message\": \"{}\"}}]}",
        "{\"Records\": [{\"eventID\": \"shard:1\", \"kinesis\": {\"data\": \"e30=\"}}]}");
  }

  @ParameterizedTest
  @MethodSource("whatIsNoBatch")
  void builderWithoutABatch_failsAndSaysWhatItExpects(String event) throws Exception {
    assertThat(invoked(() -> new BuildContactTreeHandler(SETTINGS), event))
        .isInstanceOfSatisfying(
            Invocation.Failed.class, failed -> assertThat(failed.reason()).contains("SQS"));
  }

  @Test
  void builderWithAnEmptyBatch_succeeds() throws Exception {
    JsonNode answer =
        answer(invoked(() -> new BuildContactTreeHandler(SETTINGS), "{\"Records\": []}"));

    assertThat(answer.path("batchItemFailures").isArray()).isTrue();
    assertThat(answer.path("batchItemFailures")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "null",
        "{}",
        EVENT_OF_CONNECT,
        "{\"key1\": \"value1\"}",
        "{\"Records\": [{\"messageId\": \"m\", \"body\": \"{}\"}]}",
        "{\"resource\": \"/{proxy+}\", \"path\": \"/instances/i/contacts/c/tree\","
            + " \"httpMethod\": \"GET\", \"pathParameters\": {\"proxy\": \"instances/i\"}}",
        "{\"version\": \"2.0\", \"routeKey\": \"$default\", \"rawPath\": \"/instances/i/contacts/c/tree\","
            + " \"requestContext\": {\"http\": {\"method\": \"GET\"}, \"timeEpoch\": 1}}"
      })
  void serverOfAnotherIntegration_saysWhichOneItExpects(String event) throws Exception {
    JsonNode answer = answer(event);

    assertThat(answer.path("statusCode").asInt()).isEqualTo(500);
    assertThat(Json.read(answer.path("body").asText()).path("detail").asText())
        .contains("REST API")
        .contains("payload format version 1.0");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"i\"", "\"c\""})
  void serverWithAPathParameterThatIsNull_isABadRequest(String value) throws Exception {
    String parameters = "\"pathParameters\": {\"instanceId\": \"i\", \"contactId\": \"c\"}";
    assertThat(API_EVENT).contains(parameters);

    JsonNode answer =
        answer(API_EVENT.replace(parameters, parameters.replace(": " + value, ": null")));

    assertThat(answer.path("statusCode").asInt()).isEqualTo(400);
    assertThat(Json.read(answer.path("body").asText()).path("errors")).hasSize(1);
  }

  private static JsonNode answer(String event) throws Exception {
    return answer(invoked(() -> new ServeContactTreeHandler(SETTINGS), event));
  }

  private static JsonNode answer(Invocation invocation) throws IOException {
    assertThat(invocation).isInstanceOf(Invocation.Answered.class);
    return Json.read(((Invocation.Answered) invocation).json());
  }
}
