package io.contacttree.functions.server;

import static io.contacttree.domain.tree.DrawnTree.DRAWN_INSTANCE;
import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.contacttree.domain.contact.ContactId;
import io.contacttree.domain.store.InMemoryTreeStore;
import io.contacttree.domain.store.TreeLookup;
import io.contacttree.domain.store.UpstreamFailure;
import io.contacttree.domain.tree.DrawnTree;
import io.contacttree.functions.server.response.ProblemResponses;
import io.contacttree.lambda.TestContext;
import io.contacttree.lambda.contract.DescribedAnswers;
import io.contacttree.lambda.http.TokenScope;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The contract as callers get it: {@code api/openapi.json} is made of {@code api/openapi.yaml}, of
 * what the function answers here, and of what the others answer, as their tests have written it to
 * {@code api/examples}. After a change of either, {@code -Dcontacttree.write=true} writes it anew.
 */
final class PublishedContractTest {
  private static final Path PUBLISHED = Path.of("../../api/openapi.json");
  private static final Path EXAMPLES = Path.of("../../api/examples");

  /** No function sees such a request. */
  private static final String TOO_LARGE =
      "{\"type\":\"urn:contact-tree:problem:body-too-large\",\"title\":\"Content Too Large\","
          + "\"status\":413,\"detail\":\"The body must have at most 10485760 bytes.\"}";

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String TREE = "/instances/{instanceId}/contacts/{contactId}/tree";
  private static final String LIST = "/instances/{instanceId}/trees";
  private static final String CONTRACT = "/openapi.json";
  private static final String ALLOWED_KEYS_OF_A_PATH = "get put post delete";

  private final InMemoryTreeStore store = new InMemoryTreeStore();

  @BeforeEach
  void fewTrees() {
    store.save(DrawnTree.of("a @0\n├─ a-2 @1\n└─ a-3 @2").stored(1), List.of());
    store.save(DrawnTree.of("b @30").stored(1), List.of());
    store.save(DrawnTree.of("x @60 open").stored(1), List.of());
    store.bury(DRAWN_INSTANCE, new ContactId("b"));
  }

  @Test
  void publishedContract_isTheDeployedOneWithTheAnswersOfTheFunction() throws IOException {
    String made = published();
    if (Boolean.getBoolean("contacttree.write")) {
      Files.writeString(PUBLISHED, made);
    }

    assertThat(Files.readString(PUBLISHED)).isEqualTo(made);
  }

  @Test
  void publishedContract_saysNothingOfTheDeployment() throws IOException {
    assertThat(Files.readString(PUBLISHED))
        .doesNotContain("x-amazon", "x-internal", "Fn::", "AWS::");
  }

  @Test
  void everyAnswerWithABody_hasAnExampleThatIsAsDescribed() throws IOException {
    JsonNode published = JSON.readTree(Files.readString(PUBLISHED));
    DescribedAnswers described = DescribedAnswers.ofRepository();
    for (Map.Entry<String, JsonNode> path : published.path("paths").properties()) {
      for (Map.Entry<String, JsonNode> operation : path.getValue().properties()) {
        String method = operation.getKey().toUpperCase(Locale.ROOT);
        for (Map.Entry<String, JsonNode> answer :
            operation.getValue().path("responses").properties()) {
          for (Map.Entry<String, JsonNode> content :
              answer.getValue().path("content").properties()) {
            String where =
                method + " " + path.getKey() + " " + answer.getKey() + " " + content.getKey();
            JsonNode example = content.getValue().path("example");
            assertThat(example.isMissingNode()).as(where).isEqualTo(isTheContract(where));
            if (!isTheContract(where)) {
              assertThat(
                      described.faults(
                          method,
                          path.getKey(),
                          Integer.parseInt(answer.getKey()),
                          Map.of("Content-Type", content.getKey()),
                          example.isTextual() ? example.asText() : example.toString()))
                  .as(where)
                  .isEmpty();
            }
          }
        }
      }
    }
  }

  /** Its example would hold itself. */
  private static boolean isTheContract(String where) {
    return where.equals("GET " + CONTRACT + " 200 application/json");
  }

