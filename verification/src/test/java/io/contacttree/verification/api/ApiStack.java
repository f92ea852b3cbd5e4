package io.contacttree.verification.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.contacttree.standin.http.Json;
import io.contacttree.verification.stack.AnswerContract;
import io.contacttree.verification.stack.StackProcess;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The built local stack with some calls in its table; it holds each answer against the contract.
 */
final class ApiStack implements AutoCloseable {
  private static final Path JAR = Path.of("..", "local", "target", "contact-tree-local.jar");
  private static final Duration IDLE_WITHIN = Duration.ofMinutes(2);
  private static final String PROBLEM = "urn:contact-tree:problem:";

  private final StackProcess stack;
  private final HttpClient http = HttpClient.newHttpClient();

  private ApiStack(StackProcess stack) {
    this.stack = stack;
  }

  /** Starts it with the samples, and returns when they have their trees. */
  static ApiStack ofSamples(Path directory) throws IOException, InterruptedException {
    Path events = Path.of("..", "events");
    ApiStack api = start(directory);
    try (Stream<Path> files = Files.list(events)) {
      for (Path file : files.filter(name -> name.toString().endsWith(".json")).sorted().toList()) {
        Path scenario = events.resolve("scenarios").resolve(file.getFileName());
        if (Files.exists(scenario)) {
          api.stack.load(Files.readString(scenario));
        }
        api.stack.put(entries(Json.read(Files.readAllBytes(file))));
      }
    }
    api.stack.idle(IDLE_WITHIN);
    return api;
  }

  /** Returns recorded events as entries of PutEvents. */
  private static List<ObjectNode> entries(JsonNode events) {
    List<ObjectNode> entries = new ArrayList<>();
    for (JsonNode event : events.isArray() ? events : Json.array().add(events)) {
      entries.add(
          Json.object()
              .put("Source", event.path("source").asText())
              .put("DetailType", event.path("detail-type").asText())
              .put("Detail", Json.write(event.path("detail"))));
    }
    return entries;
  }

  /** Starts it with nothing in its table, with these options besides its own. */
  static ApiStack start(Path directory, String... more) throws IOException, InterruptedException {
    List<String> options =
        new ArrayList<>(
            List.of(
                "--window=1", "--read-lag=0", "--settle=1/1", "--settle-max=1", "--quota=none"));
    options.addAll(List.of(more));
    return new ApiStack(StackProcess.start(JAR, directory, options));
  }

  /** Starts it, and returns when all of the calls have their trees. */
  static ApiStack start(Path directory, List<ApiCalls> calls)
      throws IOException, InterruptedException {
    ApiStack api = start(directory);
    api.tell(calls);
    return api;
  }

  /** Lets Amazon Connect know calls and tell of them; returns when they have their trees. */
  void tell(List<ApiCalls> calls) throws IOException, InterruptedException {
    for (ApiCalls some : calls) {
      stack.load(some.scenario());
      stack.put(some.events());
    }
    idle();
  }

  /** Returns when nothing is left to do. */
  void idle() throws IOException, InterruptedException {
    stack.idle(IDLE_WITHIN);
  }

  /** Returns the stack itself. */
  StackProcess process() {
    return stack;
  }

  /** Asks, and holds the answer against the contract. */
  HttpResponse<String> ask(String method, String path, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        stack.request("api", path).method(method, HttpRequest.BodyPublishers.noBody());
    if (headers.length > 0) {
      request.headers(headers);
    }
    return AnswerContract.held(
        method,
        path,
        http.send(request.build(), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8)));
  }

  HttpResponse<String> get(String path, String... headers)
      throws IOException, InterruptedException {
    return ask("GET", path, headers);
  }

  /** Returns the answer to a question that must have one. */
  JsonNode json(String path) throws IOException, InterruptedException {
    HttpResponse<String> answer = get(path);
    assertThat(answer.statusCode()).as(path + " " + answer.body()).isEqualTo(200);
    return Json.read(answer.body());
  }

  /** Asks what must be a problem of this kind, with these fields in its errors. */
  HttpResponse<String> isProblem(String path, int status, String kind, String... fields)
      throws IOException, InterruptedException {
    return isProblem(get(path), status, kind, fields);
  }

  static HttpResponse<String> isProblem(
      HttpResponse<String> answer, int status, String kind, String... fields) throws IOException {
    assertThat(answer.statusCode()).as("%s %s", answer.uri(), answer.body()).isEqualTo(status);
    assertThat(header(answer, "Content-Type")).isEqualTo("application/problem+json");
    JsonNode problem = Json.read(answer.body());
    assertThat(problem.path("type").asText()).as("%s", answer.uri()).isEqualTo(PROBLEM + kind);
    assertThat(problem.path("errors").findValuesAsText("field"))
        .as("%s", answer.uri())
        .containsExactlyInAnyOrder(fields);
    assertThat(answer.body()).doesNotContain("Exception", "\tat ", "io.contacttree");
    return answer;
  }

  static String header(HttpResponse<String> answer, String name) {
    return answer.headers().allValues(name).stream().collect(Collectors.joining(" | "));
  }

  /** Returns how many requests to the table a question costs, and that it costs no other call. */
  long reads(String path) throws IOException, InterruptedException {
    int calls = stack.calls().size();
    JsonNode before = status();
    get(path);
    JsonNode after = status();
    assertThat(stack.calls()).as("calls to Amazon Connect for " + path).hasSize(calls);
    assertThat(after.at("/dynamodb/writes")).as(path).isEqualTo(before.at("/dynamodb/writes"));
    return after.at("/dynamodb/reads").asLong() - before.at("/dynamodb/reads").asLong();
  }

  private JsonNode status() throws IOException, InterruptedException {
    return Json.read(stack.expectSuccess(stack.request("api", "/_local/status")));
  }

  void fault(String dynamodb) throws IOException, InterruptedException {
    stack.post("api", "/_local/faults", Json.write(Json.object().put("dynamodb", dynamodb)));
  }

  /** Puts the item of an erased contact into the table, as erasing it would. */
  void bury(String instance, String contact) {
    try (DynamoDbClient table = table()) {
      table.putItem(
          item ->
              item.tableName(stack.endpoint("table").asText())
                  .item(
                      Map.of(
                          "pk", AttributeValue.fromS(instance + "#" + contact),
                          "sk", AttributeValue.fromS("contact"),
                          "entity_type", AttributeValue.fromS("TOMBSTONE"))));
    }
  }

  /** Returns all items of the table, as text. */
  List<String> items() {
    try (DynamoDbClient table = table()) {
      return table
          .scanPaginator(request -> request.tableName(stack.endpoint("table").asText()))
          .items()
          .stream()
          .map(Object::toString)
          .toList();
    }
  }

  private DynamoDbClient table() {
    return DynamoDbClient.builder()
        .endpointOverride(URI.create(stack.endpoint("dynamodb").asText()))
        .region(Region.of(stack.endpoint("region").asText()))
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
        .build();
  }

  String address() {
    return stack.endpoint("api").asText();
  }

  @Override
  public void close() {
    http.close();
    stack.close();
  }
}
