package io.contacttree.local.stack;

import io.contacttree.local.apigateway.Status;
import io.contacttree.local.dynamodb.DynamoDbFaults;
import io.contacttree.local.eventbridge.ChangePipe;
import io.contacttree.local.eventbridge.EventBus;
import io.contacttree.local.eventsource.EventSourceMapping;
import io.contacttree.local.eventsource.QueueCounts;
import java.util.List;
import software.amazon.awssdk.services.sqs.SqsClient;

/** Looks at all parts and says how the stack is doing. */
record StackStatus(
    Playback playback,
    EventBus bus,
    SqsClient sqs,
    String queueUrl,
    List<String> deadLetterUrls,
    EventSourceMapping mapping,
    DocumentCounts documents,
    DynamoDbFaults gate,
    ChangePipe pipe) {

  /** Copies. */
  StackStatus {
    deadLetterUrls = List.copyOf(deadLetterUrls);
  }

  /**
   * Returns how the stack is doing.
   *
   * <p>It looks in the direction in which work moves, from the events to the dead letters, so that
   * nothing passes it by: what has left one place is at the next when that is looked at. A message
   * is in the queue until its handler is done and its follow-up is in the queue too.
   */
  Status now() {
    boolean allPlayed = playback.isOver();
    EventBus.Counts events = bus.counts();
    QueueCounts queue = QueueCounts.of(sqs, queueUrl);
    int running = mapping.running();
    int dead = deadLetterUrls.stream().mapToInt(url -> QueueCounts.of(sqs, url).total()).sum();
    boolean quiet = allPlayed && events.underWay() == 0 && queue.total() == 0 && running == 0;
    return new Status(
        quiet && pipe.isDrained(),
        events,
        queue,
        dead,
        documents.writtenSoFar(),
        documents.unchangedSoFar(),
        gate.reads(),
        gate.writes());
  }
}