  @ParameterizedTest
  @CsvSource({
    "https, abc.execute-api.eu-central-1.amazonaws.com, /prod/openapi.json,"
        + " https://abc.execute-api.eu-central-1.amazonaws.com/prod",
    "https, trees.example.com, /v1/openapi.json, https://trees.example.com/v1",
    "https, trees.example.com, /openapi.json/, https://trees.example.com",
    "http, 127.0.0.1:3000, /openapi.json, http://127.0.0.1:3000",
    "https, 'no\"host', /openapi.json, https://domain.example.com",
    "https, trees.example.com, '/a b/openapi.json', https://trees.example.com"
  })
  void servers_areTheAddressAsked(String scheme, String host, String path, String address)
      throws IOException {
    APIGatewayProxyRequestEvent request =
        request(CONTRACT).withHeaders(Map.of("Host", host, "X-Forwarded-Proto", scheme));
    APIGatewayProxyRequestEvent.ProxyRequestContext context =
        new APIGatewayProxyRequestEvent.ProxyRequestContext();
    context.setPath(path);
    context.setDomainName("domain.example.com");

    JsonNode contract = JSON.readTree(answer(store, request.withRequestContext(context)).getBody());

    assertThat(contract.path("servers").toString()).isEqualTo("[{\"url\":\"" + address + "\"}]");
    assertThat(((ObjectNode) contract).set("servers", JSON.createArrayNode()).toString())
        .isEqualTo(JSON.readTree(Files.readString(PUBLISHED)).toString());
  }

  @Test
  void contractWithAParameter_is400() {
    assertThat(
            answer(store, request(CONTRACT).withQueryStringParameters(Map.of("format", "yaml")))
                .getStatusCode())
        .isEqualTo(400);
  }

  @Test
  void contractByAnotherMethod_is405WithAllow() {
    APIGatewayProxyResponseEvent answer = answer(store, request(CONTRACT).withHttpMethod("POST"));

    assertThat(answer.getStatusCode()).isEqualTo(405);
    assertThat(answer.getHeaders()).containsEntry("Allow", "GET");
  }

  @Test
  void contract_isAskedForWithoutTheTable() {
    assertThat(answer(broken(), request(CONTRACT)).getStatusCode()).isEqualTo(200);
  }

  // ---- What is published -----------------------------------------------------------------------

  private String published() throws IOException {
    ObjectNode contract = (ObjectNode) DescribedAnswers.contract();
    ObjectNode gateway = (ObjectNode) contract.get("x-amazon-apigateway-gateway-responses");
    Map<String, String> examples = examples(gateway);
    examples.putAll(ofTheOthers(contract, gateway));
    strip(contract);
    contract.putArray("servers");
    for (Map.Entry<String, JsonNode> path : contract.path("paths").properties()) {
      path.getValue()
          .fieldNames()
          .forEachRemaining(method -> assertThat(ALLOWED_KEYS_OF_A_PATH).contains(method));
      for (Map.Entry<String, JsonNode> operation : path.getValue().properties()) {
        String where = operation.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey() + " ";
        operation
            .getValue()
            .path("responses")
            .properties()
            .forEach(
                answer ->
                    answer
                        .getValue()
                        .path("content")
                        .properties()
                        .forEach(
                            content -> {
                              String example =
                                  examples.get(where + answer.getKey() + " " + content.getKey());
                              if (example != null) {
                                ((ObjectNode) content.getValue())
                                    .set("example", value(content.getKey(), example));
                              }
                            }));
      }
    }
    DefaultPrettyPrinter lines = new DefaultPrettyPrinter();
    lines.indentArraysWith(new DefaultPrettyPrinter.NopIndenter());
    lines.indentObjectsWith(new DefaultIndenter("  ", "\n"));
    return JSON.writer(lines).writeValueAsString(contract) + "\n";
  }

  private static JsonNode value(String mediaType, String example) {
    try {
      return mediaType.endsWith("json")
          ? JSON.readTree(example)
          : JSON.getNodeFactory().textNode(example);
    } catch (IOException notJson) {
      throw new IllegalStateException(example, notJson);
    }
  }

  /** Takes out what speaks to API Gateway and to CloudFormation. */
  private static void strip(JsonNode node) {
    if (node instanceof ObjectNode object) {
      List<String> names = new ArrayList<>();
      object.fieldNames().forEachRemaining(names::add);
      names.stream()
          .filter(
              name ->
                  (name.startsWith("x-") && !name.equals("x-amzn-RequestId"))
                      || name.startsWith("Fn::"))
          .forEach(object::remove);
    }
    if (node instanceof ObjectNode || node instanceof ArrayNode) {
      node.forEach(PublishedContractTest::strip);
    }
  }

