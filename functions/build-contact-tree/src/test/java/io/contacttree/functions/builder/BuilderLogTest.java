package io.contacttree.functions.builder;

import static io.contacttree.functions.builder.SqsMessages.batch;
import static io.contacttree.functions.builder.SqsMessages.ended;
import static io.contacttree.functions.builder.SqsMessages.message;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.contacttree.domain.claim.Backoff;
import io.contacttree.domain.claim.ClaimMessage;
import io.contacttree.domain.claim.Outcome;
import io.contacttree.domain.connect.Deadline;
import io.contacttree.domain.store.UpstreamFailure;
import io.contacttree.functions.builder.parse.MessageParser;
import io.contacttree.lambda.TestContext;
import io.contacttree.lambda.logging.CapturedLog;
import io.contacttree.lambda.metrics.Metrics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;

/** What the function writes into its log: reasons and ids, and nothing of the message. */
final class BuilderLogTest {
  /** Nothing of a message may be found in the log but its ids; each canary holds this word. */
  private static final String CANARY = "canary";

  private static final String FULL_OF_CANARIES =
      """
      {"source": "aws.connect", "detail-type": "Amazon Connect Contact Event", "time": "2026-03-02T10:15:31Z",
       "id": "canary", "account": "canary", "resources": ["canary"],
       "detail": {"eventType": "DISCONNECTED", "contactId": "contact-1", "channel": "canary",
        "instanceArn": "arn:aws:connect:canary:123456789012:instance/instance-1",
        "initiationMethod": "canary", "disconnectReason": "canary",
        "systemEndpoint": {"address": "+1 555 0100 canary", "type": "TELEPHONE_NUMBER"},
        "customerEndpoint": {"address": "canary@example.com", "type": "EMAIL"},
        "agentInfo": {"agentArn": "x/agent/canary"}, "queueInfo": {"queueArn": "x/queue/canary"},
        "customerId": "canary", "segmentAttributes": {"connect:EmailSubject": {"valueString": "canary"}},
        "tags": {"aws:connect:systemEndpoint": "canary", "canary": "canary"}}}
      """;

  private final ObjectMapper json = new ObjectMapper();

  private List<JsonNode> log(
      BiFunction<List<ClaimMessage>, Deadline, Map<String, Outcome>> building, SQSEvent event) {
    BuildContactTreeHandler handler = handler(building);
    try (CapturedLog log = new CapturedLog()) {
      handler.handleRequest(event, new TestContext(Duration.ofMinutes(3)));
      assertThat(log.lines()).isNotEmpty().allSatisfy(BuilderLogTest::hasNoCanary);
      return log.lines().stream().map(this::parsed).toList();
    }
  }

  private static BuildContactTreeHandler handler(
      BiFunction<List<ClaimMessage>, Deadline, Map<String, Outcome>> building) {
    return new BuildContactTreeHandler(
        new BuilderWiring(
            new MessageParser(Optional.empty()),
            building::apply,
            new VisibilityBackoff(
                delays -> Set.of(),
                new Backoff(Duration.ofSeconds(30), Duration.ofMinutes(15)),
                () -> 0.5),
            new Metrics((counts, durations) -> {}),
            InstantSource.system()));
  }

  private static void hasNoCanary(String line) {
    assertThat(line).doesNotContainIgnoringCase(CANARY);
  }

  private JsonNode parsed(String line) {
    try {
      return json.readTree(line);
    } catch (IOException notJson) {
      throw new UncheckedIOException(notJson);
    }
  }

  private static List<JsonNode> lines(List<JsonNode> log, String message) {
    return log.stream().filter(line -> line.path("message").textValue().equals(message)).toList();
  }

  @Test
  void returnedMessage_hasOneLineThatSaysWhichAndWhy() {
    List<JsonNode> log =
        log(
            (messages, deadline) ->
                Map.of("m1", new Outcome.Returned(Outcome.Returned.Reason.LIST_REFUSED)),
            batch(message("m1", 2, FULL_OF_CANARIES)));

    assertThat(lines(log, "message returned"))
        .singleElement()
        .satisfies(
            line -> {
              assertThat(line.path("level").textValue()).isEqualTo("WARN");
              assertThat(line.path("message_id").textValue()).isEqualTo("m1");
              assertThat(line.path("contact_id").textValue()).isEqualTo("contact-1");
              assertThat(line.path("receive_count").intValue()).isEqualTo(2);
              assertThat(line.path("reason").textValue()).isEqualTo("list_refused");
              assertThat(line.path("delay_s").intValue()).isEqualTo(60);
              assertThat(line.path("function_request_id").textValue()).isEqualTo("request-1");
            });
  }

