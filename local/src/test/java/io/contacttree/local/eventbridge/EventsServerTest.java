package io.contacttree.local.eventbridge;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.contacttree.standin.http.Json;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventsServerTest {

  private static final String PATTERN =
      """
      {"source": ["aws.connect"], "detail": {"eventType": ["DISCONNECTED", "COMPLETED"]}}""";
  private static final Instant NOW = Instant.parse("2026-03-02T10:15:30.902Z");
  private static final UUID ID = UUID.fromString("e1000000-0000-4000-8000-000000000001");

  private final List<String> delivered = new CopyOnWriteArrayList<>();
  private final EventBus bus = new EventBus(PATTERN, delivered::add);
  private EventsServer server;

  @BeforeEach
  void start() {
    Envelope envelope =
        new Envelope(InstantSource.fixed(NOW), () -> ID, "123456789012", "us-east-1");
    server = new EventsServer(0, bus, envelope);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private HttpResponse<String> send(String target, String body) throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(
          HttpRequest.newBuilder(server.endpoint().resolve("/"))
              .header("X-Amz-Target", target)
              .header("Content-Type", "application/x-amz-json-1.1")
              .POST(HttpRequest.BodyPublishers.ofString(body))
              .build(),
          HttpResponse.BodyHandlers.ofString());
    }
  }

  private HttpResponse<String> put(ObjectNode... entries) throws Exception {
    ObjectNode request = Json.object();
    ArrayNode list = request.putArray("Entries");
    List.of(entries).forEach(list::add);
    return send("AWSEvents.PutEvents", Json.write(request));
  }

  private static ObjectNode entry(String detail) {
    return Json.object()
        .put("Source", "aws.connect")
        .put("DetailType", "Amazon Connect Contact Event")
        .put("Detail", detail);
  }

  @Test
  void matching_isDeliveredInItsEnvelopeBeforeTheAnswer() throws Exception {
    ObjectNode entry = entry("{\"eventType\":\"DISCONNECTED\",\"n\":1.50}");
    entry.put("Time", 1772446531.25);
    entry.putArray("Resources").add("arn:one");
    HttpResponse<String> answer = put(entry);

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(Json.read(answer.body()))
        .isEqualTo(
            Json.read("{\"FailedEntryCount\":0,\"Entries\":[{\"EventId\":\"" + ID + "\"}]}"));
    assertThat(delivered)
        .containsExactly(
            "{\"version\":\"0\",\"id\":\"e1000000-0000-4000-8000-000000000001\","
                + "\"detail-type\":\"Amazon Connect Contact Event\",\"source\":\"aws.connect\","
                + "\"account\":\"123456789012\",\"time\":\"2026-03-02T10:15:31Z\","
                + "\"region\":\"us-east-1\",\"resources\":[\"arn:one\"],"
                + "\"detail\":{\"eventType\":\"DISCONNECTED\",\"n\":1.50}}");
    assertThat(bus.counts()).isEqualTo(new EventBus.Counts(1, 1, 0, 0));
  }

  @Test
  void timeAbsent_isNowInWholeSeconds() throws Exception {
    put(entry("{\"eventType\":\"COMPLETED\"}"));
    JsonNode event = Json.read(delivered.getFirst());
    assertThat(event.path("time").asText()).isEqualTo("2026-03-02T10:15:30Z");
    assertThat(event.path("resources")).isEmpty();
  }

  @Test
  void unmatched_isAcceptedAndCounted() throws Exception {
    HttpResponse<String> answer =
        put(entry("{\"eventType\":\"QUEUED\"}"), entry("{\"eventType\":\"COMPLETED\"}"));
    assertThat(Json.read(answer.body()).path("FailedEntryCount").asInt()).isZero();
    assertThat(delivered).hasSize(1);
    assertThat(bus.counts()).isEqualTo(new EventBus.Counts(2, 1, 1, 0));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[]", "\"text\"", "1", "null", "{", "{} {}", "{\"a\":}", "not json"})
  void detailThatIsNoObject_failsItsOwnEntryOnly(String detail) throws Exception {
    HttpResponse<String> answer = put(entry(detail), entry("{\"eventType\":\"COMPLETED\"}"));
    assertThat(answer.statusCode()).isEqualTo(200);
    JsonNode body = Json.read(answer.body());
    assertThat(body.path("FailedEntryCount").asInt()).isEqualTo(1);
    assertThat(body.path("Entries").path(0).path("ErrorCode").asText())
        .isEqualTo("MalformedDetail");
    assertThat(body.path("Entries").path(0).path("ErrorMessage").asText()).isNotEmpty();
    assertThat(body.path("Entries").path(0).has("EventId")).isFalse();
    assertThat(body.path("Entries").path(1).path("EventId").asText()).isNotEmpty();
    assertThat(bus.counts()).isEqualTo(new EventBus.Counts(1, 1, 0, 0));
  }

  @Test
  void requiredArgumentMissing_failsItsEntry() throws Exception {
    ObjectNode entry = entry("{}");
    entry.remove("Source");
    JsonNode body = Json.read(put(entry).body());
    assertThat(body.path("Entries").path(0).path("ErrorCode").asText())
        .isEqualTo("InvalidArgument");
  }

  @Test
  void tenEntries_areTaken_elevenAreNot() throws Exception {
    ObjectNode[] ten = new ObjectNode[10];
    java.util.Arrays.setAll(ten, index -> entry("{\"eventType\":\"COMPLETED\"}"));
    assertThat(put(ten).statusCode()).isEqualTo(200);
    assertThat(delivered).hasSize(10);

    ObjectNode[] eleven = new ObjectNode[11];
    java.util.Arrays.setAll(eleven, index -> entry("{\"eventType\":\"COMPLETED\"}"));
    HttpResponse<String> refused = put(eleven);
    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(Json.read(refused.body()).path("__type").asText()).isEqualTo("ValidationException");
    assertThat(delivered).as("nothing of it was taken").hasSize(10);
  }

  @Test
  void noEntries_isRefused() throws Exception {
    HttpResponse<String> refused = put();
    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(Json.read(refused.body()).path("__type").asText()).isEqualTo("ValidationException");
  }

  @Test
  void tooMuchInAll_isRefused() throws Exception {
    String large = "{\"eventType\":\"COMPLETED\",\"x\":\"" + "x".repeat(600 * 1024) + "\"}";
    HttpResponse<String> refused = put(entry(large), entry(large));
    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(Json.read(refused.body()).path("__type").asText()).isEqualTo("ValidationException");
    assertThat(delivered).isEmpty();
  }

  @ParameterizedTest
  @Timeout(20)
  @ValueSource(strings = {"1e30", "-1e400", "1e999999999", "-9e18"})
  void timeOutsideTheRangeOfTimes_isRefused(String time) throws Exception {
    HttpResponse<String> refused =
        send(
            "AWSEvents.PutEvents",
            "{\"Entries\":[{\"Source\":\"a\",\"DetailType\":\"b\",\"Detail\":\"{}\",\"Time\":"
                + time
                + "}]}");
    assertThat(refused.statusCode()).isEqualTo(400);
  }

  @Test
  @Timeout(20)
  void hugeNumbersInTheDetail_arePassedOn() throws Exception {
    put(entry("{\"eventType\":\"COMPLETED\",\"n\":1e999999999,\"m\":-1E-999999999}"));
    assertThat(delivered.getFirst()).contains("999999999");
  }

  @Test
  void otherOperations_areUnknown() throws Exception {
    HttpResponse<String> refused = send("AWSEvents.ListRules", "{}");
    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(Json.read(refused.body()).path("__type").asText())
        .isEqualTo("UnknownOperationException");
  }

  @Test
  void eventFromAFile_keepsWhatItBrings() throws Exception {
    Envelope envelope =
        new Envelope(InstantSource.fixed(NOW), () -> ID, "123456789012", "us-east-1");
    ObjectNode own =
        (ObjectNode) Json.read("{\"id\":\"own\",\"account\":\"999\",\"region\":\"eu-west-1\"}");
    assertThat(envelope.completed(own))
        .isEqualTo(
            Json.read(
                "{\"id\":\"own\",\"account\":\"999\",\"region\":\"eu-west-1\","
                    + "\"version\":\"0\",\"time\":\"2026-03-02T10:15:30Z\"}"));
  }
}
