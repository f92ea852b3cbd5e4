package io.contacttree.analytics;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;

/**
 * Answers every question over exports, as tables on standard output and as one page with charts.
 */
public final class AnalyticsReport {
  private static final String CONTACTS_BY_DAY =
      """
      SELECT CAST(initiation_timestamp AS date) AS day, count(*) AS contacts
      FROM contacts WHERE initiation_timestamp IS NOT NULL GROUP BY 1 ORDER BY 1
      """;
  private static final String PATHS =
      """
      SELECT channel_path, count(*) AS trees
      FROM contact_trees WHERE channel_path IS NOT NULL GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT 8
      """;
  private static final String KINDS =
      "SELECT kind, count(*) AS links FROM contact_links GROUP BY 1 ORDER BY 2 DESC, 1";
  private static final String AGENTS =
      """
      SELECT CASE WHEN agents IS NULL THEN 'none' WHEN agents LIKE '%,%,%' THEN 'three and more'
        WHEN agents LIKE '%,%' THEN 'two' ELSE 'one' END AS agents, count(*) AS trees
      FROM contact_trees GROUP BY 1 ORDER BY 2 DESC
      """;
  private static final String TOTALS =
      """
      SELECT count(*), sum(contact_count), sum(transfer_count), count(*) FILTER (WHERE reopened > 0),
        max(exported_at)
      FROM contact_trees
      """;

  private AnalyticsReport() {}

  /**
   * Runs.
   *
   * @param arguments the folder of analytics, the folder above AWSDynamoDB, the page to write
   */
  public static void main(String[] arguments) throws IOException, SQLException {
    Path analytics = Path.of(arguments[0]);
    Path page = Path.of(arguments[2]);
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    try (AnalyticsDatabase database = new AnalyticsDatabase()) {
      database.load(analytics.resolve("duckdb").resolve("views.sql"), Path.of(arguments[1]));
      database.run(
          """
          CREATE TABLE contact_record (instance_id VARCHAR, contact_id VARCHAR,
            initiation_timestamp TIMESTAMP, data_lake_last_processed_timestamp TIMESTAMP,
            agent_interaction_duration_ms BIGINT, agent_after_contact_work_duration_ms BIGINT)
          """);
      ReportPage report = new ReportPage(database.ask(TOTALS).rows().getFirst());
      report.columns("Contacts a day", database.ask(CONTACTS_BY_DAY));
      report.bars("Channels that trees went through", database.ask(PATHS));
      report.bars("How contacts follow each other", database.ask(KINDS));
      report.bars("Agents a tree", database.ask(AGENTS));
      for (Map.Entry<String, String> question :
          AnalyticsBenchmark.questions(analytics.resolve("questions")).entrySet()) {
        String asked = question.getValue().lines().findFirst().orElseThrow().substring(3);
        Answer answer = database.ask(question.getValue());
        out.println(asked + "  (" + question.getKey() + ".sql)");
        out.println(answer.table());
        out.println();
        report.table(asked, question.getKey(), answer);
      }
      Files.writeString(page, report.html());
      out.println("The page with charts: " + page);
    }
  }
}
