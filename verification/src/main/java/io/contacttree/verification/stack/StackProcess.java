package io.contacttree.verification.stack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.contacttree.standin.http.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The built local stack in a process of its own, used through its ports as a user would. */
public final class StackProcess implements AutoCloseable {
  private static final Duration READY_WITHIN = Duration.ofMinutes(2);
  private static final Duration ANSWERS_WITHIN = Duration.ofMinutes(2);
  private static final int ENTRIES_AT_ONCE = 10;

  private final Process process;
  private final Path log;
  private final JsonNode endpoints;
  private final HttpClient http = HttpClient.newHttpClient();

  private StackProcess(Process process, Path log, JsonNode endpoints) {
    this.process = process;
    this.log = log;
    this.endpoints = endpoints;
  }

  /**
   * Starts the stack on free ports with nothing loaded, and waits until it is ready.
   *
   * @param jar the built jar, its libraries beside it
   * @param directory where its endpoints and all that it says are written
   * @param options more of its command line
   * @throws IOException when it does not start within two minutes; it says what the stack said
   */
  public static StackProcess start(Path jar, Path directory, List<String> options)
      throws IOException, InterruptedException {
    return start(List.of("-jar", jar.toString()), directory, options);
  }

  /**
   * Starts the stack as {@link #start(Path, Path, List)} does.
   *
   * @param java the options of the virtual machine, what it runs included
   */
  public static StackProcess start(List<String> java, Path directory, List<String> options)
      throws IOException, InterruptedException {
    Path file = directory.resolve("endpoints.json").toAbsolutePath();
    Path log = directory.resolve("stack.log");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(java);
    command.addAll(List.of("--endpoints-file", file.toString()));
    command.addAll(List.of("--scenario", "none", "--events", "none"));
    for (String port :
        List.of("--port", "--connect-port", "--events-port", "--dynamodb-port", "--sqs-port")) {
      command.addAll(List.of(port, "0"));
    }
    command.addAll(options);
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    long end = System.nanoTime() + READY_WITHIN.toNanos();
    while (!Files.exists(file)) {
      if (process.waitFor(100, TimeUnit.MILLISECONDS) || System.nanoTime() > end) {
        process.destroyForcibly();
        throw new IOException("The stack does not start: " + Files.readString(log));
      }
    }
    return new StackProcess(process, log, Json.read(Files.readAllBytes(file)));
  }

  /** Returns a value of the endpoints file. */
  public JsonNode endpoint(String name) {
    return endpoints.required(name);
  }

  /** Returns the file with all that the stack said. */
  public Path log() {
    return log;
  }

  /** Lets Amazon Connect know the contacts of a scenario. */
  public void load(String scenario) throws IOException, InterruptedException {
    post("connect", "/_stand-in/scenarios", scenario);
  }

  /** Puts events on the bus, given as entries of PutEvents, ten at once. */
  public void put(List<ObjectNode> entries) throws IOException, InterruptedException {
    for (int from = 0; from < entries.size(); from += ENTRIES_AT_ONCE) {
      ObjectNode body = Json.object();
      body.putArray("Entries")
          .addAll(entries.subList(from, Math.min(entries.size(), from + ENTRIES_AT_ONCE)));
      expectSuccess(
          request("events", "/")
              .header("Content-Type", "application/x-amz-json-1.1")
              .header("X-Amz-Target", "AWSEvents.PutEvents")
              .POST(BodyPublishers.ofString(Json.write(body))));
    }
  }

  /** Waits until nothing is left to do, and returns how the stack is doing then. */
  public JsonNode idle(Duration longest) throws IOException, InterruptedException {
    long end = System.nanoTime() + longest.toNanos();
    while (System.nanoTime() < end) {
      HttpResponse<String> answer = get("api", "/_local/status?wait=20");
      if (answer.statusCode() == 200) {
        return Json.read(answer.body());
      }
    }
    throw new IOException("The stack was not idle within " + longest);
  }

  /** Returns the calls that Amazon Connect got, oldest first. */
  public List<JsonNode> calls() throws IOException, InterruptedException {
    return Json.readAll(expectSuccess(request("connect", "/_stand-in/calls/log")));
  }

  /** Returns the document of a contact's tree. */
  public JsonNode tree(String instance, String contact) throws IOException, InterruptedException {
    return Json.read(expectSuccess(request("api", treePath(instance, contact))));
  }

  /** Returns the path of the API under which a contact's tree is asked for. */
  public static String treePath(String instance, String contact) {
    return "/instances/" + instance + "/contacts/" + contact + "/tree";
  }

  /** Returns what answers a path of an endpoint, whatever its status. */
  public HttpResponse<String> get(String endpoint, String path)
      throws IOException, InterruptedException {
    return http.send(request(endpoint, path).build(), BodyHandlers.ofString());
  }

  /** Returns what answers a request, whatever its status. */
  public HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return http.send(request.build(), BodyHandlers.ofString());
  }

  /** Posts to a path of an endpoint and returns the body of the answer, which must be a success. */
  public String post(String endpoint, String path, String body)
      throws IOException, InterruptedException {
    return expectSuccess(request(endpoint, path).POST(BodyPublishers.ofString(body)));
  }

  /** Begins a request to an endpoint of the endpoints file. */
  public HttpRequest.Builder request(String endpoint, String path) {
    return HttpRequest.newBuilder(URI.create(endpoint(endpoint).asText() + path))
        .timeout(ANSWERS_WITHIN);
  }

  /**
   * Returns the body of the answer to a request.
   *
   * @throws IOException when the answer is not a success
   */
  public String expectSuccess(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    HttpResponse<String> answer = http.send(request.build(), BodyHandlers.ofString());
    if (answer.statusCode() / 100 != 2) {
      throw new IOException(
          answer.uri() + " answered " + answer.statusCode() + " " + answer.body());
    }
    return answer.body();
  }

  /** Ends the stack as SIGKILL does: it can do nothing more. */
  public void kill() {
    process.destroyForcibly();
    process.onExit().join();
  }

  @Override
  public void close() {
    http.close();
    process.destroy();
    if (process.onExit().completeOnTimeout(process, 10, TimeUnit.SECONDS).join().isAlive()) {
      process.destroyForcibly();
    }
  }
}
