package io.contacttree.functions.server;

import static io.contacttree.domain.tree.DrawnTree.DRAWN_INSTANCE;
import static io.contacttree.domain.tree.DrawnTree.id;
import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.contacttree.aws.json.DocumentJson;
import io.contacttree.domain.contact.Fact;
import io.contacttree.domain.contact.Facts;
import io.contacttree.domain.contact.KnownContact;
import io.contacttree.domain.contact.Stamp;
import io.contacttree.domain.find.Names;
import io.contacttree.domain.store.InMemoryTreeStore;
import io.contacttree.domain.store.StoredTree;
import io.contacttree.domain.store.TreeLookup;
import io.contacttree.domain.store.TreeStore;
import io.contacttree.domain.store.UpstreamFailure;
import io.contacttree.domain.tree.DrawnTree;
import io.contacttree.domain.tree.KnownTree;
import io.contacttree.lambda.TestContext;
import io.contacttree.lambda.http.TokenScope;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ServeContactTreeHandlerTest {
  private final InMemoryTreeStore store = new InMemoryTreeStore();
  private final StoredTree stored =
      DrawnTree.of(
              """
              a
              ├─ b
              │  └─ c   related
              └─ gone   missing
                 └─ d
              """)
          .stored(1);

  @BeforeEach
  void store() {
    assertThat(store.save(stored, List.of())).isInstanceOf(TreeStore.SaveResult.Saved.class);
  }

  private static APIGatewayProxyRequestEvent request(String contact) {
    return new APIGatewayProxyRequestEvent()
        .withHttpMethod("GET")
        .withResource("/instances/{instanceId}/contacts/{contactId}/tree")
        .withPathParameters(Map.of("instanceId", DRAWN_INSTANCE.value(), "contactId", contact));
  }

  private static APIGatewayProxyResponseEvent answer(
      TreeLookup store, APIGatewayProxyRequestEvent request) {
    return TestServer.over(store).handleRequest(request, new TestContext(Duration.ofSeconds(25)));
  }

  private APIGatewayProxyResponseEvent answer(APIGatewayProxyRequestEvent request) {
    return answer(store, request);
  }

  private static void isProblem(APIGatewayProxyResponseEvent answer, int status)
      throws IOException {
    assertThat(answer.getStatusCode()).isEqualTo(status);
    assertThat(answer.getHeaders())
        .containsEntry("Content-Type", "application/problem+json")
        .containsEntry("X-Content-Type-Options", "nosniff");
    JsonNode problem = new ObjectMapper().readTree(answer.getBody());
    assertThat(problem.path("status").intValue()).isEqualTo(status);
    assertThat(problem.path("type").textValue()).startsWith("urn:contact-tree:problem:");
    assertThat(problem.path("title").textValue()).isNotBlank();
    assertThat(problem.path("detail").textValue()).isNotBlank();
    assertThat(problem.has("errors")).isEqualTo(status == 400);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "b", "c", "gone"})
  void anyMember_isAnsweredWithTheSameBytes(String contact) {
    APIGatewayProxyResponseEvent answer = answer(request(contact));

    assertThat(answer.getStatusCode()).isEqualTo(200);
    assertThat(answer.getBody())
        .isEqualTo(new String(DocumentJson.write(stored.document()), StandardCharsets.UTF_8));
    assertThat(answer.getHeaders().get("ETag"))
        .isEqualTo(answer(request("a")).getHeaders().get("ETag"));
  }

  @Test
  void knownVersion_is304() {
    String tag = answer(request("a")).getHeaders().get("ETag");

    APIGatewayProxyResponseEvent answer =
        answer(request("c").withHeaders(Map.of("If-None-Match", "W/" + tag)));

    assertThat(answer.getStatusCode()).isEqualTo(304);
    assertThat(answer.getBody()).isEmpty();
    assertThat(answer.getHeaders()).containsEntry("ETag", tag);
  }

  @Test
  void unknownContact_is404EvenForAnyVersion() throws IOException {
    isProblem(answer(request("unknown")), 404);
    isProblem(answer(request("unknown").withHeaders(Map.of("If-None-Match", "*"))), 404);
  }

  @Test
  void erasedContact_is410() throws IOException {
    store.bury(DRAWN_INSTANCE, id("c"));

    isProblem(answer(request("c")), 410);
  }

  @Test
  void badContactId_is400NamingTheField() throws IOException {
    APIGatewayProxyResponseEvent answer = answer(request("no.such!id"));

    isProblem(answer, 400);
    assertThat(new ObjectMapper().readTree(answer.getBody()).path("errors").toString())
        .isEqualTo(
            """
            [{"field":"contactId","reason":"must be 1 to 256 characters of A-Z a-z 0-9 _ -"}]""");
    assertThat(answer.getBody()).doesNotContain("no.such!id");
  }

  @Test
  void otherMethod_is405WithAllow() throws IOException {
    APIGatewayProxyResponseEvent answer = answer(request("a").withHttpMethod("DELETE"));

    isProblem(answer, 405);
    assertThat(answer.getHeaders()).containsEntry("Allow", "GET");
  }

  @Test
  void otherPath_is404() throws IOException {
    isProblem(
        answer(new APIGatewayProxyRequestEvent().withHttpMethod("GET").withPath("/nothing")), 404);
  }

  @Test
  void outage_is503WithRetryAfterAndWithoutItsCause() throws IOException {
    APIGatewayProxyResponseEvent answer =
        answer(
            (_, _) -> {
              throw new UpstreamFailure(
                  UpstreamFailure.Resource.TABLE,
                  "the table does not answer",
                  new IllegalStateException("secret"));
            },
            request("a"));

    isProblem(answer, 503);
    assertThat(answer.getHeaders()).containsEntry("Retry-After", "5");
    assertThat(answer.getBody()).doesNotContain("secret").doesNotContain("table");
  }

  @Test
  void fault_is500WithoutItsCause() throws IOException {
    APIGatewayProxyResponseEvent answer =
        answer(
            (_, _) -> {
              throw new IllegalStateException("secret");
            },
            request("a"));

    isProblem(answer, 500);
    assertThat(answer.getBody()).doesNotContain("secret").doesNotContain("Exception");
  }

  @Test
  void names_areLookedUpForTheIdsOfTheTreeOnlyWhereAskedFor() throws IOException {
    StoredTree named =
        DrawnTree.stored(
            KnownTree.of(
                DRAWN_INSTANCE,
                KnownContact.ended(
                    id("n"),
                    Facts.observedAt(Stamp.of(DrawnTree.START))
                        .with(Fact.AGENT_ID, Optional.of("u-1"))
                        .with(Fact.QUEUE_ID, Optional.of("q-1"))
                        .build(),
                    DrawnTree.START,
                    DrawnTree.READ_AT)),
            1);
    store.save(named, List.of());
    List<String> asked = new ArrayList<>();
    DescribedHandler handler =
        TestServer.over(
            store,
            (instance, agents, queues) -> {
              asked.add(instance + " " + agents + " " + queues);
              return new Names(Map.of("u-1", "jane"), Map.of("q-1", "Support"));
            },
            TokenScope.SIGNED);
    APIGatewayProxyResponseEvent without =
        handler.handleRequest(request("n"), new TestContext(Duration.ofSeconds(25)));

    assertThat(asked).isEmpty();
    assertThat(without.getBody())
        .isEqualTo(new String(DocumentJson.write(named.document()), StandardCharsets.UTF_8));

    APIGatewayProxyResponseEvent with =
        handler.handleRequest(
            request("n").withQueryStringParameters(Map.of("names", "true")),
            new TestContext(Duration.ofSeconds(25)));

    assertThat(asked).containsExactly("instance-of-drawings [u-1] [q-1]");
    assertThat(with.getBody())
        .contains(
            "\"agent_id\":\"u-1\",\"agent_username\":\"jane\","
                + "\"queue_id\":\"q-1\",\"queue_name\":\"Support\"");
    assertThat(with.getHeaders().get("ETag")).isNotEqualTo(without.getHeaders().get("ETag"));
  }

  @Test
  void unknownContact_isAProblemInEveryForm() throws IOException {
    for (String format : List.of("json", "svg", "html", "text", "mermaid")) {
      isProblem(
          answer(request("unknown").withQueryStringParameters(Map.of("format", format))), 404);
    }
  }

  @Test
  void noSuchForm_is406WithoutARequestToTheTable() throws IOException {
    APIGatewayProxyResponseEvent answer =
        answer(
            (_, _) -> {
              throw new AssertionError("the table was asked");
            },
            request("a").withHeaders(Map.of("Accept", "image/png")));

    isProblem(answer, 406);
    assertThat(answer.getBody()).contains("urn:contact-tree:problem:not-acceptable");
    assertThat(answer.getHeaders()).containsEntry("Vary", "Accept, Accept-Encoding");
  }
}
