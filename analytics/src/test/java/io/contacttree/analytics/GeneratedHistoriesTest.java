package io.contacttree.analytics;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Views over full and incremental exports of 200 generated histories. */
final class GeneratedHistoriesTest {
  private static final int HISTORIES = Integer.getInteger("histories", 200);
  private static final long FIRST = Long.getLong("first.history", 1);

  @TempDir Path directory;

  @Test
  void noRow_isCountedTwiceLostOrResurrected() throws Exception {
    Map<String, Integer> rows = new TreeMap<>();
    int torn = 0;
    int untold = 0;
    try (AnalyticsDatabase database = new AnalyticsDatabase()) {
      for (long seed = FIRST; seed < FIRST + HISTORIES; seed++) {
        GeneratedHistory history = new GeneratedHistory(seed);
        Path exports = directory.resolve("history-" + seed);
        List<List<String>> told = new ArrayList<>();
        Instant end = history.export(exports, told);
        Map<String, List<List<String>>> expected =
            new TreeMap<>(ViewsOracle.views(history.itemsBefore(end), end));
        expected.put("exports", told);

        untold += history.untold();
        database.load(SampleViewsTest.VIEWS, exports);

        for (Map.Entry<String, List<List<String>>> view : expected.entrySet()) {
          assertThat(database.ask("FROM " + view.getKey()).rows())
              .as("%s of history %d", view.getKey(), seed)
              .containsExactlyInAnyOrderElementsOf(view.getValue());
          rows.merge(view.getKey(), view.getValue().size(), Integer::sum);
        }
        torn +=
            (int)
                expected.get("ingest_quality").stream()
                    .filter(row -> row.get(9).equals("true"))
                    .count();
      }
    }
    System.out.println(
        HISTORIES
            + " histories, rows compared: "
            + rows
            + ", torn trees: "
            + torn
            + ", items gone untold: "
            + untold);
    assertThat(rows.values()).allMatch(count -> count > HISTORIES);
    assertThat(torn).isPositive();
    assertThat(untold).isGreaterThan(HISTORIES / 20);
  }
}
