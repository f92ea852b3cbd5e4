package io.contacttree.verification.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whoever follows a citation in code or pages arrives. */
final class CitationsTest {
  private static final RepositoryFiles FILES = RepositoryFiles.read().without("CitationsTest.java");

  @Test
  void rulesCited_areSectionsOfTheRules() {
    assertAllLead(Citations::rules, 30);
  }

  @Test
  void pagesCited_exist() {
    assertAllLead(Citations::pages, 10);
  }

  @Test
  void pagesCitedByTheirBareName_exist() {
    assertAllLead(Citations::barePages, 10);
  }

  @Test
  void decisionRecordsCited_exist() {
    assertAllLead(Citations::decisionRecords, 2);
  }

  @Test
  void linksOfPages_leadToFilesAndAnchors() {
    assertAllLead(Citations::links, 50);
  }

  @Test
  void pathsInPages_exist() {
    assertAllLead(Citations::paths, 30);
  }

  @Test
  void namesInTheArchitecture_areClassesOrResources() {
    assertAllLead(Citations::namesOfTheArchitecture, 50);
  }

  /** Fewer than {@code least} would mean that the citations are no longer recognised. */
  private static void assertAllLead(Function<Citations, Citations.Check> kind, int least) {
    Citations.Check check = kind.apply(new Citations(FILES));
    assertThat(check.misses()).isEmpty();
    assertThat(check.followed()).isGreaterThanOrEqualTo(least);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        ", section 2",
        ", sections 2, 2.1\n * and 3",
        ",\n * section\n * 2.1.",
        "},\n# sections 2 to 3"
      })
  void sectionsThatAreHeadings_lead(String sections) {
    Citations.Check check = citing("/** Tree\n * rules" + sections).rules();

    assertThat(check.misses()).isEmpty();
    assertThat(check.followed()).isOne();
  }

  @ParameterizedTest
  @ValueSource(strings = {", section 4", ", sections 2 and 2.2", " 2 to 3", ", once more"})
  void sectionsThatAreNoHeadings_areMisses(String sections) {
    Citations.Check check = citing("\n/** Tree rules" + sections).rules();

    assertThat(check.misses()).singleElement().asString().startsWith("A.java:2: Tree rules");
  }

  @Test
  void pageWithoutTheAnchor_isAMiss() {
    assertThat(citing("docs/rules.md#one docs/rules.md#two-words docs/none.md").pages().misses())
        .containsExactly("A.java:1: docs/rules.md#one", "A.java:1: docs/none.md");
  }

  @Test
  void linkInAFence_isNotFollowed() {
    RepositoryFiles page =
        files("docs/a.md", "[x](b.md)\n```\n[x](c.md)\n```\n[x](rules.md#two-words)\n");

    assertThat(new Citations(page).links().misses()).containsExactly("docs/a.md:1: [x](b.md)");
  }

  private static Citations citing(String text) {
    return new Citations(files("A.java", text));
  }

  private static RepositoryFiles files(String name, String text) {
    Map<String, String> texts =
        Map.of(
            name,
            text,
            "docs/rules.md",
            "# Two words",
            "docs/tree-rules.md",
            "## 2 Two\n### 2.1 More\n## 3 Three\n");
    return new RepositoryFiles(texts.keySet(), texts);
  }
}
