package io.contacttree.functions.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.contacttree.domain.contact.ContactId;
import io.contacttree.domain.contact.Fact;
import io.contacttree.domain.contact.Facts;
import io.contacttree.domain.contact.InstanceId;
import io.contacttree.domain.contact.KnownContact;
import io.contacttree.domain.contact.Stamp;
import io.contacttree.domain.reference.ReferenceTypes;
import io.contacttree.domain.store.InMemoryTreeStore;
import io.contacttree.domain.store.StoredTree;
import io.contacttree.domain.tree.KnownTree;
import io.contacttree.domain.tree.TreeAssembler;
import io.contacttree.lambda.TestContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The requests of {@code events/requests} on a table that holds two of the samples' trees. */
final class RequestSamplesTest {
  private static final Path REQUESTS = Path.of("../../events/requests");
  private static final InstanceId INSTANCE = new InstanceId("aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee");
  private static final Instant LISTED_AT = Instant.parse("2026-03-02T12:00:00Z");
  private static final ObjectMapper JSON =
      JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

  private final InMemoryTreeStore store = new InMemoryTreeStore();

  @BeforeEach
  void twoTrees() {
    // 1 with 2 and 3 below it, and 4 below 3
    save(
        KnownTree.of(INSTANCE, contact("20000000", 1, Optional.empty()))
            .merge(KnownTree.of(INSTANCE, contact("20000000", 2, Optional.of(1))))
            .merge(KnownTree.of(INSTANCE, contact("20000000", 3, Optional.of(1))))
            .merge(KnownTree.of(INSTANCE, contact("20000000", 4, Optional.of(3)))));
    // 2, whose parent 1 nobody knows
    save(
        KnownTree.of(INSTANCE, contact("90000000", 2, Optional.of(1)))
            .withMissing(id("90000000", 1), LISTED_AT));
  }

  private void save(KnownTree known) {
    TreeAssembler assembler = new TreeAssembler(3, ReferenceTypes.DOCUMENTED);
    store.save(new StoredTree(assembler.assemble(known, 1, LISTED_AT), known), List.of());
  }

  private static ContactId id(String sample, int number) {
    return new ContactId(sample + "-0000-4000-8000-00000000000" + number);
  }

  private static KnownContact contact(String sample, int number, Optional<Integer> previous) {
    return KnownContact.listed(
        id(sample, number),
        Facts.observedAt(Stamp.of(LISTED_AT))
            .with(Fact.PREVIOUS_CONTACT_ID, previous.map(other -> id(sample, other).value()))
            .build(),
        LISTED_AT);
  }

  private APIGatewayProxyResponseEvent answer(String request) throws IOException {
    APIGatewayProxyRequestEvent event =
        JSON.readValue(
            Files.readString(REQUESTS.resolve(request + ".json")),
            APIGatewayProxyRequestEvent.class);
    return TestServer.over(store).handleRequest(event, new TestContext(Duration.ofSeconds(25)));
  }

  @ParameterizedTest
  @CsvSource({
    "tree-by-root, 200, 20000000-0000-4000-8000-000000000001",
    "tree-by-middle, 200, 20000000-0000-4000-8000-000000000001",
    "tree-by-leaf, 200, 20000000-0000-4000-8000-000000000001",
    "tree-by-missing-parent, 200, 90000000-0000-4000-8000-000000000002",
    "unknown-contact, 404, unknown-contact",
    "bad-contact-id, 400, contactId",
    "too-long-contact-id, 400, contactId",
    "if-none-match-any, 304, ''",
    "if-none-match-stale, 200, 20000000-0000-4000-8000-000000000001"
  })
  void requestSample_isAnsweredAsDescribed(String request, int status, String says)
      throws IOException {
    APIGatewayProxyResponseEvent answer = answer(request);

    assertThat(answer.getStatusCode()).isEqualTo(status);
    assertThat(answer.getBody()).contains(says);
    if (status == 200) {
      assertThat(JSON.readTree(answer.getBody()).path("tree_id").textValue()).isEqualTo(says);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "page-for-a-browser, 200, text/html; charset=utf-8, <!DOCTYPE html>",
    "svg-in-another-zone, 200, image/svg+xml, times in Europe/Berlin",
    "no-such-form, 406, application/problem+json, urn:contact-tree:problem:not-acceptable"
  })
  void form_isTheOneAskedFor(String request, int status, String mediaType, String says)
      throws IOException {
    APIGatewayProxyResponseEvent answer = answer(request);

    assertThat(answer.getStatusCode()).isEqualTo(status);
    assertThat(answer.getHeaders())
        .containsEntry("Content-Type", mediaType)
        .containsEntry("Vary", "Accept, Accept-Encoding");
    assertThat(answer.getBody()).contains(says);
  }

  @Test
  void badParameters_areAllNamed() throws IOException {
    APIGatewayProxyResponseEvent answer = answer("bad-parameters");

    assertThat(answer.getStatusCode()).isEqualTo(400);
    assertThat(JSON.readTree(answer.getBody()).path("errors").findValuesAsText("field"))
        .containsExactlyInAnyOrder("format", "limit", "names", "tz");
  }

  @Test
  void rootMiddleAndLeaf_giveTheSameBytes() throws IOException {
    assertThat(answer("tree-by-middle").getBody())
        .isEqualTo(answer("tree-by-root").getBody())
        .isEqualTo(answer("tree-by-leaf").getBody());
  }

  @Test
  void everyRequestSample_isTestedHere() throws IOException {
    try (Stream<Path> files = Files.list(REQUESTS)) {
      assertThat(files).hasSize(13);
    }
  }
}
