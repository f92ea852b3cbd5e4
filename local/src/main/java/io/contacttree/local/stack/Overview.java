package io.contacttree.local.stack;

import io.contacttree.local.bus.BusCounts;
import io.contacttree.local.bus.EventBus;
import io.contacttree.local.engine.TableGate;
import io.contacttree.local.front.Status;
import io.contacttree.local.queue.EventSourceMapping;
import io.contacttree.local.queue.QueueCounts;
import java.util.List;
import software.amazon.awssdk.services.sqs.SqsClient;

/** Looks at all parts and says how the stack is doing. */
final class Overview {

  private final Playback playback;
  private final EventBus bus;
  private final SqsClient sqs;
  private final String queueUrl;
  private final List<String> deadLetterUrls;
  private final EventSourceMapping mapping;
  private final DocumentCounts documents;
  private final TableGate gate;

  Overview(
      Playback playback,
      EventBus bus,
      SqsClient sqs,
      String queueUrl,
      List<String> deadLetterUrls,
      EventSourceMapping mapping,
      DocumentCounts documents,
      TableGate gate) {
    this.playback = playback;
    this.bus = bus;
    this.sqs = sqs;
    this.queueUrl = queueUrl;
    this.deadLetterUrls = List.copyOf(deadLetterUrls);
    this.mapping = mapping;
    this.documents = documents;
    this.gate = gate;
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
    BusCounts events = bus.counts();
    QueueCounts queue = QueueCounts.of(sqs, queueUrl);
    int running = mapping.running();
    int dead = deadLetterUrls.stream().mapToInt(url -> QueueCounts.of(sqs, url).total()).sum();
    return new Status(
        allPlayed && events.underWay() == 0 && queue.total() == 0 && running == 0,
        events,
        queue,
        dead,
        documents.writtenSoFar(),
        documents.unchangedSoFar(),
        gate.reads(),
        gate.writes());
  }
}
