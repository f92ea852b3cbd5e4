package io.contacttree.local.cli;

import io.contacttree.local.stack.Closeables;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * Cleans up when the process ends, by itself or by a signal, and sees to it that it ends in time.
 *
 * <p>On SIGTERM the JVM runs its shutdown hooks and leaves with 143.
 */
public final class ShutdownHook {

  // Five seconds are promised; what is still open then is closed by the operating system.
  private static final Duration PATIENCE = Duration.ofSeconds(3);
  private static final Duration LAST_RESORT = Duration.ofMillis(4_300);

  private final Closeables closeables;
  private volatile int code = ExitCode.TERMINATED.code();

  /** Makes sure of it from now on. */
  public ShutdownHook(Closeables closeables) {
    this.closeables = closeables;
    Runtime.getRuntime().addShutdownHook(new Thread(this::cleanUp, "ending"));
  }

  /** Ends the process. */
  public void leave(ExitCode exitCode) {
    code = exitCode.code();
    System.exit(code);
  }

  private void cleanUp() {
    Thread.ofPlatform().daemon().name("last-resort").start(this::haltLate);
    Thread closing = Thread.ofPlatform().daemon().name("closing").start(closeables::close);
    try {
      closing.join(PATIENCE);
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
    }
  }

  private void haltLate() {
    long end = System.nanoTime() + LAST_RESORT.toNanos();
    while (System.nanoTime() < end) {
      LockSupport.parkNanos(end - System.nanoTime());
    }
    Runtime.getRuntime().halt(code);
  }
}
