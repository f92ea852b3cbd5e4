package io.contacttree.verification.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;

/** Prints figures as Markdown. */
final class BenchReport {
  private final PrintStream out;

  BenchReport(PrintStream out) {
    this.out = out;
  }

  void title(int trees, long seed, int factor) {
    print(
        "Workload: %d trees, seed %d; quotas: Amazon Connect's × %d."
            .formatted(trees, seed, factor));
  }

  void calls(BenchRun run, List<JsonNode> log, JsonNode endpoints, LowerBound bound) {
    print("");
    print("### %s".formatted(run.name()));
    print("");
    print(
        "%d contacts in %d trees, %d events, %.1f s."
            .formatted(
                run.contacts(),
                run.trees().size(),
                run.events(),
                run.duration().toMillis() / 1_000.0));
    print("");
    print("| API | calls | lower bound | ratio | 429 | most attempts beyond rate × s | allowed |");
    print("|---|---|---|---|---|---|---|");
    row(CallFigures.LIST, log, endpoints, bound.lists());
    row(CallFigures.REFERENCES, log, endpoints, bound.references());
  }

  private void row(String api, List<JsonNode> log, JsonNode endpoints, long bound) {
    JsonNode pacing = endpoints.path("pacing").path(api);
    CallFigures figures = CallFigures.of(log, api, pacing.path("rate").asDouble());
    print(
        "| %s | %d | %d | %.3f | %d | %.1f | %d |"
            .formatted(
                api,
                figures.calls(),
                bound,
                (double) figures.calls() / bound,
                figures.throttled(),
                figures.mostAboveRate(),
                pacing.path("capacity").asLong()));
  }

  void rebuild(List<BenchTree> trees) {
    LowerBound rebuild = LowerBound.rebuildOnEveryEvent(trees);
    print("");
    print(
        "A rebuild on every event would have cost %d lists and %d reads of references."
            .formatted(rebuild.lists(), rebuild.references()));
  }

  void table(BenchRun run, JsonNode status) {
    long reads = status.path("dynamodb").path("reads").asLong();
    long writes = status.path("dynamodb").path("writes").asLong();
    long written = status.path("documents").path("written").asLong();
    print(
        "Revisions: %d, %.2f a document."
            .formatted(written, (double) written / run.trees().size()));
    print(
        "Table: %d read requests and %d writes: %.2f and %.2f an event, %.2f and %.2f a document."
            .formatted(
                reads,
                writes,
                (double) reads / run.events(),
                (double) writes / run.events(),
                (double) reads / run.trees().size(),
                (double) writes / run.trees().size()));
  }

  void replay(BenchRun run, List<JsonNode> log, JsonNode before, JsonNode after) {
    long reads = difference(before, after, "reads");
    print("");
    print("### %s".formatted(run.name()));
    print("");
    print(
        "%d events, %.1f s: %d calls to Amazon Connect, %d writes, %d read requests (%.2f an event)."
            .formatted(
                run.events(),
                run.duration().toMillis() / 1_000.0,
                log.size(),
                difference(before, after, "writes"),
                reads,
                (double) reads / run.events()));
  }

  private static long difference(JsonNode before, JsonNode after, String what) {
    return after.path("dynamodb").path(what).asLong() - before.path("dynamodb").path(what).asLong();
  }

  void lag(BenchRun run, Latency latency) {
    if (latency.millis().isEmpty()) {
      print("%.1f events a second.".formatted(run.events() * 1_000.0 / run.duration().toMillis()));
      return;
    }
    print(
        "From a contact's event to its references read, the window of the queue included: p50 %d ms, p99 %d ms."
            .formatted(latency.percentile(50), latency.percentile(99)));
  }

  /** Counts the documents that are complete and hold all contacts of their tree. */
  void documents(StackUnderTest stack, List<BenchTree> trees)
      throws IOException, InterruptedException {
    int whole = 0;
    for (BenchTree tree : trees) {
      JsonNode document = stack.document(tree.contacts().getLast().id());
      boolean complete = document.path("state").asText().equals("COMPLETE");
      whole += complete && document.path("contact_count").asInt() == tree.contacts().size() ? 1 : 0;
    }
    print("%d of %d documents are COMPLETE and hold every contact.".formatted(whole, trees.size()));
  }

  /** What the building function says of its own work. */
  void functionLog(StackUnderTest stack) throws IOException {
    FunctionLog.read(stack.functionLog()).lines().forEach(this::print);
  }

  /** How much the table holds for the contacts of a run. */
  void stored(BenchRun run, StackUnderTest stack) throws IOException, InterruptedException {
    JsonNode table = stack.describeTable();
    long bytes = table.path("TableSizeBytes").asLong();
    print(
        "Stored: %d items, %d bytes; %d bytes a contact, %d a document."
            .formatted(
                table.path("ItemCount").asLong(),
                bytes,
                bytes / run.contacts(),
                bytes / run.trees().size()));
  }

  private void print(String line) {
    out.println(line);
  }
}
