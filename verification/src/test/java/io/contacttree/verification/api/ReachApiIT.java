package io.contacttree.verification.api;

import static io.contacttree.verification.api.ApiStack.header;
import static io.contacttree.verification.api.ApiStack.isProblem;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.contacttree.standin.http.Json;
import io.contacttree.verification.stack.StackProcess;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Links to files and refreshes, each row of the API's page. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class ReachApiIT {
  private static final String CONTACTS = "/instances/calls/contacts/";
  private static final String LINK = CONTACTS + "c0/files/f1/link";
  private static final double RATE = 1.8;
  private static final int CAPACITY = 4;

  @TempDir static Path directory;
  private static ApiStack api;

  @BeforeAll
  static void start() throws Exception {
    ApiCalls calls = ApiCalls.of("calls").call("c0", ApiCalls.BEGAN);
    attachment(calls, "f1", "APPROVED");
    attachment(calls, "f2", "PROCESSING");
    attachment(calls, "a b/c%.pdf", "APPROVED");
    calls.reference("Url", "page", "https://crm.example.com/1");
    calls.contact("c1", "c0", "VOICE", ApiCalls.BEGAN.plusSeconds(60));
    calls.ended(ApiCalls.BEGAN.plusSeconds(90));
    api = ApiStack.start(directory, "--quota=GetAttachedFile=2/5", "--backfill-limit=30");
    api.tell(List.of(calls));
    api.bury("calls", "gone");
  }

  private static void attachment(ApiCalls calls, String name, String status) {
    calls
        .contacts()
        .getLast()
        .withArray("References")
        .addObject()
        .putObject("Attachment")
        .put("Name", name)
        .put("Value", "somewhere")
        .put("Status", status);
  }

  @AfterAll
  static void stop() {
    api.close();
  }

  @AfterEach
  void healthy() throws Exception {
    api.fault("OK");
    quirks("{}");
  }

  private static void quirks(String json) throws Exception {
    api.process().post("connect", "/_stand-in/quirks", json);
  }

  private static void fails(int status, String type) throws Exception {
    quirks(
        "{\"errors\":[{\"api\":\"GetAttachedFile\",\"status\":%d,\"type\":\"%s\"}]}"
            .formatted(status, type));
  }

  private static HttpResponse<String> refresh(String contact) throws Exception {
    return api.ask("POST", CONTACTS + contact + "/refresh");
  }

  /** Asks until it is this request's turn. */
  private static HttpResponse<String> inTurn(String path) throws Exception {
    return inTurn(path, 10);
  }

  private static HttpResponse<String> inTurn(String path, int mostTries) throws Exception {
    HttpResponse<String> answer = api.get(path);
    for (int tries = 0; answer.statusCode() == 429 && tries < mostTries; tries++) {
      Thread.sleep(1000L * Long.parseLong(header(answer, "Retry-After")));
      answer = api.get(path);
    }
    return answer;
  }

  // ---- Links to files ---------------------------------------------------------------------------

  @ParameterizedTest
  @ValueSource(strings = {"f1", "a%20b%2Fc%25.pdf"})
  void fileOfAContact_isALinkThatLeadsToIt(String file) throws Exception {
    Instant asked = Instant.now();

    HttpResponse<String> answer = inTurn(CONTACTS + "c0/files/" + file + "/link");

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(header(answer, "Cache-Control")).isEqualTo("no-store");
    JsonNode link = Json.read(answer.body());
    assertThat(Instant.parse(link.path("expires_at").asText()))
        .isAfter(asked)
        .isBeforeOrEqualTo(Instant.now().plusSeconds(300));
    try (HttpClient http = HttpClient.newHttpClient()) {
      assertThat(
              http.send(
                      HttpRequest.newBuilder(URI.create(link.path("url").asText())).build(),
                      HttpResponse.BodyHandlers.ofString())
                  .body())
          .contains("of contact c0");
    }
  }

  @Test
  void fileIdThatIsTooLong_is400() throws Exception {
    api.isProblem(CONTACTS + "c0/files/" + "f".repeat(257) + "/link", 400, "bad-request", "fileId");
  }

  @ParameterizedTest
  @CsvSource({"c0, nothing", "c0, page", "c1, f1"})
  void whatIsNoFileOfTheContact_is404(String contact, String file) throws Exception {
    api.isProblem(CONTACTS + contact + "/files/" + file + "/link", 404, "unknown-file");
  }

  @ParameterizedTest
  @CsvSource({
    "/instances/calls/contacts/c0/files/f1/link?no=1, no",
    "/instances/calls/contacts/c%20/files/f1/link, contactId",
    "/instances/a.b/contacts/c0/files/f1/link, instanceId"
  })
  void requestThatIsWrong_is400AndNamed(String path, String field) throws Exception {
    api.isProblem(path, 400, "bad-request", field);
  }

  @Test
  void parametersOfSignedLinks_areIgnored() throws Exception {
    assertThat(inTurn(LINK + "?X-Amz-Date=20260302").statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource({"POST, c0/files/f1/link, GET", "GET, c0/refresh, POST"})
  void anotherMethod_is405WithTheOneThatThereIs(String method, String path, String allowed)
      throws Exception {
    HttpResponse<String> answer = api.ask(method, CONTACTS + path);

    isProblem(answer, 405, "method-not-allowed");
    assertThat(header(answer, "Allow")).isEqualTo(allowed);
  }

  @Test
  void fileOfAnUnknownContact_is404() throws Exception {
    api.isProblem(CONTACTS + "nobody/files/f1/link", 404, "unknown-contact");
  }

  @Test
  void fileOfAnErasedContact_is410() throws Exception {
    api.isProblem(CONTACTS + "gone/files/f1/link", 410, "erased-contact");
  }

  @Test
  void fileThatIsNotApproved_is409WithItsStatus() throws Exception {
    HttpResponse<String> answer = inTurn(CONTACTS + "c0/files/f2/link");

    isProblem(answer, 409, "file-not-available");
    assertThat(Json.read(answer.body()).path("file_status").asText()).isEqualTo("PROCESSING");
  }

  @ParameterizedTest
  @CsvSource({
    "400, InvalidRequestException, 409, file-not-served",
    "403, AccessDeniedException, 409, file-not-served",
    "404, ResourceNotFoundException, 404, unknown-file",
    "500, InternalServiceException, 503, temporarily-unavailable",
    "429, ThrottlingException, 503, temporarily-unavailable",
    "0, none, 503, temporarily-unavailable"
  })
  void failureOfAmazonConnect_isToldByWhatCanBeDone(
      int status, String type, int told, String problem) throws Exception {
    fails(status, type);

    HttpResponse<String> answer = inTurn(LINK);

    isProblem(answer, told, problem);
    assertThat(header(answer, "Retry-After").isEmpty()).isEqualTo(told != 503);
  }

  @Test
  void slowAmazonConnect_is503() throws Exception {
    quirks("{\"latency_ms\":{\"GetAttachedFile\":12000}}");

    HttpResponse<String> answer = inTurn(LINK);

    isProblem(answer, 503, "temporarily-unavailable");
    assertThat(header(answer, "Retry-After")).isNotEmpty();
  }

  @Test
  void tableThatIsDown_is503() throws Exception {
    api.fault("DOWN");

    assertThat(header(api.isProblem(LINK, 503, "temporarily-unavailable"), "Retry-After"))
        .isNotEmpty();
    assertThat(header(isProblem(refresh("c0"), 503, "temporarily-unavailable"), "Retry-After"))
        .isNotEmpty();
  }

  @Test
  void manyCallers_stayWithinTheShareAndAreToldWhenTheirTurnComes() throws Exception {
    int before = arrivals().size();

    List<HttpResponse<String>> answers = together(32, () -> api.get(LINK));

    Instant told = Instant.now();
    List<HttpResponse<String>> refused = new ArrayList<>();
    for (HttpResponse<String> answer : answers) {
      assertThat(answer.statusCode()).isIn(200, 429);
      if (answer.statusCode() == 429) {
        isProblem(answer, 429, "too-many-requests");
        assertThat(Integer.parseInt(header(answer, "Retry-After"))).isBetween(1, 10);
        refused.add(answer);
      }
    }
    assertThat(refused).isNotEmpty();
    assertThat(arrivals().size() - before).isBetween(1, 12);
    Thread.sleep(
        Duration.between(
            Instant.now(),
            told.plusSeconds(Long.parseLong(header(refused.getFirst(), "Retry-After")))));
    assertThat(api.get(LINK).statusCode()).as("when the time is over").isEqualTo(200);
    staysWithinTheShare();
  }

  @Test
  void manyCallersWhoComeBackWhenTold_areAllServedWithinTheShare() throws Exception {
    assertThat(together(32, () -> inTurn(LINK, 60))).allMatch(answer -> answer.statusCode() == 200);

    staysWithinTheShare();
  }

  private static List<HttpResponse<String>> together(
      int callers, Callable<HttpResponse<String>> call) throws Exception {
    List<HttpResponse<String>> answers = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<HttpResponse<String>> answer :
          threads.invokeAll(Collections.nCopies(callers, call))) {
        answers.add(answer.get());
      }
    }
    return answers;
  }

  private static void staysWithinTheShare() throws Exception {
    List<Long> arrivals = arrivals();
    for (int from = 0; from < arrivals.size(); from++) {
      for (int to = from; to < arrivals.size(); to++) {
        double seconds = (arrivals.get(to) - arrivals.get(from)) / 1000.0;
        assertThat(to - from + 1.0).isLessThanOrEqualTo(RATE * seconds + CAPACITY);
      }
    }
  }

  private static List<Long> arrivals() throws Exception {
    return api.process().calls().stream()
        .filter(call -> call.path("api").asText().equals("GetAttachedFile"))
        .map(call -> call.path("at_ms").asLong())
        .toList();
  }

  @Test
  void logAndTable_holdNoSignature() throws Exception {
    assertThat(inTurn(LINK).statusCode()).isEqualTo(200);

    Path log = Path.of(api.process().endpoint("log").asText());
    assertThat(Files.readString(log)).contains("ReachContactFunction").doesNotContain("Signature=");
    assertThat(api.items()).isNotEmpty().noneMatch(item -> item.contains("Signature="));
  }

  // ---- Refresh ----------------------------------------------------------------------------------

  @Test
  void refresh_isDoneWhenTheTreeWasListedAfterTheDateOfTheAnswer() throws Exception {
    api.tell(List.of(ApiCalls.of("calls").call("r0", ApiCalls.BEGAN)));
    int calls = api.process().calls().size();

    HttpResponse<String> answer = refresh("r0");

    assertThat(answer.statusCode()).isEqualTo(202);
    assertThat(answer.body()).isEqualTo("{\"queued\":true}");
    assertThat(api.process().calls()).hasSize(calls);
    Instant date =
        ZonedDateTime.parse(header(answer, "Date"), DateTimeFormatter.RFC_1123_DATE_TIME)
            .toInstant();
    api.idle();
    assertThat(Instant.parse(api.json(CONTACTS + "r0/tree").path("associated_at").asText()))
        .isAfterOrEqualTo(date);
  }

  @Test
  void refreshSoonAfterAnother_is200WithTheTimeLeft() throws Exception {
    api.tell(
        List.of(
            ApiCalls.of("calls")
                .call("s0", ApiCalls.BEGAN)
                .contact("s1", "s0", "VOICE", ApiCalls.BEGAN.plusSeconds(60))
                .ended(ApiCalls.BEGAN.plusSeconds(90))));
    assertThat(refresh("s0").statusCode()).isEqualTo(202);

    HttpResponse<String> again = refresh("s1");

    assertThat(again.statusCode()).isEqualTo(200);
    JsonNode told = Json.read(again.body());
    assertThat(told.path("queued").asBoolean()).isFalse();
    assertThat(told.path("retry_after_seconds").asInt()).isBetween(280, 300);
    assertThat(header(again, "Retry-After")).isEqualTo(told.path("retry_after_seconds").asText());
  }

  @Test
  void unknownContactThatAmazonConnectKnows_hasItsTree() throws Exception {
    api.process().load(ApiCalls.of("calls").call("new", ApiCalls.BEGAN).scenario());

    assertThat(refresh("new").statusCode()).isEqualTo(202);

    api.idle();
    assertThat(api.json(CONTACTS + "new/tree").path("tree_id").asText()).isEqualTo("new");
  }

  @Test
  void unknownContactThatNobodyKnows_leavesNothing() throws Exception {
    assertThat(refresh("nowhere").statusCode()).isEqualTo(202);

    api.idle();
    api.isProblem(CONTACTS + "nowhere/tree", 404, "unknown-contact");
    assertThat(api.items()).noneMatch(item -> item.contains("S=calls#nowhere)"));
  }

  @ParameterizedTest
  @CsvSource({
    "/instances/calls/contacts/c0/refresh?scope=tree, scope",
    "/instances/calls/contacts/none/refresh, contactId",
    "/instances/a.b/contacts/c0/refresh, instanceId"
  })
  void refreshThatIsWrong_is400AndNamed(String path, String field) throws Exception {
    isProblem(api.ask("POST", path), 400, "bad-request", field);
  }

  @Test
  void bodyOfARefresh_isIgnored() throws Exception {
    api.tell(List.of(ApiCalls.of("calls").call("b0", ApiCalls.BEGAN)));

    assertThat(api.process().post("api", CONTACTS + "b0/refresh", "<not><json>"))
        .isEqualTo("{\"queued\":true}");
    api.idle();
  }

  @Test
  void refreshOfAnErasedContact_is410() throws Exception {
    isProblem(refresh("gone"), 410, "erased-contact");
  }

  @Test
  void bodyOfMoreThanTenMegabytes_is413() throws Exception {
    StackProcess stack = api.process();
    try (HttpClient http = HttpClient.newHttpClient()) {
      HttpResponse<String> answer =
          http.send(
              stack
                  .request("api", CONTACTS + "c0/refresh")
                  .POST(HttpRequest.BodyPublishers.ofByteArray(new byte[10 * 1024 * 1024 + 1]))
                  .build(),
              HttpResponse.BodyHandlers.ofString());
      isProblem(answer, 413, "body-too-large");
    }
  }

  /** The last of all, since it leaves no room for others. */
  @Test
  @Order(Integer.MAX_VALUE)
  void moreUnknownContactsThanAMinuteTakes_is429() throws Exception {
    HttpResponse<String> last = refresh("unknown-0");
    for (int at = 1; at < 12 && last.statusCode() == 202; at++) {
      last = refresh("unknown-" + at);
    }

    isProblem(last, 429, "too-many-requests");
    assertThat(Integer.parseInt(header(last, "Retry-After"))).isBetween(1, 60);
  }

  /** Before the last, since it leaves no room for others. */
  @Test
  @Order(Integer.MAX_VALUE - 1)
  void moreKnownContactsThanAMinuteTakes_is429() throws Exception {
    List<ApiCalls> known = new ArrayList<>();
    for (int at = 0; at < 61; at++) {
      known.add(ApiCalls.of("calls").call("k" + at, ApiCalls.BEGAN));
    }
    api.tell(known.subList(0, 20));
    api.tell(known.subList(20, 40));
    api.tell(known.subList(40, 61));
    HttpResponse<String> last = refresh("k0");
    for (int at = 1; at < 61 && last.statusCode() == 202; at++) {
      if (at % 20 == 0) {
        api.idle();
      }
      last = refresh("k" + at);
    }

    isProblem(last, 429, "too-many-requests");
    assertThat(Integer.parseInt(header(last, "Retry-After"))).isBetween(1, 60);
    api.idle();
  }

  @Test
  void moreMessagesThanTheLimitWaiting_is429() throws Exception {
    api.tell(List.of(ApiCalls.of("calls").call("q0", ApiCalls.BEGAN)));
    ApiCalls many = ApiCalls.of("calls");
    for (int at = 0; at < 60; at++) {
      many.call("m" + at, ApiCalls.BEGAN);
    }
    quirks("{\"latency_ms\":{\"*\":1000}}");
    api.process().load(many.scenario());
    List<ObjectNode> events = many.events();
    api.process().put(events);

    HttpResponse<String> answer = refresh("q0");

    isProblem(answer, 429, "too-many-requests");
    assertThat(header(answer, "Retry-After")).isEqualTo("30");
    quirks("{}");
    api.idle();
  }
}
