package io.contacttree.standin.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.contacttree.standin.protocol.Query;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

/**
 * The stand-in's HTTP server, on 127.0.0.1, with one virtual thread for each request.
 *
 * <p>The JDK's, because it can close a connection without an answer and needs no library: the
 * stand-in is of use without the rest of the local stack.
 */
public final class StandInServer implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(StandInServer.class.getName());
  private static final int BACKLOG = 1024;
  private static final int LARGEST_BODY = 64 * 1024 * 1024;

  static {
    // Answers of more than one packet would wait 40 ms for an acknowledgement. Read once by the
    // JDK.
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

  private final HttpServer server;
  private final ExecutorService threads;
  private final Function<HttpCall, HttpReply> answer;

  private StandInServer(
      HttpServer server, ExecutorService threads, Function<HttpCall, HttpReply> answer) {
    this.server = server;
    this.threads = threads;
    this.answer = answer;
  }

  /**
   * Takes the port; requests wait until {@link #start}.
   *
   * @param port the port, 0 for any free one
   * @throws IOException if the port is taken
   */
  public static StandInServer bind(int port, Function<HttpCall, HttpReply> answer)
      throws IOException {
    InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
    HttpServer server = HttpServer.create(new InetSocketAddress(loopback, port), BACKLOG);
    StandInServer bound =
        new StandInServer(server, Executors.newVirtualThreadPerTaskExecutor(), answer);
    server.setExecutor(bound.threads);
    server.createContext("/", bound::handle);
    return bound;
  }

  /** Answers from now on. */
  public void start() {
    server.start();
  }

  /** Returns the port it listens on. */
  public int port() {
    return server.getAddress().getPort();
  }

  /** Stops listening and closes all connections. */
  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body;
      try (InputStream in = exchange.getRequestBody()) {
        body = in.readNBytes(LARGEST_BODY + 1);
      }
      HttpReply reply =
          body.length > LARGEST_BODY
              ? HttpReply.text(413, "The body is larger than 64 MiB; send it in parts.\n")
              : reply(call(exchange, new String(body, StandardCharsets.UTF_8)));
      switch (reply) {
        case HttpReply.Content content -> send(exchange, content);
        case HttpReply.ConnectionReset reset -> {
          // Closing an exchange that was not answered closes its connection.
        }
      }
    }
  }

  private HttpReply reply(HttpCall call) {
    try {
      return answer.apply(call);
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.ERROR, "No answer to " + call.method() + " " + call.rawPath(), e);
      return HttpReply.text(500, "The stand-in failed; its log says why.\n");
    }
  }

  private static HttpCall call(HttpExchange exchange, String body) {
    String userAgent = exchange.getRequestHeaders().getFirst("User-Agent");
    return new HttpCall(
        exchange.getRequestMethod(),
        Objects.requireNonNullElse(exchange.getRequestURI().getRawPath(), ""),
        Query.parse(exchange.getRequestURI().getRawQuery()),
        body,
        userAgent == null ? "" : userAgent);
  }

  private static void send(HttpExchange exchange, HttpReply.Content content) throws IOException {
    content.headers().forEach(exchange.getResponseHeaders()::set);
    byte[] body = content.body().getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(content.status(), body.length == 0 ? -1 : body.length);
    if (body.length > 0) {
      exchange.getResponseBody().write(body);
    }
  }
}
