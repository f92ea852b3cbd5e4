package io.contacttree.functions.reacher;

import static io.contacttree.domain.tree.DrawnTree.DRAWN_INSTANCE;
import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.contacttree.domain.connect.AttachedFiles;
import io.contacttree.domain.connect.SharedPace;
import io.contacttree.domain.contact.InstanceId;
import io.contacttree.domain.reference.FailureReason;
import io.contacttree.lambda.TestContext;
import io.contacttree.lambda.http.ProblemAnswers;
import io.contacttree.lambda.http.TokenScope;
import io.contacttree.lambda.settings.SettingReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each answer of the function; {@code -Dcontacttree.write=true} writes the published examples. */
final class ReachContactHandlerTest {
  private static final Path EXAMPLES = Path.of("../../api/examples/reach-contact.json");
  private static final ObjectMapper JSON = new ObjectMapper();

  private final TestReacher reacher = new TestReacher();

  private static void assertProblem(APIGatewayProxyResponseEvent answer, int status, String type) {
    assertThat(answer.getStatusCode()).isEqualTo(status);
    assertThat(answer.getBody()).contains("\"urn:contact-tree:problem:" + type + "\"");
    assertThat(answer.getHeaders()).containsEntry("Cache-Control", "no-store");
  }

  @Test
  void file_isALinkThatNobodyMayKeep() {
    APIGatewayProxyResponseEvent answer = reacher.link("a", "f1");

    assertThat(answer.getStatusCode()).isEqualTo(200);
    assertThat(answer.getHeaders()).containsEntry("Cache-Control", "no-store");
    assertThat(answer.getBody())
        .isEqualTo(
            "{\"url\":\"https://files.example.com/a.pdf?X-Amz-Signature=0f\","
                + "\"expires_at\":\"2026-03-02T18:05:02.000Z\",\"name\":\"a.pdf\","
                + "\"size_bytes\":48213}");
  }

  @ParameterizedTest
  @CsvSource({"b, f1", "a, f2"})
  void fileThatIsNotOneOfTheContact_is404(String contact, String file) {
    assertProblem(reacher.link(contact, file), 404, "unknown-file");
  }

  @Test
  void fileOfAnUnknownContact_is404() {
    assertProblem(reacher.link("nobody", "f1"), 404, "unknown-contact");
  }

