package io.contacttree.verification.faults;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.contacttree.standin.http.Json;
import io.contacttree.verification.stack.StackProcess;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** The built local stack, quick in all it waits for, with faults that can be switched on. */
final class FaultStack implements AutoCloseable {
  private static final Path JAR = Path.of("..", "local", "target", "contact-tree-local.jar");
  private static final Duration IDLE_WITHIN = Duration.ofSeconds(90);

  private final StackProcess stack;

  private FaultStack(StackProcess stack) {
    this.stack = stack;
  }

  static FaultStack start(Path directory) throws IOException, InterruptedException {
    return new FaultStack(
        StackProcess.start(
            JAR,
            directory,
            List.of(
                "--window=1",
                "--read-lag=0",
                "--settle=1/2",
                "--retry-delay=1/1",
                "--max-receives=4",
                "--quota=ListAssociatedContacts=500/500",
                "--quota=ListContactReferences=2000/2000")));
  }

  void load(FaultScenario scenario) throws IOException, InterruptedException {
    stack.load(Json.write(scenario.node()));
  }

  void quirks(String json) throws IOException, InterruptedException {
    stack.post("connect", "/_stand-in/quirks", json);
  }

  void fault(String dynamodb) throws IOException, InterruptedException {
    stack.post("api", "/_local/faults", Json.write(Json.object().put("dynamodb", dynamodb)));
  }

  void put(ObjectNode... entries) throws IOException, InterruptedException {
    stack.put(List.of(entries));
  }

  /** Sends a message straight to the queue, by SQS's own protocol. */
  void send(String body) throws IOException, InterruptedException {
    String form =
        "Action=SendMessage&MessageBody=" + URLEncoder.encode(body, StandardCharsets.UTF_8);
    stack.expectSuccess(
        HttpRequest.newBuilder(URI.create(stack.endpoint("queue_url").asText()))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(form)));
  }

  void idle() throws IOException, InterruptedException {
    stack.idle(IDLE_WITHIN);
  }

  int dead() throws IOException, InterruptedException {
    return Json.read(stack.expectSuccess(stack.request("api", "/_local/status")))
        .get("dead")
        .asInt();
  }

  /** Returns the calls of one API about one instance, as the stand-in saw them. */
  List<JsonNode> calls(String api, String instance) throws IOException, InterruptedException {
    return stack.calls().stream()
        .filter(call -> call.get("api").asText().equals(api))
        .filter(call -> call.path("instance_id").asText().equals(instance))
        .toList();
  }

  /** Waits until Amazon Connect has answered a call about an instance. */
  void awaitCall(String api, String instance) throws IOException, InterruptedException {
    long end = System.nanoTime() + IDLE_WITHIN.toNanos();
    while (calls(api, instance).isEmpty()) {
      if (System.nanoTime() > end) {
        throw new IOException("No " + api + " within " + IDLE_WITHIN);
      }
    }
  }

  /** Returns how many calls of any kind the stand-in has seen. */
  int allCalls() throws IOException, InterruptedException {
    return stack.calls().size();
  }

  JsonNode tree(String instance, String contact) throws IOException, InterruptedException {
    return stack.tree(instance, contact);
  }

  int treeStatus(String instance, String contact) throws IOException, InterruptedException {
    return stack.get("api", StackProcess.treePath(instance, contact)).statusCode();
  }

  @Override
  public void close() {
    stack.close();
  }
}
