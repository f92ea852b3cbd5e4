package io.contacttree.view;

import static io.contacttree.view.Sketch.askedBy;
import static io.contacttree.view.Sketch.contact;
import static io.contacttree.view.Sketch.open;
import static io.contacttree.view.Sketch.timeless;
import static io.contacttree.view.Sketch.tree;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.contacttree.domain.contact.ContactId;
import io.contacttree.domain.contact.Fact;
import io.contacttree.domain.find.Names;
import io.contacttree.domain.tree.ContactTree;
import io.contacttree.domain.tree.DrawnTree;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Element;

final class TreeSvgTest {
  private static final ContactTree JOURNEY =
      tree(
          contact("a", 0, 10).with(Fact.DISCONNECT_REASON, "AGENT_DISCONNECT"),
          contact("b", 2, 6)
              .under("a")
              .by("VOICE", "TRANSFER")
              .with(Fact.AGENT_ID, "agent-1")
              .with(Fact.QUEUE_ID, "queue-1"),
          contact("c", 9, 30)
              .under("a")
              .by("CHAT", "TRANSFER")
              .reference("URL", "order", "https://example.com/1", "")
              .reference("ATTACHMENT", "invoice", "bucket/key", "APPROVED"),
          open("d", 12).under("c").by("TASK", "API").unread());

  private static Picture picture(ContactTree tree, String askedBy) {
    return Picture.of(TreeSvg.write(tree, askedBy(askedBy)));
  }

  @Test
  void lane_saysWhatItIs() {
    List<Element> lanes = picture(JOURNEY, "b").with("g", "data-contact-id");

    assertThat(lanes)
        .extracting(
            lane -> lane.getAttribute("data-contact-id"),
            lane -> lane.getAttribute("data-channel"),
            lane -> lane.getAttribute("data-open"),
            lane -> lane.getAttribute("data-references-state"),
            lane -> lane.getAttribute("aria-current"))
        .containsExactly(
            tuple("a", "VOICE", "false", "FETCHED", ""),
            tuple("b", "VOICE", "false", "FETCHED", "true"),
            tuple("c", "CHAT", "false", "FETCHED", ""),
            tuple("d", "TASK", "true", "PENDING", ""));
  }

  @Test
  void lane_saysTheFactsOfItsContact() {
    Picture picture = picture(JOURNEY, "a");

    assertThat(picture.texts(0))
        .containsExactly(
            "VOICE · INBOUND asked by this id", "10:00:00 – 10:10:00 · 10 min · AGENT_DISCONNECT");
    assertThat(String.join(" · ", picture.texts(1)))
        .isEqualTo(
            "VOICE · TRANSFER · 10:02:00 – 10:06:00 · 4 min · agent agent-1 · queue queue-1 · leg");
    assertThat(String.join(" · ", picture.texts(3)))
        .isEqualTo("TASK · API · 10:12:00 – open · follow up · references not read yet");
  }

  @Test
  void link_saysItsKind() {
    assertThat(picture(JOURNEY, "a").with("path", "data-kind"))
        .extracting(
            link ->
                link.getAttribute("data-parent")
                    + ">"
                    + link.getAttribute("data-child")
                    + " "
                    + link.getAttribute("data-kind"))
        .containsExactly("a>b leg", "a>c transfer", "c>d follow_up");
  }

  @Test
  void reference_isAMarkWithTypeNameAndStatus() {
    assertThat(picture(JOURNEY, "a").with("g", "data-reference-type"))
        .extracting(
            mark ->
                mark.getAttribute("data-reference-type")
                    + "|"
                    + mark.getAttribute("data-reference-status")
                    + "|"
                    + mark.getTextContent())
        .containsExactly(
            "ATTACHMENT|APPROVED|■ ATTACHMENT · invoice · APPROVED", "URL||■ URL · order");
  }

  @Test
  void longGap_isFoldedAndLabelled() {
    ContactTree chat =
        tree(contact("a", 0, 20), contact("b", 4340, 4360).under("a").by("CHAT", "API"));

    assertThat(picture(chat, "a").with("g", "data-gap-ms"))
        .singleElement()
        .satisfies(
            gap -> {
              assertThat(gap.getAttribute("data-gap-ms")).isEqualTo("259200000");
              assertThat(gap.getTextContent()).contains("⇥ 3 d ⇤");
            });
    assertThat(picture(JOURNEY, "a").with("g", "data-gap-ms")).isEmpty();
  }

