package io.contacttree.analytics;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.contacttree.operator.export.ExportFolder;
import io.contacttree.operator.export.ExportJson;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The views and questions on the samples of {@code events/}. */
final class SampleViewsTest {
  static final Path VIEWS = Path.of("duckdb", "views.sql");
  private static final Path EXPECTED = Path.of("..", "events", "expected");
  private static final Instant EXPORTED_AT = Instant.parse("2026-04-01T00:00:00Z");

  @TempDir Path exports;

  @Test
  void journeyFacts_areThoseWorkedOutByHand() throws Exception {
    try (AnalyticsDatabase database = new AnalyticsDatabase()) {
      export(exports, sampleItems());
      database.load(VIEWS, exports);

      assertThat(
              database
                  .ask(
                      """
                      SELECT left(tree_id, 2), channel_path, legs_within, callbacks, callback_attempts,
                        replies, reopened, longest_gap_ms, active_ms, right(last_agent_id, 2)
                      FROM contact_trees
                      WHERE left(tree_id, 2) IN ('d0', '60', '50', '30', '20')
                      ORDER BY channel_path, legs_within DESC, active_ms, tree_id
                      """)
                  .rows())
          .containsExactlyInAnyOrder(
              List.of("d0", "VOICE", "3", "0", "0", "0", "0", "0", "1800000", "02"),
              List.of("60", "EMAIL", "0", "0", "0", "3", "1", "79770500", "5429500", "07"),
              List.of("50", "CHAT", "0", "0", "0", "0", "2", "1318308240", "5529955", "06"),
              List.of("30", "VOICE", "0", "1", "2", "0", "0", "1380", "3481787", "05"),
              List.of("20", "VOICE", "2", "0", "0", "0", "0", "0", "1502118", "03"));
    }
  }

  @Test
  void everyView_isWhatPlainJavaMakesOfTheSamples() throws Exception {
    List<ObjectNode> items = sampleItems();
    try (AnalyticsDatabase database = new AnalyticsDatabase()) {
      export(exports, items);
      database.load(VIEWS, exports);

      for (Map.Entry<String, List<List<String>>> view :
          ViewsOracle.views(items, EXPORTED_AT).entrySet()) {
        assertThat(database.ask("FROM " + view.getKey()).rows())
            .as(view.getKey())
            .isNotEmpty()
            .containsExactlyInAnyOrderElementsOf(view.getValue());
      }
    }
  }

  static void export(Path exports, List<ObjectNode> items) throws Exception {
    try (ExportFolder folder = ExportFolder.full(exports, "arn:table", EXPORTED_AT)) {
      for (ObjectNode item : items) {
        folder.add(ExportJson.MAPPER.createObjectNode().set("Item", TypedJson.item(item)));
      }
      folder.finish(EXPORTED_AT);
    }
  }

  /** Returns the documents of the samples with bookkeeping, every second one in parts. */
  static List<ObjectNode> sampleItems() throws Exception {
    List<ObjectNode> items = new ArrayList<>();
    try (var files = Files.list(EXPECTED)) {
      int number = 0;
      for (Path file : files.sorted().toList()) {
        ObjectNode document = withBookkeeping(ExportJson.MAPPER.readTree(file.toFile()));
        number++;
        items.addAll(
            number % 2 == 0
                ? TableState.inParts(document, "g", Map.of()).values()
                : TableState.whole(document).values());
      }
    }
    return items;
  }

  private static ObjectNode withBookkeeping(JsonNode content) {
    ObjectNode document = content.deepCopy();
    document.put("revision", 2);
    document.put("associated_at", "2026-03-31T00:00:01.001Z");
    document.put("written_at", "2026-03-31T00:00:02.002Z");
    for (JsonNode contact : document.get("contacts")) {
      ((ObjectNode) contact)
          .put("first_seen_at", "2026-03-31T00:00:00.100Z")
          .put("references_at", "2026-03-31T00:00:01.500Z");
    }
    return document;
  }
}
