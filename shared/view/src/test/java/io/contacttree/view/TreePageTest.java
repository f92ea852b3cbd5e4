package io.contacttree.view;

import static io.contacttree.view.Sketch.askedBy;
import static io.contacttree.view.Sketch.contact;
import static io.contacttree.view.Sketch.open;
import static io.contacttree.view.Sketch.tree;
import static org.assertj.core.api.Assertions.assertThat;

import io.contacttree.domain.contact.ContactId;
import io.contacttree.domain.contact.Fact;
import io.contacttree.domain.find.Names;
import io.contacttree.domain.tree.DrawnTree;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TreePageTest {
  private static final Pattern TAG = Pattern.compile("<[a-zA-Z/!][^>]*>");

  private static String page(Sketch... contacts) {
    return TreePage.write(tree(contacts), askedBy("a"));
  }

  /** The page as it is read: without tags, styles and the timeline. */
  private static String words(String page) {
    return page.replaceAll("(?s)<style>.*?</style>|<svg xmlns.*?</svg>\n", "")
        .replaceAll("<[^>]+>", " ")
        .replaceAll("\\s+", " ");
  }

  @Test
  void page_saysInWordsWhatTheTreeIs() {
    String words =
        words(
            page(
                contact("a", 0, 10).with(Fact.AGENT_ID, "agent-1"),
                contact("b", 9, 30)
                    .under("a")
                    .by("VOICE", "TRANSFER")
                    .with(Fact.AGENT_ID, "agent-2")));

    assertThat(words)
        .contains(
            "Contact tree a",
            "Complete: everything was read",
            "From – to 2026-03-02 10:00:00 – 10:30:00, UTC",
            "Duration 30 min",
            "Contacts 2",
            "Transfers 1",
            "Agents 2: agent-1, agent-2")
        .doesNotContain("What is missing");
  }

  @Test
  void table_hasARowForEachContactWithItsReferences() {
    String words =
        words(
            page(
                contact("a", 0, 10)
                    .with(Fact.QUEUE_ID, "queue-1")
                    .with(Fact.DISCONNECT_REASON, "AGENT_DISCONNECT")
                    .reference("STRING", "case", "4711", ""),
                open("b", 9).under("a").by("TASK", "API").unread()));

    assertThat(words)
        .contains(
            "a VOICE INBOUND root queue-1 2026-03-02 10:00:00 2026-03-02 10:10:00 10 min"
                + " AGENT_DISCONNECT STRING · case: 4711")
        .contains("b TASK API follow up 2026-03-02 10:09:00 open references not read yet");
  }

  @Test
  void whatIsMissing_isNamed() {
    String page =
        TreePage.write(
            DrawnTree.of("a\n├─ gone missing\n│  └─ b\n└─ c orphan\n").stored(1).document(),
            askedBy("a"));

    assertThat(words(page))
        .contains(
            "What is missing contact gone: named, but not known to Amazon Connect 2 orphans, drawn"
                + " below the root");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://example.com/order?id=1&x=%20#top",
        "HTTP://example.com",
        "http://[::1]:80/a'b"
      })
  void webAddressOfAUrlReference_isALink(String address) {
    String page = page(contact("a", 0, 10).reference("URL", "order", address, ""));

    assertThat(page)
        .contains(
            "<a rel=\"noreferrer\" href=\""
                + address.replace("&", "&amp;").replace("'", "&#39;")
                + "\">");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "javascript:alert(1)",
        " https://example.com",
        "https://example.com/a b",
        "https://example.com/\u0000",
        "data:text/html,x",
        "ftp://example.com",
        "//example.com",
        "https:",
        "java\nscript:alert(1)",
        "https://example.com\"onclick=\"alert(1)"
      })
  void anyOtherValue_isNoLink(String value) {
    assertThat(page(contact("a", 0, 10).reference("URL", "order", value, "")))
        .doesNotContain("<a ");
  }

  @Test
  void webAddressOfAnotherReference_isNoLink() {
    assertThat(
            page(
                contact("a", 0, 10)
                    .reference("STRING", "order", "https://example.com", "")
                    .reference("ATTACHMENT", "file", "https://example.com", "APPROVED")))
        .doesNotContain("<a ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "</td><script>alert(1)</script>",
        "\" onload=\"alert(1)",
        "' onload='x",
        "<!-- x",
        "&lt;script&gt;",
        "</style><img src=x>",
        "\u0000\u001b[2J\u0085",
        "\ud800"
      })
  void valueFromOutside_isTextOnly(String value) {
    assertThat(tags(hostile(value))).isEqualTo(tags(hostile("x y")));
    assertThat(hostile(value)).doesNotContain("<script", "<img", "\u001b");
  }

  private static String hostile(String value) {
    return TreePage.write(
        tree(
            contact("a", 0, 10)
                .by(value, value)
                .with(Fact.AGENT_ID, value)
                .with(Fact.QUEUE_ID, value)
                .with(Fact.DISCONNECT_REASON, value)
                .reference("URL", value, value, value)
                .reference(value, value, value, value)),
        new Viewpoint(
            new ContactId("a"),
            new Names(Map.of(value, value), Map.of(value, value)),
            ZoneOffset.UTC));
  }

  /** Names of elements; lines of the timeline apart, which are broken where they are full. */
  private static List<String> tags(String page) {
    return TAG.matcher(page.replaceAll("(?s)<style>.*?</style>|<svg xmlns.*?</svg>\n", ""))
        .results()
        .map(MatchResult::group)
        .map(tag -> tag.replaceAll("\"[^\"]*\"", ""))
        .toList();
  }

  @Test
  void page_runsAndLoadsNothing() {
    assertThat(page(contact("a", 0, 10)).replace("http://www.w3.org/2000/svg", ""))
        .doesNotContain("http", "<script", "@import", "src=", "<link", "<img", "<iframe");
  }

  @Test
  void largeTree_isCutAndTheRestCounted() {
    String page = TreePage.write(TreeSvgTest.grown(250), askedBy("c0"));

    assertThat(Pattern.compile("<tr role=\"row\"").matcher(page).results()).hasSize(201);
    assertThat(words(page)).contains("And 50 more contacts.");
  }

  @Test
  void timelineOnPaper_isCutBetweenLanes() {
    String page = TreePage.write(TreeSvgTest.grown(60), askedBy("c0"));
    List<Integer> lanes = numbers(page, "translate\\(0 (\\d+)\\)");
    List<Integer> heights = numbers(page, "-slice\"[^>]* height=\"(\\d+)\"");
    List<Integer> beginnings = numbers(page, "<use href=\"#ct-[0-9a-f]+-all\" y=\"-?(\\d+)\"");

    assertThat(heights).hasSameSizeAs(beginnings).hasSizeGreaterThan(5).allMatch(one -> one <= 940);
    assertThat(beginnings.getFirst()).isZero();
    assertThat(lanes).containsAll(beginnings.subList(1, beginnings.size()));
    assertThat(heights.stream().mapToInt(height -> height).sum())
        .isEqualTo(numbers(page, "width=\"100%\" height=\"(\\d+)\" role").getFirst());
  }

  private static List<Integer> numbers(String page, String pattern) {
    return Pattern.compile(pattern)
        .matcher(page)
        .results()
        .map(number -> Integer.valueOf(number.group(1)))
        .toList();
  }
}
