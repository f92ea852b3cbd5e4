package io.contacttree.local.apigateway;

import io.contacttree.local.http.Answer;
import io.contacttree.local.http.Body;
import io.contacttree.local.http.LoopbackServer;
import io.contacttree.local.http.Problem;
import io.contacttree.local.template.ApiRoute;
import java.io.IOException;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * The HTTP API: every request goes to the function that the contract names, or gets a problem
 * document.
 */
public final class ApiGateway implements AutoCloseable {

  // API Gateway takes no more.
  private static final int BODY_BYTES = 10 * 1024 * 1024;

  private final LoopbackServer server;

  private ApiGateway(LoopbackServer server) {
    this.server = server;
  }

  /**
   * Starts it.
   *
   * @param port 0 for any free one
   * @param routes the operations of the contract
   * @param functions the functions that they name
   * @param control answers for the stack itself
   * @param clock the time in the events
   * @param account the account in the events
   * @param stage the stage in the events; it is no part of the paths here
   * @return the API, answering
   * @throws io.contacttree.local.http.PortTakenException when another process listens there
   */
  public static ApiGateway start(
      int port,
      List<ApiRoute> routes,
      Map<String, FunctionPool> functions,
      StatusApi control,
      InstantSource clock,
      String account,
      String stage) {
    Requests requests =
        new Requests(
            new RouteTable(routes),
            Map.copyOf(functions),
            new ProxyEvent(clock, account, stage),
            control);
    return new ApiGateway(LoopbackServer.start("API", port, requests));
  }

  /** Returns where it listens. */
  public URI address() {
    return server.address();
  }

  @Override
  public void close() {
    server.close();
  }

  static Answer notFound() {
    return Answer.problem(Problem.of(404, "Nothing is at this path."));
  }

  static Answer otherMethod(String allowed) {
    return Answer.problem(Problem.of(405, "This path takes " + allowed + "."))
        .with("Allow", allowed);
  }

  private static final class Requests extends Handler.Abstract {

    private final RouteTable routes;
    private final Map<String, FunctionPool> functions;
    private final ProxyEvent events;
    private final StatusApi control;

    Requests(
        RouteTable routes,
        Map<String, FunctionPool> functions,
        ProxyEvent events,
        StatusApi control) {
      this.routes = routes;
      this.functions = functions;
      this.events = events;
      this.control = control;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
      answer(request).send(response, callback);
      return true;
    }

    private Answer answer(Request request) throws IOException, InterruptedException {
      String path = Optional.ofNullable(request.getHttpURI().getPath()).orElse("");
      if (path.startsWith(StatusApi.PREFIX)) {
        return control.answer(request);
      }
      return switch (routes.match(request.getMethod(), path)) {
        case RouteTable.Match.Found found -> call(found, request);
        case RouteTable.Match.OtherMethod(String allowed) -> otherMethod(allowed);
        case RouteTable.Match.Unknown unknown -> notFound();
      };
    }

    private Answer call(RouteTable.Match.Found match, Request request)
        throws IOException, InterruptedException {
      FunctionPool function = functions.get(match.route().function());
      if (function == null) {
        return notFound();
      }
      Optional<byte[]> body = Body.read(request, BODY_BYTES);
      if (body.isEmpty()) {
        return Answer.problem(
            Problem.of(413, "The body must have at most " + BODY_BYTES + " bytes."));
      }
      String event;
      try {
        event = events.of(request, match, body.get());
      } catch (IllegalArgumentException malformed) {
        return Answer.problem(Problem.badField("query", "must be percent-encoded"));
      }
      return ProxyAnswer.of(function.invoke(event));
    }
  }
}
