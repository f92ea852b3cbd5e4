package io.contacttree.local.stack;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/**
 * What was started, to be closed in the opposite order, also when starting the rest fails.
 *
 * <p>Thread-safe: whoever ends the process may close it while parts are still being started.
 */
public final class Closeables implements AutoCloseable {

  private static final System.Logger LOG = System.getLogger(Closeables.class.getName());
  private static final Executor OWN_THREADS = task -> Thread.ofPlatform().daemon().start(task);

  private final Deque<AutoCloseable> started = new ArrayDeque<>();
  private boolean closed;

  /**
   * Remembers something that was started.
   *
   * @throws IllegalStateException when all else is closed already; then the part is closed too
   */
  public <T extends AutoCloseable> T add(T part) {
    synchronized (this) {
      if (!closed) {
        started.push(part);
        return part;
      }
    }
    close(part);
    throw new IllegalStateException("The stack is being stopped.");
  }

  /** Starts something beside the rest, on a thread of its own. */
  public <T> CompletableFuture<T> beside(Supplier<T> start) {
    return CompletableFuture.supplyAsync(start, OWN_THREADS);
  }

  /**
   * Waits for something that was started beside.
   *
   * @throws RuntimeException what its start threw
   */
  public static <T> T join(CompletableFuture<T> part) {
    try {
      return part.join();
    } catch (CompletionException failed) {
      if (failed.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw failed;
    }
  }

  /** Returns whether closing has begun. */
  public synchronized boolean isClosed() {
    return closed;
  }

  @Override
  public void close() {
    while (true) {
      AutoCloseable next;
      synchronized (this) {
        closed = true;
        next = started.poll();
      }
      if (next == null) {
        return;
      }
      close(next);
    }
  }

  private static void close(AutoCloseable part) {
    try {
      part.close();
    } catch (Exception failed) {
      // The rest must still be closed.
      LOG.log(System.Logger.Level.ERROR, "A part could not be closed.", failed);
    }
  }
}
