package io.contacttree.functions.eraser;

import static io.contacttree.domain.tree.DrawnTree.DRAWN_INSTANCE;
import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.contacttree.domain.claim.FakeQueue;
import io.contacttree.domain.contact.ContactId;
import io.contacttree.domain.contact.InstanceId;
import io.contacttree.domain.erase.EraseContacts;
import io.contacttree.domain.erase.ErasePorts;
import io.contacttree.domain.flow.MovingPauses;
import io.contacttree.domain.store.InMemoryLeases;
import io.contacttree.domain.store.InMemoryTreeStore;
import io.contacttree.domain.store.LoadedTrees;
import io.contacttree.domain.store.MovingClock;
import io.contacttree.domain.store.Tombstones;
import io.contacttree.domain.store.UpstreamFailure;
import io.contacttree.domain.tree.DrawnTree;
import io.contacttree.lambda.TestContext;
import io.contacttree.lambda.contract.DescribedAnswers;
import io.contacttree.lambda.http.ProblemAnswers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Each answer of the function; {@code -Dcontacttree.write=true} writes the published examples. */
class EraseContactHandlerTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Path EXAMPLES = Path.of("../../api/examples/erase-contact.json");
  private static final String PATH = "/instances/{instanceId}/contacts/{contactId}";
  private static final DescribedAnswers DESCRIBED = DescribedAnswers.ofRepository();

  private final MovingClock clock = new MovingClock(DrawnTree.WRITTEN_AT);
  private final InMemoryTreeStore store = new InMemoryTreeStore();
  private Tombstones tombstones = store;
  private Map<String, String> more = Map.of();

  @BeforeEach
  void storeATree() {
    store.save(DrawnTree.of("a\n├─ b\n└─ c\n").stored(1), List.of());
  }

  @Test
  void member_isErasedAndThenAlreadyErased() {
    assertThat(erase("b", Map.of()).getBody())
        .contains("\"erased\":[\"b\"]", "\"already_erased\":[]", "\"dry_run\":false");
    assertThat(erase("b", Map.of()).getBody())
        .contains("\"erased\":[]", "\"already_erased\":[\"b\"]");
  }

  @Test
  void dryRun_erasesNothing() {
    assertThat(erase("b", Map.of("dry_run", "true")).getBody())
        .contains("\"erased\":[\"b\"]", "\"dry_run\":true");
    assertThat(erase("b", Map.of()).getBody()).contains("\"erased\":[\"b\"]");
  }

  @Test
  void copies_areThoseOfTheDeployment() {
    more = Map.of("POINT_IN_TIME_RECOVERY_DAYS", "35");

    assertThat(erase("a", Map.of("scope", "tree")).getBody())
        .contains("\"where\":\"point_in_time_recovery\"", "\"until\":\"2026-04-06T");
  }

  @Test
  void idThatStandsForNothing_is400() {
    APIGatewayProxyResponseEvent answer = erase("undefined", Map.of());

    assertThat(answer.getStatusCode()).isEqualTo(400);
    assertThat(answer.getBody()).contains("\"field\":\"contactId\"");
  }

  @Test
  void tableDown_is503WithRetryAfter() {
    tombstones = new DownTombstones();

    APIGatewayProxyResponseEvent answer = erase("b", Map.of());

    assertThat(answer.getStatusCode()).isEqualTo(503);
    assertThat(answer.getHeaders()).containsKey("Retry-After");
  }

  /** What the published contract shows of this function. */
  @Test
  void examples_areWhatTheFunctionAnswers() throws IOException {
    String made = JSON.writerWithDefaultPrettyPrinter().writeValueAsString(examples()) + "\n";
    if (Boolean.getBoolean("contacttree.write")) {
      Files.writeString(EXAMPLES, made);
    }

    assertThat(Files.readString(EXAMPLES)).isEqualTo(made);
  }

  private JsonNode examples() throws IOException {
    ObjectNode examples = JSON.createObjectNode();
    more = Map.of("POINT_IN_TIME_RECOVERY_DAYS", "35", "LOGS_DAYS", "30");
    example(examples, erase("b", Map.of()));
    example(examples, erase("undefined", Map.of()));
    more = Map.of("API_AUTHORIZATION", "COGNITO", "INSTANCE_CLAIM", "cognito:groups");
    example(examples, erase("c", Map.of()));
    more = Map.of();
    tombstones = new DownTombstones();
    example(examples, erase("c", Map.of()));
    example(examples, ProblemAnswers.fault());
    return examples;
  }

  private static void example(ObjectNode examples, APIGatewayProxyResponseEvent answer)
      throws IOException {
    examples.set(
        "DELETE "
            + PATH
            + " "
            + answer.getStatusCode()
            + " "
            + answer.getHeaders().get("Content-Type"),
        JSON.readTree(answer.getBody()));
  }

  private APIGatewayProxyResponseEvent erase(String contact, Map<String, String> query) {
    Map<String, String> variables =
        new HashMap<>(
            Map.of(
                "AWS_REGION", "us-east-1",
                "TABLE_NAME", "trees",
                "QUEUE_URL", "http://queue",
                "API_AUTHORIZATION", "IAM"));
    variables.putAll(more);
    EraserWiring wiring =
        new EraserWiring(
            new EraseContacts(
                new ErasePorts(
                    tombstones,
                    new InMemoryLeases(clock),
                    new FakeQueue(clock),
                    new MovingPauses(clock)),
                DrawnTree.ASSEMBLER,
                Duration.ofMinutes(2),
                clock),
            EraserSettings.of(variables),
            clock);
    APIGatewayProxyRequestEvent request =
        new APIGatewayProxyRequestEvent()
            .withHttpMethod("DELETE")
            .withResource(PATH)
            .withPath("/instances/" + DRAWN_INSTANCE.value() + "/contacts/" + contact)
            .withPathParameters(Map.of("instanceId", DRAWN_INSTANCE.value(), "contactId", contact))
            .withQueryStringParameters(query);
    APIGatewayProxyResponseEvent answer =
        new EraseContactHandler(wiring)
            .handleRequest(request, new TestContext(Duration.ofSeconds(20)));
    assertThat(
            DESCRIBED.faults(
                "DELETE", PATH, answer.getStatusCode(), answer.getHeaders(), answer.getBody()))
        .isEmpty();
    return answer;
  }

  /** A table that never answers. */
  private static final class DownTombstones implements Tombstones {
    @Override
    public LoadedTrees load(InstanceId instance, Set<ContactId> contacts) {
      throw down();
    }

    @Override
    public Result bury(Burial burial) {
      throw down();
    }

    @Override
    public void tidy(InstanceId instance, ContactId erased) {
      throw down();
    }

    private static UpstreamFailure down() {
      return new UpstreamFailure(UpstreamFailure.Resource.TABLE, "the table is down");
    }
  }
}