  @Test
  void malformedMessages_areNamedByFlawAndNeverQuoted() {
    List<JsonNode> log =
        log(
            (messages, deadline) -> Map.of(),
            batch(
                message("m1", 1, "canary is not json"),
                message("m2", 1, FULL_OF_CANARIES.replace("contact-1", "canary/+15550100")),
                message("m3", 1, FULL_OF_CANARIES.replace("instance-1", "can ary canary"))));

    assertThat(lines(log, "message returned"))
        .extracting(line -> line.path("message_id").textValue() + line.path("reason").textValue())
        .containsExactly(
            "m1malformed_not_json",
            "m2malformed_contact_id_invalid",
            "m3malformed_instance_id_invalid");
    assertThat(lines(log, "message returned")).noneMatch(line -> line.has("contact_id"));
  }

  @Test
  void fault_isLoggedByTypeAndPlaceWithoutItsText() {
    List<JsonNode> log =
        log(
            (messages, deadline) -> {
              throw new IllegalStateException(
                  "text with a canary", new IllegalArgumentException("another canary"));
            },
            batch(message("m1", 1, ended("contact-1"))));

    assertThat(lines(log, "fault"))
        .singleElement()
        .satisfies(
            line -> {
              assertThat(line.path("contact_id").textValue()).isEqualTo("contact-1");
              assertThat(line.path("error").path("stack").textValue())
                  .contains("java.lang.IllegalStateException")
                  .contains("java.lang.IllegalArgumentException")
                  .contains(BuilderLogTest.class.getName());
            });
  }

  @Test
  void outageThatGotThisFar_keepsOurOwnWords() {
    List<JsonNode> log =
        log(
            (messages, deadline) -> {
              throw new UpstreamFailure(
                  UpstreamFailure.Resource.TABLE,
                  "the table does not answer",
                  new IllegalStateException("canary"));
            },
            batch(message("m1", 1, ended("contact-1"))));

    assertThat(lines(log, "fault"))
        .singleElement()
        .satisfies(
            line ->
                assertThat(line.path("error").path("message").textValue())
                    .contains("the table does not answer"));
  }

  @Test
  void batch_endsWithOneLineOfCounts() {
    List<JsonNode> log =
        log(
            (messages, deadline) -> Map.of("m1", new Outcome.Satisfied()),
            batch(message("m1", 1, FULL_OF_CANARIES), message("m2", 1, "canary")));

    assertThat(lines(log, "batch"))
        .singleElement()
        .satisfies(
            line -> {
              assertThat(line.path("messages").intValue()).isEqualTo(2);
              assertThat(line.path("messages_returned").intValue()).isEqualTo(1);
              assertThat(line.path("claims_satisfied").intValue()).isEqualTo(1);
              assertThat(line.path("malformed").intValue()).isEqualTo(1);
            });
  }

  @Test
  void whatIsNoBatch_isAnErrorThatSaysWhatIsExpected() {
    BuildContactTreeHandler handler = handler((messages, deadline) -> Map.of());
    try (CapturedLog log = new CapturedLog()) {
      assertThatIllegalArgumentException()
          .isThrownBy(
              () -> handler.handleRequest(new SQSEvent(), new TestContext(Duration.ofMinutes(3))));
      assertThat(lines(log.lines().stream().map(this::parsed).toList(), "not a batch of a queue"))
          .singleElement()
          .satisfies(
              line -> {
                assertThat(line.path("level").textValue()).isEqualTo("ERROR");
                assertThat(line.path("expected").textValue()).contains("SQS").contains("Records");
              });
    }
  }

  @Test
  void emptyBatch_isALineOfJsonToo() {
    List<JsonNode> log = log((messages, deadline) -> Map.of(), batch());

    assertThat(lines(log, "batch"))
        .singleElement()
        .satisfies(line -> assertThat(line.path("messages").intValue()).isZero());
  }
}
