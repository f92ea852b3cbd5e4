package io.contacttree.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.contacttree.domain.contact.ContactId;
import io.contacttree.domain.contact.Fact;
import io.contacttree.domain.contact.InstanceId;
import io.contacttree.domain.find.Names;
import io.contacttree.domain.reference.FailureReason;
import io.contacttree.domain.reference.Reference;
import io.contacttree.domain.reference.ReferencesState;
import io.contacttree.domain.tree.ContactFacts;
import io.contacttree.domain.tree.ContactTree;
import io.contacttree.domain.tree.Defect;
import io.contacttree.domain.tree.DrawnTree;
import io.contacttree.domain.tree.Link;
import io.contacttree.domain.tree.TreeContact;
import io.contacttree.domain.tree.TreeState;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class TreeDrawingTest {

  private static final Style PLAIN = new Style(false, true);
  private static final Instant SEEN = Instant.parse("2026-03-02T11:00:00Z");

  private static ContactTree tree(Object... idsAndDepths) {
    List<TreeContact> contacts = new ArrayList<>();
    for (int index = 0; index < idsAndDepths.length; index += 2) {
      contacts.add(
          contact(
              (String) idsAndDepths[index],
              (int) idsAndDepths[index + 1],
              Link.PREVIOUS,
              Map.of(Fact.CHANNEL, "VOICE"),
              fetched(List.of())));
    }
    return tree(
        TreeState.COMPLETE,
        new ContactTree.TreeSummary(
            "VOICE",
            List.of("VOICE"),
            contacts.size(),
            0,
            0,
            0,
            0,
            0,
            Optional.empty(),
            Optional.empty(),
            Optional.empty()),
        List.of(),
        contacts);
  }

  private static ContactTree tree(
      TreeState state,
      ContactTree.TreeSummary summary,
      List<Defect> defects,
      List<TreeContact> contacts) {
    return new ContactTree(
        new ContactId("a"),
        new InstanceId("i"),
        Optional.empty(),
        Optional.empty(),
        1,
        state,
        summary,
        defects,
        Optional.of(SEEN),
        SEEN,
        contacts);
  }

  private static TreeContact contact(
      String id, int depth, Link link, Map<Fact, String> facts, TreeContact.References references) {
    return new TreeContact(
        new ContactFacts(new ContactId(id), facts, true),
        link,
        Optional.empty(),
        depth,
        SEEN,
        Optional.empty(),
        references);
  }

  private static TreeContact.References fetched(List<Reference> references) {
    return new TreeContact.References(
        ReferencesState.FETCHED,
        Optional.of(SEEN),
        Optional.empty(),
        Optional.empty(),
        Optional.of(references));
  }

  private static String drawn(Object... idsAndDepths) {
    return new TreeDrawing(PLAIN).draw(tree(idsAndDepths));
  }

  /** The ids and what stands before them, without the rest of each line. */
  private static List<String> shape(String drawing) {
    return drawing
        .lines()
        .skip(1)
        .map(line -> line.substring(2).replaceAll("VOICE  \\w+  (\\w+).*", "$1"))
        .toList();
  }

  @Test
  void branches_followTheDepths() {
    assertThat(shape(drawn("a", 0, "b", 1, "c", 2, "d", 3, "e", 2, "f", 1, "g", 2)))
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
  void structure_isDrawnAsInTheDrawingsOfTests() {
    String drawing =
        """
        a
        ├─ b
        │  └─ c
        └─ d
           ├─ e
           └─ f
        """;
    ContactTree tree = DrawnTree.of(drawing).stored(1).document();
    assertThat(shape(new TreeDrawing(PLAIN).draw(tree)))
        .containsExactlyElementsOf(drawing.lines().toList());
  }

  @Test
  void severalRoots_standAtTheMargin() {
    assertThat(shape(drawn("a", 0, "b", 1, "c", 0, "d", 1)))
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
  void lines_tellWhatTheDocumentSays() {
    ContactTree tree =
        tree(
            TreeState.PARTIAL,
            new ContactTree.TreeSummary(
                "VOICE",
                List.of("TASK", "VOICE"),
                2,
                1,
                1,
                1,
                0,
                1,
                Optional.empty(),
                Optional.empty(),
                Optional.of(Duration.ofSeconds(90_061))),
            List.of(new Defect(Defect.Code.MISSING_PARENT, Optional.of(new ContactId("x")))),
            List.of(
                contact(
                    "a",
                    0,
                    Link.ORPHAN,
                    Map.of(
                        Fact.CHANNEL,
                        "VOICE",
                        Fact.INITIATION_METHOD,
                        "INBOUND",
                        Fact.INITIATION_TIMESTAMP,
                        "2026-03-02T10:00:00.000Z",
                        Fact.DISCONNECT_TIMESTAMP,
                        "2026-03-02T10:05:00.000Z",
                        Fact.AGENT_ID,
                        "u1"),
                    fetched(
                        List.of(
                            new Reference(
                                "URL",
                                Optional.of("n"),
                                Optional.of("v"),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty())))),
                contact(
                    "b",
                    1,
                    Link.PREVIOUS,
                    Map.of(
                        Fact.CHANNEL,
                        "TASK",
                        Fact.INITIATION_METHOD,
                        "TRANSFER",
                        Fact.INITIATION_TIMESTAMP,
                        "2026-03-02T10:04:00.000Z"),
                    new TreeContact.References(
                        ReferencesState.FAILED,
                        Optional.empty(),
                        Optional.of(FailureReason.REFUSED),
                        Optional.empty(),
                        Optional.empty()))));

    assertThat(new TreeDrawing(PLAIN).draw(tree).lines())
        .containsExactly(
            "PARTIAL  tree a, 2 contacts, 1 transfer, 1 reference, 1 day 01:01:01, missing_parent",
            "  VOICE  INBOUND  a  2026-03-02T10:00:00.000Z to 2026-03-02T10:05:00.000Z  agent u1"
                + "  1 reference  ORPHAN",
            "  └─ TASK  TRANSFER  b  2026-03-02T10:04:00.000Z open  references FAILED REFUSED");
  }

  @Test
  void plainPlace_getsNoControlCharacters() {
    assertThat(drawn("a", 0)).doesNotContain("\u001b");
    assertThat(new TreeDrawing(new Style(true, true)).draw(tree("a", 0))).contains("\u001b[32m");
  }

  @Test
  void controlCharactersFromOutside_areNotShown() {
    ContactTree tree =
        tree(
            TreeState.COMPLETE,
            tree("a", 0).facts(),
            List.of(),
            List.of(
                contact(
                    "a",
                    0,
                    Link.ROOT,
                    Map.of(Fact.CHANNEL, "\u001b[2JVOICE"),
                    fetched(List.of()))));
    assertThat(new TreeDrawing(PLAIN).draw(tree)).doesNotContain("\u001b").contains("?[2JVOICE");
  }

  @Test
  void hugeTree_isCut() {
    Object[] idsAndDepths = new Object[300];
    for (int index = 0; index < 300; index += 2) {
      idsAndDepths[index] = "c" + index;
      idsAndDepths[index + 1] = index == 0 ? 0 : 1;
    }
    assertThat(drawn(idsAndDepths).lines()).hasSize(102);
    assertThat(drawn(idsAndDepths)).endsWith("and 50 more contacts");
  }

  @Test
  void chainOfTenThousand_isDrawn() {
    Object[] idsAndDepths = new Object[20_000];
    for (int index = 0; index < 20_000; index += 2) {
      idsAndDepths[index] = "c" + index;
      idsAndDepths[index + 1] = index / 2;
    }
    assertThat(drawn(idsAndDepths).lines()).hasSize(102);
  }

  @Test
  void zoneAndNames_areThoseAskedFor() {
    ContactTree tree =
        tree(
            TreeState.COMPLETE,
            tree("a", 0).facts(),
            List.of(),
            List.of(
                contact(
                    "a",
                    0,
                    Link.ROOT,
                    Map.of(
                        Fact.INITIATION_TIMESTAMP,
                        "2026-03-29T00:59:59.120Z",
                        Fact.DISCONNECT_TIMESTAMP,
                        "2026-03-29T01:00:00.000Z",
                        Fact.AGENT_ID,
                        "u1"),
                    fetched(List.of()))));
    Viewpoint viewpoint =
        new Viewpoint(
            new ContactId("a"),
            new Names(Map.of("u1", "jane"), Map.of()),
            ZoneId.of("Europe/Berlin"));

    assertThat(new TreeDrawing(PLAIN).draw(tree, viewpoint))
        .endsWith(
            "  a  2026-03-29T01:59:59.120+01:00 to 2026-03-29T03:00:00.000+02:00  agent jane\n");
  }

  @Test
  void directionOfWriting_cannotBeTurned() {
    ContactTree tree =
        tree(
            TreeState.COMPLETE,
            tree("a", 0).facts(),
            List.of(),
            List.of(
                contact(
                    "a", 0, Link.ROOT, Map.of(Fact.CHANNEL, "\u202eX\u009b"), fetched(List.of()))));
    assertThat(new TreeDrawing(PLAIN).draw(tree)).contains("?X?").doesNotContain("\u202e");
  }
}
