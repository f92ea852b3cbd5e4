package io.contacttree.functions.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.contacttree.domain.store.InMemoryTreeStore;
import io.contacttree.lambda.TestContext;
import io.contacttree.lambda.logging.CapturedLog;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever of an event is null, the caller gets an answer and the log one line. */
final class NullsInEventsTest {
  private static final String EVENT =
      """
      {"version": "1.0", "resource": "/instances/{instanceId}/contacts/{contactId}/tree",
       "path": "/instances/i-1/contacts/c-1/tree", "httpMethod": "GET",
       "headers": {"Accept": "application/json", "If-None-Match": "x", "Accept-Encoding": "gzip"},
       "multiValueHeaders": {"Accept": ["application/json"], "If-None-Match": ["x", "y"],
        "Accept-Encoding": ["gzip", "br"]},
       "queryStringParameters": {"format": "json"},
       "multiValueQueryStringParameters": {"format": ["json"]},
       "pathParameters": {"instanceId": "i-1", "contactId": "c-1"},
       "stageVariables": {"a": "b"},
       "requestContext": {"resourceId": "r", "resourcePath": "/p", "httpMethod": "GET",
        "requestTimeEpoch": 1772451000000, "path": "/p", "accountId": "1", "protocol": "HTTP/1.1",
        "stage": "live", "requestId": "q", "authorizer": {"claims": {"sub": "s"}},
        "identity": {"sourceIp": "192.0.2.10", "userAgent": "u"}, "domainName": "d", "apiId": "a"},
       "body": "text", "isBase64Encoded": false}
      """;

  private static final ObjectMapper JSON =
      JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

  /** Returns the places of all values, each as a JSON pointer. */
  static List<String> places() throws IOException {
    List<String> places = new ArrayList<>();
    collect("", JSON.readTree(EVENT), places);
    return places;
  }

  private static void collect(String place, JsonNode node, List<String> places) {
    places.add(place);
    node.properties()
        .forEach(member -> collect(place + "/" + member.getKey(), member.getValue(), places));
    if (node.isArray()) {
      for (int index = 0; index < node.size(); index++) {
        collect(place + "/" + index, node.get(index), places);
      }
    }
  }

  private static JsonNode withNull(JsonNode event, String place) {
    if (place.isEmpty()) {
      return JSON.nullNode();
    }
    int slash = place.lastIndexOf('/');
    String last = place.substring(slash + 1);
    switch (event.at(place.substring(0, slash))) {
      case ObjectNode object -> object.putNull(last);
      case ArrayNode array -> array.setNull(Integer.parseInt(last));
      default -> {
        // Its parent has become null before.
      }
    }
    return event;
  }

  private static APIGatewayProxyResponseEvent answer(JsonNode event) throws IOException {
    APIGatewayProxyRequestEvent request =
        JSON.treeToValue(event, APIGatewayProxyRequestEvent.class);
    try (CapturedLog log = new CapturedLog()) {
      APIGatewayProxyResponseEvent answer =
          TestServer.over(new InMemoryTreeStore())
              .handleRequest(request, new TestContext(Duration.ofSeconds(25)));
      assertThat(log.lines())
          .singleElement()
          .satisfies(
              line ->
                  assertThat(JSON.readTree(line).path("status").intValue())
                      .isEqualTo(answer.getStatusCode()));
      return answer;
    }
  }

  /** The table is empty, so that no answer is a document. */
  private static void isProblem(APIGatewayProxyResponseEvent answer) throws IOException {
    assertThat(answer.getStatusCode()).isIn(400, 404, 405, 500);
    assertThat(answer.getHeaders()).containsEntry("Content-Type", "application/problem+json");
    JsonNode problem = JSON.readTree(answer.getBody());
    assertThat(problem.path("status").intValue()).isEqualTo(answer.getStatusCode());
    assertThat(problem.path("detail").textValue()).isNotBlank();
  }

