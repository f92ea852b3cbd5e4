package io.contacttree.verification.faults;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.contacttree.standin.protocol.Json;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The built local stack in a process of its own, used through its ports as a user would. */
final class RunningStack implements AutoCloseable {
  private static final Path JAR = Path.of("..", "local", "target", "contact-tree-local.jar");

  private final Process process;
  private final JsonNode endpoints;
  private final HttpClient http = HttpClient.newHttpClient();

  private RunningStack(Process process, JsonNode endpoints) {
    this.process = process;
    this.endpoints = endpoints;
  }

  /** Starts the stack on free ports with nothing loaded, quick in all it waits for. */
  static RunningStack start(Path directory) throws IOException, InterruptedException {
    Path file = directory.resolve("endpoints.json");
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-jar",
                JAR.toString(),
                "--endpoints-file",
                file.toString()));
    for (String port :
        List.of("port", "connect-port", "events-port", "dynamodb-port", "sqs-port")) {
      command.addAll(List.of("--" + port, "0"));
    }
    command.addAll(List.of("--scenario", "none", "--events", "none"));
    command.addAll(List.of("--window", "1", "--read-lag", "0", "--settle", "1/2"));
    command.addAll(List.of("--retry-delay", "1/1", "--max-receives", "4"));
    command.addAll(List.of("--quota", "ListAssociatedContacts=500/500"));
    command.addAll(List.of("--quota", "ListContactReferences=2000/2000"));
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("output.txt").toFile())
            .start();
    long end = System.nanoTime() + Duration.ofSeconds(90).toNanos();
    while (!Files.exists(file)) {
      if (process.waitFor(100, TimeUnit.MILLISECONDS) || System.nanoTime() > end) {
        process.destroy();
        throw new IOException(Files.readString(directory.resolve("output.txt")));
      }
    }
    return new RunningStack(process, Json.read(Files.readAllBytes(file)));
  }

  void load(ObjectNode scenario) throws IOException, InterruptedException {
    expect(200, "POST", "connect", "/_stand-in/scenarios", Json.write(scenario));
  }

  void quirks(String json) throws IOException, InterruptedException {
    expect(200, "POST", "connect", "/_stand-in/quirks", json);
  }

  void fault(String dynamodb) throws IOException, InterruptedException {
    String body = Json.write(Json.object().put("dynamodb", dynamodb));
    expect(200, "POST", "api", "/_local/faults", body);
  }

  void put(ObjectNode... entries) throws IOException, InterruptedException {
    for (int from = 0; from < entries.length; from += 10) {
      ObjectNode body = Json.object();
      ArrayNode list = body.putArray("Entries");
      for (int i = from; i < Math.min(entries.length, from + 10); i++) {
        list.add(entries[i]);
      }
      HttpRequest request =
          request("events", "/")
              .header("Content-Type", "application/x-amz-json-1.1")
              .header("X-Amz-Target", "AWSEvents.PutEvents")
              .POST(HttpRequest.BodyPublishers.ofString(Json.write(body)))
              .build();
      HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() != 200) {
        throw new IOException("PutEvents answered " + answer.body());
      }
    }
  }

  /** Sends a message straight to the queue, by SQS's own protocol. */
  void send(String body) throws IOException, InterruptedException {
    String form =
        "Action=SendMessage&MessageBody=" + URLEncoder.encode(body, StandardCharsets.UTF_8);
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(endpoints.get("queue_url").asText()))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(form))
            .build();
    HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
    if (answer.statusCode() != 200) {
      throw new IOException("SendMessage answered " + answer.body());
    }
  }

  JsonNode idle() throws IOException, InterruptedException {
    return Json.read(expect(200, "GET", "api", "/_local/status?wait=90", ""));
  }

  int dead() throws IOException, InterruptedException {
    return Json.read(expect(200, "GET", "api", "/_local/status", "")).get("dead").asInt();
  }

  /** Returns the calls of one API about one instance, as the stand-in saw them. */
  List<JsonNode> calls(String api, String instance) throws IOException, InterruptedException {
    List<JsonNode> calls = new ArrayList<>();
    String log = expect(200, "GET", "connect", "/_stand-in/calls/log", "");
    for (String line : log.lines().filter(text -> !text.isBlank()).toList()) {
      JsonNode call = Json.read(line);
      if (call.get("api").asText().equals(api)
          && call.path("instance_id").asText().equals(instance)) {
        calls.add(call);
      }
    }
    return calls;
  }

  /** Returns how many calls of any kind the stand-in has seen. */
  long allCalls() throws IOException, InterruptedException {
    return expect(200, "GET", "connect", "/_stand-in/calls/log", "").lines().count();
  }

  JsonNode tree(String instance, String contact) throws IOException, InterruptedException {
    return Json.read(expect(200, "GET", "api", path(instance, contact), ""));
  }

  int treeStatus(String instance, String contact) throws IOException, InterruptedException {
    HttpRequest request = request("api", path(instance, contact)).GET().build();
    return http.send(request, HttpResponse.BodyHandlers.ofString()).statusCode();
  }

  private static String path(String instance, String contact) {
    return "/instances/" + instance + "/contacts/" + contact + "/tree";
  }

  private HttpRequest.Builder request(String endpoint, String path) {
    return HttpRequest.newBuilder(URI.create(endpoints.get(endpoint).asText() + path))
        .timeout(Duration.ofSeconds(100));
  }

  private String expect(int status, String method, String endpoint, String path, String body)
      throws IOException, InterruptedException {
    HttpRequest request =
        request(endpoint, path).method(method, HttpRequest.BodyPublishers.ofString(body)).build();
    HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
    if (answer.statusCode() != status) {
      throw new IOException(path + " answered " + answer.statusCode() + " " + answer.body());
    }
    return answer.body();
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    http.close();
  }
}
