package io.contacttree.local.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.contacttree.local.http.Json;
import java.util.List;
import org.junit.jupiter.api.Test;

class TreeDrawingTest {

  private static final Style PLAIN = new Style(false, true);

  private static ObjectNode tree(Object... idsAndDepths) {
    ObjectNode tree =
        Json.object()
            .put("tree_id", "a")
            .put("state", "COMPLETE")
            .put("contact_count", idsAndDepths.length / 2);
    ArrayNode contacts = tree.putArray("contacts");
    for (int index = 0; index < idsAndDepths.length; index += 2) {
      contacts
          .addObject()
          .put("contact_id", (String) idsAndDepths[index])
          .put("depth", (int) idsAndDepths[index + 1])
          .put("channel", "VOICE")
          .put("references_state", "FETCHED");
    }
    return tree;
  }

  /** The ids and what stands before them, without the rest of each line. */
  private static List<String> shape(String drawing) {
    return drawing
        .lines()
        .skip(1)
        .map(line -> line.substring(2).replaceAll("VOICE  (\\w+).*", "$1"))
        .toList();
  }

  @Test
  void branches_followTheDepths() {
    assertThat(
            shape(
                new TreeDrawing(PLAIN)
                    .draw(tree("a", 0, "b", 1, "c", 2, "d", 3, "e", 2, "f", 1, "g", 2))))
        .containsExactly(
            "a", //
            "├─ b",
            "│  ├─ c",
            "│  │  └─ d",
            "│  └─ e",
            "└─ f",
            "   └─ g");
  }

  @Test
  void severalRoots_standAtTheMargin() {
    assertThat(shape(new TreeDrawing(PLAIN).draw(tree("a", 0, "b", 1, "c", 0, "d", 1))))
        .containsExactly(
            "a", //
            "└─ b", "c", "└─ d");
  }

  @Test
  void terminalWithoutLines_getsPlainCharacters() {
    assertThat(
            shape(
                new TreeDrawing(new Style(true, false)).draw(tree("a", 0, "b", 1, "c", 2, "d", 1))))
        .containsExactly(
            "a", //
            "+- b", "|  `- c", "`- d");
  }

  @Test
  void lines_tellWhatTheDocumentSays() throws Exception {
    String drawing =
        new TreeDrawing(PLAIN)
            .draw(
                Json.read(
                    """
                    {"tree_id":"a","state":"PARTIAL","contact_count":2,"transfer_count":1,
                     "reference_count":1,"duration_ms":90061000,
                     "defects":[{"code":"missing_parent","contact_id":"x"}],
                     "contacts":[
                      {"contact_id":"a","channel":"VOICE","initiation_method":"INBOUND","link":"ORPHAN",
                       "depth":0,"initiation_timestamp":"2026-03-02T10:00:00.000Z",
                       "disconnect_timestamp":"2026-03-02T10:05:00.000Z","agent_id":"u1",
                       "references_state":"FETCHED","references":[{"type":"URL"}]},
                      {"contact_id":"b","channel":"TASK","initiation_method":"TRANSFER","link":"PREVIOUS",
                       "depth":1,"initiation_timestamp":"2026-03-02T10:04:00.000Z",
                       "references_state":"FAILED","references_reason":"REFUSED"}]}
                    """));
    assertThat(drawing.lines())
        .containsExactly(
            "PARTIAL  tree a, 2 contacts, 1 transfer, 1 reference, 1 day 01:01:01, missing_parent",
            "  VOICE  INBOUND  a  2026-03-02T10:00:00.000Z to 2026-03-02T10:05:00.000Z  agent u1"
                + "  1 reference  ORPHAN",
            "  └─ TASK  TRANSFER  b  2026-03-02T10:04:00.000Z open  references FAILED REFUSED");
  }

  @Test
  void plainScreen_hasNoControlCharacters() {
    assertThat(new TreeDrawing(PLAIN).draw(tree("a", 0))).doesNotContain("\u001b");
    assertThat(new TreeDrawing(new Style(true, true)).draw(tree("a", 0))).contains("\u001b[32m");
  }

  @Test
  void controlCharactersFromOutside_areNotShown() {
    ObjectNode tree = tree("a", 0);
    ((ObjectNode) tree.path("contacts").path(0)).put("channel", "\u001b[2JVOICE");
    assertThat(new TreeDrawing(PLAIN).draw(tree)).doesNotContain("\u001b").contains("?[2JVOICE");
  }

  @Test
  void hugeTree_isCut() {
    Object[] idsAndDepths = new Object[300];
    for (int index = 0; index < 300; index += 2) {
      idsAndDepths[index] = "c" + index;
      idsAndDepths[index + 1] = index == 0 ? 0 : 1;
    }
    String drawing = new TreeDrawing(PLAIN).draw(tree(idsAndDepths));
    assertThat(drawing.lines()).hasSize(102);
    assertThat(drawing).endsWith("and 50 more contacts");
  }

  @Test
  void chainOfTenThousand_isDrawn() {
    Object[] idsAndDepths = new Object[20_000];
    for (int index = 0; index < 20_000; index += 2) {
      idsAndDepths[index] = "c" + index;
      idsAndDepths[index + 1] = index / 2;
    }
    assertThat(new TreeDrawing(PLAIN).draw(tree(idsAndDepths)).lines()).hasSize(102);
  }
}