  @Test
  void fileOfAnErasedContact_is410() {
    assertProblem(reacher.link("x", "f1"), 410, "erased-contact");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "%F"})
  void fileIdThatIsEmptyOrTooLong_is400(String beginning) {
    String file = beginning.isEmpty() ? "" : "f".repeat(257);

    APIGatewayProxyResponseEvent answer = reacher.link("a", file);

    assertProblem(answer, 400, "bad-request");
    assertThat(answer.getBody()).contains("\"field\":\"fileId\"");
  }

  @Test
  void longestFileId_isLookedFor() {
    assertProblem(reacher.link("a", "😀".repeat(256)), 404, "unknown-file");
  }

  @Test
  void percentEncodedFileId_isDecoded() {
    assertThat(reacher.link("a", "%661").getStatusCode()).isEqualTo(200);
  }

  @Test
  void fileThatIsNotApproved_is409WithItsStatus() {
    reacher.told = new AttachedFiles.Answer.NotApproved("REJECTED");

    APIGatewayProxyResponseEvent answer = reacher.link("a", "f1");

    assertProblem(answer, 409, "file-not-available");
    assertThat(answer.getBody()).contains("\"file_status\":\"REJECTED\"");
  }

  @ParameterizedTest
  @CsvSource({
    "REFUSED, 409, file-not-served",
    "INVALID, 409, file-not-served",
    "NOT_FOUND, 404, unknown-file",
    "THROTTLED, 503, temporarily-unavailable",
    "UNAVAILABLE, 503, temporarily-unavailable"
  })
  void failureOfAmazonConnect_isToldByWhatCanBeDone(FailureReason reason, int status, String type) {
    reacher.told = new AttachedFiles.Answer.Failed(reason);

    APIGatewayProxyResponseEvent answer = reacher.link("a", "f1");

    assertProblem(answer, status, type);
    assertThat(answer.getHeaders().containsKey("Retry-After")).isEqualTo(status == 503);
  }

  @Test
  void quotaUsedUp_is429WithTheTimeOfTheTurnInWholeSeconds() {
    reacher.turn = new SharedPace.Turn.TooLate(Duration.ofMillis(2_100));

    APIGatewayProxyResponseEvent answer = reacher.link("a", "f1");

    assertProblem(answer, 429, "too-many-requests");
    assertThat(answer.getHeaders()).containsEntry("Retry-After", "3");
  }

  @Test
  void refresh_is202AndThen200WithTheTimeLeft() {
    assertThat(reacher.refresh("a").getStatusCode()).isEqualTo(202);
    assertThat(reacher.queue.sent).hasSize(1);
    reacher.clock.advance(Duration.ofMillis(100_500));

    APIGatewayProxyResponseEvent again = reacher.refresh("b");

    assertThat(again.getStatusCode()).isEqualTo(200);
    assertThat(again.getBody()).isEqualTo("{\"queued\":false,\"retry_after_seconds\":200}");
    assertThat(again.getHeaders()).containsEntry("Retry-After", "200");
    assertThat(reacher.queue.sent).hasSize(1);
  }

  @Test
  void eleventhUnknownContactOfAMinute_is429() {
    for (int at = 0; at < 10; at++) {
      assertThat(reacher.refresh("unknown-" + at).getStatusCode()).isEqualTo(202);
    }

    APIGatewayProxyResponseEvent answer = reacher.refresh("unknown-10");

    assertProblem(answer, 429, "too-many-requests");
    assertThat(answer.getHeaders()).containsEntry("Retry-After", "60");
    assertThat(reacher.refresh("a").getStatusCode()).isEqualTo(202);
  }

  @Test
  void refreshWhileTheQueueIsFull_is429() {
    reacher.waiting = 51;

    assertProblem(reacher.refresh("a"), 429, "too-many-requests");
  }

  @Test
  void refreshOfAnErasedContact_is410() {
    assertProblem(reacher.refresh("x"), 410, "erased-contact");
  }

  @Test
  void refreshInAnotherInstanceThanTheDeployments_is404() {
    reacher.ours = Optional.of(new InstanceId("another"));

    assertProblem(reacher.refresh("a"), 404, "unknown-contact");
    assertThat(reacher.queue.sent).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"undefined", "NULL", "00000000-0000-0000-0000-000000000000", "a.b"})
  void refreshOfAnIdThatIsNone_is400(String contact) {
    APIGatewayProxyResponseEvent answer = reacher.refresh(contact);

    assertProblem(answer, 400, "bad-request");
    assertThat(answer.getBody()).contains("\"field\":\"contactId\"");
  }

  @Test
  void queueThatIsDown_is503AndTheNextRequestIsQueued() {
    reacher.queue.down(true);
    assertProblem(reacher.refresh("a"), 503, "temporarily-unavailable");

    reacher.queue.down(false);
    assertThat(reacher.refresh("a").getStatusCode()).isEqualTo(202);
  }

  @Test
  void bodyAndUnknownParameters_areIgnoredAndNamed() {
    APIGatewayProxyRequestEvent request =
        new APIGatewayProxyRequestEvent()
            .withHttpMethod("POST")
            .withResource(TestReacher.REFRESH)
            .withPathParameters(Map.of("instanceId", DRAWN_INSTANCE.value(), "contactId", "a"))
            .withBody("{\"anything\":1}");
    assertThat(reacher.ask(request).getStatusCode()).isEqualTo(202);

    APIGatewayProxyResponseEvent answer =
        reacher.ask(request.withQueryStringParameters(Map.of("colour", "red")));
    assertProblem(answer, 400, "bad-request");
    assertThat(answer.getBody()).contains("\"field\":\"colour\"");
  }

  @Test
  void otherMethods_are405WithTheOneThatThereIs() {
    Map<String, String> path =
        Map.of("instanceId", DRAWN_INSTANCE.value(), "contactId", "a", "fileId", "f1");

    assertThat(reacher.ask("POST", TestReacher.LINK, path).getHeaders())
        .containsEntry("Allow", "GET");
    assertThat(reacher.ask("GET", TestReacher.REFRESH, path).getHeaders())
        .containsEntry("Allow", "POST");
  }

  @Test
  void tokenForAnotherInstance_is404() {
    reacher.scope =
        TokenScope.ofAuthorization(
            new SettingReader(
                Map.of("API_AUTHORIZATION", "COGNITO", "INSTANCE_CLAIM", "cognito:groups")));

    assertProblem(reacher.refresh("a"), 404, "unknown-contact");
    assertProblem(reacher.link("a", "f1"), 404, "unknown-contact");
    assertThat(reacher.queue.sent).isEmpty();
  }

  @Test
  void linkGivenOrRefusedByPace_isCounted() {
    reacher.link("a", "f1");
    reacher.turn = new SharedPace.Turn.TooLate(Duration.ofSeconds(3));
    reacher.link("a", "f1");

    assertThat(reacher.published)
        .containsExactly(Map.of("file_links_given", 1L), Map.of("file_links_refused_by_pace", 1L));
  }

  @Test
  void refreshAcceptedOrRefused_isCounted() {
    reacher.refresh("a");
    reacher.waiting = 51;
    reacher.refresh("unknown");

    assertThat(reacher.published)
        .containsExactly(Map.of("refreshes_accepted", 1L), Map.of("refreshes_refused", 1L));
  }

  @Test
  void whatIsNoMatterOfPace_isNotCounted() {
    reacher.refresh("a");
    reacher.published.clear();

    reacher.refresh("a");
    reacher.refresh("x");
    reacher.link("a", "no-such-file");
    reacher.link("nobody", "f1");

    assertThat(reacher.published).isEmpty();
  }

  @Test
  void callOfSomethingElse_is500() {
    assertThat(
            reacher
                .handler()
                .handleRequest(null, new TestContext(Duration.ofSeconds(20)))
                .getStatusCode())
        .isEqualTo(500);
  }

  /** What the published contract shows of this function. */
  @Test
  void examples_areWhatTheFunctionAnswers() throws IOException {
    String made = JSON.writerWithDefaultPrettyPrinter().writeValueAsString(examples()) + "\n";
    if (Boolean.getBoolean("contacttree.write")) {
      Files.createDirectories(EXAMPLES.getParent());
      Files.writeString(EXAMPLES, made);
    }

    assertThat(Files.readString(EXAMPLES)).isEqualTo(made);
  }

  private JsonNode examples() throws IOException {
    ObjectNode examples = JSON.createObjectNode();
    String link = "GET " + TestReacher.LINK;
    example(examples, link, reacher.link("a", "f1"));
    example(examples, link, reacher.link("a", ""));
    example(examples, link, reacher.link("a", "f2"));
    example(examples, link, reacher.link("x", "f1"));
    reacher.told = new AttachedFiles.Answer.NotApproved("PROCESSING");
    example(examples, link, reacher.link("a", "f1"));
    reacher.told = new AttachedFiles.Answer.Failed(FailureReason.UNAVAILABLE);
    example(examples, link, reacher.link("a", "f1"));
    reacher.turn = new SharedPace.Turn.TooLate(Duration.ofSeconds(3));
    example(examples, link, reacher.link("a", "f1"));
    String refresh = "POST " + TestReacher.REFRESH;
    reacher.waiting = 51;
    example(examples, refresh, reacher.refresh("a"));
    reacher.waiting = 0;
    example(examples, refresh, reacher.refresh("a"));
    reacher.clock.advance(Duration.ofSeconds(100));
    example(examples, refresh, reacher.refresh("a"));
    example(examples, refresh, reacher.refresh("undefined"));
    example(examples, refresh, reacher.refresh("x"));
    reacher.queue.down(true);
    example(examples, refresh, reacher.refresh("somebody"));
    reacher.ours = Optional.of(new InstanceId("another"));
    example(examples, refresh, reacher.refresh("a"));
    example(examples, link, ProblemAnswers.fault());
    example(examples, refresh, ProblemAnswers.fault());
    return examples;
  }

  private static void example(
      ObjectNode examples, String operation, APIGatewayProxyResponseEvent answer)
      throws IOException {
    examples.set(
        operation + " " + answer.getStatusCode() + " " + answer.getHeaders().get("Content-Type"),
        JSON.readTree(answer.getBody()));
  }
}
