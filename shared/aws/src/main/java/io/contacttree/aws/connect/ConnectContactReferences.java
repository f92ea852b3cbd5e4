package io.contacttree.aws.connect;

import io.contacttree.domain.connect.ContactReferences;
import io.contacttree.domain.connect.Deadline;
import io.contacttree.domain.contact.ContactId;
import io.contacttree.domain.contact.InstanceId;
import io.contacttree.domain.reference.KnownReferences;
import io.contacttree.domain.reference.ReferenceTypes;
import io.contacttree.domain.reference.ReferenceValues;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import software.amazon.awssdk.services.connect.ConnectClient;

/** Reads references by the AWS SDK, of several contacts at the same time. */
final class ConnectContactReferences implements ContactReferences {
  /** How many contacts are read at the same time. */
  static final int AT_THE_SAME_TIME = 8;

  private final ConnectClient connect;
  private final InstantSource clock;
  private final ReferenceTypes table;
  private final ReferenceValues values;

  /**
   * Creates a reader.
   *
   * @param connect a client with {@link RawAnswerInterceptor}
   */
  ConnectContactReferences(
      ConnectClient connect, InstantSource clock, ReferenceTypes table, ReferenceValues values) {
    this.connect = connect;
    this.clock = clock;
    this.table = table;
    this.values = values;
  }

  @Override
  public Map<ContactId, KnownReferences> read(
      InstanceId instance, Map<ContactId, Set<String>> types, Deadline deadline) {
    Map<ContactId, KnownReferences> found = new ConcurrentHashMap<>();
    Queue<Map.Entry<ContactId, Set<String>>> waiting =
        new ConcurrentLinkedQueue<>(types.entrySet());
    Runnable readAll =
        () -> {
          for (var next = waiting.poll(); next != null; next = waiting.poll()) {
            ContactId contact = next.getKey();
            new ReferencesRead(connect, clock, values, deadline)
                .read(instance, contact, table.calls(next.getValue()))
                .ifPresent(known -> found.put(contact, known));
          }
        };
    inParallel(readAll, Math.min(AT_THE_SAME_TIME, types.size()));
    return Map.copyOf(found);
  }

  private static void inParallel(Runnable work, int workers) {
    if (workers <= 1) {
      work.run();
      return;
    }
    List<Future<?>> running = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int worker = 0; worker < workers; worker++) {
        running.add(threads.submit(work));
      }
    }
    for (Future<?> ended : running) {
      rethrow(ended);
    }
  }

  private static void rethrow(Future<?> ended) {
    try {
      ended.get();
    } catch (ExecutionException defect) {
      throw new IllegalStateException("reading references broke off", defect.getCause());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
