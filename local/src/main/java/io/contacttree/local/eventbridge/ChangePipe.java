package io.contacttree.local.eventbridge;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.contacttree.standin.http.Json;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Carries what happens to the table onto the change bus, which here is a queue, in the order in
 * which it happened; what fails is tried again.
 */
public final class ChangePipe implements AutoCloseable {
  private static final Duration LOOK = Duration.ofSeconds(1);
  private static final Duration LONGEST_FAREWELL = Duration.ofSeconds(1);
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

  /** Where the records come from. */
  public interface Source {
    /** Returns how many writes the table has done so far. */
    long writesDone();

    /** Waits until the table has done more writes than this, or for a time. */
    void awaitWrite(long seen, Duration longest) throws InterruptedException;

    /**
     * Returns the records that follow those returned before; an empty list when there are none of
     * the writes done before the call.
     */
    List<ObjectNode> next();
  }

  private final Source table;
  private final PipeTransform transform;
  private final Consumer<String> target;
  private final Consumer<String> complaints;
  private final Thread thread;
  private volatile long carried = -1;
  private volatile boolean open = true;

  /**
   * Starts it.
   *
   * @param target gets each event, and returns when it is on the bus
   * @param complaints told when records cannot be carried for now
   */
  public ChangePipe(
      Source table, PipeTransform transform, Consumer<String> target, Consumer<String> complaints) {
    this.table = table;
    this.transform = transform;
    this.target = target;
    this.complaints = complaints;
    this.thread = Thread.ofVirtual().name("change-pipe").start(this::work);
  }

  /** Returns whether nothing that the table has done is still on its way. */
  public boolean isDrained() {
    return carried == table.writesDone();
  }

  @Override
  public void close() {
    open = false;
    thread.interrupt();
    try {
      thread.join(LONGEST_FAREWELL);
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
    }
  }

  private void work() {
    boolean complained = false;
    while (open) {
      try {
        carry();
        complained = false;
      } catch (InterruptedException closing) {
        return;
      } catch (RuntimeException failed) {
        if (open && !complained) {
          complaints.accept("Changes wait, and are tried again: " + failed.getMessage());
        }
        complained = true;
        LockSupport.parkNanos(PAUSE_NANOS);
      }
    }
  }

  private void carry() throws InterruptedException {
    long done = table.writesDone();
    if (done == carried) {
      table.awaitWrite(done, LOOK);
      return;
    }
    List<ObjectNode> records = table.next();
    for (ObjectNode record : records) {
      transform.event(record).map(Json::write).ifPresent(this::put);
    }
    if (records.isEmpty()) {
      carried = done;
    }
  }

  /** As the pipe of AWS does, it holds up what follows rather than leave something out. */
  private void put(String event) {
    while (open) {
      try {
        target.accept(event);
        return;
      } catch (SdkException refused) {
        complaints.accept("A change waits, and is tried again: " + refused.getMessage());
        LockSupport.parkNanos(PAUSE_NANOS);
      }
    }
  }
}
