package io.contacttree.verification.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.contacttree.standin.http.Json;
import io.contacttree.verification.runtime.RuntimeApiStub.Report;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.sqs.model.Message;

/**
 * What {@code sam build} produced, under AWS's own runtime with the template's variables: the
 * functions do their work, and none starts with a wrong name or anything missing.
 */
@Tag("sam-build")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class BuiltArtifactsIT {

  /** Of the virtual machine, AWS's runtime, the SDK, the log and ourselves. */
  private static final int MOST_CLASSES = 5_600;

  private BuiltStack stack;
  private BuiltFunction build;
  private BuiltFunction serve;

  @BeforeAll
  void start() throws IOException, InterruptedException {
    stack = BuiltStack.start();
    // The least that can be deployed, so that trees which need another look get it at once.
    build = stack.function(BuiltStack.BUILD, Map.of("SettleFirstSeconds", "1")).start();
    serve = stack.function(BuiltStack.SERVE).start();
  }

  @AfterAll
  void stop() throws Exception {
    for (AutoCloseable part : Arrays.asList(build, serve, stack)) {
      if (part != null) {
        part.close();
      }
    }
  }

  static List<Sample> samples() throws IOException {
    return Sample.withDocument();
  }

  static Set<String> functions() {
    return SamBuild.ofProperty(Map.of("ConnectInstanceId", "*")).template().functions().keySet();
  }

  @Test
  void everyFunctionOfTheTemplate_isTestedHere() {
    assertThat(functions())
        .containsExactlyInAnyOrder(
            BuiltStack.BUILD, BuiltStack.SERVE, BuiltStack.REACH, BuiltStack.ERASE);
  }

  @ParameterizedTest
  @MethodSource("samples")
  void sample_isBuiltIntoTheTableAndServed(Sample sample) throws Exception {
    JsonNode expected = sample.expected();

    stack.play(sample, build);

    assertThat(stack.storedTree(expected)).isEqualTo(expected);
    JsonNode answer = Json.read(serve.invoke(request(expected)));
    assertThat(answer.required("statusCode").asInt()).isEqualTo(200);
    assertThat(Sample.content(Json.read(answer.required("body").asText()))).isEqualTo(expected);
    assertThat(answer.required("headers").required("ETag").asText()).startsWith("\"");
  }

  @Test
  void treeWithAnAttachmentBeingScanned_isReadAgainThroughTheQueue() throws Exception {
    assertThat(stack.play(Sample.of("email-thread").twin(), build)).isPositive();
  }

  @Test
  void malformedMessageBesideGoodOnes_isReturnedAlone() throws Exception {
    Sample sample = Sample.of("warm-transfer").twin();
    stack.stack().load(sample.scenario());
    sample.events().forEach(stack.queue()::send);
    String malformed = stack.queue().send(Sample.text("malformed/not-json.txt"));
    List<Message> batch = stack.queue().receive();
    assertThat(batch).hasSize(sample.events().size() + 1);

    String answer = build.invoke(TestQueue.event(batch));

    assertThat(TestQueue.returned(answer)).containsExactly(malformed);
    assertThat(stack.storedTree(sample.expected())).isEqualTo(sample.expected());
    batch.forEach(stack.queue()::delete);
  }

  @Test
  void requestForAnUnknownContact_isAnsweredAsProblem() throws IOException {
    JsonNode answer = Json.read(serve.invoke(Sample.text("requests/unknown-contact.json")));

    assertThat(answer.required("statusCode").asInt()).isEqualTo(404);
    assertThat(answer.required("headers").required("Content-Type").asText())
        .isEqualTo("application/problem+json");
  }

  @Test
  void linkToAFileOfAnUnknownContact_isAnsweredAsProblem() throws Exception {
    JsonNode answer =
        ask(
            BuiltStack.REACH,
            "GET",
            "/instances/{instanceId}/contacts/{contactId}/files/{fileId}/link",
            Map.of("fileId", "no-such-file"));

    assertThat(answer.required("statusCode").asInt()).isEqualTo(404);
    assertThat(answer.required("body").asText()).contains("unknown-contact");
  }

  @Test
  void contactThatNobodyKnows_isErasedOnce() throws Exception {
    String resource = "/instances/{instanceId}/contacts/{contactId}";

    JsonNode first = ask(BuiltStack.ERASE, "DELETE", resource, Map.of());
    JsonNode second = ask(BuiltStack.ERASE, "DELETE", resource, Map.of());

    assertThat(first.required("statusCode").asInt()).isEqualTo(200);
    assertThat(Json.read(first.required("body").asText()).required("erased")).hasSize(1);
    assertThat(Json.read(second.required("body").asText()).required("already_erased")).hasSize(1);
  }

  /** Asks a function about a contact that nothing else here knows. */
  private JsonNode ask(
      String function, String method, String resource, Map<String, String> parameters)
      throws Exception {
    ObjectNode request = (ObjectNode) Json.read(Sample.text("requests/unknown-contact.json"));
    ObjectNode given = (ObjectNode) request.required("pathParameters");
    given.put("contactId", "99999999-0000-4000-8000-000000000410");
    parameters.forEach(given::put);
    String path = resource;
    for (Map.Entry<String, JsonNode> parameter : given.properties()) {
      path = path.replace("{" + parameter.getKey() + "}", parameter.getValue().asText());
    }
    request.put("resource", resource).put("path", path).put("httpMethod", method);
    try (BuiltFunction started = stack.function(function).start()) {
      return Json.read(started.invoke(Json.write(request)));
    }
  }

  @ParameterizedTest
  @MethodSource("functions")
  void wrongHandlerName_failsTheFirstEvent(String function) throws Exception {
    assertFailsTheFirstEvent(
        stack.function(function).handledBy("io.contacttree.functions.NoSuchHandler::handleRequest"),
        "io.contacttree.functions.NoSuchHandler");
  }

  @ParameterizedTest
  @MethodSource("functions")
  void missingVariable_failsTheStart(String function) throws Exception {
    try (BuiltFunction started = stack.function(function).without("TABLE_NAME").start()) {
      Report.Failure failure = started.initialised().orElseThrow();
      assertThat(failure.call()).isEqualTo("init/error");
      assertThat(failure.json()).contains("TABLE_NAME");
      assertThat(started.exitCode()).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @MethodSource("functions")
  void missingClasses_failTheStartOrTheFirstEvent(String function) throws Exception {
    try (BuiltFunction started =
        stack.function(function).withoutJar("contact-tree-domain-").start()) {
      Report.Failure failure =
          started
              .initialised()
              .orElseGet(() -> (Report.Failure) started.report("{\"Records\":[]}"));

      assertThat(failure.json()).contains("io/contacttree/domain/");
    }
  }

  /** A handler that cannot be loaded is reported when the first event comes, not at the start. */
  private static void assertFailsTheFirstEvent(BuiltStack.Launch launch, String says)
      throws IOException {
    try (BuiltFunction function = launch.start()) {
      assertThat(function.initialised()).isEmpty();
      assertThat(function.report("{\"Records\":[]}"))
          .isInstanceOfSatisfying(
              Report.Failure.class,
              failure -> {
                assertThat(failure.call()).isEqualTo("invocation/error");
                assertThat(failure.json()).contains(says);
              });
    }
  }

  /** One token in 4.4 s; without the hook one would be there already after five. */
  @Test
  void restoredSnapshot_hasForgottenTheTokensSavedBefore() throws Exception {
    Map<String, String> oneCallAtATime = Map.of("QuotaListAssociatedContacts", "0.5/5");
    Sample sample = Sample.of("queued-callback").twin();
    stack.stack().load(sample.scenario());
    try (BuiltFunction function =
        stack
            .function(BuiltStack.BUILD, oneCallAtATime)
            .with("AWS_LAMBDA_INITIALIZATION_TYPE", "snap-start")
            .start()) {
      function.awaitRestorePoint();
      CompletableFuture.runAsync(() -> {}, CompletableFuture.delayedExecutor(5, TimeUnit.SECONDS))
          .join();
      long restoredAt = System.currentTimeMillis();
      function.runtime().restore();
      assertThat(function.initialised()).isEmpty();
      int before = stack.stack().calls().size();

      stack.play(sample, function);

      assertThat(function.runtime().calls()).startsWith("restore/next", "invocation/next");
      JsonNode first = stack.stack().calls().get(before);
      assertThat(first.required("api").asText()).isEqualTo("ListAssociatedContacts");
      assertThat(first.required("at_ms").asLong() - restoredAt).isGreaterThanOrEqualTo(4_000);
    }
  }

  @Test
  void servingFunctionRestoredFromASnapshot_answers() throws Exception {
    try (BuiltFunction function =
        stack
            .function(BuiltStack.SERVE)
            .with("AWS_LAMBDA_INITIALIZATION_TYPE", "snap-start")
            .start()) {
      function.awaitRestorePoint();
      function.runtime().restore();

      String answer = function.invoke(Sample.text("requests/unknown-contact.json"));

      assertThat(Json.read(answer).required("statusCode").asInt()).isEqualTo(404);
      assertThat(function.runtime().calls()).startsWith("restore/next", "invocation/next");
    }
  }

  /** With everything up to the answer to the first request: what a cold start has to load. */
  @Test
  void servingFunction_loadsFewClassesUntilItsFirstAnswer() throws Exception {
    JsonNode expected = Sample.of("inbound-call").twin().expected();
    stack.play(Sample.of("inbound-call").twin(), build);
    // Stays there for who wants to know which ones.
    Path loaded = Path.of("target", "serving-classes.log").toAbsolutePath();
    try (BuiltFunction function =
        stack
            .function(BuiltStack.SERVE)
            .with("JAVA_TOOL_OPTIONS", "-Xlog:class+load:file=" + loaded + ":none")
            .start()) {
      String answer = function.invoke(request(expected));
      assertThat(Json.read(answer).required("statusCode").asInt()).as(answer).isEqualTo(200);
    }
    try (Stream<String> lines = Files.lines(loaded)) {
      assertThat(lines.filter(line -> line.contains(" source: ")).count())
          .isLessThanOrEqualTo(MOST_CLASSES);
    }
  }

  /** A request for the sample's tree by the id of its last member. */
  private static String request(JsonNode expected) throws IOException {
    String contact =
        expected
            .required("contacts")
            .required(expected.required("contacts").size() - 1)
            .required("contact_id")
            .asText();
    return Sample.text("requests/tree-by-leaf.json")
        .replace("20000000-0000-4000-8000-000000000004", contact);
  }
}
