package io.contacttree.aws.pacing;

import io.contacttree.domain.connect.Deadline;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Gives out the tokens of a {@link PacedBucket}: first come first served, and slower when Amazon
 * Connect says "too many".
 *
 * <p>Never are more attempts under way than the bucket holds: however long they are on their way,
 * they arrive within the share.
 *
 * <p>Safe for any number of threads, and over clocks that jump.
 */
public final class TokenPacer implements Pacer {
  /** Requests are signed before they wait, and a signature is good for five minutes. */
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(4);

  /** Every wait brings a token, but for slow-downs and steps of the clock meanwhile. */
  private static final int MOST_WAITS = 100;

  // Only who holds the turn waits for the bucket; so nobody overtakes, and nobody reserves a token
  // whose time would be wrong after a slow-down.
  private final ReentrantLock turn = new ReentrantLock(true);
  private final Semaphore free;
  private final PacedBucket bucket;
  private final MonotonicTime time;
  private final InstantSource clock;

  /**
   * Creates a pacer whose bucket is empty.
   *
   * @param clock the clock of the deadlines
   */
  public TokenPacer(RateShare rateShare, MonotonicTime time, InstantSource clock) {
    this.free = new Semaphore(Math.toIntExact(rateShare.capacity()));
    this.bucket = new PacedBucket(rateShare, time, clock);
    this.time = time;
    this.clock = clock;
  }

  @Override
  public Token take(Deadline deadline) throws InterruptedException {
    Instant longest = clock.instant().plus(LONGEST_WAIT);
    Deadline until = deadline.at().isBefore(longest) ? deadline : new Deadline(longest);
    if (!turn.tryLock(left(until).toNanos(), TimeUnit.NANOSECONDS)) {
      throw new OutOfTimeException();
    }
    try {
      if (!free.tryAcquire(left(until).toNanos(), TimeUnit.NANOSECONDS)) {
        throw new OutOfTimeException();
      }
      return takeInTurn(until);
    } finally {
      turn.unlock();
    }
  }

  private Token takeInTurn(Deadline deadline) throws InterruptedException {
    Optional<Token> taken = Optional.empty();
    try {
      for (int waits = 0; waits <= MOST_WAITS; waits++) {
        Duration left = left(deadline);
        taken = bucket.take();
        if (taken.isPresent()) {
          return taken.get();
        }
        Duration wait = bucket.untilNextToken();
        if (wait.compareTo(left) >= 0) {
          throw new OutOfTimeException();
        }
        time.await(wait);
      }
      throw new OutOfTimeException();
    } finally {
      if (taken.isEmpty()) {
        free.release();
      }
    }
  }

  @Override
  public void finished(Token token) {
    bucket.finished();
    free.release();
  }

  @Override
  public void throttled(Token token) {
    bucket.slowDown(token);
  }

  @Override
  public void restart() {
    bucket.empty();
  }

  private Duration left(Deadline deadline) {
    Duration left = deadline.left(clock);
    if (!left.isPositive()) {
      throw new OutOfTimeException();
    }
    return left;
  }
}
