package io.contacttree.local.dynamodb;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Stands before DynamoDB Local: counts the requests for data and makes the faults that were asked
 * for.
 *
 * <p>A request counts when it arrives, whatever becomes of it, and as one, however many items it
 * names. Safe for many threads.
 */
public final class DynamoDbFaults {

  /** What the table does wrong on purpose. */
  public enum Fault {
    /** Nothing. */
    OK,
    /** Every call fails. */
    DOWN,
    /** The next write is applied and its answer lost; then nothing. */
    DROP_RESPONSE
  }

  private static final String TARGET = "X-Amz-Target";
  // No function may scan: who does exports the table, which is none of its load.
  private static final Set<String> READS =
      Set.of("GetItem", "BatchGetItem", "Query", "TransactGetItems");
  private static final Set<String> WRITES =
      Set.of(
          "PutItem",
          "UpdateItem",
          "DeleteItem",
          "BatchWriteItem",
          "TransactWriteItems",
          "ExecuteStatement",
          "ExecuteTransaction",
          "BatchExecuteStatement");
  private static final byte[] FAILURE =
      """
      {"__type":"com.amazonaws.dynamodb.v20120810#InternalServerError","message":"The table is down on purpose."}"""
          .getBytes(StandardCharsets.UTF_8);

  private final AtomicLong reads = new AtomicLong();
  private final AtomicLong writes = new AtomicLong();
  private long writesDone;
  private volatile Fault fault = Fault.OK;

  /** Returns how many requests for reading items came so far. */
  public long reads() {
    return reads.get();
  }

  /** Returns how many requests for writing items came so far. */
  public long writes() {
    return writes.get();
  }

  /** Returns how many of these are done, whatever became of them. */
  public synchronized long writesDone() {
    return writesDone;
  }

  /** Waits until more writes are done than this, or for a time. */
  public synchronized void awaitWrite(long seen, Duration longest) throws InterruptedException {
    long end = System.nanoTime() + longest.toNanos();
    for (long left = longest.toNanos(); writesDone <= seen && left > 0; ) {
      wait(TimeUnit.NANOSECONDS.toMillis(left) + 1);
      left = end - System.nanoTime();
    }
  }

  private synchronized void writeDone() {
    writesDone++;
    notifyAll();
  }

  /** Makes a fault from now on. */
  public synchronized void fail(Fault next) {
    fault = next;
  }

  /** Ends the wish for a lost answer; of several writes at once one gets true. */
  private synchronized boolean takeDrop() {
    if (fault != Fault.DROP_RESPONSE) {
      return false;
    }
    fault = Fault.OK;
    return true;
  }

  /** Returns the handler with this gate before it. */
  Handler before(Handler table) {
    return new Gated(table);
  }

  private static String operation(Request request) {
    String target = request.getHeaders().get(TARGET);
    return target == null ? "" : target.substring(target.lastIndexOf('.') + 1);
  }

  private final class Gated extends Handler.Wrapper {

    Gated(Handler table) {
      super(table);
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
      String operation = operation(request);
      boolean isWrite = WRITES.contains(operation);
      if (!isWrite) {
        if (READS.contains(operation)) {
          reads.incrementAndGet();
        }
        return pass(request, response, callback, false);
      }
      writes.incrementAndGet();
      try {
        return pass(request, response, callback, true);
      } finally {
        writeDone();
      }
    }

    private boolean pass(Request request, Response response, Callback callback, boolean isWrite)
        throws Exception {
      return switch (fault) {
        case OK -> super.handle(request, response, callback);
        case DOWN -> refuse(response, callback);
        case DROP_RESPONSE ->
            isWrite
                ? super.handle(request, new Dropping(request, response), callback)
                : super.handle(request, response, callback);
      };
    }

    private static boolean refuse(Response response, Callback callback) {
      response.setStatus(500);
      response.getHeaders().put("Content-Type", "application/x-amz-json-1.0");
      response.write(true, ByteBuffer.wrap(FAILURE), callback);
      return true;
    }
  }

  /**
   * Lets a refusal pass; loses the answer of a write that was applied, by closing the connection.
   */
  private final class Dropping extends Response.Wrapper {

    private boolean dropped;

    Dropping(Request request, Response response) {
      super(request, response);
    }

    @Override
    public void write(boolean last, ByteBuffer content, Callback callback) {
      if (!dropped && getStatus() == 200) {
        dropped = takeDrop();
      }
      if (dropped) {
        getRequest().getConnectionMetaData().getConnection().getEndPoint().close();
        callback.succeeded();
        return;
      }
      super.write(last, content, callback);
    }
  }
}
