package io.contacttree.local.apigateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.contacttree.local.dynamodb.TableFault;
import io.contacttree.local.http.Answer;
import io.contacttree.local.http.Body;
import io.contacttree.local.http.Json;
import io.contacttree.local.http.Problem;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.eclipse.jetty.server.Request;

/** What the stack tells about itself and lets itself be told, under `/_local/`. */
public final class StatusApi {

  /** Every path under which it answers begins so. */
  static final String PREFIX = "/_local/";

  private static final String STATUS = PREFIX + "status";
  private static final String FAULTS = PREFIX + "faults";
  private static final String WAIT = "wait";
  private static final String DYNAMODB = "dynamodb";
  private static final int LONGEST_WAIT_SECONDS = 3600;
  private static final int BODY_BYTES = 64 * 1024;
  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

  private final Supplier<Status> status;
  private final Consumer<TableFault> faults;

  /**
   * Makes the control.
   *
   * @param status how the stack is doing now
   * @param faults makes a fault of the table
   */
  public StatusApi(Supplier<Status> status, Consumer<TableFault> faults) {
    this.status = status;
    this.faults = faults;
  }

  /** Answers a request under the prefix. */
  Answer answer(Request request) throws IOException {
    return switch (request.getHttpURI().getPath()) {
      case STATUS -> request.getMethod().equals("GET") ? status(request) : only("GET");
      case FAULTS -> request.getMethod().equals("POST") ? faults(request) : only("POST");
      default -> ApiGateway.notFound();
    };
  }

  private static Answer only(String method) {
    return ApiGateway.otherMethod(method);
  }

  private Answer status(Request request) {
    Optional<String> wait = wait(request.getHttpURI().getQuery());
    if (wait.isEmpty()) {
      return Answer.json(200, status.get().toJson());
    }
    if (!wait.get().matches("[0-9]{1,4}") || Integer.parseInt(wait.get()) > LONGEST_WAIT_SECONDS) {
      return Answer.problem(
          Problem.badField(
              WAIT, "must be a whole number of seconds, 0 to " + LONGEST_WAIT_SECONDS));
    }
    return whenIdle(Integer.parseInt(wait.get()));
  }

  private Answer whenIdle(int seconds) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    Status now = status.get();
    while (!now.idle() && System.nanoTime() < end) {
      LockSupport.parkNanos(LOOK_NANOS);
      now = status.get();
    }
    if (now.idle()) {
      return Answer.json(200, now.toJson());
    }
    ObjectNode late =
        Problem.of(408, "Not idle after " + seconds + " s; what is left stands beside.").toJson();
    late.setAll(now.toJson());
    return Answer.of(408, "application/problem+json", late);
  }

  private static Optional<String> wait(String query) {
    for (String pair : query == null ? new String[0] : query.split("&")) {
      if (pair.equals(WAIT) || pair.startsWith(WAIT + "=")) {
        return Optional.of(decoded(pair.substring(Math.min(pair.length(), WAIT.length() + 1))));
      }
    }
    return Optional.empty();
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException malformed) {
      return text;
    }
  }

  private Answer faults(Request request) throws IOException {
    Optional<byte[]> body = Body.read(request, BODY_BYTES);
    JsonNode wish;
    try {
      wish = Json.read(body.orElse(new byte[0]));
    } catch (IOException notJson) {
      return Answer.problem(Problem.badField("body", "must be JSON"));
    }
    for (Map.Entry<String, JsonNode> field : wish.properties()) {
      if (!field.getKey().equals(DYNAMODB)) {
        return Answer.problem(Problem.badField(field.getKey(), "is unknown; dynamodb is known"));
      }
    }
    String wanted = wish.path(DYNAMODB).asText();
    for (TableFault fault : TableFault.values()) {
      if (fault.name().equals(wanted)) {
        faults.accept(fault);
        return Answer.json(200, Json.object().put(DYNAMODB, wanted));
      }
    }
    return Answer.problem(Problem.badField(DYNAMODB, "must be DOWN, DROP_RESPONSE or OK"));
  }
}
