package io.contacttree.verification.simulator.time;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/**
 * Straight-line code that can pass virtual time: it runs on a thread of its own, but only while the
 * scheduler waits for it, so that of a whole run one thread runs at any moment.
 */
public final class Strand {
  private final SimulatedTime time;
  private final Runnable body;
  private final Semaphore turn = new Semaphore(0);
  private final Semaphore handedBack = new Semaphore(0);
  private Optional<Throwable> failure = Optional.empty();

  private Strand(SimulatedTime time, Runnable body) {
    this.time = time;
    this.body = body;
  }

  /** Starts a strand; its first step happens after the delay. */
  public static Strand start(SimulatedTime time, Duration delay, Runnable body) {
    Strand strand = new Strand(time, body);
    Thread.ofVirtual().name("strand").start(strand::run);
    time.after(delay, strand::step);
    return strand;
  }

  /** Lets virtual time pass; only to be called by the strand's own code. */
  public void pass(Duration duration) {
    time.after(duration, this::step);
    handedBack.release();
    turn.acquireUninterruptibly();
  }

  private void step() {
    turn.release();
    handedBack.acquireUninterruptibly();
    failure.ifPresent(
        thrown -> {
          throw new AssertionError("a worker failed: " + thrown, thrown);
        });
  }

  // What the code throws has to reach the scheduler, whatever it is.
  @SuppressWarnings("CatchAndPrintStackTrace")
  private void run() {
    turn.acquireUninterruptibly();
    try {
      body.run();
    } catch (Throwable thrown) {
      failure = Optional.of(thrown);
    } finally {
      handedBack.release();
    }
  }
}