  @ParameterizedTest
  @MethodSource("places")
  void oneValueNull_isAnsweredByAProblemAndOneLine(String place) throws IOException {
    isProblem(answer(withNull(JSON.readTree(EVENT), place)));
  }

  @Property(tries = 300)
  void anyValuesNull_areAnsweredByAProblemAndOneLine(@ForAll long seed) throws IOException {
    Random random = new Random(seed);
    List<String> places = places();
    JsonNode event = JSON.readTree(EVENT);
    int nulls = 1 + random.nextInt(8);
    for (int made = 0; made < nulls && !event.isNull(); made++) {
      event = withNull(event, places.get(1 + random.nextInt(places.size() - 1)));
    }
    isProblem(answer(event));
  }

  @ParameterizedTest
  @CsvSource({
    "/pathParameters/contactId, 400",
    "/pathParameters/instanceId, 400",
    "/httpMethod, 405",
    "/pathParameters, 404",
    "/resource, 404",
    "/path, 404",
    "/version, 404",
    "/headers, 404",
    "/multiValueHeaders/If-None-Match, 404",
    "/multiValueQueryStringParameters, 404",
    "/requestContext, 404",
    "'', 500"
  })
  void nullValue_isAnsweredByWhatIsMissing(String place, int status) throws IOException {
    assertThat(answer(withNull(JSON.readTree(EVENT), place)).getStatusCode()).isEqualTo(status);
  }

  static Stream<String> eventsOfOtherIntegrations() {
    return Stream.of(
        // HTTP API or function URL, payload format 2.0
        """
        {"version": "2.0", "routeKey": "GET /instances/{instanceId}/contacts/{contactId}/tree",
         "rawPath": "/instances/i/contacts/c/tree", "rawQueryString": "", "cookies": ["a=b"],
         "headers": {"host": "x"}, "pathParameters": {"instanceId": "i", "contactId": "c"},
         "requestContext": {"accountId": "1", "apiId": "a", "stage": "$default",
          "http": {"method": "GET", "path": "/instances/i/contacts/c/tree"}},
         "isBase64Encoded": false}
        """,
        // REST API with one resource for everything
        """
        {"resource": "/{proxy+}", "path": "/instances/i/contacts/c/tree", "httpMethod": "GET",
         "pathParameters": {"proxy": "instances/i/contacts/c/tree"}, "requestContext": {}}
        """,
        // the console's test event, an EventBridge event, a batch of a queue, nothing at all
        """
        {"key1": "value1", "key2": "value2", "key3": "value3"}
        """,
        """
        {"version": "0", "source": "aws.connect", "detail": {"contactId": "c"}}
        """,
        """
        {"Records": [{"messageId": "m", "body": "{}"}]}
        """,
        "{}",
        "null");
  }

  @ParameterizedTest
  @MethodSource("eventsOfOtherIntegrations")
  void eventOfAnotherIntegration_isToldWhichOneIsExpected(String event) throws IOException {
    APIGatewayProxyResponseEvent answer = answer(JSON.readTree(event));

    isProblem(answer);
    assertThat(answer.getStatusCode()).isEqualTo(500);
    assertThat(JSON.readTree(answer.getBody()).path("detail").textValue())
        .contains("REST API")
        .contains("Lambda proxy integration")
        .contains("payload format version 1.0")
        .contains("/instances/{instanceId}/contacts/{contactId}/tree");
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "{}"})
  void eventOfAnotherIntegration_isAnErrorInTheLogThatSaysWhatIsExpected(String event)
      throws IOException {
    try (CapturedLog log = new CapturedLog()) {
      TestServer.over(new InMemoryTreeStore())
          .handleRequest(
              JSON.readValue(event, APIGatewayProxyRequestEvent.class),
              new TestContext(Duration.ofSeconds(25)));
      JsonNode line = JSON.readTree(log.lines().getFirst());
      assertThat(line.path("level").textValue()).isEqualTo("ERROR");
      assertThat(line.path("expected").textValue()).contains("REST API");
    }
  }
}
