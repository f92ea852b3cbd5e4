package io.contacttree.aws.pacing;

import io.contacttree.domain.connect.Deadline;
import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A token bucket that starts empty, serves first come first, and slows down when Amazon Connect
 * says "too many".
 *
 * <p>An attempt arrives somewhere between its token and its answer. So while attempts are under way
 * the bucket fills up only to what is left of its capacity without them, and never are more under
 * way than it holds: however long attempts are on their way, they arrive within the allowance.
 *
 * <p>Safe for any number of threads, and over clocks that jump; see {@link PacedTime}.
 */
public final class TokenPacer implements Pacer {
  /** One attempt, in the bucket's tokens; small ones, so that parts of an attempt count too. */
  private static final long ATTEMPT = 1_000;

  private static final long NANOS_IN_SECOND = Duration.ofSeconds(1).toNanos();

  /** Requests are signed before they wait, and a signature is good for five minutes. */
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(4);

  /** Far less than any token takes; the bucket rounds what is missing, sometimes to nothing. */
  private static final Duration SHORTEST_WAIT = Duration.ofNanos(1_000);

  /** Every wait brings a token, but for slow-downs and steps of the clock meanwhile. */
  private static final int MOST_WAITS = 100;

  // Only who holds the turn waits for the bucket; so nobody overtakes, and nobody reserves a token
  // whose time would be wrong after a slow-down.
  private final ReentrantLock turn = new ReentrantLock(true);
  private final MonotonicTime time;
  private final InstantSource clock;
  private final PacedTime pacedTime;
  private final Bucket bucket;
  private final Object bucketLock = new Object();
  private final long capacity;
  private final Semaphore free;
  private long underWay;

  /**
   * Creates an empty bucket.
   *
   * @param clock the clock of the deadlines
   */
  public TokenPacer(RateShare rateShare, MonotonicTime time, InstantSource clock) {
    this.time = time;
    this.clock = clock;
    this.pacedTime = new PacedTime(time, clock);
    this.bucket =
        Bucket.builder()
            .withCustomTimePrecision(pacedTime)
            .addLimit(
                Bandwidth.builder()
                    .capacity(rateShare.capacity() * ATTEMPT)
                    .refillGreedy(ATTEMPT, timeOfOneAttempt(rateShare.rate()))
                    .initialTokens(0)
                    .build())
            .build();
    this.capacity = rateShare.capacity();
    this.free = new Semaphore(Math.toIntExact(rateShare.capacity()));
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
    boolean taken = false;
    try {
      for (int waits = 0; waits <= MOST_WAITS; waits++) {
        Duration left = left(deadline);
        long slowDowns = pacedTime.slowDowns();
        ConsumptionProbe probe = consume();
        if (probe.isConsumed()) {
          taken = true;
          return new Token(slowDowns);
        }
        Duration wait = pacedTime.realTimeFor(probe.getNanosToWaitForRefill());
        if (wait.compareTo(left) >= 0) {
          throw new OutOfTimeException();
        }
        time.await(wait.compareTo(SHORTEST_WAIT) > 0 ? wait : SHORTEST_WAIT);
      }
      throw new OutOfTimeException();
    } finally {
      if (!taken) {
        free.release();
      }
    }
  }

  @Override
  public void finished(Token token) {
    synchronized (bucketLock) {
      forgetSurplus();
      underWay--;
    }
    free.release();
  }

  @Override
  public void throttled(Token token) {
    if (pacedTime.slowDown(token.number())) {
      restart();
    }
  }

  @Override
  public void restart() {
    synchronized (bucketLock) {
      bucket.tryConsumeAsMuchAsPossible();
    }
  }

  private ConsumptionProbe consume() {
    synchronized (bucketLock) {
      forgetSurplus();
      ConsumptionProbe probe = bucket.tryConsumeAndReturnRemaining(ATTEMPT);
      if (probe.isConsumed()) {
        underWay++;
      }
      return probe;
    }
  }

  /** The bucket holds no more than it would if all attempts under way arrived just now. */
  private void forgetSurplus() {
    long surplus = bucket.getAvailableTokens() - (capacity - underWay) * ATTEMPT;
    if (surplus > 0) {
      bucket.tryConsume(surplus);
    }
  }

  private Duration left(Deadline deadline) {
    Duration left = deadline.left(clock);
    if (!left.isPositive()) {
      throw new OutOfTimeException();
    }
    return left;
  }

  private static Duration timeOfOneAttempt(double rate) {
    return Duration.ofNanos(Math.max(1, (long) Math.ceil(NANOS_IN_SECOND / rate)));
  }
}
