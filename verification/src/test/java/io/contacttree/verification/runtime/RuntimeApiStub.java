package io.contacttree.verification.runtime;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.contacttree.local.template.FunctionDefinition;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;

/** Lambda's Runtime API (2018-06-01) for one function: hands out events, takes answers. */
final class RuntimeApiStub implements AutoCloseable {

  private static final String ROOT = "/2018-06-01/runtime/";
  private static final int OK = 200;
  private static final int ACCEPTED = 202;
  private static final int NOT_FOUND = 404;

  /** What the function reports. */
  sealed interface Report {
    /** The handler's answer, JSON. */
    record Answer(String json) implements Report {}

    /** A failure: the call that reported it, the type of error, its description in JSON. */
    record Failure(String call, String type, String json) implements Report {}
  }

  private record Event(String id, String json) {}

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final FunctionDefinition function;
  private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
  private final Map<String, CompletableFuture<Report>> open = new ConcurrentHashMap<>();
  private final CompletableFuture<Optional<Report.Failure>> initialised = new CompletableFuture<>();
  private final CompletableFuture<Void> restoreAsked = new CompletableFuture<>();
  private final CompletableFuture<Void> restored = new CompletableFuture<>();
  private final List<String> calls = new CopyOnWriteArrayList<>();

  private RuntimeApiStub(HttpServer server, FunctionDefinition function) {
    this.server = server;
    this.function = function;
  }

  static RuntimeApiStub start(FunctionDefinition function) throws IOException {
    // Without it an answer of two packets waits for the other side's acknowledgement.
    System.setProperty("sun.net.httpserver.nodelay", "true");
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    RuntimeApiStub stub = new RuntimeApiStub(server, function);
    server.setExecutor(stub.threads);
    server.createContext(ROOT, stub::handle);
    server.start();
    return stub;
  }

  /** Returns host and port, the value of AWS_LAMBDA_RUNTIME_API. */
  String address() {
    return "127.0.0.1:" + server.getAddress().getPort();
  }

  /** Returns what the initialisation led to: nothing when it asked for an event, or a failure. */
  CompletableFuture<Optional<Report.Failure>> initialised() {
    return initialised;
  }

  /** Returns what completes when a snapshot could be taken. */
  CompletableFuture<Void> restoreAsked() {
    return restoreAsked;
  }

  /** Lets a process go on that waits as in a snapshot. */
  void restore() {
    restored.complete(null);
  }

  /** Hands the event to the function and returns what will come of it. */
  CompletableFuture<Report> send(String json) {
    Event event = new Event(UUID.randomUUID().toString(), json);
    CompletableFuture<Report> report = new CompletableFuture<>();
    open.put(event.id(), report);
    events.add(event);
    return report;
  }

  /** Returns the calls so far, in their order, without the ids of invocations. */
  List<String> calls() {
    return List.copyOf(calls);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath().substring(ROOT.length());
      List<String> parts = List.of(path.split("/"));
      String call = parts.getFirst() + "/" + parts.getLast();
      calls.add(call);
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      switch (call) {
        case "invocation/next" -> next(exchange);
        case "invocation/response" -> report(exchange, parts.get(1), new Report.Answer(body));
        case "invocation/error" -> report(exchange, parts.get(1), failure(exchange, call, body));
        case "init/error", "restore/error" -> {
          initialised.complete(Optional.of(failure(exchange, call, body)));
          answer(exchange, ACCEPTED, "{}");
        }
        case "restore/next" -> {
          restoreAsked.complete(null);
          restored.join();
          answer(exchange, OK, "{}");
        }
        default -> answer(exchange, NOT_FOUND, "{}");
      }
    } catch (InterruptedException closed) {
      Thread.currentThread().interrupt();
    }
  }

  private void next(HttpExchange exchange) throws IOException, InterruptedException {
    initialised.complete(Optional.empty());
    Event event = events.take();
    var headers = exchange.getResponseHeaders();
    headers.set("Lambda-Runtime-Aws-Request-Id", event.id());
    headers.set(
        "Lambda-Runtime-Deadline-Ms",
        Long.toString(Instant.now().plus(function.timeout()).toEpochMilli()));
    headers.set("Lambda-Runtime-Invoked-Function-Arn", arn());
    headers.set(
        "Lambda-Runtime-Trace-Id",
        "Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=0");
    answer(exchange, OK, event.json());
  }

  private String arn() {
    return "arn:aws:lambda:us-east-1:123456789012:function:" + function.logicalId() + ":live";
  }

  private void report(HttpExchange exchange, String id, Report report) throws IOException {
    answer(exchange, ACCEPTED, "{}");
    CompletableFuture<Report> awaited = open.remove(id);
    if (awaited != null) {
      awaited.complete(report);
    }
  }

  private static Report.Failure failure(HttpExchange exchange, String call, String body) {
    String type = exchange.getRequestHeaders().getFirst("Lambda-Runtime-Function-Error-Type");
    return new Report.Failure(call, String.valueOf(type), body);
  }

  /** The client's native library takes an answer without a Content-Type for no answer and dies. */
  private static void answer(HttpExchange exchange, int status, String json) throws IOException {
    byte[] body = json.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
  }
}