  @Test
  void openBar_endsAtTheLatestTimeOfTheTree() {
    Picture picture = picture(JOURNEY, "a");

    assertThat(picture.bar(3)).containsExactly("40", "60");
    assertThat(picture.bar(2)).containsExactly("30", "70");
    assertThat(picture.bar(0)).containsExactly("0", "33.33");
  }

  @Test
  void whatIsMissing_isNamed() {
    ContactTree tree =
        DrawnTree.of(
                """
                a
                ├─ gone   missing
                │  └─ b
                ├─ c      orphan
                └─ d      pending
                """)
            .stored(1)
            .document();
    String svg = TreeSvg.write(tree, askedBy("gone"));

    assertThat(Picture.of(svg).allText())
        .contains("contact gone: named, but not known to Amazon Connect")
        .contains("missing: gone, which it names")
        .contains("orphan: names only contacts that are not known")
        .contains("references not read yet")
        .contains("the id asked by, gone, is no member");
  }

  @Test
  void contactWithoutTimes_hasALaneWithoutABar() {
    Picture picture = picture(tree(contact("a", 0, 10), timeless("b").under("a")), "a");

    assertThat(picture.bar(1)).isEmpty();
    assertThat(String.join(" ", picture.texts(1)))
        .contains("times not known", "its beginning is not known");
    assertThat(picture(tree(timeless("a")), "a").with("g", "data-contact-id")).hasSize(1);
  }

  @Test
  void names_standInPlaceOfIds() {
    Viewpoint viewpoint =
        new Viewpoint(
            new ContactId("a"),
            new Names(Map.of("agent-1", "jane@example.com"), Map.of("queue-1", "Support")),
            ZoneOffset.UTC);

    assertThat(TreeSvg.write(JOURNEY, viewpoint))
        .contains("agent jane@example.com", "queue Support")
        .doesNotContain("agent-1", "queue-1");
  }

  @Test
  void zone_isThatOfTheTimes() {
    Viewpoint berlin = new Viewpoint(new ContactId("a"), Names.NONE, ZoneId.of("Europe/Berlin"));

    assertThat(TreeSvg.write(JOURNEY, berlin))
        .contains("11:00:00 – 11:10:00", "times in Europe/Berlin");
    assertThat(TreeSvg.write(JOURNEY, askedBy("a"))).contains("times in UTC");
  }

