package io.contacttree.local.http;

import java.io.IOException;
import java.net.BindException;
import java.net.URI;
import java.util.concurrent.Executors;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * An HTTP server that only this machine can reach, with a virtual thread for each request.
 *
 * <p>Jetty, because DynamoDB Local is made of its handlers and because it hands over every path as
 * it was sent: a path that is no URI must be answered by the front, not by the server.
 */
public final class LoopbackServer implements AutoCloseable {

  private static final String LOOPBACK = "127.0.0.1";
  private static final int HEADER_BYTES = 64 * 1024;
  // Longer than the longest wait for idleness: a request that waits must not be cut off.
  private static final long IDLE_MILLIS = 3_700_000;

  private final Server server;
  private final ServerConnector connector;

  private LoopbackServer(Server server, ServerConnector connector) {
    this.server = server;
    this.connector = connector;
  }

  /**
   * Starts a server.
   *
   * @param name what it is, for a user who has to be told that the port is taken
   * @param port 0 for any free one, else 1 to 65535
   * @param handler answers every request
   * @return the server, listening
   * @throws PortTakenException when another process listens there
   */
  public static LoopbackServer start(String name, int port, Handler handler) {
    QueuedThreadPool threads = new QueuedThreadPool(16, 4);
    threads.setName(name);
    threads.setDaemon(true);
    threads.setVirtualThreadsExecutor(
        Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name(name + "-", 0).factory()));
    Server server = new Server(threads);
    ServerConnector connector =
        new ServerConnector(server, 1, 1, new HttpConnectionFactory(configuration()));
    connector.setHost(LOOPBACK);
    connector.setPort(port);
    connector.setIdleTimeout(IDLE_MILLIS);
    server.addConnector(connector);
    server.setHandler(handler);
    server.setErrorHandler(LoopbackServer::answerError);
    server.setStopTimeout(0);
    try {
      server.start();
    } catch (Exception failed) {
      if (hasCause(failed, BindException.class)) {
        throw new PortTakenException(name, port, failed);
      }
      throw new IllegalStateException(name + " did not start.", failed);
    }
    return new LoopbackServer(server, connector);
  }

  /**
   * Tells whether a failure was caused by another one of a kind.
   *
   * @param failure what was thrown
   * @param kind the class that is looked for
   * @return whether it is in the chain of causes
   */
  public static boolean hasCause(Throwable failure, Class<? extends Throwable> kind) {
    Throwable cause = failure;
    for (int depth = 0; cause != null && depth < 20; depth++) {
      if (kind.isInstance(cause)) {
        return true;
      }
      cause = cause.getCause();
    }
    return false;
  }

  /** Returns where it listens, without a slash at the end. */
  public URI address() {
    return URI.create("http://" + LOOPBACK + ":" + connector.getLocalPort());
  }

  @Override
  public void close() {
    try {
      server.stop();
    } catch (Exception failed) {
      throw new IllegalStateException("A server did not stop.", failed);
    }
  }

  private static HttpConfiguration configuration() {
    HttpConfiguration configuration = new HttpConfiguration();
    configuration.setSendServerVersion(false);
    configuration.setRequestHeaderSize(HEADER_BYTES);
    configuration.setUriCompliance(UriCompliance.UNSAFE);
    return configuration;
  }

  /** What the server itself refuses: a request that is none, or a handler that threw. */
  private static boolean answerError(
      Request request,
      org.eclipse.jetty.server.Response response,
      org.eclipse.jetty.util.Callback callback)
      throws IOException {
    int status = response.getStatus() >= 400 ? response.getStatus() : 500;
    Problem problem =
        status == 400
            ? Problem.badField(
                "request", "must be well-formed HTTP; a percent sign begins an escape such as %2F")
            : Problem.of(status, "The server could not handle this request.");
    Answer.problem(problem).send(response, callback);
    return true;
  }
}
