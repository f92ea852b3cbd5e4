package io.contacttree.aws.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.contacttree.domain.contact.Fact;
import io.contacttree.domain.contact.FactKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whoever reads the documents is told of every fact of the table, in its order. */
final class FactTableTest {
  private static final Path SCHEMA = Path.of("../../schema/contact-tree.schema.json");
  private static final Path DOCUMENT = Path.of("../../docs/document.md");
  private static final List<String> NAMES =
      Arrays.stream(Fact.values()).map(Fact::attribute).toList();

  @Test
  void schema_hasEveryFactInTheOrderOfTheTable() throws IOException {
    assertThat(schema().properties().stream().map(Map.Entry::getKey).filter(NAMES::contains))
        .containsExactlyElementsOf(NAMES);
  }

  @ParameterizedTest
  @EnumSource
  void schema_namesTheKindOfEveryFact(Fact fact) throws IOException {
    assertThat(schema().path(fact.attribute()).path("$ref").asText())
        .isEqualTo("#/$defs/" + definition(fact.kind()));
  }

  @Test
  void page_hasARowForEveryFactInTheOrderOfTheTable() throws IOException {
    assertThat(rows().stream().map(row -> row.getFirst()).filter(NAMES::contains))
        .containsExactlyElementsOf(NAMES);
  }

  @ParameterizedTest
  @EnumSource
  void page_namesTheBestSourceOfEveryFact(Fact fact) throws IOException {
    String source =
        switch (fact.bestSource()) {
          case LISTS -> "list";
          case EVENTS -> "events";
        };
    assertThat(rows())
        .filteredOn(row -> row.getFirst().equals(fact.attribute()))
        .singleElement()
        .satisfies(row -> assertThat(row.get(2)).startsWith(source));
  }

  private static String definition(FactKind kind) {
    return switch (kind) {
      case TEXT -> "text";
      case CHANNEL, INITIATION_METHOD -> "open_value";
      case CONTACT_ID -> "contact_id";
      case TIME -> "time";
    };
  }

  private static JsonNode schema() throws IOException {
    return new ObjectMapper()
        .readTree(SCHEMA.toFile())
        .path("$defs")
        .path("contact")
        .path("properties");
  }

  /** Returns the cells of the table under "A contact", the key without its quotes. */
  private static List<List<String>> rows() throws IOException {
    String page = Files.readString(DOCUMENT);
    int from = page.indexOf("\n## A contact\n");
    int until = page.indexOf("\n## ", from + 1);
    return page.substring(from, until)
        .lines()
        .filter(line -> line.startsWith("| `"))
        .map(line -> Arrays.stream(line.substring(2).split(" \\| ")).toList())
        .map(cells -> List.of(cells.getFirst().replace("`", ""), cells.get(1), cells.get(2)))
        .toList();
  }
}
