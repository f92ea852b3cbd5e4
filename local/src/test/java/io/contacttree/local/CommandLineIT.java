package io.contacttree.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.contacttree.standin.http.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The built jar in a process of its own: what only a process shows, such as signals and its
 * streams.
 */
class CommandLineIT {

  private static final Path JAR = Path.of("target", "contact-tree-local.jar");
  private static final Path EXPECTED = Path.of("..", "events", "expected");
  private static final String CONTACT = "/instances/i/contacts/one/tree";
  private static final int PATIENCE_SECONDS = 180;
  private static final int TERMINATED = 143;

  @TempDir private Path directory;
  private final List<Process> processes = new ArrayList<>();

  @AfterEach
  void stop() throws InterruptedException {
    for (Process process : processes) {
      process.destroyForcibly().waitFor();
    }
  }

  private Path file(String name) {
    return directory.resolve(name);
  }

  private Process start(String... arguments) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-jar",
                JAR.toString()));
    for (String port :
        List.of("--port", "--connect-port", "--events-port", "--dynamodb-port", "--sqs-port")) {
      command.add(port + "=0");
    }
    command.add("--endpoints-file=" + file("endpoints.json"));
    command.addAll(List.of(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectOutput(file("out.txt").toFile())
            .redirectError(file("err.txt").toFile());
    builder
        .environment()
        .putAll(
            Map.of(
                "AWS_REGION", "eu-central-1",
                "AWS_ACCESS_KEY_ID", "nobody",
                "AWS_SECRET_ACCESS_KEY", "nothing"));
    Process process = builder.start();
    processes.add(process);
    return process;
  }

  private String said() throws IOException {
    return Files.readString(file("out.txt")) + Files.readString(file("err.txt"));
  }

  private JsonNode endpoints(Process process) throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (!Files.exists(file("endpoints.json")) && System.nanoTime() < end) {
      assertThat(process.waitFor(50, TimeUnit.MILLISECONDS)).as(said()).isFalse();
    }
    return Json.read(Files.readAllBytes(file("endpoints.json")));
  }

  private static HttpResponse<String> get(JsonNode endpoints, String path) throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(
          HttpRequest.newBuilder(URI.create(endpoints.path("api").asText() + path)).build(),
          HttpResponse.BodyHandlers.ofString());
    }
  }

  @Test
  void samples_areAllDrawnAndSettled() throws Exception {
    Process process = start("--quota=none", "--exit", "--exit-timeout=" + PATIENCE_SECONDS);
    assertThat(process.waitFor(PATIENCE_SECONDS + 60L, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(said()).isZero();

    String out = Files.readString(file("out.txt"));
    try (Stream<Path> documents = Files.list(EXPECTED)) {
      for (Path document : documents.toList()) {
        assertThat(out)
            .as(document.toString())
            .contains("tree " + Json.read(Files.readAllBytes(document)).path("tree_id").asText());
      }
    }
    assertThat(file("err.txt")).as("no errors").isEmptyFile();
    assertThat(out).as("plain lines").doesNotContain("\u001b");
    assertThat(out).as("no log lines of the functions").doesNotContain("\"level\"");
    Matcher log = Pattern.compile("log to (\\S+)").matcher(out);
    assertThat(log.find()).isTrue();
    assertThat(Files.readString(Path.of(log.group(1)))).contains("\"level\":\"INFO\"");
    Files.delete(Path.of(log.group(1)));
    assertThat(file("endpoints.json")).doesNotExist();
  }

  @Test
  void connectAws_logsToTheFileToo() throws Exception {
    Process process = start("--connect=aws", "--scenario=none", "--events=none", "--exit");
    assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(said()).isZero();
    assertThat(said()).contains("Ready.").doesNotContain("\"level\"");
  }

  @Test
  void sigterm_endsItInFiveSecondsAndTakesTheFileAway() throws Exception {
    Process process = start("--scenario=none", "--events=none");
    JsonNode endpoints = endpoints(process);
    assertThat(endpoints.path("pid").asLong()).isEqualTo(process.pid());
    process.destroy();
    assertThat(process.waitFor(5, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isEqualTo(TERMINATED);
    assertThat(file("endpoints.json")).doesNotExist();
    assertThat(Files.readString(file("err.txt"))).doesNotContain("rror");
  }

  @Test
  void sigkill_leavesTheTableInItsDirectory() throws Exception {
    Files.writeString(
        file("scenario.json"),
        """
        {"InstanceId":"i","Contacts":[{"Id":"one","Channel":"VOICE","InitiationMethod":"INBOUND",
         "InitiationTimestamp":"2026-03-02T10:00:00Z","DisconnectTimestamp":"2026-03-02T10:05:00Z"}]}
        """);
    Files.writeString(
        file("event.json"),
        """
        {"source":"aws.connect","detail-type":"Amazon Connect Contact Event","time":"2026-03-02T10:05:01Z",
         "detail":{"eventType":"DISCONNECTED","contactId":"one",
          "instanceArn":"arn:aws:connect:us-east-1:123456789012:instance/i"}}
        """);
    String data = "--data=" + file("data");
    Process first =
        start(
            data,
            "--scenario=" + file("scenario.json"),
            "--events=" + file("event.json"),
            "--window=0");
    JsonNode endpoints = endpoints(first);
    assertThat(get(endpoints, "/_local/status?wait=" + PATIENCE_SECONDS).statusCode())
        .isEqualTo(200);
    String document = get(endpoints, CONTACT).body();
    assertThat(document).contains("\"state\":\"COMPLETE\"");
    first.destroyForcibly().waitFor();
    assertThat(file("endpoints.json")).as("nobody could remove it").exists();
    Files.delete(file("endpoints.json"));

    Process second = start(data, "--scenario=none", "--events=none");
    HttpResponse<String> kept = get(endpoints(second), CONTACT);
    assertThat(kept.statusCode()).isEqualTo(200);
    assertThat(kept.body()).isEqualTo(document);
  }
}
