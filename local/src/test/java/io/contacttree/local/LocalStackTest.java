package io.contacttree.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.contacttree.domain.flow.BuildListener;
import io.contacttree.local.apigateway.Status;
import io.contacttree.local.eventsource.QueueCounts;
import io.contacttree.local.stack.Closeables;
import io.contacttree.local.stack.ConnectQuotas;
import io.contacttree.local.stack.LocalStack;
import io.contacttree.local.stack.Observer;
import io.contacttree.local.stack.Ports;
import io.contacttree.local.stack.StackOptions;
import io.contacttree.local.stack.Timing;
import io.contacttree.standin.http.Json;
import io.contacttree.standin.protocol.ConnectApi;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.crt.AwsCrtHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;

/**
 * The whole stack with the real functions, through its ports.
 *
 * <p>One stack for all tests, as starting it takes seconds; each test has an instance of Amazon
 * Connect of its own and counts by differences.
 */
class LocalStackTest {

  private static final String WAIT = "/_local/status?wait=60";
  private static final Closeables PARTS = new Closeables();
  private static final List<String> COMPLAINTS = new CopyOnWriteArrayList<>();
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static LocalStack stack;

  @BeforeAll
  static void start() {
    Map<ConnectApi, String> quotas = new EnumMap<>(ConnectApi.class);
    quotas.put(ConnectApi.LIST_ASSOCIATED_CONTACTS, "200/500");
    quotas.put(ConnectApi.LIST_CONTACT_REFERENCES, "none");
    stack =
        LocalStack.start(
            new StackOptions(
                new Ports(0, 0, 0, 0, 0),
                new Timing(0, 0, 1, 2, 1, 2, 0, 1),
                new ConnectQuotas(quotas),
                50,
                OptionalInt.of(3),
                Optional.empty(),
                new StackOptions.Connect.StandIn(List.of())),
            List.of(),
            new Observer(BuildListener.NONE, COMPLAINTS::add),
            PARTS);
  }

  @AfterAll
  static void stop() {
    PARTS.close();
    HTTP.close();
  }

