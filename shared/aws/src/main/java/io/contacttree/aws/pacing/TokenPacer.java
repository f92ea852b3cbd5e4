package io.contacttree.aws.pacing;

import io.contacttree.domain.flow.Deadline;
import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A token bucket that starts empty, serves first come first, and slows down when Amazon Connect
 * says "too many".
 *
 * <p>Safe for any number of threads, and over clocks that jump; see {@link PacedTime}.
 */
public final class TokenPacer implements Pacer {
  private static final long NANOS_IN_SECOND = Duration.ofSeconds(1).toNanos();

  /** Requests are signed before they wait, and a signature is good for five minutes. */
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(4);

  /** Every wait brings a token, but for slow-downs and steps of the clock meanwhile. */
  private static final int MOST_WAITS = 100;

  // Only who holds the turn waits for the bucket; so nobody overtakes, and nobody reserves a token
  // whose time would be wrong after a slow-down.
  private final ReentrantLock turn = new ReentrantLock(true);
  private final MonotonicTime time;
  private final InstantSource clock;
  private final PacedTime pacedTime;
  private final Bucket bucket;

  /**
   * Creates an empty bucket.
   *
   * @param clock the clock of the deadlines
   */
  public TokenPacer(Allowance allowance, MonotonicTime time, InstantSource clock) {
    this.time = time;
    this.clock = clock;
    this.pacedTime = new PacedTime(time, clock);
    this.bucket =
        Bucket.builder()
            .withCustomTimePrecision(pacedTime)
            .addLimit(
                Bandwidth.builder()
                    .capacity(allowance.capacity())
                    .refillGreedy(1, timeOfOneToken(allowance.rate()))
                    .initialTokens(0)
                    .build())
            .build();
  }

  @Override
  public Token take(Deadline deadline) throws InterruptedException {
    Instant longest = clock.instant().plus(LONGEST_WAIT);
    Deadline until = deadline.at().isBefore(longest) ? deadline : new Deadline(longest);
    if (!turn.tryLock(left(until).toNanos(), TimeUnit.NANOSECONDS)) {
      throw new OutOfTimeException();
    }
    try {
      return takeInTurn(until);
    } finally {
      turn.unlock();
    }
  }

  private Token takeInTurn(Deadline deadline) throws InterruptedException {
    for (int waits = 0; waits <= MOST_WAITS; waits++) {
      Duration left = left(deadline);
      long slowDowns = pacedTime.slowDowns();
      ConsumptionProbe probe = bucket.tryConsumeAndReturnRemaining(1);
      if (probe.isConsumed()) {
        return new Token(slowDowns);
      }
      Duration wait = pacedTime.realTimeFor(probe.getNanosToWaitForRefill());
      if (wait.compareTo(left) >= 0) {
        throw new OutOfTimeException();
      }
      time.await(wait);
    }
    throw new OutOfTimeException();
  }

  @Override
  public void throttled(Token token) {
    if (pacedTime.slowDown(token.number())) {
      restart();
    }
  }

  @Override
  public void restart() {
    bucket.tryConsumeAsMuchAsPossible();
  }

  private Duration left(Deadline deadline) {
    Duration left = deadline.left(clock);
    if (!left.isPositive()) {
      throw new OutOfTimeException();
    }
    return left;
  }

  private static Duration timeOfOneToken(double rate) {
    return Duration.ofNanos(Math.max(1, (long) Math.ceil(NANOS_IN_SECOND / rate)));
  }
}
