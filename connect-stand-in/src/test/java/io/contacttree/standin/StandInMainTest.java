package io.contacttree.standin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class StandInMainTest {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {"--quota=2/5", "--quota=Describe=2/5", "--quota=DescribeContact=2", "--port=-1"})
  void wrongOption_endsWithTwo(String option) {
    Ended ended = run(option);

    assertThat(ended.code()).isEqualTo(2);
    assertThat(ended.errors()).isNotBlank();
  }

  @Test
  void unreadableScenario_endsWithTwoAndIsNamed() throws Exception {
    Path file = Files.writeString(folder.resolve("broken.json"), "{}");

    Ended ended = run("--port=0", "--scenario=" + file);

    assertThat(ended.code()).isEqualTo(2);
    assertThat(ended.errors()).contains("broken.json", "InstanceId is missing");
  }

  @Test
  void absentScenario_endsWithTwoAndIsNamed() {
    Ended ended = run("--port=0", "--scenario=" + folder.resolve("absent.json"));

    assertThat(ended.code()).isEqualTo(2);
    assertThat(ended.errors()).contains("absent.json cannot be read");
  }

  @Test
  void portTaken_endsWithThree() throws Exception {
    try (ConnectStandIn other = ConnectStandIn.start(StandInOptions.usual())) {
      Ended ended = run("--port=" + other.port());

      assertThat(ended.code()).isEqualTo(3);
      assertThat(ended.errors()).contains("Port " + other.port());
    }
  }

  private static Ended run(String... arguments) {
    ByteArrayOutputStream errors = new ByteArrayOutputStream();
    int code =
        StandInMain.commandLine(new PrintStream(errors, true, StandardCharsets.UTF_8))
            .execute(arguments);
    return new Ended(code, errors.toString(StandardCharsets.UTF_8));
  }

  private record Ended(int code, String errors) {}
}
