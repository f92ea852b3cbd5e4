package io.contacttree.local.dynamodb;

import io.contacttree.local.http.ProblemReply;
import io.contacttree.standin.http.LoopbackServer;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import org.eclipse.jetty.server.handler.ContextHandler;
import org.jspecify.annotations.Nullable;
import software.amazon.dynamodb.services.local.server.LocalDynamoDBRequestHandler;
import software.amazon.dynamodb.services.local.server.LocalDynamoDBServerHandler;

/** DynamoDB Local on the loopback interface, in memory or in a directory. */
public final class DynamoDbServer implements AutoCloseable {

  private final LocalDynamoDBRequestHandler database;
  private final LoopbackServer server;

  private DynamoDbServer(LocalDynamoDBRequestHandler database, LoopbackServer server) {
    this.database = database;
    this.server = server;
  }

  /**
   * Starts it.
   *
   * @param port 0 for any free one
   * @param directory where the tables are kept; empty for in memory. What was answered survives a
   *     killed process
   * @throws io.contacttree.standin.http.PortTakenException when another process listens there
   */
  public static DynamoDbServer start(int port, Optional<Path> directory, DynamoDbFaults gate) {
    @Nullable String path = directory.map(Path::toString).orElse(null);
    LocalDynamoDBRequestHandler database =
        new LocalDynamoDBRequestHandler(0, directory.isEmpty(), path, true, false);
    try {
      ContextHandler context = new ContextHandler("/");
      context.setHandler(gate.before(new LocalDynamoDBServerHandler(database, null)));
      return new DynamoDbServer(
          database, LoopbackServer.start("DynamoDB", port, context, ProblemReply::refusal));
    } catch (RuntimeException failed) {
      database.shutdown();
      throw failed;
    }
  }

  /** Returns where it listens. */
  public URI endpoint() {
    return server.address();
  }

  @Override
  public void close() {
    server.close();
    database.shutdown();
  }
}
