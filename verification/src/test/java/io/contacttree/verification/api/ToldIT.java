package io.contacttree.verification.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.contacttree.standin.http.Json;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;

/** What is told on the change bus, by the filter and the template that deploy. */
final class ToldIT {
  private static final String CHANGED = "Contact Tree Changed";
  private static final String ERASED = "Contact Erased";
  private static final String MOVED = "Contact Tree Moved";
  private static final Duration SOON = Duration.ofSeconds(2);

  @TempDir Path directory;
  private ApiStack api;
  private SqsClient queues;

  /**
   * An event and when it came into the queue.
   *
   * @param event source, detail-type and detail
   * @param sentAt by the queue's clock
   */
  private record Told(JsonNode event, Instant sentAt) {
    String type() {
      return event.path("detail-type").asText();
    }

    String detail(String name) {
      return event.path("detail").path(name).asText();
    }
  }

  @BeforeEach
  void start() throws Exception {
    use(ApiStack.start(directory));
  }

  private void use(ApiStack started) {
    api = started;
    queues =
        SqsClient.builder()
            .endpointOverride(URI.create(api.process().endpoint("sqs").asText()))
            .region(Region.of(api.process().endpoint("region").asText()))
            .credentialsProvider(
                StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
            .build();
  }

  @AfterEach
  void stop() {
    queues.close();
    api.close();
  }

  /** Takes what is in the queue of changes, each checked against the closed schema. */
  private List<Told> told() throws Exception {
    ObjectNode closed =
        (ObjectNode)
            new ObjectMapper()
                .readTree(Files.readString(Path.of("../schema/contact-tree-change.schema.json")));
    closed.put("additionalProperties", false);
    Schema schema =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(closed.toString(), InputFormat.JSON);
    String url = api.process().endpoint("changes_queue_url").asText();
    List<Told> told = new ArrayList<>();
    while (true) {
      List<Message> some =
          queues
              .receiveMessage(
                  request ->
                      request
                          .queueUrl(url)
                          .maxNumberOfMessages(10)
                          .messageSystemAttributeNames(MessageSystemAttributeName.SENT_TIMESTAMP))
              .messages();
      if (some.isEmpty()) {
        return told;
      }
      for (Message message : some) {
        JsonNode event = Json.read(message.body());
        assertThat(event.path("source").asText()).isEqualTo("contact-tree");
        assertThat(schema.validate(Json.write(event.path("detail")), InputFormat.JSON)).isEmpty();
        told.add(
            new Told(
                event,
                Instant.ofEpochMilli(
                    Long.parseLong(
                        message.attributes().get(MessageSystemAttributeName.SENT_TIMESTAMP)))));
        queues.deleteMessage(
            request -> request.queueUrl(url).receiptHandle(message.receiptHandle()));
      }
    }
  }

  /** Idle means that nothing is between the table and the queue: no waiting here. */
  @Test
  void everyRevision_isToldSoonAndNothingElseIs() throws Exception {
    List<ApiCalls> calls = new ArrayList<>();
    for (int tree = 0; tree < 30; tree++) {
      calls.add(
          ApiCalls.of("calls")
              .call("t" + tree, ApiCalls.BEGAN)
              .reference("Url", "secret-name", "https://secret.example.com")
              .contact("u" + tree, "t" + tree, "VOICE", ApiCalls.BEGAN.plusSeconds(60))
              .ended(ApiCalls.BEGAN.plusSeconds(90)));
    }
    api.tell(calls);

    List<Told> told = told();

    long written = written();
    assertThat(told).filteredOn(one -> one.type().equals(CHANGED)).hasSize((int) written);
    assertThat(told).allMatch(one -> one.type().equals(CHANGED) || one.type().equals(MOVED));
    assertThat(told.toString()).doesNotContain("secret");
    for (int tree = 0; tree < 30; tree++) {
      JsonNode document = api.json("/instances/calls/contacts/t" + tree + "/tree");
      assertThat(told)
          .anySatisfy(
              one -> {
                for (String key :
                    List.of(
                        "instance_id",
                        "tree_id",
                        "revision",
                        "state",
                        "contact_count",
                        "written_at")) {
                  assertThat(one.detail(key)).isEqualTo(document.path(key).asText());
                }
                assertThat(one.detail("contact_id")).isEqualTo(one.detail("tree_id"));
              });
    }
    List<Duration> delays =
        told.stream()
            .map(one -> Duration.between(Instant.parse(one.detail("written_at")), one.sentAt()))
            .sorted()
            .toList();
    assertThat(delays.get((delays.size() - 1) * 99 / 100)).isLessThan(SOON);
  }

  @Test
  void earlierRootThatBecomesKnown_movesTheTreeThatWas() throws Exception {
    ApiCalls late =
        ApiCalls.of("calls")
            .contact("late", "early", "VOICE", ApiCalls.BEGAN.plusSeconds(60))
            .ended(ApiCalls.BEGAN.plusSeconds(90));
    api.tell(List.of(late));
    assertThat(told()).isNotEmpty().allMatch(one -> one.type().equals(CHANGED));

    api.tell(List.of(ApiCalls.of("calls").call("early", ApiCalls.BEGAN)));

    List<Told> told = told();
    assertThat(told)
        .filteredOn(one -> one.type().equals(MOVED))
        .singleElement()
        .satisfies(
            moved -> {
              assertThat(moved.detail("contact_id")).isEqualTo("late");
              assertThat(moved.detail("tree_id")).isEqualTo("early");
            });
    assertThat(told)
        .filteredOn(one -> one.type().equals(CHANGED))
        .isNotEmpty()
        .allMatch(one -> one.detail("tree_id").equals("early"));
  }

  /** The filter lets nothing through but what is told: leases, aliases, refreshes are not. */
  @Test
  void claimThatIsSatisfied_isNotTold() throws Exception {
    ApiCalls calls = ApiCalls.of("calls").call("c", ApiCalls.BEGAN);
    List<ObjectNode> events = calls.events();
    events.forEach(event -> event.put("Time", ApiCalls.BEGAN.plusSeconds(31).getEpochSecond()));
    api.process().load(calls.scenario());
    api.process().put(events);
    api.idle();
    assertThat(told()).isNotEmpty();

    api.process().put(events);
    api.idle();

    assertThat(told()).isEmpty();
  }

  @Test
  void erasedMember_isToldWithTheTreeThatTheRestIsIn() throws Exception {
    api.tell(List.of(chain()));
    assertThat(told()).isNotEmpty();

    erase("c1", "");

    List<Told> told = told();
    JsonNode rest = api.json("/instances/calls/contacts/c0/tree");
    Told erased = only(told, ERASED);
    assertThat(keys(erased))
        .containsExactlyInAnyOrder(
            "instance_id",
            "contact_id",
            "tree_id",
            "revision",
            "state",
            "contact_count",
            "written_at");
    assertThat(erased.detail("instance_id")).isEqualTo("calls");
    assertThat(erased.detail("contact_id")).isEqualTo("c1");
    for (String key : List.of("tree_id", "revision", "state", "contact_count", "written_at")) {
      assertThat(erased.detail(key)).isEqualTo(rest.path(key).asText());
    }
    assertThat(only(told, CHANGED).detail("revision")).isEqualTo(rest.path("revision").asText());
    assertThat(told).hasSize(2);
    assertThat(told.toString()).doesNotContain("secret");
  }

  @Test
  void erasedRoot_isToldWithTheTreeThatTheRestMovedTo() throws Exception {
    api.tell(List.of(chain()));
    assertThat(told()).isNotEmpty();

    erase("c0", "");

    List<Told> told = told();
    assertThat(only(told, ERASED).detail("contact_id")).isEqualTo("c0");
    assertThat(only(told, ERASED).detail("tree_id")).isEqualTo("c1");
    assertThat(only(told, CHANGED).detail("tree_id")).isEqualTo("c1");
    assertThat(told).hasSize(2);
  }

  @Test
  void treeErasedWhole_isToldOfEachContactAsOfNobodyLeft() throws Exception {
    api.tell(List.of(chain()));
    assertThat(told()).isNotEmpty();

    erase("c1", "?scope=tree");

    List<Told> told = told();
    assertThat(told).hasSize(2).allMatch(one -> one.type().equals(ERASED));
    for (Told one : told) {
      assertThat(one.detail("tree_id")).isEqualTo(one.detail("contact_id"));
      assertThat(one.detail("revision")).isEqualTo("0");
      assertThat(one.detail("contact_count")).isEqualTo("0");
      assertThat(one.detail("state")).isEqualTo("NONE");
    }
    assertThat(told)
        .extracting(one -> one.detail("contact_id"))
        .containsExactlyInAnyOrder("c0", "c1");
  }

  /** The queue is not kept, so all of the stream comes again; what was on its way comes at last. */
  @Test
  void stackThatIsKilled_tellsAfterTheRestartWhatItHadWritten(
      @TempDir Path first, @TempDir Path second, @TempDir Path data) throws Exception {
    stop();
    use(ApiStack.start(first, "--data=" + data));
    for (int tree = 0; tree < 40; tree++) {
      ApiCalls call = ApiCalls.of("calls").call("t" + tree, ApiCalls.BEGAN);
      api.process().load(call.scenario());
      api.process().put(call.events());
    }
    while (written() < 20) {
      Thread.onSpinWait();
    }
    api.process().kill();
    stop();

    use(ApiStack.start(second, "--data=" + data));
    api.idle();

    List<Told> told = told();
    JsonNode trees =
        api.json("/instances/calls/trees?from=2026-03-01&to=2026-03-04&limit=100").path("trees");
    assertThat(trees.size()).isGreaterThanOrEqualTo(20);
    for (JsonNode tree : trees) {
      assertThat(told)
          .anyMatch(
              one ->
                  one.type().equals(CHANGED)
                      && one.detail("tree_id").equals(tree.path("tree_id").asText())
                      && one.detail("revision").equals(tree.path("revision").asText()));
    }
  }

  private long written() throws Exception {
    return Json.read(api.process().get("api", "/_local/status").body())
        .at("/documents/written")
        .asLong();
  }

  private static ApiCalls chain() {
    return ApiCalls.of("calls")
        .call("c0", ApiCalls.BEGAN)
        .contact("c1", "c0", "VOICE", ApiCalls.BEGAN.plusSeconds(60))
        .ended(ApiCalls.BEGAN.plusSeconds(90))
        .reference("Url", "secret-name", "https://secret.example.com");
  }

  private void erase(String contact, String query) throws Exception {
    assertThat(api.ask("DELETE", "/instances/calls/contacts/" + contact + query).statusCode())
        .isEqualTo(200);
    api.idle();
  }

  private static Told only(List<Told> told, String type) {
    List<Told> ofType = told.stream().filter(one -> one.type().equals(type)).toList();
    assertThat(ofType).as(type).hasSize(1);
    return ofType.getFirst();
  }

  private static List<String> keys(Told told) {
    List<String> keys = new ArrayList<>();
    told.event().path("detail").fieldNames().forEachRemaining(keys::add);
    return keys;
  }
}
