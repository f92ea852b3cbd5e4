package io.contacttree.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.contacttree.local.cli.CommandLineRun;
import io.contacttree.local.cli.ExitCode;
import io.contacttree.local.stack.Closeables;
import io.contacttree.view.Style;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whole runs of the command, with every exit code but that of SIGTERM. */
class CommandLineTest {

  private static final String EVENT =
      """
      {"source":"aws.connect","detail-type":"Amazon Connect Contact Event","detail":{"eventType":"DISCONNECTED"%s}}
      """;

  private static final List<String> PORTS =
      List.of("--port", "--connect-port", "--events-port", "--dynamodb-port", "--sqs-port");

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @TempDir private Path directory;

  /** Every port that is not chosen is any free one. */
  private ExitCode run(String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    for (String port : PORTS) {
      if (all.stream().noneMatch(argument -> argument.startsWith(port + "="))) {
        all.add(port + "=0");
      }
    }
    try (Closeables closeables = new Closeables()) {
      return new CommandLineRun(
              new PrintStream(out, true, StandardCharsets.UTF_8),
              new PrintStream(err, true, StandardCharsets.UTF_8),
              new Style(false, true),
              () -> directory.resolve("functions.log"))
          .run(all.toArray(String[]::new), closeables);
    }
  }

  private String shown() {
    return out.toString(StandardCharsets.UTF_8);
  }

  private String complained() {
    return err.toString(StandardCharsets.UTF_8);
  }

  private String file(String name, String text) throws IOException {
    return Files.writeString(directory.resolve(name), text).toString();
  }

  @Test
  void nothingToDo_leavesAtOnceAsSettled() {
    assertThat(run("--scenario=none", "--events=none", "--exit")).isEqualTo(ExitCode.SETTLED);
    assertThat(shown()).contains("Ready.").contains("functions.log").contains("0 events");
    assertThat(complained()).isEmpty();
  }

  @Test
  void endedContact_isDrawnAndSettled() throws Exception {
    String scenario =
        file(
            "s.json",
            """
            {"InstanceId":"i","Contacts":[{"Id":"one","Channel":"VOICE","InitiationMethod":"INBOUND",
             "InitiationTimestamp":"2026-03-02T10:00:00Z","DisconnectTimestamp":"2026-03-02T10:05:00Z"}]}
            """);
    String events =
        file(
            "e.ndjson",
            EVENT.formatted(
                ",\"contactId\":\"one\",\"instanceArn\":\"arn:aws:connect:r:1:instance/i\""));
    Path endpoints = directory.resolve("endpoints.json");
    assertThat(
            run(
                "--scenario",
                scenario,
                "--events",
                events,
                "--endpoints-file",
                endpoints.toString(),
                "--quota=none",
                "--window=0",
                "--read-lag=0",
                "--exit",
                "--exit-timeout=60"))
        .as(complained())
        .isEqualTo(ExitCode.SETTLED);
    assertThat(shown().lines())
        .containsOnlyOnce("COMPLETE  tree one, 1 contact, 0 transfers, 0 references, 00:05:00");
    assertThat(shown()).doesNotContain("\u001b");
    assertThat(endpoints).doesNotExist();
  }

  @Test
  void deadLetters_areSaid() throws Exception {
    assertThat(
            run(
                "--scenario=none",
                "--events",
                file("e.json", EVENT.formatted("")),
                "--max-receives=1",
                "--retry-delay=0/0",
                "--window=0",
                "--exit",
                "--exit-timeout=60"))
        .isEqualTo(ExitCode.DEAD_LETTERS);
    assertThat(complained()).contains("1 messages are dead letters");
  }

  @Test
  void notIdleInTime_isSaid() throws Exception {
    assertThat(
            run(
                "--scenario=none",
                "--events",
                file("e.json", EVENT.formatted("")),
                "--window=900",
                "--exit",
                "--exit-timeout=1"))
        .isEqualTo(ExitCode.TIME_OUT);
    assertThat(complained()).contains("Not idle in time");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"--port", "--connect-port", "--events-port", "--dynamodb-port", "--sqs-port"})
  void portTaken_isNamed(String option) throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThat(
              run(
                  "--scenario=none",
                  "--events=none",
                  "--exit",
                  option + "=" + taken.getLocalPort()))
          .isEqualTo(ExitCode.PORT_TAKEN);
      assertThat(complained())
          .hasLineCount(1)
          .contains("Port " + taken.getLocalPort())
          .contains("taken");
    }
  }

  @Test
  void scenarioThatIsNone_isNamed() throws Exception {
    String scenario = file("bad.json", "{\"InstanceId\":\"i\",\"Contacts\":[{}]}");
    assertThat(run("--scenario", scenario, "--exit")).isEqualTo(ExitCode.UNUSABLE_INPUT);
    assertThat(complained()).contains(scenario).contains("Id");
  }

  @Test
  void wrongOption_isNamed() {
    assertThat(run("--bogus")).isEqualTo(ExitCode.UNUSABLE_INPUT);
    assertThat(complained()).contains("--bogus");
    assertThat(shown()).isEmpty();
  }

  @Test
  void directoryThatIsAFile_isNamed() throws Exception {
    String file = file("data", "x");
    assertThat(run("--data", file, "--scenario=none", "--events=none", "--exit"))
        .isEqualTo(ExitCode.UNUSABLE_INPUT);
    assertThat(complained()).contains("--data " + file);
  }

  @Test
  void help_listsTheOptionsAndEnds() {
    assertThat(run("--help")).isEqualTo(ExitCode.SETTLED);
    assertThat(shown()).contains("--endpoints-file");
    assertThat(run("--version")).isEqualTo(ExitCode.SETTLED);
    assertThat(shown()).contains("contact-tree-local");
  }
}
