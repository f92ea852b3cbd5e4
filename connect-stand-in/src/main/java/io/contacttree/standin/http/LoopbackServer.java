package io.contacttree.standin.http;

import java.net.BindException;
import java.net.URI;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * An HTTP server that only this machine can reach, with a virtual thread for each request.
 *
 * <p>Jetty, because it hands over every path as it was sent, can close a connection without an
 * answer, and is what DynamoDB Local is made of.
 */
public final class LoopbackServer implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(LoopbackServer.class.getName());
  private static final String LOOPBACK = "127.0.0.1";
  private static final int BACKLOG = 1024;
  private static final int HEADER_BYTES = 64 * 1024;
  // Longer than the longest wait that a caller may ask for: a request that waits is not cut off.
  private static final long IDLE_MILLIS = 3_700_000;

  private final Server server;
  private final URI address;

  private LoopbackServer(Server server, URI address) {
    this.server = server;
    this.address = address;
  }

  /**
   * Starts a server.
   *
   * @param name what it is, for a user who has to be told that the port is taken
   * @param port 0 for any free one, else 1 to 65535
   * @param answer answers every request
   * @param refusal the answer to a request that is no HTTP (400) or whose answer failed (500)
   * @throws PortTakenException when another process listens there
   */
  public static LoopbackServer start(
      String name, int port, Function<HttpCall, HttpReply> answer, IntFunction<HttpReply> refusal) {
    return start(
        name,
        port,
        new Handler.Abstract() {
          @Override
          public boolean handle(Request request, Response response, Callback callback) {
            reply(new HttpCall(request)).send(request, response, callback);
            return true;
          }

          private HttpReply reply(HttpCall call) {
            try {
              return answer.apply(call);
            } catch (RuntimeException e) {
              LOG.log(
                  System.Logger.Level.ERROR,
                  "No answer to " + call.method() + " " + call.rawPath(),
                  e);
              return refusal.apply(500);
            }
          }
        },
        refusal);
  }

  /**
   * Starts a server around a handler of Jetty's.
   *
   * @param name what it is, for a user who has to be told that the port is taken
   * @param port 0 for any free one, else 1 to 65535
   * @param handler answers every request
   * @param refusal the answer to a request that is no HTTP (400) or that the handler failed at
   * @throws PortTakenException when another process listens there
   */
  public static LoopbackServer start(
      String name, int port, Handler handler, IntFunction<HttpReply> refusal) {
    QueuedThreadPool threads = new QueuedThreadPool(16, 4);
    threads.setName(name);
    threads.setDaemon(true);
    threads.setVirtualThreadsExecutor(
        Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name(name + "-", 0).factory()));
    HttpConfiguration configuration = new HttpConfiguration();
    configuration.setSendServerVersion(false);
    configuration.setRequestHeaderSize(HEADER_BYTES);
    configuration.setUriCompliance(UriCompliance.UNSAFE);
    Server server = new Server(threads);
    ServerConnector connector =
        new ServerConnector(server, 1, 1, new HttpConnectionFactory(configuration));
    connector.setHost(LOOPBACK);
    connector.setPort(port);
    connector.setAcceptQueueSize(BACKLOG);
    connector.setIdleTimeout(IDLE_MILLIS);
    server.addConnector(connector);
    server.setHandler(handler);
    server.setErrorHandler(
        (request, response, callback) -> {
          refusal
              .apply(response.getStatus() >= 400 ? response.getStatus() : 500)
              .send(request, response, callback);
          return true;
        });
    server.setStopTimeout(0);
    try {
      server.start();
    } catch (Exception failed) {
      if (isPortTaken(failed)) {
        throw new PortTakenException(name, port, failed);
      }
      throw new IllegalStateException(name + " did not start.", failed);
    }
    return new LoopbackServer(
        server, URI.create("http://" + LOOPBACK + ":" + connector.getLocalPort()));
  }

  /** Returns whether a server failed to start because another process has its port. */
  public static boolean isPortTaken(Throwable failure) {
    return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
        .limit(20)
        .anyMatch(BindException.class::isInstance);
  }

  /** Returns where it listens, without a slash at the end. */
  public URI address() {
    return address;
  }

  /** Stops listening and closes all connections. */
  @Override
  public void close() {
    try {
      server.stop();
    } catch (Exception failed) {
      throw new IllegalStateException("A server did not stop.", failed);
    }
  }
}
