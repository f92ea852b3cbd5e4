package io.contacttree.analytics;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.contacttree.operator.export.ExportJson;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The dictionary has every column of the views, and every key of the document is in one of both.
 */
final class DictionaryTest {
  private static final Pattern ROW =
      Pattern.compile("^\\| ([a-z_]+) \\| ([a-z]+) \\| (.+) \\| (.+) \\|$");

  /** Lists of which the elements are rows or columns of their own, and what only answers tell. */
  private static final Set<String> OF_THEIR_OWN =
      Set.of("contacts", "references", "agent_username", "queue_name");

  @TempDir Path exports;

  @Test
  void columns_areThoseOfTheViewsInTheirOrderWithTheirTypes() throws Exception {
    try (AnalyticsDatabase database = new AnalyticsDatabase()) {
      SampleViewsTest.export(exports, SampleViewsTest.sampleItems());
      database.load(SampleViewsTest.VIEWS, exports);

      for (Map.Entry<String, List<String>> view : dictionary().entrySet()) {
        Answer answer = database.ask("FROM " + view.getKey() + " LIMIT 0");
        List<String> columns = new ArrayList<>();
        for (int i = 0; i < answer.names().size(); i++) {
          columns.add(answer.names().get(i) + " " + answer.types().get(i).toLowerCase(Locale.ROOT));
        }
        assertThat(columns).as(view.getKey()).isEqualTo(view.getValue());
      }
    }
  }

  @Test
  void views_areTheSixThatArePromised() throws Exception {
    assertThat(dictionary().keySet())
        .containsExactly(
            "contact_trees",
            "contacts",
            "contact_references",
            "contact_links",
            "ingest_quality",
            "exports");
  }

  @Test
  void everyKeyOfTheDocument_isAColumnOrExplained() throws Exception {
    JsonNode schema =
        ExportJson.MAPPER.readTree(Path.of("..", "schema", "contact-tree.schema.json").toFile());
    Map<String, List<String>> dictionary = dictionary();
    String text = Files.readString(Path.of("dictionary.md"));

    assertThat(
            missing(schema.at("/properties"), dictionary, text, "contact_trees", "ingest_quality"))
        .isEmpty();
    assertThat(missing(schema.at("/$defs/contact/properties"), dictionary, text, "contacts"))
        .isEmpty();
    assertThat(
            missing(
                schema.at("/$defs/reference/properties"), dictionary, text, "contact_references"))
        .isEmpty();
  }

  private static Set<String> missing(
      JsonNode keys, Map<String, List<String>> dictionary, String text, String... views) {
    assertThat(keys.isObject()).isTrue();
    Set<String> missing = new TreeSet<>();
    keys.fieldNames().forEachRemaining(missing::add);
    missing.removeAll(OF_THEIR_OWN);
    for (String view : views) {
      dictionary
          .get(view)
          .forEach(column -> missing.remove(column.substring(0, column.indexOf(' '))));
    }
    missing.removeIf(key -> text.contains("`" + key + "`"));
    return missing;
  }

  private static Map<String, List<String>> dictionary() throws Exception {
    Map<String, List<String>> views = new LinkedHashMap<>();
    List<String> columns = new ArrayList<>();
    for (String line : Files.readAllLines(Path.of("dictionary.md"))) {
      if (line.startsWith("## ")) {
        columns = new ArrayList<>();
        views.put(line.substring(3), columns);
      }
      Matcher row = ROW.matcher(line);
      if (row.matches() && !row.group(1).equals("column")) {
        columns.add(row.group(1) + " " + row.group(2));
      }
    }
    return views;
  }
}
