package io.contacttree.local.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.contacttree.aws.pacing.RateShare;
import io.contacttree.local.apigateway.ApiGateway;
import io.contacttree.local.apigateway.Status;
import io.contacttree.local.apigateway.StatusApi;
import io.contacttree.local.dynamodb.DynamoDbFaults;
import io.contacttree.local.eventbridge.EventBus;
import io.contacttree.local.eventsource.QueueCounts;
import io.contacttree.local.stack.Endpoints;
import io.contacttree.local.stack.Timing;
import io.contacttree.local.template.ApiContract;
import io.contacttree.local.template.ApiRoute;
import io.contacttree.standin.ConnectStandIn;
import io.contacttree.standin.StandInOptions;
import io.contacttree.standin.http.Json;
import io.contacttree.standin.protocol.ConnectApi;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Holds docs/local-stack.md against the code: what the page lists exists, and what exists it lists.
 */
class LocalStackPageTest {

  private static final Path PAGE = Path.of("..", "docs", "local-stack.md");
  private static final Pattern OPTION_ROW =
      Pattern.compile("(?m)^\\| `(--[a-z-]+)[^`]*` \\| (?:`([^`]*)`)?");
  private static final Pattern EXIT_CODE_ROW = Pattern.compile("(?m)^\\| (\\d+) \\| ");
  private static final Pattern JSON_BLOCK = Pattern.compile("(?s)```json\\n(.*?)```");
  private static final Pattern ENDPOINT = Pattern.compile("(?m)^- `([A-Z]+) (/[^`?]*)[^`]*`");
  private static final Timing TIMING = new Timing(2, 1, 3, 30, 3, 10, 1, 10);

  private static String page() throws IOException {
    return Files.readString(PAGE);
  }

  private static Stream<MatchResult> found(Pattern pattern) throws IOException {
    return pattern.matcher(page()).results().toList().stream();
  }

  /** The block of JSON that has a key. */
  private static JsonNode block(String key) throws IOException {
    for (MatchResult block : found(JSON_BLOCK).toList()) {
      JsonNode json = Json.read(block.group(1));
      if (json.has(key)) {
        return json;
      }
    }
    throw new AssertionError("The page has no JSON with " + key);
  }

  /** Every key with its path, such as `queue.visible`. */
  private static Set<String> keys(JsonNode json) {
    Set<String> keys = new TreeSet<>();
    for (Map.Entry<String, JsonNode> field : json.properties()) {
      keys.add(field.getKey());
      keys(field.getValue()).forEach(inner -> keys.add(field.getKey() + "." + inner));
    }
    return keys;
  }

  private static Map<String, String> endpoints(String... prefixes) throws IOException {
    Map<String, String> endpoints = new TreeMap<>();
    found(ENDPOINT)
        .filter(endpoint -> Stream.of(prefixes).anyMatch(endpoint.group(2)::startsWith))
        .forEach(
            endpoint ->
                endpoints.merge(
                    endpoint.group(2), endpoint.group(1), (one, two) -> one + "," + two));
    return endpoints;
  }

