package io.contacttree.verification.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Whoever searches for a class by its name finds one. */
final class ClassNamesTest {

  @Test
  void simpleClassName_standsOnceInTheRepository() {
    Map<String, List<String>> files =
        RepositoryFiles.read().paths().stream()
            .filter(path -> path.endsWith(".java") && !path.endsWith("/package-info.java"))
            .collect(Collectors.groupingBy(path -> path.substring(path.lastIndexOf('/') + 1)));

    assertThat(files).hasSizeGreaterThan(300);
    assertThat(files.values()).filteredOn(named -> named.size() > 1).isEmpty();
  }
}
