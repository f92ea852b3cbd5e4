package io.contacttree.domain.flow;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** A queue in memory that keeps what is sent until it is due. */
final class FakeQueue implements ClaimQueue {
  /** A message on its way. */
  record Sent(Claim claim, ClaimMessage.Journey journey, Instant dueAt) {}

  private final InstantSource clock;
  private boolean down;
  final List<Sent> sent = new ArrayList<>();

  FakeQueue(InstantSource clock) {
    this.clock = clock;
  }

  void down(boolean isDown) {
    down = isDown;
  }

  @Override
  public void send(Claim claim, ClaimMessage.Journey journey, Duration delay) {
    if (down) {
      throw new UpstreamFailure(UpstreamFailure.Resource.QUEUE, "the queue is down");
    }
    sent.add(new Sent(claim, journey, clock.instant().plus(delay)));
  }

  /** Takes the message that is due first out of the queue. */
  Sent takeFirst() {
    Sent first = sent.stream().min(Comparator.comparing(Sent::dueAt)).orElseThrow();
    sent.remove(first);
    return first;
  }
}
