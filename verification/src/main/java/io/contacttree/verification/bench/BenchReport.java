package io.contacttree.verification.bench;

import com.fasterxml.jackson.databind.JsonNode;
import io.contacttree.standin.http.Json;
import io.contacttree.verification.stack.StackProcess;
import java.io.IOException;
import java.io.PrintStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;

/** Prints figures as Markdown. */
final class BenchReport {
  // DynamoDB Local wants to see a signature but does not check it.
  private static final String ANY_SIGNATURE =
      "AWS4-HMAC-SHA256 Credential=local/20260101/us-east-1/dynamodb/aws4_request,"
          + " SignedHeaders=host, Signature=0";

  private final PrintStream out;

  BenchReport(PrintStream out) {
    this.out = out;
  }

  void title(int trees, long seed, int factor) {
    print(
        "Workload: %d trees, seed %d; quotas: Amazon Connect's × %d."
            .formatted(trees, seed, factor));
  }

  void calls(BenchRun run, StackProcess stack, LowerBound bound) {
    print("");
    print("### %s".formatted(run.name()));
    print("");
    print(
        "%d contacts in %d trees, %d events, %.1f s."
            .formatted(run.contacts(), run.trees().size(), run.events(), run.seconds()));
    print("");
    print("| API | calls | lower bound | ratio | 429 | most attempts beyond rate × s | allowed |");
    print("|---|---|---|---|---|---|---|");
    row(CallFigures.LIST, run, stack, bound.lists());
    row(CallFigures.REFERENCES, run, stack, bound.references());
  }

