package io.contacttree.local.eventbridge;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.contacttree.local.http.Answer;
import io.contacttree.local.http.Body;
import io.contacttree.local.http.Json;
import io.contacttree.local.http.LoopbackServer;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * EventBridge's endpoint, as far as putting events goes: AWS JSON 1.1 over HTTP, any credentials.
 */
public final class EventsServer implements AutoCloseable {

  private static final String PUT_EVENTS = "AWSEvents.PutEvents";
  private static final String MEDIA_TYPE = "application/x-amz-json-1.1";
  private static final int BODY_BYTES = 16 * 1024 * 1024;

  private final LoopbackServer server;

  private EventsServer(LoopbackServer server) {
    this.server = server;
  }

  /**
   * Starts it.
   *
   * @param port 0 for any free one
   * @param bus takes the events
   * @param envelope writes what stands around them
   * @return the endpoint, answering
   * @throws io.contacttree.local.http.PortTakenException when another process listens there
   */
  public static EventsServer start(int port, EventBus bus, Envelope envelope) {
    PutEvents operation = new PutEvents(bus, envelope);
    return new EventsServer(
        LoopbackServer.start(
            "EventBridge",
            port,
            new Handler.Abstract() {
              @Override
              public boolean handle(Request request, Response response, Callback callback)
                  throws IOException {
                answer(operation, request)
                    .with("x-amzn-RequestId", UUID.randomUUID().toString())
                    .send(response, callback);
                return true;
              }
            }));
  }

  /** Returns where it listens. */
  public URI endpoint() {
    return server.address();
  }

  @Override
  public void close() {
    server.close();
  }

  private static Answer answer(PutEvents operation, Request request) throws IOException {
    if (!PUT_EVENTS.equals(request.getHeaders().get("X-Amz-Target"))) {
      return error("UnknownOperationException", "Only PutEvents is known here.");
    }
    Optional<byte[]> body = Body.read(request, BODY_BYTES);
    if (body.isEmpty()) {
      return error("ValidationException", "The request is too large.");
    }
    try {
      return Answer.of(200, MEDIA_TYPE, operation.answer(body.get()));
    } catch (PutEvents.RefusedException refused) {
      return error(refused.code(), String.valueOf(refused.getMessage()));
    }
  }

  private static Answer error(String code, String message) {
    ObjectNode body = Json.object().put("__type", code).put("message", message);
    return Answer.of(400, MEDIA_TYPE, body).with("x-amzn-ErrorType", code);
  }
}
