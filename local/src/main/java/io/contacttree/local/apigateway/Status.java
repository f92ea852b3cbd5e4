package io.contacttree.local.apigateway;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.contacttree.local.eventbridge.EventBus;
import io.contacttree.local.eventsource.QueueCounts;
import io.contacttree.standin.http.Json;

/**
 * How the whole stack is doing at one moment.
 *
 * @param idle whether nothing is left to do
 * @param events what the bus has seen
 * @param queue what the queue holds
 * @param dead messages in both dead-letter queues
 * @param documentsWritten revisions of documents written
 * @param documentsUnchanged trees that were looked at and found to need no write
 * @param reads requests to the table for reading items
 * @param writes requests to the table for writing items
 */
public record Status(
    boolean idle,
    EventBus.Counts events,
    QueueCounts queue,
    int dead,
    long documentsWritten,
    long documentsUnchanged,
    long reads,
    long writes) {

  /** Returns it as `/_local/status` shows it. */
  public ObjectNode toJson() {
    ObjectNode json = Json.object();
    json.put("idle", idle);
    json.putObject("events")
        .put("received", events.received())
        .put("matched", events.matched())
        .put("unmatched", events.unmatched());
    json.putObject("queue")
        .put("visible", queue.visible())
        .put("in_flight", queue.inFlight())
        .put("delayed", queue.delayed());
    json.put("dead", dead);
    json.putObject("documents")
        .put("written", documentsWritten)
        .put("unchanged", documentsUnchanged);
    json.putObject("dynamodb").put("reads", reads).put("writes", writes);
    return json;
  }
}