  private void row(String api, BenchRun run, StackProcess stack, long bound) {
    JsonNode pacing = stack.endpoint("pacing").path(api);
    CallFigures figures = CallFigures.of(run.calls(), api, pacing.path("rate").asDouble());
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

  void table(BenchRun run) {
    long reads = run.tableRequests("reads");
    long writes = run.tableRequests("writes");
    long written = run.status().path("documents").path("written").asLong();
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

  /** What the run consumed, and the least that could have done it. */
  void units(BenchRun run, StackProcess stack, Units units)
      throws IOException, InterruptedException {
    double written = run.status().path("documents").path("written").asDouble();
    double contacts = run.contacts();
    LeastUnits least = LeastUnits.of(run, stack, CallBenchmark.WINDOW);
    print("");
    print("| write units | all | a contact | a revision |");
    print("|---|---|---|---|");
    row("table", units.table(), contacts, written);
    units.indexes().forEach((name, sum) -> row("index " + name, sum, contacts, written));
    row("all", units.writes(), contacts, written);
    row("all, indexes in transactions once", units.writesIndexesOnce(), contacts, written);
    units.kinds().forEach((kind, sum) -> row("of the table: " + kind, sum, contacts, written));
    row("refused, estimated, beside", units.refused(), contacts, written);
    row("least possible", least.sum(), contacts, written);
    row("read units", units.reads(), contacts, written);
    print("");
    print(
        "Least possible: %s; %.2f times that."
            .formatted(least, units.writesIndexesOnce() / least.sum()));
  }

  private void row(String name, double units, double contacts, double revisions) {
    print(
        "| %s | %.0f | %.2f | %.2f |".formatted(name, units, units / contacts, units / revisions));
  }

  void replay(BenchRun first, BenchRun again) {
    long reads = again.tableRequests("reads") - first.tableRequests("reads");
    print("");
    print("### %s".formatted(again.name()));
    print("");
    print(
        "%d events, %.1f s: %d calls to Amazon Connect, %d writes, %d read requests (%.2f an event)."
            .formatted(
                again.events(),
                again.seconds(),
                again.calls().size(),
                again.tableRequests("writes") - first.tableRequests("writes"),
                reads,
                (double) reads / again.events()));
  }

  void throughput(BenchRun run) {
    print("%.1f events a second.".formatted(run.events() / run.seconds()));
  }

  void latency(Latency latency) {
    print(
        "From a contact's event to its references read, the window of the queue included: p50 %d ms, p99 %d ms."
            .formatted(latency.percentile(50), latency.percentile(99)));
  }

  /** Counts the documents that are complete and hold all contacts of their tree. */
  void documents(BenchRun run, StackProcess stack) throws IOException, InterruptedException {
    print(
        "%d of %d documents are COMPLETE and hold every contact."
            .formatted(wholeDocuments(run.trees(), stack), run.trees().size()));
  }

  private static int wholeDocuments(List<BenchTree> trees, StackProcess stack)
      throws IOException, InterruptedException {
    int whole = 0;
    for (BenchTree tree : trees) {
      JsonNode document = tree.document(stack);
      boolean complete = document.path("state").asText().equals("COMPLETE");
      whole += complete && document.path("contact_count").asInt() == tree.contacts().size() ? 1 : 0;
    }
    return whole;
  }

  /** Begins the table of what each reading of lists costs. */
  void readings(int trees) {
    print("");
    print("### Each reading of lists, %d trees".formatted(trees));
    print("");
    print(
        "| lists of Amazon Connect | part | lists | bound | ratio | references | bound | ratio |"
            + " 429 | whole documents |");
    print("|---|---|---|---|---|---|---|---|---|---|");
  }

  /** One row of it. */
  void reading(ListReading reading, BenchRun run, StackProcess stack, LowerBound bound)
      throws IOException, InterruptedException {
    CallFigures lists = CallFigures.of(run.calls(), CallFigures.LIST, 0);
    CallFigures references = CallFigures.of(run.calls(), CallFigures.REFERENCES, 0);
    print(
        "| %s | %s | %d | %d | %.3f | %d | %d | %.3f | %d | %d of %d |"
            .formatted(
                reading.words(),
                run.name(),
                lists.calls(),
                bound.lists(),
                (double) lists.calls() / bound.lists(),
                references.calls(),
                bound.references(),
                (double) references.calls() / bound.references(),
                lists.throttled() + references.throttled(),
                wholeDocuments(run.trees(), stack),
                run.trees().size()));
  }

  /** Begins the table of legs that end one by one. */
  void legs(int legs) {
    print("");
    print("### %d legs one by one".formatted(legs));
    print("");
    print(
        "| lists of Amazon Connect | names that fail for ever | lists | by a failing name | at most"
            + " | references | bound | document |");
    print("|---|---|---|---|---|---|---|---|");
  }

  /** One row of it: settle reads count. */
  void legs(ListReading reading, BenchTree tree, BenchRun run, int triesOfAName, StackProcess stack)
      throws IOException, InterruptedException {
    List<JsonNode> calls = run.calls(tree);
    List<String> names = tree.absentNames();
    CallFigures lists = CallFigures.of(calls, CallFigures.LIST, 0);
    long byName =
        calls.stream().filter(call -> names.contains(call.path("contact_id").asText())).count();
    JsonNode document = tree.document(stack);
    print(
        "| %s | %d | %d | %d | %d | %d | %d | %s, %d contacts |"
            .formatted(
                reading.words(),
                names.size(),
                lists.calls(),
                byName,
                tree.contacts().size() + (long) names.size() * triesOfAName,
                CallFigures.of(calls, CallFigures.REFERENCES, 0).calls(),
                tree.referenceCalls(),
                document.path("state").asText(),
                document.path("contact_count").asInt()));
  }

  /** What the building function says of its own work. */
  void functionLog(StackProcess stack) throws IOException {
    ProducedLog.read(stack.log()).lines().forEach(this::print);
  }

  void lateLegs() {
    print("");
    print("### A late leg");
    print("");
    print(
        "| members before | bytes before | write units | indexes in transactions once | first write"
            + " of the tree | read units | of its bytes ÷ 8 KB | document |");
    print("|---|---|---|---|---|---|---|---|");
  }

  /** What one more leg cost a tree, and what the tree itself had. */
  void lateLeg(BenchTree tree, long bytes, Units before, Units after, JsonNode document) {
    double reads = after.reads() - before.reads();
    print(
        "| %d | %d | %.0f | %.0f | %.0f | %.1f | %.2f | %s, %d contacts |"
            .formatted(
                tree.contacts().size() - 1,
                bytes,
                after.writes() - before.writes(),
                after.writesIndexesOnce() - before.writesIndexesOnce(),
                before.writes(),
                reads,
                reads / (bytes / 8_192.0),
                document.path("state").asText(),
                document.path("contact_count").asInt()));
  }

  /** How much the table holds for the contacts of a run. */
  void stored(BenchRun run, StackProcess stack) throws IOException, InterruptedException {
    JsonNode table = tableSize(stack);
    long bytes = table.path("TableSizeBytes").asLong();
    print(
        "Stored: %d items, %d bytes; %d bytes a contact, %d a document."
            .formatted(
                table.path("ItemCount").asLong(),
                bytes,
                bytes / run.contacts(),
                bytes / run.trees().size()));
  }

  static JsonNode tableSize(StackProcess stack) throws IOException, InterruptedException {
    String name = Json.write(Json.object().set("TableName", stack.endpoint("table")));
    String description =
        stack.expectSuccess(
            stack
                .request("dynamodb", "/")
                .header("Content-Type", "application/x-amz-json-1.0")
                .header("X-Amz-Target", "DynamoDB_20120810.DescribeTable")
                .header("Authorization", ANY_SIGNATURE)
                .POST(BodyPublishers.ofString(name)));
    return Json.read(description).path("Table");
  }

  void print(String line) {
    out.println(line);
  }
}
