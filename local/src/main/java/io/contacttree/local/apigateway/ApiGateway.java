package io.contacttree.local.apigateway;

import io.contacttree.local.http.ProblemReply;
import io.contacttree.local.template.ApiRoute;
import io.contacttree.standin.http.HttpCall;
import io.contacttree.standin.http.HttpReply;
import io.contacttree.standin.http.LoopbackServer;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * The HTTP API: every request goes to the function that the contract names, or gets a problem
 * document.
 */
public final class ApiGateway implements AutoCloseable {

  // API Gateway takes no more.
  private static final int BODY_BYTES = 10 * 1024 * 1024;

  private static final String REQUEST_ID = "x-amzn-RequestId";

  private final RouteTable routes;
  private final Map<String, FunctionPool> functions;
  private final ProxyEvent events;
  private final StatusApi control;
  private final LoopbackServer server;

  /**
   * Starts it.
   *
   * @param port 0 for any free one
   * @param routes the operations of the contract
   * @param control answers for the stack itself
   * @param clock the time in the events
   * @param account the account in the events
   * @param stage the stage in the events; it is no part of the paths here
   * @throws PortTakenException when another process listens there
   */
  public ApiGateway(
      int port,
      List<ApiRoute> routes,
      Map<String, FunctionPool> functions,
      StatusApi control,
      InstantSource clock,
      String account,
      String stage) {
    this.routes = new RouteTable(routes);
    this.functions = Map.copyOf(functions);
    this.events = new ProxyEvent(clock, account, stage);
    this.control = control;
    this.server =
        LoopbackServer.start(
            "API",
            port,
            call -> {
              String id = newRequestId();
              return answer(call, id).with(REQUEST_ID, id);
            },
            status -> ProblemReply.refusal(status).with(REQUEST_ID, newRequestId()));
  }

  /** Returns where it listens. */
  public URI address() {
    return server.address();
  }

  @Override
  public void close() {
    server.close();
  }

  static HttpReply notFound() {
    return ProblemReply.of(404, "Nothing is at this path.");
  }

  static HttpReply otherMethod(String allowed) {
    return ProblemReply.of(405, "This path takes " + allowed + ".").with("Allow", allowed);
  }

  private static String newRequestId() {
    return UUID.randomUUID().toString();
  }

  private HttpReply answer(HttpCall call, String requestId) {
    Optional<HttpReply> page = LocalPage.answer(call);
    if (page.isPresent()) {
      return page.get();
    }
    if (call.rawPath().startsWith(StatusApi.PREFIX)) {
      return control.answer(call);
    }
    return switch (routes.match(call.method(), call.rawPath())) {
      case RouteTable.Match.Found found -> answer(found, call, requestId);
      case RouteTable.Match.OtherMethod(String allowed) -> otherMethod(allowed);
      case RouteTable.Match.Unknown unknown -> notFound();
    };
  }

  private HttpReply answer(RouteTable.Match.Found match, HttpCall call, String requestId) {
    FunctionPool function = functions.get(match.route().function());
    if (function == null) {
      return notFound();
    }
    Optional<byte[]> body = call.body(BODY_BYTES);
    if (body.isEmpty()) {
      return ProblemReply.of(413, "The body must have at most " + BODY_BYTES + " bytes.");
    }
    String event;
    try {
      event = events.of(call.request(), match, body.get(), requestId);
    } catch (IllegalArgumentException malformed) {
      return ProblemReply.badField("query", "must be percent-encoded");
    }
    try {
      return ProxyAnswer.of(function.invoke(event));
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return ProblemReply.of(503, "The stack is being stopped.");
    }
  }
}