  private static HttpResponse<String> get(String path) throws Exception {
    return HTTP.send(
        HttpRequest.newBuilder(URI.create(stack.endpoints().api() + path)).build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private static HttpResponse<String> post(String url, String body, String... headers)
      throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(url)).POST(HttpRequest.BodyPublishers.ofString(body));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  /** A call and the leg it was transferred to, both ended. */
  private static void twoLegs(String instance) throws Exception {
    HttpResponse<String> loaded =
        post(
            stack.endpoints().connect() + "/_stand-in/scenarios",
            """
            {"InstanceId":"%s","Contacts":[
              {"Id":"root","Channel":"VOICE","InitiationMethod":"INBOUND",
               "InitiationTimestamp":"2026-03-02T10:00:00Z","DisconnectTimestamp":"2026-03-02T10:05:00Z",
               "References":[{"Url":{"Name":"n","Value":"v"}}]},
              {"Id":"leg","Channel":"VOICE","InitiationMethod":"TRANSFER","InitialContactId":"root",
               "PreviousContactId":"root",
               "InitiationTimestamp":"2026-03-02T10:04:00Z","DisconnectTimestamp":"2026-03-02T10:09:00Z"}]}
            """
                .formatted(instance));
    assertThat(loaded.statusCode()).isEqualTo(200);
  }

  private static void ended(String instance, String... contacts) throws Exception {
    happened(
        Arrays.stream(contacts)
            .map(
                contact ->
                    """
                    {"eventType":"DISCONNECTED","contactId":"%s",
                     "disconnectTimestamp":"2026-03-02T10:09:00Z",
                     "instanceArn":"arn:aws:connect:us-east-1:123456789012:instance/%s"}
                    """
                        .formatted(contact, instance))
            .toList());
  }

  private static void happened(List<String> details) throws Exception {
    ObjectNode request = Json.object();
    ArrayNode entries = request.putArray("Entries");
    for (String detail : details) {
      entries
          .addObject()
          .put("Source", "aws.connect")
          .put("DetailType", "Amazon Connect Contact Event")
          // The same on every sending: 2026-03-02T10:09:00Z.
          .put("Time", 1_772_446_140)
          .put("Detail", detail);
    }
    HttpResponse<String> answer =
        post(
            stack.endpoints().events(),
            Json.write(request),
            "X-Amz-Target",
            "AWSEvents.PutEvents",
            "Content-Type",
            "application/x-amz-json-1.1");
    assertThat(Json.read(answer.body()).path("FailedEntryCount").asInt(1)).isZero();
  }

  private static void quirks(String json) throws Exception {
    assertThat(post(stack.endpoints().connect() + "/_stand-in/quirks", json).statusCode())
        .isEqualTo(200);
  }

  /** Waits until an attempt to read references of an instance has its answer. */
  private static void awaitAttemptAtReferences(String instance) throws Exception {
    long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (!hasAttemptAtReferences(instance)) {
      assertThat(System.nanoTime()).isLessThan(end);
    }
  }

  private static boolean hasAttemptAtReferences(String instance) throws Exception {
    String calls =
        HTTP.send(
                HttpRequest.newBuilder(
                        URI.create(stack.endpoints().connect() + "/_stand-in/calls/log"))
                    .build(),
                HttpResponse.BodyHandlers.ofString())
            .body();
    return Json.readAll(calls).stream()
        .filter(call -> call.path("api").asText().equals("ListContactReferences"))
        .anyMatch(call -> call.path("instance_id").asText().equals(instance));
  }

  private static Status idle() throws Exception {
    HttpResponse<String> response = get(WAIT);
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return stack.status();
  }

  private static void fault(String fault) throws Exception {
    assertThat(
            post(stack.endpoints().api() + "/_local/faults", "{\"dynamodb\":\"" + fault + "\"}")
                .statusCode())
        .isEqualTo(200);
  }

  /** What exports read, and the queue of changes, are none of the load. */
  @Test
  void export_isCountedNowhere() throws Exception {
    String instance = "exported";
    Instant began = Instant.now();
    twoLegs(instance);
    ended(instance, "root", "leg");
    Status before = idle();

    HttpResponse<String> scan =
        post(
            stack.endpoints().dynamodb(),
            "{\"TableName\":\"" + stack.endpoints().table() + "\"}",
            "X-Amz-Target",
            "DynamoDB_20120810.Scan",
            "Content-Type",
            "application/x-amz-json-1.0",
            "Authorization",
            "AWS4-HMAC-SHA256 Credential=local/20260101/us-east-1/dynamodb/aws4_request,"
                + " SignedHeaders=host, Signature=0");
    HttpResponse<String> changes = get("/_local/stream?from=" + began + "&to=2100-01-01T00:00:00Z");

    assertThat(scan.body()).contains(instance + "#root");
    assertThat(changes.body()).contains(instance + "#root");
    Status after = stack.status();
    assertThat(after.reads()).isEqualTo(before.reads());
    assertThat(after.writes()).isEqualTo(before.writes());
    assertThat(after.queue().total()).isZero();
    try (SqsClient client = sqs()) {
      assertThat(QueueCounts.of(client, stack.endpoints().changesQueueUrl()).total()).isPositive();
    }
  }

  private static String tree(String instance, String contact) {
    return "/instances/" + instance + "/contacts/" + contact + "/tree";
  }

  private static int connectCalls() throws Exception {
    HttpResponse<String> calls =
        HTTP.send(
            HttpRequest.newBuilder(URI.create(stack.endpoints().connect() + "/_stand-in/calls/log"))
                .build(),
            HttpResponse.BodyHandlers.ofString());
    return (int) calls.body().lines().count();
  }

  private static SqsClient sqs() {
    return SqsClient.builder()
        .endpointOverride(URI.create(stack.endpoints().sqs()))
        .region(Region.AP_SOUTH_1)
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("any", "thing")))
        .httpClientBuilder(AwsCrtHttpClient.builder())
        .build();
  }

  @Test
  void endedContacts_becomeATreeThatEveryMemberAnswersWith() throws Exception {
    twoLegs("whole");
    ended("whole", "root", "leg");
    idle();
    HttpResponse<String> byRoot = get(tree("whole", "root"));
    assertThat(byRoot.statusCode()).isEqualTo(200);
    JsonNode document = Json.read(byRoot.body());
    assertThat(document.path("state").asText()).isEqualTo("COMPLETE");
    assertThat(document.path("contact_count").asInt()).isEqualTo(2);
    assertThat(document.path("contacts").path(0).path("references").path(0).path("value").asText())
        .isEqualTo("v");
    assertThat(get(tree("whole", "leg")).body()).isEqualTo(byRoot.body());
    assertThat(get(tree("whole", "%6Ceg")).body())
        .as("percent-decoded once")
        .isEqualTo(byRoot.body());
    assertThat(get(tree("whole", "%256Ceg")).statusCode()).as("and not twice").isEqualTo(400);
  }

  @Test
  void replay_asksNobodyAndWritesNothing() throws Exception {
    twoLegs("replayed");
    ended("replayed", "root", "leg");
    Status before = idle();
    int calls = connectCalls();
    ended("replayed", "root", "leg");
    Status after = idle();
    assertThat(connectCalls()).isEqualTo(calls);
    assertThat(after.writes()).isEqualTo(before.writes());
    assertThat(after.documentsWritten()).isEqualTo(before.documentsWritten());
    assertThat(after.documentsUnchanged()).isGreaterThan(before.documentsUnchanged());
    assertThat(after.reads() - before.reads()).as("two for each event at most").isBetween(1L, 4L);
  }

  @Test
  void settleMessages_keepTheStackFromBeingIdle() throws Exception {
    post(
        stack.endpoints().connect() + "/_stand-in/scenarios",
        "{\"InstanceId\":\"settling\",\"Contacts\":[]}");
    ended("settling", "unknown");
    idle();
    JsonNode document = Json.read(get(tree("settling", "unknown")).body());
    assertThat(document.path("state").asText())
        .as("Connect knows no such contact, and all settle reads are used up")
        .isEqualTo("PARTIAL");
  }

  @Test
  void tableDown_nothingIsLostAndTheApiSaysSo() throws Exception {
    twoLegs("outage");
    fault("DOWN");
    try {
      HttpResponse<String> outage = get(tree("outage", "root"));
      assertThat(outage.statusCode()).isEqualTo(503);
      assertThat(outage.headers().firstValue("Retry-After")).isPresent();
    } finally {
      fault("OK");
    }
    ended("outage", "root", "leg");
    idle();
    assertThat(get(tree("outage", "leg")).statusCode()).isEqualTo(200);
  }

  @Test
  void lostAnswerOfAWrite_isHealed() throws Exception {
    twoLegs("lost");
    // Before the references are read, the next write would be that of a lease. The first attempts
    // show that the read has begun, the later ones keep it going.
    quirks(
        """
        {"latency_ms":{"ListContactReferences":1500},
         "errors":[{"api":"ListContactReferences","status":500,"type":"InternalServiceException","times":2}]}
        """);
    try {
      ended("lost", "leg");
      awaitAttemptAtReferences("lost");
      fault("DROP_RESPONSE");
      idle();
    } finally {
      quirks("{}");
    }
    JsonNode found = Json.read(get(tree("lost", "leg")).body());
    assertThat(found.path("contact_count").asInt()).isEqualTo(2);
    assertThat(found.path("revision").asInt()).as("written once").isEqualTo(1);
    assertThat(post(stack.endpoints().api() + "/_local/faults", "{}").statusCode()).isEqualTo(400);
  }

  @Test
  void strangersThatNameNothing_areTwoTreesWithoutADefect() throws Exception {
    post(
        stack.endpoints().connect() + "/_stand-in/scenarios",
        """
        {"InstanceId":"nothing","Contacts":[
          {"Id":"one","Channel":"VOICE","InitiationMethod":"INBOUND","PreviousContactId":"undefined",
           "InitiationTimestamp":"2026-03-02T10:00:00Z","DisconnectTimestamp":"2026-03-02T10:05:00Z"},
          {"Id":"two","Channel":"VOICE","InitiationMethod":"INBOUND","RelatedContactId":"none",
           "InitiationTimestamp":"2026-03-02T10:01:00Z","DisconnectTimestamp":"2026-03-02T10:06:00Z"}]}
        """);
    happened(
        Stream.of("one", "two")
            .map(
                contact ->
                    """
                    {"eventType":"DISCONNECTED","contactId":"%s",
                     "initialContactId":"N/A","relatedContactId":" NULL ",
                     "previousContactId":"00000000-0000-0000-0000-000000000000",
                     "instanceArn":"arn:aws:connect:us-east-1:123456789012:instance/nothing"}
                    """
                        .formatted(contact))
            .toList());
    idle();
    for (String contact : List.of("one", "two")) {
      JsonNode document = Json.read(get(tree("nothing", contact)).body());
      assertThat(document.path("tree_id").asText()).isEqualTo(contact);
      assertThat(document.path("state").asText()).isEqualTo("COMPLETE");
      assertThat(document.has("defects")).isFalse();
      assertThat(document.path("contacts").path(0).properties())
          .extracting(Map.Entry::getKey)
          .doesNotContain("initial_contact_id", "previous_contact_id", "related_contact_id");
    }
    for (String nobody :
        List.of("undefined", "none", "00000000-0000-0000-0000-000000000000", "NULL", "A")) {
      assertThat(get(tree("nothing", nobody)).statusCode()).as(nobody).isEqualTo(404);
    }
  }

  @Test
  void eventInOtherLetterCase_isBuiltAndServedWithASlashAtTheEnd() throws Exception {
    twoLegs("spelt");
    happened(
        List.of(
            """
            {"EventType":"Completed","contactId":"leg",
             "instanceARN":"arn:aws:connect:us-east-1:123456789012:instance/spelt"}
            """));
    idle();
    HttpResponse<String> found = get(tree("spelt", "root"));
    assertThat(found.statusCode()).isEqualTo(200);
    assertThat(get(tree("spelt", "root") + "/").body()).isEqualTo(found.body());
  }

  @Test
  void malformedMessage_isADeadLetterAfterItsReceives() throws Exception {
    int dead = stack.status().dead();
    try (SqsClient client = sqs()) {
      client.sendMessage(
          request -> request.queueUrl(stack.endpoints().queueUrl()).messageBody("not an event"));
      Status after = idle();
      assertThat(after.dead()).isEqualTo(dead + 1);
      assertThat(
              client
                  .receiveMessage(
                      request ->
                          request
                              .queueUrl(stack.endpoints().deadLetterQueueUrl())
                              .maxNumberOfMessages(10)
                              .waitTimeSeconds(5))
                  .messages())
          .extracting(Message::body)
          .contains("not an event");
    }
  }

  @Test
  void otherEvents_areCountedOnly() throws Exception {
    Status before = stack.status();
    post(
        stack.endpoints().events(),
        "{\"Entries\":[{\"Source\":\"mine\",\"DetailType\":\"d\",\"Detail\":\"{}\"}]}",
        "X-Amz-Target",
        "AWSEvents.PutEvents");
    Status after = stack.status();
    assertThat(after.events().unmatched()).isEqualTo(before.events().unmatched() + 1);
    assertThat(after.events().received()).isEqualTo(before.events().received() + 1);
  }

  @Test
  void pacing_isTheSumOfAllWorkers() {
    JsonNode json = stack.endpoints().toJson(1);
    // 200 x 0.9, and 3 workers x floor(500 x 0.9 / 3).
    JsonNode list = json.path("pacing").path("ListAssociatedContacts");
    assertThat(list.path("rate").asDouble())
        .isCloseTo(180, org.assertj.core.data.Offset.offset(1e-9));
    assertThat(list.path("capacity").asInt()).isEqualTo(450);
    assertThat(json.path("pacing").has("ListContactReferences")).as("no limit").isFalse();
    assertThat(json.path("timing").path("workers").asInt()).isEqualTo(3);
  }

  @Test
  void everythingListens_onLoopbackOnly() {
    JsonNode json = stack.endpoints().toJson(1);
    for (String server : List.of("api", "connect", "events", "dynamodb", "sqs")) {
      assertThat(URI.create(json.path(server).asText()).getHost()).isEqualTo("127.0.0.1");
    }
  }
}