  @Test
  void idsAndClasses_areOfThisTreeAlone() {
    String svg = TreeSvg.write(JOURNEY, askedBy("a"));

    // SHA-256 of "a" begins with ca978112.
    assertThat(
            Pattern.compile(" (?:id|class)=\"([^\"]+)\"|(?: href=\"|url\\()#([^\")]+)")
                .matcher(svg)
                .results()
                .map(name -> name.group(1) == null ? name.group(2) : name.group(1))
                .flatMap(names -> Stream.of(names.split(" "))))
        .isNotEmpty()
        .contains("ct-ca978112")
        .allMatch(name -> name.matches("ct-ca978112(-.*)?"));
    String style = svg.substring(svg.indexOf("<style>") + 7, svg.indexOf("</style>"));
    assertThat(style.replaceAll("@media[^{]*\\{", "").split("\\{[^}]*\\}*"))
        .allSatisfy(
            selectors ->
                assertThat(selectors.strip().split(","))
                    .allMatch(one -> one.isBlank() || one.strip().startsWith(".ct-ca978112")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "</text><script>alert(1)</script>",
        "\" onload=\"alert(1)",
        "' onload='x",
        "<![CDATA[x]]>",
        "&lt;&amp;#60;",
        "\u0000\u0001\u001b[2J\u007f\u0085",
        "\ud800 alone",
        "\ufffe\uffff",
        "\u202egnp.exe",
        "]]>"
      })
  void valueFromOutside_isTextOnly(String value) {
    ContactTree tree =
        tree(
            contact("a", 0, 10)
                .by(value, value)
                .with(Fact.AGENT_ID, value)
                .with(Fact.QUEUE_ID, value)
                .with(Fact.DISCONNECT_REASON, value)
                .reference(value, value, value, value));
    Viewpoint viewpoint =
        new Viewpoint(
            new ContactId("a"),
            new Names(Map.of(value, value), Map.of(value, value)),
            ZoneOffset.UTC);
    String svg = TreeSvg.write(tree, viewpoint);
    Picture picture = Picture.of(svg);

    assertThat(picture.elements())
        .isEqualTo(
            Picture.of(
                    TreeSvg.write(
                        tree(
                            contact("a", 0, 10)
                                .by("x", "x")
                                .with(Fact.AGENT_ID, "x")
                                .with(Fact.QUEUE_ID, "x")
                                .with(Fact.DISCONNECT_REASON, "x")
                                .reference("x", "x", "x", "x")),
                        viewpoint))
                .elementsLike(picture));
    assertThat(svg).doesNotContain("\u202e", "\u001b", "<script");
  }

  @Test
  void picture_runsAndLoadsNothing() {
    String svg = TreeSvg.write(JOURNEY, askedBy("a"));

    assertThat(svg.replace("http://www.w3.org/2000/svg", ""))
        .doesNotContain("http", "script", "@import", "src=", "<image", "foreignObject");
    assertThat(svg)
        .doesNotContainPattern("href=\"(?!#ct-)")
        .doesNotContainPattern("url\\((?!#ct-)");
  }

  @Test
  void largeTree_isCutAndTheRestCounted() {
    Picture picture = picture(grown(2000), "c0");

    assertThat(picture.with("g", "data-contact-id")).hasSize(200);
    assertThat(picture.allText()).contains("and 1800 more contacts");
  }

  @Test
  void twoHundredContacts_takeNoMoreThan200Kilobytes() {
    String svg = TreeSvg.write(grown(200), askedBy("c0"));

    assertThat(svg.getBytes(StandardCharsets.UTF_8)).hasSizeLessThanOrEqualTo(200_000);
  }

  @Test
  void sameTree_givesTheSameBytes() {
    assertThat(TreeSvg.write(JOURNEY, askedBy("a")))
        .isEqualTo(TreeSvg.write(JOURNEY, askedBy("a")));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 12, 60, 200})
  void texts_neverOverlap(int contacts) {
    for (int width : List.of(400, 900, 1180, 1280, 1600)) {
      Picture picture = picture(grown(contacts), "c" + contacts / 2);
      assertThat(picture.overlaps(width)).as("at %d pixels", width).isEmpty();
    }
  }

  @Test
  void titleAndDescription_areForWhoCannotSee() {
    Picture picture = picture(JOURNEY, "a");

    assertThat(picture.root().getAttribute("aria-labelledby")).isEqualTo("ct-ca978112-title");
    assertThat(picture.byId("ct-ca978112-title").getTextContent()).isEqualTo("Contact tree a");
    assertThat(picture.byId("ct-ca978112-desc").getTextContent())
        .startsWith(
            "Open: a contact has not ended. A timeline with one lane for each of 4 contacts");
  }

  /** A tree with long ids, names and references, several days and open ends. */
  static ContactTree grown(int contacts) {
    String[] channels = {"VOICE", "CHAT", "TASK", "EMAIL"};
    String[] methods = {"TRANSFER", "QUEUE_TRANSFER", "EXTERNAL_OUTBOUND", "API", "CALLBACK"};
    List<Sketch> sketches = new ArrayList<>();
    IntStream.range(0, contacts)
        .forEach(
            index -> {
              String id = index == 0 ? "c0" : new UUID(index, index).toString();
              long begin = index * 7L + index / 15 * 2000L;
              Sketch sketch =
                  index % 40 == 39 ? open(id, begin) : contact(id, begin, begin + 5 + index % 9);
              sketch
                  .by(channels[index % 4], methods[index % 5])
                  .with(Fact.AGENT_ID, new UUID(1, index % 7).toString())
                  .with(Fact.QUEUE_ID, new UUID(2, index % 5).toString())
                  .with(Fact.DISCONNECT_REASON, "CUSTOMER_DISCONNECT")
                  .reference("ATTACHMENT", "invoice-" + index + ".pdf", "bucket/key", "APPROVED")
                  .reference("URL", "order page", "https://example.com/" + index, "");
              if (index > 0) {
                int parent = index - 1 - index % Math.min(index, 4);
                sketch.under(parent <= 0 ? "c0" : new UUID(parent, parent).toString());
              }
              sketches.add(sketch);
            });
    return tree(sketches);
  }
}
