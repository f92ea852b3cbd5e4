package io.contacttree.local;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * Keeps the heap small on a machine with much memory.
 *
 * <p>A JVM without a limit takes up to a quarter of the machine's memory rather than collect
 * garbage in earnest; the manifest of a jar cannot set a limit, and the flag for a soft one has no
 * effect on the collector of Java 25. So a whole collection is asked for when the heap has grown
 * well beyond what was in use after the last one.
 */
final class HeapGuard {
  private static final long LEAST_BYTES = 400L * 1024 * 1024;
  private static final Duration PAUSE = Duration.ofMillis(500);

  private long allowed = LEAST_BYTES;

  /** Watches for as long as the process lives. */
  static void start() {
    HeapGuard guard = new HeapGuard();
    Thread.ofPlatform().daemon().name("heap-guard").start(guard::watch);
  }

  private void watch() {
    Runtime runtime = Runtime.getRuntime();
    while (!Thread.currentThread().isInterrupted()) {
      LockSupport.parkNanos(PAUSE.toNanos());
      if (isTooLarge(runtime.totalMemory())) {
        runtime.gc();
        collected(runtime.totalMemory() - runtime.freeMemory());
      }
    }
  }

  /** Returns whether a heap of this many bytes is to be collected. */
  boolean isTooLarge(long heap) {
    return heap > allowed;
  }

  /** Takes note of how many bytes were in use after a collection; only more than that is waste. */
  void collected(long inUse) {
    allowed = Math.max(LEAST_BYTES, inUse + inUse / 2);
  }
}
