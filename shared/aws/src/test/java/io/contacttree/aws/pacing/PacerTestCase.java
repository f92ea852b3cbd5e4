package io.contacttree.aws.pacing;

import io.contacttree.domain.connect.Deadline;
import java.time.Duration;
import java.time.Instant;

/** A pacer of one attempt a second and three at once, in virtual time. */
abstract class PacerTestCase {
  static final Deadline NEVER = new Deadline(Instant.MAX);

  final AdjustableTime time = new AdjustableTime();
  final TokenPacer pacer = new TokenPacer(new RateShare(1, 3), time, time);

  static void attempt(Pacer pacer) throws InterruptedException {
    pacer.finished(pacer.take(NEVER));
  }

  static void refused(Pacer pacer) throws InterruptedException {
    Pacer.Token token = pacer.take(NEVER);
    pacer.throttled(token);
    pacer.finished(token);
  }

  double seconds() {
    return time.passed() / 1e9;
  }

  Deadline in(Duration duration) {
    return new Deadline(time.instant().plus(duration));
  }
}
