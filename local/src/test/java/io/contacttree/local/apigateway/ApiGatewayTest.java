package io.contacttree.local.apigateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.contacttree.local.dynamodb.DynamoDbFaults;
import io.contacttree.local.eventbridge.EventBus;
import io.contacttree.local.eventsource.QueueCounts;
import io.contacttree.local.lambda.ExecutionEnvironment;
import io.contacttree.local.template.ApiRoute;
import io.contacttree.local.template.FunctionDefinition;
import io.contacttree.standin.http.Json;
import io.contacttree.standin.http.PortTakenException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ApiGatewayTest {

  private static final String TREE = "/instances/{instanceId}/contacts/{contactId}/tree";

  private static final Map<Integer, String> TYPES =
      Map.of(
          400,
          "bad-request",
          404,
          "no-such-path",
          405,
          "method-not-allowed",
          413,
          "body-too-large",
          502,
          "internal-fault",
          504,
          "temporarily-unavailable");

  private final List<DynamoDbFaults.Fault> faults = new CopyOnWriteArrayList<>();
  private final List<String> events = new CopyOnWriteArrayList<>();
  private final AtomicInteger looks = new AtomicInteger();
  private volatile int idleAfterLooks;
  private volatile String answer = "{\"statusCode\":200,\"body\":\"ok\"}";
  private ApiGateway apiGateway;

  @BeforeEach
  void start() {
    FunctionDefinition function =
        new FunctionDefinition(
            "Serve",
            "some.Handler",
            Duration.ofSeconds(10),
            512,
            JsonNodeFactory.instance.objectNode());
    RequestStreamHandler handler =
        (input, output, context) -> {
          events.add(new String(input.readAllBytes(), StandardCharsets.UTF_8));
          if (answer.equals("throw")) {
            throw new IOException("on purpose");
          }
          output.write(answer.getBytes(StandardCharsets.UTF_8));
        };
    apiGateway =
        new ApiGateway(
            0,
            List.of(new ApiRoute("GET", TREE, "Serve"), new ApiRoute("POST", "/things", "Serve")),
            Map.of(
                "Serve",
                new FunctionPool(
                    () -> new ExecutionEnvironment(function, "arn:Serve", () -> handler))),
            new StatusApi(this::status, faults::add, (from, to) -> Optional.of(List.of())),
            InstantSource.fixed(Instant.parse("2026-03-02T10:15:30.902Z")),
            "123456789012",
            "local");
  }

  @AfterEach
  void stop() {
    apiGateway.close();
  }

  private Status status() {
    boolean idle = looks.incrementAndGet() > idleAfterLooks;
    return new Status(
        idle, new EventBus.Counts(9, 7, 2, 0), new QueueCounts(1, 2, 3), 4, 12, 3, 40, 15);
  }

  private HttpResponse<String> send(String method, String path, String... headers)
      throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(apiGateway.address() + path))
            .method(method, HttpRequest.BodyPublishers.noBody());
    if (headers.length > 0) {
      request.headers(headers);
    }
    return send(request);
  }

  private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
  }

  private HttpResponse<String> post(String path, String body) throws Exception {
    return send(
        HttpRequest.newBuilder(URI.create(apiGateway.address() + path))
            .POST(HttpRequest.BodyPublishers.ofString(body)));
  }

  /** Sends what no client would. */
  private String raw(String request) throws IOException {
    try (Socket socket =
        new Socket(InetAddress.ofLiteral("127.0.0.1"), apiGateway.address().getPort())) {
      OutputStream out = socket.getOutputStream();
      out.write(request.getBytes(StandardCharsets.ISO_8859_1));
      out.flush();
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static void assertProblem(HttpResponse<String> response, int status) throws Exception {
    assertThat(response.statusCode()).isEqualTo(status);
    assertThat(response.headers().firstValue("Content-Type")).contains("application/problem+json");
    JsonNode problem = Json.read(response.body());
    assertThat(problem.path("status").asInt()).isEqualTo(status);
    assertThat(response.headers().firstValue("x-amzn-RequestId")).isPresent();
    if (TYPES.containsKey(status)) {
      assertThat(problem.path("type").asText())
          .isEqualTo("urn:contact-tree:problem:" + TYPES.get(status));
    }
    for (String field : List.of("type", "title", "detail")) {
      assertThat(problem.path(field).asText()).as(field).isNotEmpty();
    }
  }

  @Test
  void request_becomesAnEventOfApiGateway() throws Exception {
    send(
        "GET",
        "/instances/i-1/contacts/c%2F1%61/tree?a=1&a=2&b=x%20y+z&c",
        "If-None-Match",
        "\"x\"",
        "X-Twice",
        "one",
        "X-Twice",
        "two");
    JsonNode event = Json.read(events.getFirst());
    assertThat(event.path("resource").asText()).isEqualTo(TREE);
    assertThat(event.path("path").asText()).isEqualTo("/instances/i-1/contacts/c%2F1%61/tree");
    assertThat(event.path("httpMethod").asText()).isEqualTo("GET");
    assertThat(event.path("pathParameters"))
        .as("percent-encoded, as a REST API passes them")
        .isEqualTo(Json.read("{\"instanceId\":\"i-1\",\"contactId\":\"c%2F1%61\"}"));
    assertThat(event.path("queryStringParameters"))
        .isEqualTo(Json.read("{\"a\":\"2\",\"b\":\"x y z\",\"c\":\"\"}"));
    assertThat(event.path("multiValueQueryStringParameters"))
        .isEqualTo(Json.read("{\"a\":[\"1\",\"2\"],\"b\":[\"x y z\"],\"c\":[\"\"]}"));
    assertThat(event.path("headers").path("If-None-Match").asText()).isEqualTo("\"x\"");
    assertThat(event.path("headers").path("X-Twice").asText()).isEqualTo("two");
    assertThat(event.path("multiValueHeaders").path("X-Twice"))
        .isEqualTo(Json.read("[\"one\",\"two\"]"));
    assertThat(event.path("body").isNull()).isTrue();
    assertThat(event.path("isBase64Encoded").asBoolean()).isFalse();
    JsonNode context = event.path("requestContext");
    assertThat(context.path("accountId").asText()).isEqualTo("123456789012");
    assertThat(context.path("resourcePath").asText()).isEqualTo(TREE);
    assertThat(context.path("requestTime").asText()).isEqualTo("02/Mar/2026:10:15:30 +0000");
    assertThat(context.path("requestTimeEpoch").asLong()).isEqualTo(1772446530902L);
    assertThat(context.path("identity").path("sourceIp").asText()).isEqualTo("127.0.0.1");
  }

  @Test
  void scheme_isNotTheCallersToSay() throws Exception {
    send("GET", "/instances/i/contacts/c/tree", "X-Forwarded-Proto", "https");

    JsonNode event = Json.read(events.getFirst());
    assertThat(event.path("headers").path("X-Forwarded-Proto").asText()).isEqualTo("http");
    assertThat(event.path("multiValueHeaders").path("X-Forwarded-Proto").toString())
        .isEqualTo("[\"http\"]");
  }

  @ParameterizedTest
  @CsvSource({
    "/, text/html, '<!DOCTYPE html>'",
    "/_local/page.css, text/css, ':root {'",
    "/_local/page.js, text/javascript, //"
  })
  void page_isServedUnderAStrictPolicy(String path, String mediaType, String begins)
      throws Exception {
    HttpResponse<String> answer = send("GET", path);

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Type")).contains(mediaType + "; charset=utf-8");
    assertThat(answer.headers().firstValue("Content-Security-Policy").orElseThrow())
        .startsWith("default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self';")
        .doesNotContain("unsafe", "http:", "https:", "*");
    assertThat(answer.body()).startsWith(begins);
    assertThat(events).isEmpty();
    assertThat(send("POST", path).headers().firstValue("Allow")).contains("GET");
  }

  @Test
  void everyAnswer_carriesTheIdOfItsRequest() throws Exception {
    String id =
        send("GET", "/instances/i/contacts/c/tree")
            .headers()
            .firstValue("x-amzn-RequestId")
            .orElseThrow();

    assertThat(Json.read(events.getFirst()).path("requestContext").path("requestId").asText())
        .isEqualTo(id);
    assertThat(send("GET", "/nothing").headers().firstValue("x-amzn-RequestId"))
        .isPresent()
        .isNotEqualTo(Optional.of(id));
    assertThat(raw("no http\r\n\r\n").toLowerCase(Locale.ROOT)).contains("x-amzn-requestid: ");
  }

  @Test
  void body_isPassedOn() throws Exception {
    assertThat(post("/things", "{\"a\":\"ä\"}").statusCode()).isEqualTo(200);
    assertThat(Json.read(events.getFirst()).path("body").asText()).isEqualTo("{\"a\":\"ä\"}");
  }

  @Test
  void answer_isTakenAsTheFunctionGaveIt() throws Exception {
    answer =
        "{\"statusCode\":201,\"headers\":{\"ETag\":\"\\\"t\\\"\",\"X-Many\":\"lost\"},"
            + "\"multiValueHeaders\":{\"X-Many\":[\"a\",\"b\"]},"
            + "\"body\":\"aGVsbG8=\",\"isBase64Encoded\":true}";
    HttpResponse<String> response = send("GET", "/instances/i/contacts/c/tree");
    assertThat(response.statusCode()).isEqualTo(201);
    assertThat(response.body()).isEqualTo("hello");
    assertThat(response.headers().firstValue("ETag")).contains("\"t\"");
    assertThat(response.headers().allValues("X-Many")).containsExactly("a", "b");
  }

  @Test
  void notModified_isEmptyAndCarriesTheTag() throws Exception {
    answer = "{\"statusCode\":304,\"headers\":{\"ETag\":\"\\\"t\\\"\"}}";
    HttpResponse<String> response = send("GET", "/instances/i/contacts/c/tree");
    assertThat(response.statusCode()).isEqualTo(304);
    assertThat(response.body()).isEmpty();
    assertThat(response.headers().firstValue("ETag")).contains("\"t\"");
    assertThat(response.headers().firstValue("Content-Type")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"throw", "no json", "null", "{}", "{\"statusCode\":99}"})
  void uselessAnswer_isABadGateway(String useless) throws Exception {
    answer = useless;
    assertProblem(send("GET", "/instances/i/contacts/c/tree"), 502);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/instances",
        "/instances/i/contacts/c",
        "/instances/i/contacts/c/tree//",
        "/instances/i/contacts/c//tree",
        "/instances/i/contacts/c/x/tree",
        "/_local/",
        "/_local/else"
      })
  void unknownPath_isNotFound(String path) throws Exception {
    assertProblem(send("GET", path), 404);
    assertThat(events).isEmpty();
  }

  @Test
  void slashAtTheEnd_reachesTheSameFunction() throws Exception {
    assertThat(send("GET", "/instances/i/contacts/c/tree/?format=json").statusCode())
        .isEqualTo(200);
    JsonNode event = Json.read(events.getFirst());
    assertThat(event.path("resource").asText()).isEqualTo(TREE);
    assertThat(event.path("path").asText())
        .as("as the caller sent it")
        .isEqualTo("/instances/i/contacts/c/tree/");
    assertThat(event.path("pathParameters"))
        .isEqualTo(Json.read("{\"instanceId\":\"i\",\"contactId\":\"c\"}"));
    assertThat(post("/things/", "{}").statusCode()).isEqualTo(200);
    assertThat(send("POST", "/instances/i/contacts/c/tree/").statusCode()).isEqualTo(405);
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "PUT", "DELETE", "PATCH", "OPTIONS"})
  void otherMethod_isNotAllowed(String method) throws Exception {
    HttpResponse<String> response = send(method, "/instances/i/contacts/c/tree");
    assertProblem(response, 405);
    assertThat(response.headers().allValues("Allow")).containsExactly("GET");
  }

  @Test
  void head_isNotAllowedEither() throws Exception {
    assertThat(send("HEAD", "/instances/i/contacts/c/tree").statusCode()).isEqualTo(405);
  }

  @Test
  void emptyId_isForTheFunctionToJudge() throws Exception {
    assertThat(send("GET", "/instances//contacts/c/tree").statusCode()).isEqualTo(200);
    assertThat(Json.read(events.getFirst()).path("pathParameters").path("instanceId").asText())
        .isEmpty();
  }

  @Test
  void brokenEscape_isABadRequestThatNamesWhatIsWrong() throws Exception {
    String response =
        raw("GET /instances/i/contacts/%zz/tree HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
    assertThat(response)
        .startsWith("HTTP/1.1 400")
        .contains("application/problem+json")
        .contains("\"errors\":[{\"field\":\"request\"");
  }

  @Test
  void dotsInThePath_areNotFollowed() throws Exception {
    String response =
        raw("GET /instances/../contacts/c/tree HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
    assertThat(response).startsWith("HTTP/1.1 200");
    assertThat(Json.read(events.getFirst()).path("pathParameters").path("instanceId").asText())
        .isEqualTo("..");
  }

  @Test
  void malformedQuery_isABadRequest() throws Exception {
    String response =
        raw(
            "GET /instances/i/contacts/c/tree?a=%zz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
    assertThat(response)
        .startsWith("HTTP/1.1 400")
        .contains("application/problem+json")
        .contains("\"errors\":[{\"field\":\"query\"");
  }

  @Test
  void requestThatIsNone_isABadRequestInTheSameForm() throws Exception {
    String response = raw("GET / HTTP/1.1\r\n: nothing\r\n\r\n");
    assertThat(response).startsWith("HTTP/1.1 400").contains("application/problem+json");
  }

  @Test
  void status_hasEveryKey() throws Exception {
    HttpResponse<String> response = send("GET", "/_local/status");
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body())
        .isEqualTo(
            "{\"idle\":true,\"events\":{\"received\":9,\"matched\":7,\"unmatched\":2},"
                + "\"queue\":{\"visible\":1,\"in_flight\":2,\"delayed\":3},\"dead\":4,"
                + "\"documents\":{\"written\":12,\"unchanged\":3},"
                + "\"dynamodb\":{\"reads\":40,\"writes\":15}}");
  }

  @Test
  void wait_answersOnceIdle() throws Exception {
    idleAfterLooks = 3;
    HttpResponse<String> response = send("GET", "/_local/status?wait=20");
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(looks).hasValue(4);
  }

  @Test
  void waitInVain_isATimeOutThatSaysWhatIsLeft() throws Exception {
    idleAfterLooks = Integer.MAX_VALUE;
    HttpResponse<String> response = send("GET", "/_local/status?wait=0");
    assertProblem(response, 408);
    assertThat(Json.read(response.body()).path("idle").asBoolean(true)).isFalse();
    assertThat(Json.read(response.body()).path("queue").path("delayed").asInt()).isEqualTo(3);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-1", "1.5", "x", "3601", "99999999999999999999"})
  void waitThatIsNone_isABadRequest(String wait) throws Exception {
    HttpResponse<String> response = send("GET", "/_local/status?wait=" + wait);
    assertProblem(response, 400);
    assertThat(Json.read(response.body()).path("errors").path(0).path("field").asText())
        .isEqualTo("wait");
  }

  @ParameterizedTest
  @ValueSource(strings = {"DOWN", "DROP_RESPONSE", "OK"})
  void fault_isPassedOn(String fault) throws Exception {
    HttpResponse<String> response = post("/_local/faults", "{\"dynamodb\":\"" + fault + "\"}");
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(faults).containsExactly(DynamoDbFaults.Fault.valueOf(fault));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "x",
        "[]",
        "{}",
        "{\"dynamodb\":\"down\"}",
        "{\"dynamodb\":null}",
        "{\"dynamodb\":\"OK\",\"sqs\":\"DOWN\"}"
      })
  void faultThatIsNone_changesNothing(String body) throws Exception {
    HttpResponse<String> response = post("/_local/faults", body);
    assertProblem(response, 400);
    assertThat(Json.read(response.body()).path("errors")).hasSize(1);
    assertThat(faults).isEmpty();
  }

  @Test
  void control_saysWhichMethodItTakes() throws Exception {
    assertThat(send("POST", "/_local/status").headers().allValues("Allow")).containsExactly("GET");
    assertThat(send("GET", "/_local/faults").headers().allValues("Allow")).containsExactly("POST");
  }

  @Test
  void portTaken_isNamed() {
    assertThatThrownBy(
            () ->
                new ApiGateway(
                    apiGateway.address().getPort(),
                    List.of(),
                    Map.of(),
                    new StatusApi(this::status, faults::add, (from, to) -> Optional.of(List.of())),
                    InstantSource.system(),
                    "1",
                    "local"))
        .isInstanceOf(PortTakenException.class)
        .hasMessageContaining("API");
  }
}