  /** Returns what the other functions answer, and API Gateway in front of them. */
  private static Map<String, String> ofTheOthers(JsonNode contract, JsonNode gateway)
      throws IOException {
    Map<String, String> examples = new TreeMap<>();
    for (Map.Entry<String, JsonNode> path : contract.path("paths").properties()) {
      for (Map.Entry<String, JsonNode> operation : path.getValue().properties()) {
        if (!List.of(TREE, LIST, CONTRACT).contains(path.getKey())) {
          String where = operation.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey();
          ofGateway(examples, where, gateway);
          examples.put(where + " 413 application/problem+json", TOO_LARGE);
        }
      }
    }
    try (Stream<Path> files = Files.list(EXAMPLES)) {
      for (Path file : files.sorted().toList()) {
        JSON.readTree(Files.readString(file))
            .properties()
            .forEach(example -> examples.put(example.getKey(), example.getValue().toString()));
      }
    }
    return examples;
  }

  private static void ofGateway(Map<String, String> examples, String where, JsonNode gateway) {
    for (String name : List.of("UNAUTHORIZED", "MISSING_AUTHENTICATION_TOKEN", "THROTTLED")) {
      String body = gateway.path(name).path("responseTemplates").path("application/json").asText();
      String status = gateway.path(name).path("statusCode").asText("429");
      examples.put(where + " " + status + " application/problem+json", body);
    }
  }

  /** Returns an answer of the function, or of API Gateway, by path, code and media type. */
  private Map<String, String> examples(JsonNode gateway) {
    Map<String, String> examples = new TreeMap<>();
    for (String format : List.of("json", "svg", "html", "text", "mermaid")) {
      example(
          examples,
          TREE,
          answer(store, tree("a").withQueryStringParameters(Map.of("format", format))));
    }
    example(examples, TREE, answer(store, tree("no id")));
    example(examples, TREE, answer(store, tree("nobody")));
    example(examples, TREE, answer(store, tree("b")));
    example(examples, TREE, answer(store, tree("a").withHeaders(Map.of("Accept", "image/png"))));
    example(examples, TREE, ProblemResponses.tooLarge());
    example(
        examples,
        LIST,
        lists()
            .handleRequest(
                list().withQueryStringParameters(Map.of("from", "2026-03-02", "to", "2026-03-03")),
                new TestContext(Duration.ofSeconds(25))));
    example(
        examples,
        LIST,
        lists()
            .handleRequest(
                list().withQueryStringParameters(Map.of("limit", "0")),
                new TestContext(Duration.ofSeconds(25))));
    example(
        examples,
        CONTRACT,
        answer(store, request(CONTRACT).withQueryStringParameters(Map.of("format", "yaml"))));
    for (String path : List.of(TREE, LIST, CONTRACT)) {
      example(examples, path, ProblemResponses.fault());
      example(examples, path, ProblemResponses.outage());
      ofGateway(examples, "GET " + path, gateway);
    }
    return examples;
  }

  private static void example(
      Map<String, String> examples, String path, APIGatewayProxyResponseEvent answer) {
    examples.put(
        "GET "
            + path
            + " "
            + answer.getStatusCode()
            + " "
            + answer.getHeaders().get("Content-Type").split(";", 2)[0],
        answer.getBody());
  }

  // ---- Asking ----------------------------------------------------------------------------------

  private static APIGatewayProxyRequestEvent request(String resource) {
    return new APIGatewayProxyRequestEvent()
        .withHttpMethod("GET")
        .withResource(resource)
        .withPathParameters(Map.of());
  }

  private static APIGatewayProxyRequestEvent tree(String contact) {
    return request(TREE)
        .withPathParameters(Map.of("instanceId", DRAWN_INSTANCE.value(), "contactId", contact));
  }

  private static APIGatewayProxyRequestEvent list() {
    return request(LIST).withPathParameters(Map.of("instanceId", DRAWN_INSTANCE.value()));
  }

  private DescribedHandler lists() {
    return TestServer.ofLists(
        store,
        TestServer.CURSOR_SECRET,
        InstantSource.fixed(DrawnTree.WRITTEN_AT),
        TokenScope.SIGNED);
  }

  private static APIGatewayProxyResponseEvent answer(
      TreeLookup trees, APIGatewayProxyRequestEvent request) {
    return TestServer.over(trees).handleRequest(request, new TestContext(Duration.ofSeconds(25)));
  }

  private static TreeLookup broken() {
    return (_, _) -> {
      throw new UpstreamFailure(
          UpstreamFailure.Resource.TABLE, "down", new IllegalStateException("down"));
    };
  }
}
