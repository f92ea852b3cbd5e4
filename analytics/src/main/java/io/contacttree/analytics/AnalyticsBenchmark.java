package io.contacttree.analytics;

import io.contacttree.operator.export.ExportFolder;
import io.contacttree.operator.export.ExportWindow;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Times the views and the questions on a large table: a full export and three incremental ones,
 * each with every twentieth tree written again. Prints Markdown.
 *
 * <p>Beside each question that asks for contacts and references alone stands the same one on views
 * that unmarshal the files as one would at first by hand: no parts, no incremental exports.
 */
public final class AnalyticsBenchmark {
  private static final String ARN = "arn:aws:dynamodb:us-east-1:123456789012:table/trees";
  private static final Instant EXPORTED_AT = Instant.parse("2026-04-01T00:00:00Z");
  private static final int INCREMENTALS = 3;
  private static final int PART_WRITTEN_AGAIN = 20;

  private AnalyticsBenchmark() {}

  /**
   * Runs.
   *
   * @param arguments the folder of analytics, a folder to write to, how many trees
   */
  public static void main(String[] arguments) throws IOException, SQLException {
    Path analytics = Path.of(arguments[0]);
    Path folder = Path.of(arguments[1]);
    int trees = Integer.parseInt(arguments[2]);
    PrintStream out = System.out;
    Path exports = folder.resolve("exports-" + trees);
    if (!Files.exists(exports)) {
      long started = System.nanoTime();
      write(exports, trees);
      out.printf("Exports written in %.1f s%n%n", seconds(started));
    }
    Map<String, String> questions = questions(analytics.resolve("questions"));
    try (AnalyticsDatabase database = open(folder)) {
      long started = System.nanoTime();
      database.load(analytics.resolve("duckdb").resolve("views.sql"), exports);
      double loaded = seconds(started);
      List<String> counts =
          database
              .ask(
                  """
                  SELECT (SELECT count(*) FROM contact_trees), (SELECT count(*) FROM contacts),
                    (SELECT count(*) FROM contact_references), (SELECT count(*) FROM exports)
                  """)
              .rows()
              .getFirst();
      out.printf(
          "All six views of %s trees, %s contacts and %s references in %s exports: %.1f s (aim 60 s)%n%n",
          counts.get(0), counts.get(1), counts.get(2), counts.get(3), loaded);
      database.run(contactRecords());
      try (AnalyticsDatabase byHand = open(folder)) {
        byHand.run("SET VARIABLE exports = '" + exports + "'");
        byHand.run(Files.readString(analytics.resolve("source").resolve("by_hand.sql")));
        out.println(
            "| question | rows | on the views, ms (aim 1,000) | unmarshalled by hand, ms |");
        out.println("|---|---|---|---|");
        for (Map.Entry<String, String> question : questions.entrySet()) {
          report(out, question, database, byHand);
        }
      }
    }
  }

  private static void report(
      PrintStream out,
      Map.Entry<String, String> question,
      AnalyticsDatabase views,
      AnalyticsDatabase byHand)
      throws SQLException {
    long started = System.nanoTime();
    int rows = views.ask(question.getValue()).rows().size();
    double onViews = seconds(started);
    boolean both =
        !question
            .getValue()
            .matches("(?s).*\\b(contact_trees|contact_links|ingest_quality|contact_record)\\b.*");
    Optional<Double> hand = Optional.empty();
    if (both) {
      started = System.nanoTime();
      byHand.ask(question.getValue());
      hand = Optional.of(seconds(started));
    }
    out.printf(
        "| %s | %d | %.0f | %s |%n",
        question.getKey(),
        rows,
        onViews * 1_000,
        hand.map(time -> "%.0f".formatted(time * 1_000)).orElse("-"));
  }

  private static AnalyticsDatabase open(Path folder) throws SQLException {
    AnalyticsDatabase database = new AnalyticsDatabase();
    database.run("SET memory_limit = '1.5GB'");
    database.run("SET threads = 2");
    database.run("SET temp_directory = '" + folder.resolve("spilled") + "'");
    return database;
  }

  private static String contactRecords() {
    return """
    CREATE TABLE contact_record AS
    SELECT instance_id, contact_id, initiation_timestamp, duration_ms AS agent_interaction_duration_ms,
      30000 AS agent_after_contact_work_duration_ms,
      disconnect_timestamp AS data_lake_last_processed_timestamp
    FROM contacts
    """;
  }

  private static void write(Path exports, int trees) throws IOException {
    try (ExportFolder full = ExportFolder.full(exports, ARN, EXPORTED_AT)) {
      for (int tree = 0; tree < trees; tree++) {
        for (GeneratedItems.Item item : GeneratedItems.of(tree, 1)) {
          full.add("{\"Item\":" + item.json() + "}");
        }
      }
      full.finish(EXPORTED_AT);
    }
    for (int number = 0; number < INCREMENTALS; number++) {
      Instant from = EXPORTED_AT.plus(Duration.ofHours(number));
      Instant to = from.plus(Duration.ofHours(1));
      long micros = from.plusSeconds(60).toEpochMilli() * 1_000;
      try (ExportFolder changes =
          ExportFolder.incremental(exports, ARN, new ExportWindow(from, to), to)) {
        for (int tree = number; tree < trees; tree += PART_WRITTEN_AGAIN) {
          for (GeneratedItems.Item item : GeneratedItems.of(tree, 2)) {
            changes.add(
                "{\"Metadata\":{\"WriteTimestampMicros\":{\"N\":\"%d\"}},\"Keys\":%s,\"NewImage\":%s}"
                    .formatted(micros, item.keys(), item.json()));
          }
        }
        changes.finish(to);
      }
    }
  }

  static Map<String, String> questions(Path folder) throws IOException {
    List<Path> files = new ArrayList<>();
    try (var listed = Files.newDirectoryStream(folder, "*.sql")) {
      listed.forEach(files::add);
    }
    Map<String, String> questions = new TreeMap<>();
    for (Path file : files) {
      questions.put(file.getFileName().toString().replace(".sql", ""), Files.readString(file));
    }
    return questions;
  }

  private static double seconds(long since) {
    return (System.nanoTime() - since) / 1e9;
  }
}
