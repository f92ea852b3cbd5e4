package io.contacttree.local.eventbridge;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.contacttree.local.http.ProblemReply;
import io.contacttree.standin.http.HttpCall;
import io.contacttree.standin.http.HttpReply;
import io.contacttree.standin.http.Json;
import io.contacttree.standin.http.LoopbackServer;
import java.net.URI;
import java.util.Optional;
import java.util.UUID;

/**
 * EventBridge's endpoint, as far as putting events goes: AWS JSON 1.1 over HTTP, any credentials.
 */
public final class EventsServer implements AutoCloseable {

  private static final String PUT_EVENTS = "AWSEvents.PutEvents";
  private static final String MEDIA_TYPE = "application/x-amz-json-1.1";
  private static final int BODY_BYTES = 16 * 1024 * 1024;

  private final PutEvents operation;
  private final LoopbackServer server;

  /**
   * Starts it.
   *
   * @param port 0 for any free one
   * @throws PortTakenException when another process listens there
   */
  public EventsServer(int port, EventBus bus, Envelope envelope) {
    this.operation = new PutEvents(bus, envelope);
    this.server = LoopbackServer.start("EventBridge", port, this::answer, ProblemReply::refusal);
  }

  /** Returns where it listens. */
  public URI endpoint() {
    return server.address();
  }

  @Override
  public void close() {
    server.close();
  }

  private HttpReply answer(HttpCall call) {
    return result(call).with("x-amzn-RequestId", UUID.randomUUID().toString());
  }

  private HttpReply result(HttpCall call) {
    if (!PUT_EVENTS.equals(call.header("X-Amz-Target"))) {
      return error("UnknownOperationException", "Only PutEvents is known here.");
    }
    Optional<byte[]> body = call.body(BODY_BYTES);
    if (body.isEmpty()) {
      return error("ValidationException", "The request is too large.");
    }
    try {
      return HttpReply.of(200, MEDIA_TYPE, Json.write(operation.answer(body.get())));
    } catch (PutEvents.RefusedException refused) {
      return error(refused.code(), String.valueOf(refused.getMessage()));
    }
  }

  private static HttpReply error(String code, String message) {
    ObjectNode body = Json.object().put("__type", code).put("message", message);
    return HttpReply.of(400, MEDIA_TYPE, Json.write(body)).with("x-amzn-ErrorType", code);
  }
}
