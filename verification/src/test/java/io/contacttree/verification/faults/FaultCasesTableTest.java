package io.contacttree.verification.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds docs/fault-cases.md against the tests it names. */
final class FaultCasesTableTest {
  private static final Path ROOT = Path.of("..");
  private static final Pattern NAMED = Pattern.compile("\\| `(\\w+)\\.(\\w+)` \\|$");

  @Test
  void everyTestInTheTable_exists() throws IOException {
    List<String> lines = Files.readAllLines(ROOT.resolve("docs/fault-cases.md"));
    List<String> missing = new ArrayList<>();
    int named = 0;
    for (String line : lines) {
      Matcher test = NAMED.matcher(line);
      if (test.find()) {
        named++;
        if (!exists(test.group(1), test.group(2))) {
          missing.add(test.group());
        }
      }
    }
    assertThat(missing).isEmpty();
    assertThat(named).isEqualTo(28);
  }

  private static boolean exists(String className, String method) throws IOException {
    try (Stream<Path> files =
        Files.find(
            ROOT,
            20,
            (path, attributes) ->
                path.endsWith(className + ".java") && path.toString().contains("src/test"))) {
      for (Path file : files.toList()) {
        if (Files.readString(file).contains(" " + method + "(")) {
          return true;
        }
      }
    }
    return false;
  }
}
