package io.contacttree.view;

import static io.contacttree.view.Sketch.askedBy;
import static io.contacttree.view.Sketch.contact;
import static io.contacttree.view.Sketch.open;
import static io.contacttree.view.Sketch.tree;
import static org.assertj.core.api.Assertions.assertThat;

import io.contacttree.domain.contact.ContactId;
import io.contacttree.domain.contact.Fact;
import io.contacttree.domain.find.Names;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class MermaidChartTest {

  @Test
  void chart_hasContactsAndLinks() {
    assertThat(
            MermaidChart.write(
                tree(
                    contact("a", 0, 10).with(Fact.AGENT_ID, "u1"),
                    contact("b", 2, 6).under("a").by("VOICE", "TRANSFER"),
                    open("c", 12).under("gone").by("TASK", "API")),
                askedBy("b")))
        .isEqualTo(
            """
            flowchart TD
              c0["VOICE INBOUND<br/>a<br/>agent u1"]
              c1["VOICE TRANSFER<br/>b"]
              c2["TASK API<br/>c<br/>open"]
              c0 -->|leg| c1
              c0 -.->|orphan| c2
              style c1 stroke-width:3px
            """);
  }

  @Test
  void names_standInPlaceOfIds() {
    assertThat(
            MermaidChart.write(
                tree(contact("a", 0, 1).with(Fact.AGENT_ID, "u").with(Fact.QUEUE_ID, "q")),
                new Viewpoint(
                    new ContactId("a"),
                    new Names(Map.of("u", "jane@example.com"), Map.of("q", "Support 1")),
                    ZoneOffset.UTC)))
        .contains("agent jane#64;example#46;com<br/>queue Support 1");
  }

  @Test
  void valueFromOutside_isTextOnly() {
    String chart =
        MermaidChart.write(
            tree(contact("a", 0, 1).by("\"]\nend-->x", "<b>`%%{#;|\u001b")), askedBy("a"));

    assertThat(chart.lines()).hasSize(3);
    assertThat(chart)
        .contains("c0[\"#34;#93;?end--#62;x #60;b#62;#96;#37;#37;#123;#35;#59;#124;?<br/>a\"]");
  }

  @Test
  void largeTree_staysWithinWhatMermaidTakes() {
    String chart = MermaidChart.write(TreeSvgTest.grown(2000), askedBy("c0"));

    // Mermaid's defaults: maxTextSize 50,000, maxEdges 500.
    assertThat(chart.length()).isLessThan(50_000);
    assertThat(chart.lines().filter(line -> line.contains("-->"))).hasSizeLessThan(500);
    assertThat(chart).contains("rest[\"and 1800 more contacts\"]");
  }
}
