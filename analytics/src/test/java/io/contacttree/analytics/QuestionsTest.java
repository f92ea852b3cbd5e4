package io.contacttree.analytics;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The questions on the samples; the answers are counted in {@code events/expected}. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class QuestionsTest {
  private static final Path QUESTIONS = Path.of("questions");
  private static final String AGENT = "0a000000-0000-4000-8000-0000000000";

  private AnalyticsDatabase database;

  private static final DateTimeFormatter AT =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'");
  private static final Pattern SHOWN =
      Pattern.compile(
          "D (?:[.]read analytics/questions/(?<question>[a-z-]+)[.]sql|(?<sql>SELECT [^;]+);)\n"
              + "┌[^├]+├[^\n]+\n(?<rows>[^└]+)└");

  @BeforeAll
  void load(@TempDir Path exports) throws Exception {
    database = new AnalyticsDatabase();
    SampleViewsTest.export(exports, SampleViewsTest.sampleItems());
    database.load(SampleViewsTest.VIEWS, exports);
    database.run(
        """
        CREATE TABLE contact_record AS
        SELECT instance_id, contact_id, initiation_timestamp, place AS agent_interaction_duration_ms,
          0 AS agent_after_contact_work_duration_ms,
          TIMESTAMP '2026-04-01 00:00:00' + to_seconds(place) AS data_lake_last_processed_timestamp
        FROM contacts, (VALUES (1000), (2000)) AS again(place)
        """);
  }

  @AfterAll
  void close() throws Exception {
    database.close();
  }

  @Test
  void everyQuestion_beginsWithWhatItAsks() throws Exception {
    Map<String, String> questions = questions();

    assertThat(questions).hasSize(11);
    assertThat(questions.values()).allMatch(sql -> sql.startsWith("-- ") && sql.contains("?\n"));
  }

  @Test
  void transfersByDayAndChannel() throws Exception {
    answers(
        "transfers-by-day-and-channel",
        List.of("2026-03-02", "CHAT", "1", "1"),
        List.of("2026-03-02", "VOICE", "5", "2"),
        List.of("2026-03-03", "TASK", "1", "1"),
        List.of("2026-03-03", "VOICE", "2", "1"),
        List.of("2026-03-04", "CHAT", "1", "1"),
        List.of("2026-03-09", "EMAIL", "1", "1"));
  }

  @Test
  void reopenedWithinSevenDays() throws Exception {
    // The persistent chat comes back twice, the second time after fifteen days.
    assertThat(ask("reopened-within-seven-days").rows())
        .extracting(row -> row.get(0).substring(0, 2) + " " + row.get(1))
        .containsExactly("50 1", "60 1", "70 1", "e0 5");
  }

  @Test
  void timeToFollowUpTask() throws Exception {
    answers("time-to-follow-up-task", List.of("CHAT", "3", "19520", "626507", "1560000"));
  }

  @Test
  void attachmentsThatFailedScanning() throws Exception {
    answers("attachments-that-failed-scanning", List.of("REJECTED", "EMAIL", "1", "1"));
  }

  @Test
  void agentsByTree() throws Exception {
    answers(
        "agents-by-tree",
        List.of("0", "1", "6"),
        List.of("1", "4", "5"),
        List.of("2", "4", "15"),
        List.of("3", "4", "17"));
  }

  @Test
  void whoHandsOverToWhom() throws Exception {
    answers(
        "who-hands-over-to-whom",
        List.of(AGENT + "01", AGENT + "02", "2", "2"),
        List.of(AGENT + "01", AGENT + "03", "1", "0"),
        List.of(AGENT + "01", AGENT + "06", "1", "0"),
        List.of(AGENT + "07", AGENT + "08", "1", "0"),
        List.of(AGENT + "01", AGENT + "04", "0", "1"));
  }

  @Test
  void emailThreads() throws Exception {
    answers("email-threads", List.of("7", "3", "1", "1800000"));
  }

  @Test
  void callbacksWithMoreThanOneAttempt() throws Exception {
    answers("callbacks-with-more-than-one-attempt", List.of("2", "1", "1"));
  }

  @Test
  void referencesByState() throws Exception {
    answers(
        "references-by-state",
        List.of("2026-03-02", "FETCHED", "NULL", "20"),
        List.of("2026-03-03", "FETCHED", "NULL", "7"),
        List.of("2026-03-04", "FETCHED", "NULL", "6"),
        List.of("2026-03-05", "FETCHED", "NULL", "2"),
        List.of("2026-03-09", "FETCHED", "NULL", "5"),
        List.of("2026-03-10", "FETCHED", "NULL", "2"),
        List.of("2026-03-20", "FETCHED", "NULL", "1"));
  }

  @Test
  void lagByHour_countsEveryTreeOnce() throws Exception {
    List<List<String>> rows = ask("lag-by-hour").rows();

    assertThat(rows.stream().mapToInt(row -> Integer.parseInt(row.get(1))).sum()).isEqualTo(13);
    // The inbound call ended at 10:15:30.902 and was seen at the end of the month.
    assertThat(rows).contains(List.of("2026-03-02T10:00:00.000Z", "1", "2468669198", "2468669198"));
  }

  @Test
  void withContactRecords_takesTheNewestRowOfEachContact() throws Exception {
    List<List<String>> rows = ask("with-contact-records").rows();

    assertThat(rows).hasSize(13);
    assertThat(rows)
        .allMatch(row -> row.get(1).equals(row.get(2)))
        .allMatch(row -> Long.parseLong(row.get(3)) == 2000L * Long.parseLong(row.get(1)));
  }

  /** The page prints what DuckDB's shell prints of the samples. */
  @Test
  void page_showsTheAnswersOfTheSamples() throws Exception {
    Matcher shown = SHOWN.matcher(Files.readString(Path.of("README.md")));
    int count = 0;
    while (shown.find()) {
      List<List<String>> cells =
          shown
              .group("rows")
              .lines()
              .map(line -> Arrays.stream(line.split("│")).skip(1).map(QuestionsTest::cell).toList())
              .toList();
      String question = shown.group("question");
      String sql = question == null ? shown.group("sql") : questions().get(question);

      assertThat(database.ask(sql).rows()).as(sql).isEqualTo(cells);
      count++;
    }
    assertThat(count).isEqualTo(4);
  }

  private static String cell(String printed) {
    String text = printed.strip();
    return text.matches("[0-9-]{10} [0-9:.]{8,12}")
        ? AT.format(LocalDateTime.parse(text.replace(' ', 'T')))
        : text;
  }

  private void answers(String question, List<?>... rows) throws Exception {
    assertThat(ask(question).rows()).isEqualTo(List.of(rows));
  }

  private Answer ask(String question) throws Exception {
    return database.ask(questions().get(question));
  }

  static Map<String, String> questions() throws Exception {
    Map<String, String> questions = new TreeMap<>();
    try (var files = Files.list(QUESTIONS)) {
      for (Path file : files.toList()) {
        questions.put(file.getFileName().toString().replace(".sql", ""), Files.readString(file));
      }
    }
    return questions;
  }
}