  private static HttpResponse<String> send(String method, String url, String body)
      throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(
          HttpRequest.newBuilder(URI.create(url))
              .method(method, HttpRequest.BodyPublishers.ofString(body))
              .build(),
          HttpResponse.BodyHandlers.ofString());
    }
  }

  @Test
  void options_areThoseOfTheCommandWithTheirDefaults() throws Exception {
    Map<String, String> listed =
        found(OPTION_ROW)
            .collect(
                Collectors.toMap(row -> row.group(1), row -> Objects.toString(row.group(2), "")));
    Map<String, String> existing = new TreeMap<>();
    for (OptionSpec option : new CommandLine(new CommandLineOptions()).getCommandSpec().options()) {
      existing.put(option.longestName(), Objects.toString(option.defaultValue(), ""));
    }
    assertThat(listed).isEqualTo(existing);
  }

  @Test
  void help_namesEveryDefaultThatThePageNames() {
    String help = new CommandLine(new CommandLineOptions()).getUsageMessage();
    for (String value : List.of("3000", "3001", "3002", "8000", "9324", "3/30", "1/10")) {
      assertThat(help).contains(value);
    }
  }

  @Test
  void exitCodes_areThoseOfTheCommand() throws Exception {
    assertThat(found(EXIT_CODE_ROW).map(row -> Integer.parseInt(row.group(1))))
        .containsExactlyElementsOf(Stream.of(ExitCode.values()).map(ExitCode::code).toList());
  }

  @Test
  void endpointsFile_hasTheKeysOfThePage() throws Exception {
    ObjectNode written =
        new Endpoints(
                "a",
                "c",
                "e",
                "d",
                "s",
                "r",
                "t",
                "q",
                "dl",
                "rdl",
                "cq",
                TIMING,
                2,
                Map.of(
                    "GetAttachedFile", new RateShare(1.8, 4),
                    "ListAssociatedContacts", new RateShare(1.8, 4),
                    "ListContactReferences", new RateShare(9, 12)),
                Optional.of("log"))
            .toJson(1);
    assertThat(keys(block("queue_url"))).isEqualTo(keys(written));
    assertThat(block("queue_url").path("timing").toString())
        .isEqualTo(written.path("timing").toString());
    assertThat(block("queue_url").path("pacing").toString())
        .isEqualTo(written.path("pacing").toString());
  }

  @Test
  void status_hasTheKeysOfThePage() throws Exception {
    Status status =
        new Status(
            true, new EventBus.Counts(9, 7, 2, 0), new QueueCounts(0, 0, 0), 0, 12, 3, 40, 15);
    assertThat(Json.read(Json.write(status.toJson()))).isEqualTo(block("idle"));
  }

  @Test
  void controlOfTheStack_takesWhatThePageLists() throws Exception {
    assertThat(endpoints("/_local/"))
        .isEqualTo(
            Map.of("/_local/status", "GET,GET", "/_local/stream", "GET", "/_local/faults", "POST"));
    List<DynamoDbFaults.Fault> faults = new ArrayList<>();
    Status status =
        new Status(true, new EventBus.Counts(0, 0, 0, 0), new QueueCounts(0, 0, 0), 0, 0, 0, 0, 0);
    try (ApiGateway apiGateway =
        new ApiGateway(
            0,
            List.of(),
            Map.of(),
            new StatusApi(() -> status, faults::add, (from, to) -> Optional.of(List.of())),
            InstantSource.system(),
            "1",
            "local")) {
      assertThat(send("GET", apiGateway.address() + "/_local/status?wait=60", "").statusCode())
          .isEqualTo(200);
      assertThat(
              send(
                      "GET",
                      apiGateway.address()
                          + "/_local/stream?from=2026-03-02T10:00:00Z&to=2026-03-02T11:00:00Z",
                      "")
                  .statusCode())
          .isEqualTo(200);
      for (MatchResult fault :
          found(Pattern.compile("`(\\{\"dynamodb\":\"[A-Z_]+\"})`")).toList()) {
        assertThat(
                send("POST", apiGateway.address() + "/_local/faults", fault.group(1)).statusCode())
            .as(fault.group(1))
            .isEqualTo(200);
      }
    }
    assertThat(faults).containsExactlyInAnyOrder(DynamoDbFaults.Fault.values());
  }

  @Test
  void api_isThatOfTheContract() throws Exception {
    try (Reader contract =
        new InputStreamReader(
            Objects.requireNonNull(getClass().getResourceAsStream("/api/openapi.yaml")),
            StandardCharsets.UTF_8)) {
      assertThat(endpoints("/instances/", "/openapi.json"))
          .isEqualTo(
              ApiContract.read(contract).stream()
                  .collect(
                      Collectors.toMap(
                          ApiRoute::path, ApiRoute::method, (one, two) -> one + "," + two)));
    }
  }

  @Test
  void standIn_takesAndGivesWhatThePageShows() throws Exception {
    try (ConnectStandIn standIn = ConnectStandIn.start(StandInOptions.usual())) {
      String scenarios = standIn.endpoint() + "/_stand-in/scenarios";
      HttpResponse<String> taken = send("POST", scenarios, Json.write(block("InstanceId")));
      assertThat(taken.statusCode()).as(taken.body()).isEqualTo(200);
      assertThat(keys(Json.read(taken.body()))).containsExactly("contacts", "instances");

      String quirks = standIn.endpoint() + "/_stand-in/quirks";
      HttpResponse<String> changed = send("POST", quirks, Json.write(block("read_lag")));
      assertThat(changed.statusCode()).as(changed.body()).isEqualTo(200);
      assertThat(send("POST", quirks, "{}").statusCode()).isEqualTo(200);

      String instance = block("InstanceId").path("InstanceId").asText();
      send(
          "GET",
          standIn.endpoint() + "/contact/references/" + instance + "/c1?referenceTypes=URL",
          "");
      JsonNode line =
          Json.read(send("GET", standIn.endpoint() + "/_stand-in/calls/log", "").body());
      assertThat(keys(block("at_ms"))).containsAll(keys(line));
      assertThat(keys(line)).contains("at", "at_ms", "api", "status", "reference_types");

      JsonNode calls = Json.read(send("GET", standIn.endpoint() + "/_stand-in/calls", "").body());
      for (ConnectApi api : ConnectApi.values()) {
        assertThat(page()).contains(api.wireName());
        assertThat(keys(calls.path(api.wireName())))
            .containsExactly("answered", "failed", "throttled");
      }
    }
  }

  @Test
  void standIn_answersUnderEveryPathOfThePage() throws Exception {
    Map<String, String> listed = endpoints("/_stand-in/");
    assertThat(listed)
        .containsOnlyKeys(
            "/_stand-in/scenarios",
            "/_stand-in/calls",
            "/_stand-in/calls/log",
            "/_stand-in/quirks");
    try (ConnectStandIn standIn = ConnectStandIn.start(StandInOptions.usual())) {
      for (Map.Entry<String, String> endpoint : listed.entrySet()) {
        // What a path takes, it says itself when it is asked for something else.
        String allowed =
            send("PATCH", standIn.endpoint() + endpoint.getKey(), "")
                .headers()
                .firstValue("Allow")
                .orElse("");
        assertThat(Set.of(allowed.split(", ", -1)))
            .as(endpoint.getKey())
            .isEqualTo(Set.of(endpoint.getValue().split(",", -1)));
      }
    }
  }
}
