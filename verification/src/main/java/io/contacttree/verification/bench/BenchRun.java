package io.contacttree.verification.bench;

import com.fasterxml.jackson.databind.JsonNode;
import io.contacttree.verification.stack.StackProcess;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * One part of the benchmark.
 *
 * @param name what it is called in the report
 * @param trees its trees
 * @param events how many events were put on the bus
 * @param sent when the first event of each contact was put, in milliseconds of the epoch
 * @param duration from the first event until the stack was idle again
 * @param status how the stack was doing then
 * @param calls the calls that Amazon Connect had got by then
 */
record BenchRun(
    String name,
    List<BenchTree> trees,
    int events,
    Map<String, Long> sent,
    Duration duration,
    JsonNode status,
    List<JsonNode> calls) {
  private static final Duration MOST = Duration.ofMinutes(20);
  private static final int AT_ONCE = 10;

  /**
   * Puts events on the bus, each at its time or, where that is over, at once; waits for the end.
   */
  static BenchRun of(
      String name, StackProcess stack, List<BenchTree> trees, List<EndOfContact> ends)
      throws IOException, InterruptedException {
    Instant began = Instant.now();
    Map<String, Long> sent = new HashMap<>();
    for (int from = 0; from < ends.size(); ) {
      long wait = ends.get(from).at().toEpochMilli() - System.currentTimeMillis();
      if (wait > 0) {
        TimeUnit.MILLISECONDS.sleep(wait);
      }
      int to = from + 1;
      while (to < Math.min(ends.size(), from + AT_ONCE)
          && !ends.get(to).at().isAfter(Instant.now())) {
        to++;
      }
      List<EndOfContact> now = ends.subList(from, to);
      stack.put(now.stream().map(BenchJson::entry).toList());
      long at = System.currentTimeMillis();
      now.forEach(end -> sent.putIfAbsent(end.contact().id(), at));
      from = to;
    }
    JsonNode status = stack.idle(MOST);
    Duration duration = Duration.between(began, Instant.now());
    return new BenchRun(name, trees, ends.size(), sent, duration, status, stack.calls());
  }

  /**
   * Returns the calls that Amazon Connect got for one tree, those for the ids it names included.
   */
  List<JsonNode> calls(BenchTree tree) {
    Set<String> ids = new HashSet<>(tree.absentNames());
    tree.contacts().forEach(contact -> ids.add(contact.id()));
    return calls.stream().filter(call -> ids.contains(call.path("contact_id").asText())).toList();
  }

  double seconds() {
    return duration.toMillis() / 1_000.0;
  }

  int contacts() {
    return trees.stream().mapToInt(tree -> tree.contacts().size()).sum();
  }

  long tableRequests(String kind) {
    return status.path("dynamodb").path(kind).asLong();
  }
}
