package io.contacttree.local.sqs;

import io.contacttree.standin.http.LoopbackServer;
import io.contacttree.standin.http.PortTakenException;
import java.net.URI;
import org.elasticmq.rest.sqs.SQSRestServer;
import org.elasticmq.rest.sqs.SQSRestServerBuilder;

/** ElasticMQ on the loopback interface, in memory. */
public final class SqsServer implements AutoCloseable {

  private static final String LOOPBACK = "127.0.0.1";

  private final SQSRestServer server;
  private final int port;

  private SqsServer(SQSRestServer server, int port) {
    this.server = server;
    this.port = port;
  }

  /**
   * Starts it.
   *
   * @param port 0 for any free one
   * @param region the Region in the queues' ARNs
   * @param accountId the account in the queues' ARNs
   * @throws PortTakenException when another process listens there
   */
  public static SqsServer start(int port, String region, String accountId) {
    try {
      SQSRestServer server =
          SQSRestServerBuilder.withPort(port)
              .withInterface(LOOPBACK)
              .withAWSRegion(region)
              .withAWSAccountId(accountId)
              .start();
      return new SqsServer(server, server.waitUntilStarted().localAddress().getPort());
    } catch (RuntimeException failed) {
      if (LoopbackServer.isPortTaken(failed)) {
        throw new PortTakenException("SQS", port, failed);
      }
      throw failed;
    }
  }

  /** Returns where it listens. */
  public URI endpoint() {
    return URI.create("http://" + LOOPBACK + ":" + port);
  }

  /**
   * Stops it without waiting: it keeps nothing that could be lost, and pollers may still be waiting
   * for messages.
   */
  @Override
  public void close() {
    server.stopAndGetFuture().apply();
  }
}
