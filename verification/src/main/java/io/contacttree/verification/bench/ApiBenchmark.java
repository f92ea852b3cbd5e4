package io.contacttree.verification.bench;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.contacttree.standin.http.Json;
import io.contacttree.verification.stack.StackProcess;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.crt.AwsCrtHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;

/**
 * Times requests for a tree of five contacts against bare queries of the same item, in turn, by as
 * many clients at once as are wanted.
 *
 * <p>Arguments: {@code [clients] [seconds]}, by default 32 and 60, after a third of that to warm
 * up. To be run in the repository's root.
 */
public final class ApiBenchmark {
  private static final Path JAR = Path.of("local", "target", "contact-tree-local.jar");
  private static final String INSTANCE = "bench";
  private static final int MEMBERS = 5;
  private static final Instant BEGAN = Instant.parse("2026-03-02T10:00:00Z");
  private static final String ARN = "arn:aws:connect:us-east-1:123456789012:instance/" + INSTANCE;

  private final DynamoDbClient table;
  private final QueryRequest query;
  private final HttpClient http = HttpClient.newHttpClient();
  private final HttpRequest get;

  private ApiBenchmark(StackProcess stack, int clients) {
    this.table =
        DynamoDbClient.builder()
            .endpointOverride(URI.create(stack.endpoint("dynamodb").asText()))
            .region(Region.of(stack.endpoint("region").asText()))
            .credentialsProvider(
                StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
            .httpClientBuilder(AwsCrtHttpClient.builder().maxConcurrency(clients))
            .build();
    this.query =
        QueryRequest.builder()
            .tableName(stack.endpoint("table").asText())
            .keyConditionExpression("pk = :pk")
            .expressionAttributeValues(Map.of(":pk", AttributeValue.fromS(INSTANCE + "#c0")))
            .build();
    this.get = stack.request("api", StackProcess.treePath(INSTANCE, "c0")).build();
  }

  /** Runs it and prints a line for each of the two, and their ratio. */
  public static void main(String[] arguments)
      throws IOException, InterruptedException, ExecutionException {
    int clients = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 32;
    int seconds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 60;
    Path directory = Files.createTempDirectory("contact-tree-bench");
    try (StackProcess stack =
        StackProcess.start(JAR, directory, List.of("--window=1", "--read-lag=0", "--quota=none"))) {
      stack.load(Json.write(scenario()));
      stack.put(List.of(event()));
      stack.idle(Duration.ofMinutes(1));
      ApiBenchmark benchmark = new ApiBenchmark(stack, clients);
      benchmark.run(clients, Duration.ofSeconds(seconds).dividedBy(3));
      Times times = benchmark.run(clients, Duration.ofSeconds(seconds));
      times.print(System.out, clients, seconds);
      benchmark.close();
    }
  }

  private Times run(int clients, Duration length) throws InterruptedException, ExecutionException {
    long end = System.nanoTime() + length.toNanos();
    Times all = new Times();
    try (ExecutorService threads = Executors.newFixedThreadPool(clients)) {
      List<Future<Times>> running = new ArrayList<>();
      for (int client = 0; client < clients; client++) {
        running.add(threads.submit(() -> client(end)));
      }
      for (Future<Times> times : running) {
        all.add(times.get());
      }
    }
    return all;
  }

  private Times client(long end) throws InterruptedException {
    Times times = new Times();
    while (System.nanoTime() < end) {
      long begun = System.nanoTime();
      boolean gotten = get();
      long between = System.nanoTime();
      boolean queried = table.query(query).count() >= 1;
      long done = System.nanoTime();
      times.gets.add(between - begun);
      times.queries.add(done - between);
      times.errors += (gotten ? 0 : 1) + (queried ? 0 : 1);
    }
    return times;
  }

  private boolean get() throws InterruptedException {
    try {
      var answer = http.send(get, BodyHandlers.ofString());
      return answer.statusCode() == 200 && answer.body().contains("\"contact_count\":" + MEMBERS);
    } catch (IOException failed) {
      return false;
    }
  }

  private void close() {
    table.close();
    http.close();
  }

  private static ObjectNode scenario() {
    ObjectNode scenario = Json.object().put("InstanceId", INSTANCE);
    ArrayNode contacts = scenario.putArray("Contacts");
    for (int member = 0; member < MEMBERS; member++) {
      ObjectNode contact =
          contacts
              .addObject()
              .put("Id", "c" + member)
              .put("Channel", "VOICE")
              .put("InitiationMethod", member == 0 ? "INBOUND" : "TRANSFER")
              .put("InitiationTimestamp", BEGAN.plusSeconds(60L * member).toString())
              .put("DisconnectTimestamp", BEGAN.plusSeconds(60L * member + 55).toString());
      if (member > 0) {
        contact.put("PreviousContactId", "c" + (member - 1));
      }
      contact
          .putArray("References")
          .addObject()
          .putObject("Url")
          .put("Name", "order")
          .put("Value", "https://shop.example.com/orders/" + member);
    }
    return scenario;
  }

  private static ObjectNode event() {
    ObjectNode detail =
        Json.object()
            .put("eventType", "DISCONNECTED")
            .put("contactId", "c0")
            .put("instanceArn", ARN)
            .put("disconnectTimestamp", BEGAN.plusSeconds(55).toString());
    return Json.object()
        .put("Source", "aws.connect")
        .put("DetailType", "Amazon Connect Contact Event")
        .put("Detail", Json.write(detail));
  }

  /** How long requests took, in nanoseconds. */
  private static final class Times {
    private final List<Long> gets = new ArrayList<>();
    private final List<Long> queries = new ArrayList<>();
    private int errors;

    void add(Times other) {
      gets.addAll(other.gets);
      queries.addAll(other.queries);
      errors += other.errors;
    }

    void print(PrintStream out, int clients, int seconds) {
      out.printf("%d clients, %d s, %d errors%n%n", clients, seconds, errors);
      out.println("| request | number | p50 ms | p90 ms | p99 ms |");
      out.println("|---|---:|---:|---:|---:|");
      row(out, "GET of a tree of " + MEMBERS + " contacts", gets);
      row(out, "bare query of its item", queries);
      out.printf("%nGET / query, p50: %.2f%n", (double) at(gets, 50) / at(queries, 50));
    }

    private static void row(PrintStream out, String name, List<Long> nanos) {
      out.printf(
          "| %s | %d | %.2f | %.2f | %.2f |%n",
          name, nanos.size(), at(nanos, 50) / 1e6, at(nanos, 90) / 1e6, at(nanos, 99) / 1e6);
    }

    private static long at(List<Long> nanos, int percent) {
      Collections.sort(nanos);
      return nanos.get(Math.min(nanos.size() - 1, nanos.size() * percent / 100));
    }
  }
}
