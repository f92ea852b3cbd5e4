package io.contacttree.domain.claim;

import io.contacttree.domain.store.UpstreamFailure;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** A queue in memory that keeps what is sent until it is due. */
public final class FakeQueue implements ClaimQueue {
  /** A message on its way. */
  public record Sent(Claim claim, ClaimMessage.Trail trail, Instant dueAt) {}

  private final InstantSource clock;
  private boolean down;
  public final List<Sent> sent = new ArrayList<>();

  public FakeQueue(InstantSource clock) {
    this.clock = clock;
  }

  public void down(boolean isDown) {
    down = isDown;
  }

  @Override
  public void send(Claim claim, ClaimMessage.Trail trail, Duration delay) {
    if (down) {
      throw new UpstreamFailure(UpstreamFailure.Resource.QUEUE, "the queue is down");
    }
    sent.add(new Sent(claim, trail, clock.instant().plus(delay)));
  }

  /** Takes the message that is due first out of the queue. */
  public Sent takeFirst() {
    Sent first = sent.stream().min(Comparator.comparing(Sent::dueAt)).orElseThrow();
    sent.remove(first);
    return first;
  }
}
