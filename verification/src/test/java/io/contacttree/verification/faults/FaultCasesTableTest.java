package io.contacttree.verification.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Holds docs/fault-cases.md against the tests it names. */
final class FaultCasesTableTest {
  private static final Path ROOT = Path.of("..");
  private static final Pattern ROW = Pattern.compile("(?m)^\\| (\\d+) \\|.*\\|$");
  private static final Pattern NAMED = Pattern.compile("\\| `(\\w+)\\.(\\w+)` \\|$");

  @Test
  void everyTestInTheTable_runs() throws IOException {
    List<Path> sources = sources();
    List<MatchResult> named =
        rows().stream().flatMap(row -> NAMED.matcher(row.group()).results()).toList();

    assertThat(named)
        .hasSize(29)
        .allSatisfy(
            test ->
                assertThat(
                        TestMethods.runs(
                            source(sources, test.group(1)), test.group(1), test.group(2)))
                    .as(test.group())
                    .isTrue());
  }

  @Test
  void everyCase_hasARow() throws IOException {
    assertThat(rows())
        .extracting(row -> Integer.parseInt(row.group(1)))
        .containsExactlyElementsOf(IntStream.rangeClosed(1, 30).boxed().toList());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "class CaseTest { @Test void passes() {} }",
        "final class CaseTest { @ParameterizedTest @ValueSource(ints = 1) void passes(int i) {} }",
        "class CaseTest { @Property void passes(@ForAll int i) {} }"
      })
  void enabledTest_runs(String source) throws IOException {
    assertThat(TestMethods.runs(source, "CaseTest", "passes")).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "class CaseTest { void passes() {} }",
        "class CaseTest { /* @Test void passes() {} */ @Test void other() { passes(); } }",
        "class OtherTest { @Test void passes() {} }",
        "class CaseTest { @Test @Disabled void passes() {} }",
        "@Disabled(\"flaky\") class CaseTest { @Test void passes() {} }",
        "class CaseTest { @Test @DisabledOnOs(OS.LINUX) void passes() {} }",
        "class CaseTest { @Test @EnabledIfSystemProperty(named = \"x\", matches = \"y\") void passes() {} }",
        "class CaseTest { @Test @org.junit.jupiter.api.Disabled void passes() {} }",
        "@Tag(\"sam-build\") class CaseTest { @Test void passes() {} }",
        "abstract class CaseTest { @Test void passes() {} }"
      })
  void absentOrDisabledTest_doesNotRun(String source) throws IOException {
    assertThat(TestMethods.runs(source, "CaseTest", "passes")).isFalse();
  }

  @Test
  void classThatTheBuildDoesNotTakeForATest_doesNotRun() throws IOException {
    assertThat(TestMethods.runs("class Case { @Test void passes() {} }", "Case", "passes"))
        .isFalse();
  }

  private static List<MatchResult> rows() throws IOException {
    return ROW.matcher(Files.readString(ROOT.resolve("docs/fault-cases.md"))).results().toList();
  }

  /** Returns the only file of a test class: its module need not be on the class path. */
  private static String source(List<Path> sources, String className) throws IOException {
    List<Path> found =
        sources.stream().filter(source -> source.endsWith(className + ".java")).toList();
    assertThat(found).as(className).hasSize(1);
    return Files.readString(found.getFirst());
  }

  private static List<Path> sources() throws IOException {
    try (Stream<Path> files = Files.walk(ROOT)) {
      return files.filter(file -> file.toString().matches(".*src.test.java.*\\.java")).toList();
    }
  }
}
