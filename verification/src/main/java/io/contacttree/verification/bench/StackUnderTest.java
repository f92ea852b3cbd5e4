package io.contacttree.verification.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.contacttree.standin.protocol.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A local stack in a process of its own, seen through its ports alone. */
final class StackUnderTest implements AutoCloseable {
  private static final Duration READY_WITHIN = Duration.ofSeconds(60);
  private static final int MOST_ENTRIES = 10;

  // DynamoDB Local wants to see a signature but does not check it.
  private static final String ANY_SIGNATURE =
      "AWS4-HMAC-SHA256 Credential=local/20260101/us-east-1/dynamodb/aws4_request,"
          + " SignedHeaders=host, Signature=0";

  private final Process process;
  private final Path directory;
  private final JsonNode endpoints;
  private final HttpClient http = HttpClient.newHttpClient();

  private StackUnderTest(Process process, Path directory, JsonNode endpoints) {
    this.process = process;
    this.directory = directory;
    this.endpoints = endpoints;
  }

  /** Starts a stack on free ports with nothing loaded, and waits until it is ready. */
  static StackUnderTest start(List<String> options) throws IOException, InterruptedException {
    Path directory = Files.createTempDirectory("contact-tree-bench");
    Path endpoints = directory.resolve("endpoints.json");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("--sun-misc-unsafe-memory-access=allow");
    command.add("--enable-native-access=ALL-UNNAMED");
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add("io.contacttree.local.ContactTreeLocal");
    for (String port :
        List.of("--port", "--connect-port", "--events-port", "--dynamodb-port", "--sqs-port")) {
      command.addAll(List.of(port, "0"));
    }
    command.addAll(List.of("--scenario", "none", "--events", "none"));
    command.addAll(List.of("--endpoints-file", endpoints.toString()));
    command.addAll(options);
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("output.txt").toFile())
            .start();
    long end = System.nanoTime() + READY_WITHIN.toNanos();
    while (!Files.exists(endpoints)) {
      if (!process.isAlive() || System.nanoTime() > end) {
        process.destroy();
        throw new IOException("the stack did not start; see " + directory.resolve("output.txt"));
      }
      TimeUnit.MILLISECONDS.sleep(100);
    }
    return new StackUnderTest(process, directory, Json.read(Files.readAllBytes(endpoints)));
  }

  JsonNode endpoints() {
    return endpoints;
  }

  void load(ObjectNode scenario) throws IOException, InterruptedException {
    send(request("connect", "/_stand-in/scenarios").POST(body(Json.write(scenario))));
  }

  void forgetCalls() throws IOException, InterruptedException {
    send(request("connect", "/_stand-in/calls").DELETE());
  }

  List<JsonNode> calls() throws IOException, InterruptedException {
    List<JsonNode> calls = new ArrayList<>();
    String log = send(request("connect", "/_stand-in/calls/log").GET());
    for (String line : log.lines().filter(text -> !text.isBlank()).toList()) {
      calls.add(Json.read(line));
    }
    return calls;
  }

  /** Puts events on the bus, at most ten. */
  void put(List<EndOfContact> ends) throws IOException, InterruptedException {
    if (ends.size() > MOST_ENTRIES) {
      throw new IllegalArgumentException("PutEvents takes at most ten entries");
    }
    ObjectNode body = Json.object();
    ends.forEach(end -> body.withArray("Entries").add(BenchJson.entry(end)));
    send(
        request("events", "/")
            .header("Content-Type", "application/x-amz-json-1.1")
            .header("X-Amz-Target", "AWSEvents.PutEvents")
            .POST(body(Json.write(body))));
  }

  JsonNode status() throws IOException, InterruptedException {
    return Json.read(send(request("api", "/_local/status").GET()));
  }

  /** Waits until nothing is left to do. */
  JsonNode idle(Duration most) throws IOException, InterruptedException {
    long end = System.nanoTime() + most.toNanos();
    while (System.nanoTime() < end) {
      HttpResponse<String> answer =
          http.send(
              request("api", "/_local/status?wait=20").GET().build(),
              HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() == 200) {
        return Json.read(answer.body());
      }
    }
    throw new IOException("the stack was not idle within " + most);
  }

  /** Returns what the table says of itself, its size among it. */
  JsonNode describeTable() throws IOException, InterruptedException {
    String answer =
        send(
            request("dynamodb", "/")
                .header("Content-Type", "application/x-amz-json-1.0")
                .header("X-Amz-Target", "DynamoDB_20120810.DescribeTable")
                .header("Authorization", ANY_SIGNATURE)
                .POST(body(Json.write(Json.object().put("TableName", table())))));
    return Json.read(answer).path("Table");
  }

  private String table() {
    return endpoints.path("table").asText();
  }

  JsonNode document(String contact) throws IOException, InterruptedException {
    return Json.read(
        send(
            request("api", "/instances/" + BenchJson.INSTANCE + "/contacts/" + contact + "/tree")
                .GET()));
  }

  private HttpRequest.Builder request(String endpoint, String path) {
    return HttpRequest.newBuilder(URI.create(endpoints.get(endpoint).asText() + path))
        .timeout(Duration.ofMinutes(2));
  }

  private static HttpRequest.BodyPublisher body(String text) {
    return HttpRequest.BodyPublishers.ofString(text);
  }

  private String send(HttpRequest.Builder request) throws IOException, InterruptedException {
    HttpResponse<String> answer = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    if (answer.statusCode() / 100 != 2) {
      throw new IOException(answer.request().uri() + " answered " + answer.statusCode());
    }
    return answer.body();
  }

  @Override
  public void close() {
    process.destroy();
    try {
      process.waitFor(10, TimeUnit.SECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    http.close();
  }

  /** Returns the file that the functions log to, as the stack names it when it starts. */
  Path functionLog() throws IOException {
    try (Stream<String> lines = Files.lines(directory.resolve("output.txt"))) {
      return lines
          .filter(line -> line.contains("functions log to "))
          .map(line -> Path.of(line.replaceFirst(".*functions log to ", "").trim()))
          .findFirst()
          .orElseThrow(() -> new IOException("the stack names no log file"));
    }
  }
}
