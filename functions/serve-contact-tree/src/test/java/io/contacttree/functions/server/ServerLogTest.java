package io.contacttree.functions.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.contacttree.domain.contact.ContactId;
import io.contacttree.domain.contact.InstanceId;
import io.contacttree.domain.store.InMemoryTreeStore;
import io.contacttree.domain.store.LoadedTrees;
import io.contacttree.domain.store.TreeLookup;
import io.contacttree.lambda.TestContext;
import io.contacttree.lambda.logging.CapturedLog;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What the function writes into its log: valid ids and status, nothing that a caller invented. */
final class ServerLogTest {
  private static APIGatewayProxyRequestEvent request(String contact) {
    return new APIGatewayProxyRequestEvent()
        .withHttpMethod("GET")
        .withResource("/instances/{instanceId}/contacts/{contactId}/tree")
        .withHeaders(Map.of("Authorization", "canary", "User-Agent", "canary"))
        .withPathParameters(Map.of("instanceId", "instance-1", "contactId", contact));
  }

  private static JsonNode onlyLine(TreeLookup store, APIGatewayProxyRequestEvent request)
      throws IOException {
    try (CapturedLog log = new CapturedLog()) {
      TestServer.over(store).handleRequest(request, new TestContext(Duration.ofSeconds(25)));
      assertThat(log.lines())
          .singleElement()
          .satisfies(line -> assertThat(line).doesNotContainIgnoringCase("canary"));
      return new ObjectMapper().readTree(log.lines().getFirst());
    }
  }

  @Test
  void answer_isLoggedWithIdsAndStatus() throws IOException {
    JsonNode line = onlyLine(new InMemoryTreeStore(), request("contact-1"));

    assertThat(line.path("message").textValue()).isEqualTo("answered");
    assertThat(line.path("instance_id").textValue()).isEqualTo("instance-1");
    assertThat(line.path("contact_id").textValue()).isEqualTo("contact-1");
    assertThat(line.path("status").intValue()).isEqualTo(404);
    assertThat(line.path("function_request_id").textValue()).isEqualTo("request-1");
  }

  @Test
  void idThatIsNone_isNotRepeated() throws IOException {
    JsonNode line = onlyLine(new InMemoryTreeStore(), request("canary@example.com"));

    assertThat(line.path("status").intValue()).isEqualTo(400);
    assertThat(line.has("contact_id")).isFalse();
  }

  @Test
  void fault_isLoggedByTypeAndPlaceWithoutItsText() throws IOException {
    JsonNode line = onlyLine(new FaultyStore(), request("contact-1"));

    assertThat(line.path("level").textValue()).isEqualTo("ERROR");
    assertThat(line.path("contact_id").textValue()).isEqualTo("contact-1");
    assertThat(line.path("error").path("stack").textValue())
        .contains("java.lang.IllegalStateException")
        .contains(FaultyStore.class.getName());
  }

  private static final class FaultyStore implements TreeLookup {
    @Override
    public LoadedTrees load(InstanceId instance, Set<ContactId> contacts) {
      throw new IllegalStateException("text with a canary");
    }
  }
}
