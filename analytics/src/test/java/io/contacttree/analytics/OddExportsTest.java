package io.contacttree.analytics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.contacttree.operator.export.ExportFolder;
import io.contacttree.operator.export.ExportJson;
import io.contacttree.operator.export.ExportWindow;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Exports as they can be too: empty files, items of other versions, records of before. */
final class OddExportsTest {
  private static final Instant AT = Instant.parse("2026-04-01T00:00:00Z");

  @TempDir Path exports;

  @Test
  void emptyFilesAndMixedVersions_areRead() throws Exception {
    Path data;
    try (ExportFolder folder = ExportFolder.full(exports, "arn:table", AT)) {
      add(folder, tree("old").put("schema_version", 1));
      ObjectNode newer = tree("new").put("schema_version", 2).put("sentiment", "good");
      newer.putObject("more").put("nested", true);
      ((ObjectNode) newer.get("contacts").get(0)).put("mood", 3);
      add(folder, newer);
      data = folder.finish(AT).folder().resolve("data");
    }
    Files.createFile(data.resolve("no-bytes.json.gz"));
    try (OutputStream none =
        new GZIPOutputStream(Files.newOutputStream(data.resolve("no-lines.json.gz")))) {
      none.flush();
    }

    assertThat(ask("SELECT tree_id, schema_version FROM contact_trees ORDER BY tree_id"))
        .containsExactly(List.of("new", "2"), List.of("old", "1"));
    assertThat(ask("SELECT contact_id FROM contacts ORDER BY contact_id"))
        .containsExactly(List.of("new"), List.of("old"));
  }

  @Test
  void emptyTable_givesEmptyViews() throws Exception {
    full();

    assertThat(ask("SELECT count(*) FROM contact_trees")).containsExactly(List.of("0"));
    assertThat(ask("SELECT kind, item_count, used FROM exports"))
        .containsExactly(List.of("FULL", "0", "true"));
  }

  @Test
  void recordOfBeforeTheFullExport_doesNotCount() throws Exception {
    full(tree("a").put("revision", 5));
    changed(AT.minusSeconds(60), AT.plusSeconds(60), AT.minusSeconds(30), tree("a"));

    assertThat(ask("SELECT revision FROM contact_trees")).containsExactly(List.of("5"));
  }

  @Test
  void exportAfterAGap_isLeftOut() throws Exception {
    full(tree("a"));
    changed(AT.plusSeconds(1), AT.plusSeconds(60), AT.plusSeconds(30), tree("b"));

    assertThat(ask("SELECT tree_id, exported_at FROM contact_trees"))
        .containsExactly(List.of("a", "2026-04-01T00:00:00.000Z"));
    assertThat(ask("SELECT kind, used FROM exports ORDER BY kind"))
        .containsExactly(List.of("FULL", "true"), List.of("INCREMENTAL", "false"));
  }

  /** An erased member's part, written first and deleted while one window went on over the full. */
  @Test
  void partGoneWithinTheWindowOfTheFullExport_doesNotTearItsTree() throws Exception {
    full(head(3, 6), part("a", 1), part("b", 2), part("c", 3));
    changed(AT.minusSeconds(600), AT.plusSeconds(60), AT.plusSeconds(30), head(2, 6), part("a", 4));

    assertThat(ask("SELECT contact_id FROM contacts ORDER BY contact_id"))
        .containsExactly(List.of("a"), List.of("b"));
    assertThat(ask("SELECT torn FROM ingest_quality")).containsExactly(List.of("false"));
  }

  @Test
  void partsMoreThanTheHeadCounts_tearTheTreeWhereEveryWindowBeginsWithTheFullExport()
      throws Exception {
    full(head(3, 6), part("a", 1), part("b", 2), part("c", 3));
    changed(AT, AT.plusSeconds(60), AT.plusSeconds(30), head(2, 6), part("a", 4));

    assertThat(ask("SELECT count(*) FROM contacts")).containsExactly(List.of("0"));
    assertThat(ask("SELECT torn FROM ingest_quality")).containsExactly(List.of("true"));
  }

  /** Written again while both windows were open, deleted while the second was: it has no word. */
  @Test
  void recordOfWhichTheLaterWindowKnowsNothing_isGone() throws Exception {
    full(tree("a"), tree("b"));
    changed(AT, AT.plusSeconds(60), AT.plusSeconds(50), tree("a").put("revision", 2));
    changed(AT.plusSeconds(40), AT.plusSeconds(90), AT.plusSeconds(70), tree("b"));

    assertThat(ask("SELECT tree_id FROM contact_trees")).containsExactly(List.of("b"));
  }

  @Test
  void noExport_saysSo() throws Exception {
    Path unfinished =
        Files.createDirectories(exports.resolve("AWSDynamoDB/01700000000000-aaaaaaaa"));
    Files.createFile(unfinished.resolve("_started"));

    assertThatThrownBy(() -> ask("FROM contacts")).hasMessageContaining("manifest-summary.json");
  }

  private List<List<String>> ask(String query) throws Exception {
    try (AnalyticsDatabase database = new AnalyticsDatabase()) {
      database.load(SampleViewsTest.VIEWS, exports);
      return database.ask(query).rows();
    }
  }

  private void full(ObjectNode... items) throws Exception {
    try (ExportFolder folder = ExportFolder.full(exports, "arn:table", AT)) {
      for (ObjectNode item : items) {
        add(folder, item);
      }
      folder.finish(AT);
    }
  }

  private void changed(Instant from, Instant to, Instant written, ObjectNode... items)
      throws Exception {
    try (ExportFolder folder =
        ExportFolder.incremental(exports, "arn:table", new ExportWindow(from, to), to)) {
      for (ObjectNode item : items) {
        ObjectNode line = ExportJson.MAPPER.createObjectNode();
        line.putObject("Metadata")
            .putObject("WriteTimestampMicros")
            .put("N", Long.toString(written.toEpochMilli() * 1000));
        ObjectNode image = TypedJson.item(item);
        line.putObject("Keys").<ObjectNode>set("pk", image.get("pk")).set("sk", image.get("sk"));
        folder.add(line.set("NewImage", image));
      }
      folder.finish(to);
    }
  }

  private static void add(ExportFolder folder, ObjectNode item) throws Exception {
    folder.add(ExportJson.MAPPER.createObjectNode().set("Item", TypedJson.item(item)));
  }

  private static ObjectNode tree(String id) {
    ObjectNode tree = ExportJson.MAPPER.createObjectNode();
    tree.put("pk", "i#" + id).put("sk", "contact").put("entity_type", "TREE");
    tree.put("instance_id", "i").put("tree_id", id).put("revision", 1).put("contact_count", 1);
    ObjectNode contact = tree.putArray("contacts").addObject();
    contact.put("contact_id", id).put("channel", "VOICE").put("link", "ROOT").put("depth", 0);
    contact.putArray("references");
    return tree;
  }

  private static ObjectNode head(int members, int sum) {
    ObjectNode head = tree("a").put("revision", 4).put("contact_count", members);
    head.remove("contacts");
    return head.put("part_of", "g").put("part_count", members).put("part_sum", sum);
  }

  private static ObjectNode part(String contact, int revision) {
    ObjectNode part = ExportJson.MAPPER.createObjectNode();
    part.put("pk", "i#a").put("sk", "part#" + contact).put("entity_type", "PART");
    part.put("part_of", "g").put("revision", revision);
    part.set("contacts", tree(contact).get("contacts"));
    return part;
  }
}
