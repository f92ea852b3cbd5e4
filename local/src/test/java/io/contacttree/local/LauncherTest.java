package io.contacttree.local;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class LauncherTest {

  @ParameterizedTest
  @CsvSource({"1.8, 8", "9, 9", "17, 17", "25, 25", "26, 26"})
  void release_isReadFromEitherFormOfNumber(String specificationVersion, int release) {
    assertThat(Launcher.release(specificationVersion)).isEqualTo(release);
  }

  @ParameterizedTest
  @CsvSource({"1.8", "17"})
  void olderJava_isToldOneLineWithItsOwnVersion(String specificationVersion) {
    assertThat(Launcher.needs(specificationVersion))
        .isEqualTo(
            "contact-tree-local needs Java 25 or newer; this is Java "
                + specificationVersion
                + ".");
  }
}
