package io.contacttree.verification.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Whoever searches for a class by its name finds one. */
final class ClassNamesTest {
  private static final Pattern TEST =
      Pattern.compile(
          "(?m)^ *@(?:Test|ParameterizedTest|RepeatedTest|Property|Example|ArchTest)\\b");

  @Test
  void simpleClassName_standsOnceInTheRepository() {
    Map<String, List<String>> files =
        RepositoryFiles.read().paths().stream()
            .filter(path -> path.endsWith(".java") && !path.endsWith("/package-info.java"))
            .collect(Collectors.groupingBy(path -> path.substring(path.lastIndexOf('/') + 1)));

    assertThat(files).hasSizeGreaterThan(300);
    assertThat(files.values()).filteredOn(named -> named.size() > 1).isEmpty();
  }

  /** Contracts are run by the tests that implement them. */
  @Test
  void classWithTests_isNamedSoThatTheBuildRunsIt() {
    List<String> withTests =
        RepositoryFiles.read().texts().entrySet().stream()
            .filter(file -> file.getKey().endsWith(".java"))
            .filter(file -> TEST.matcher(file.getValue()).find())
            .map(Map.Entry::getKey)
            .toList();

    assertThat(withTests)
        .hasSizeGreaterThan(50)
        .allMatch(path -> path.matches(".*(Test|IT|Contract)\\.java"));
  }
}
