package io.contacttree.local.apigateway;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.contacttree.lambda.http.Problem;
import io.contacttree.local.dynamodb.DynamoDbFaults;
import io.contacttree.local.http.ProblemReply;
import io.contacttree.standin.http.HttpCall;
import io.contacttree.standin.http.HttpReply;
import io.contacttree.standin.http.Json;
import java.io.IOException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** What the stack tells about itself and lets itself be told, under `/_local/`. */
public record StatusApi(
    Supplier<Status> status, Consumer<DynamoDbFaults.Fault> faults, ChangedItems changes) {

  /** The records of the table's stream. */
  public interface ChangedItems {
    /** Returns the records of a window in order; empty when the stream began after its begin. */
    Optional<List<ObjectNode>> between(Instant from, Instant to);
  }

  /** Every path under which it answers begins so. */
  static final String PREFIX = "/_local/";

  private static final String STATUS = PREFIX + "status";
  private static final String FAULTS = PREFIX + "faults";
  private static final String STREAM = PREFIX + "stream";
  private static final String WAIT = "wait";
  private static final String DYNAMODB = "dynamodb";
  private static final int LONGEST_WAIT_SECONDS = 3600;
  private static final int BODY_BYTES = 64 * 1024;
  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

  /** Answers a request under the prefix. */
  HttpReply answer(HttpCall call) {
    return switch (call.rawPath()) {
      case STATUS -> call.method().equals("GET") ? status(call) : only("GET");
      case FAULTS -> call.method().equals("POST") ? faults(call) : only("POST");
      case STREAM -> call.method().equals("GET") ? stream(call) : only("GET");
      default -> ApiGateway.notFound();
    };
  }

  private HttpReply stream(HttpCall call) {
    Instant from;
    Instant to;
    try {
      from = Instant.parse(call.query().first("from").orElse(""));
      to = Instant.parse(call.query().first("to").orElse(""));
    } catch (DateTimeParseException wrong) {
      return ProblemReply.badField("from, to", "must be times such as 2026-03-02T10:15:30Z");
    }
    return changes
        .between(from, to)
        .map(
            records ->
                HttpReply.of(
                    200,
                    "application/x-ndjson",
                    records.stream()
                        .map(record -> Json.write(record) + "\n")
                        .collect(Collectors.joining())))
        .orElseGet(() -> ProblemReply.of(409, "The stream began after " + from + "."));
  }

  private static HttpReply only(String method) {
    return ApiGateway.otherMethod(method);
  }

  private HttpReply status(HttpCall call) {
    Optional<String> wait = call.query().first(WAIT);
    if (wait.isEmpty()) {
      return HttpReply.json(200, status.get().toJson());
    }
    if (!wait.get().matches("[0-9]{1,4}") || Integer.parseInt(wait.get()) > LONGEST_WAIT_SECONDS) {
      return ProblemReply.badField(
          WAIT, "must be a whole number of seconds, 0 to " + LONGEST_WAIT_SECONDS);
    }
    return whenIdle(Integer.parseInt(wait.get()));
  }

  private HttpReply whenIdle(int seconds) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    Status now = status.get();
    while (!now.idle() && System.nanoTime() < end) {
      LockSupport.parkNanos(LOOK_NANOS);
      now = status.get();
    }
    if (now.idle()) {
      return HttpReply.json(200, now.toJson());
    }
    Problem late =
        ProblemReply.problem(408, "Not idle after " + seconds + " s; what is left stands beside.");
    return HttpReply.of(408, Problem.MEDIA_TYPE, merged(late, now));
  }

  private static String merged(Problem problem, Status status) {
    try {
      ObjectNode json = (ObjectNode) Json.read(problem.toJson());
      return Json.write(json.setAll(status.toJson()));
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("A problem is a JSON object.", impossible);
    }
  }

  private HttpReply faults(HttpCall call) {
    Optional<byte[]> body = call.body(BODY_BYTES);
    JsonNode wish;
    try {
      wish = Json.read(body.orElse(new byte[0]));
    } catch (IOException notJson) {
      return ProblemReply.badField("body", "must be JSON");
    }
    for (Map.Entry<String, JsonNode> field : wish.properties()) {
      if (!field.getKey().equals(DYNAMODB)) {
        return ProblemReply.badField(field.getKey(), "is unknown; dynamodb is known");
      }
    }
    String wanted = wish.path(DYNAMODB).asText();
    for (DynamoDbFaults.Fault fault : DynamoDbFaults.Fault.values()) {
      if (fault.name().equals(wanted)) {
        faults.accept(fault);
        return HttpReply.json(200, Json.object().put(DYNAMODB, wanted));
      }
    }
    return ProblemReply.badField(DYNAMODB, "must be DOWN, DROP_RESPONSE or OK");
  }
}
