package io.contacttree.local.dynamodb;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.contacttree.local.eventbridge.ChangePipe;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/**
 * The stream of a table, read after every write. Each record is stamped when it is read, because
 * DynamoDB Local cuts its own times to the minute, and kept: for the pipe, which takes one after
 * another, and for exports, which ask for windows.
 *
 * <p>Safe for many threads.
 */
public final class TableStream implements ChangePipe.Source, AutoCloseable {
  private static final Duration LOOK = Duration.ofSeconds(1);
  private static final Duration LONGEST_FAREWELL = Duration.ofSeconds(1);
  private static final Duration PAUSE = Duration.ofMillis(200);

  private final StreamRecords stream;
  private final KeptRecords kept;
  private final DynamoDbFaults gate;
  private final Thread reader = Thread.ofVirtual().name("table-stream").unstarted(this::work);
  private long read = -1;
  private int told;
  private volatile boolean open = true;

  private TableStream(StreamRecords stream, KeptRecords kept, DynamoDbFaults gate) {
    this.stream = stream;
    this.kept = kept;
    this.gate = gate;
  }

  /**
   * Finds the stream of a table, and begins to read it.
   *
   * @param gate before which all writes pass
   * @param data where records are kept beside the table; empty: in memory
   * @throws IOException when what was kept cannot be read
   */
  public static TableStream start(
      DynamoDbClient table,
      DynamoDbStreamsClient client,
      String name,
      DynamoDbFaults gate,
      Optional<Path> data,
      InstantSource clock)
      throws IOException {
    TableStream stream =
        new TableStream(StreamRecords.of(table, client, name), KeptRecords.in(data, clock), gate);
    stream.reader.start();
    return stream;
  }

  @Override
  public long writesDone() {
    return gate.writesDone();
  }

  @Override
  public void awaitWrite(long seen, Duration longest) throws InterruptedException {
    gate.awaitWrite(seen, longest);
  }

  @Override
  public synchronized List<ObjectNode> next() {
    if (read != gate.writesDone()) {
      readAll();
    }
    List<ObjectNode> records = kept.after(told);
    told += records.size();
    return records;
  }

  /**
   * Returns what happened in a window, whatever was answered before the call included; empty when
   * the stream began after the window's begin.
   *
   * @param from included
   * @param to not included
   */
  public synchronized Optional<List<ObjectNode>> between(Instant from, Instant to) {
    readAll();
    return kept.between(from, to);
  }

  @Override
  public void close() {
    open = false;
    reader.interrupt();
    try {
      reader.join(LONGEST_FAREWELL);
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
    }
  }

  private void work() {
    while (open) {
      long done = gate.writesDone();
      try {
        readAll();
        gate.awaitWrite(done, LOOK);
      } catch (InterruptedException closing) {
        return;
      } catch (RuntimeException unreadable) {
        // The table is down on purpose, or the stack is being stopped: what is there is read later.
        LockSupport.parkNanos(PAUSE.toNanos());
      }
    }
  }

  private synchronized void readAll() {
    long done = gate.writesDone();
    boolean isRead = false;
    try {
      List<ObjectNode> page = stream.next();
      while (!page.isEmpty()) {
        kept.keep(page);
        page = stream.next();
      }
      isRead = true;
    } catch (IOException full) {
      throw new UncheckedIOException(full);
    } finally {
      if (!isRead) {
        // Some of a page may be lost with its failure; what is kept already is not kept twice.
        stream.rewind();
      }
    }
    read = done;
  }
}
