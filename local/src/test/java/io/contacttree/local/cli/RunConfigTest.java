package io.contacttree.local.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.contacttree.local.stack.ConnectQuotas;
import io.contacttree.local.stack.InputText;
import io.contacttree.local.stack.Ports;
import io.contacttree.local.stack.StackOptions;
import io.contacttree.local.stack.Timing;
import io.contacttree.local.stack.UnusableInputException;
import io.contacttree.standin.protocol.ConnectApi;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

class RunConfigTest {

  @TempDir private Path directory;

  private static RunConfig choose(String... arguments) {
    CommandLineOptions given = new CommandLineOptions();
    new CommandLine(given).parseArgs(arguments);
    return RunConfig.of(given);
  }

  private Path file(String name, String text) throws IOException {
    Path file = directory.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  private static List<String> scenarioNames(RunConfig runConfig) {
    return runConfig.stack().connect() instanceof StackOptions.Connect.StandIn standIn
        ? standIn.scenarios().stream().map(InputText::name).toList()
        : List.of("no stand-in");
  }

  private static List<String> ids(RunConfig runConfig) {
    return runConfig.events().stream().map(event -> event.path("id").asText()).toList();
  }

  @Test
  void nothingGiven_isAsDocumented() {
    RunConfig runConfig = choose();
    assertThat(runConfig.stack().ports()).isEqualTo(new Ports(3000, 3001, 3002, 8000, 9324));
    assertThat(runConfig.stack().timing()).isEqualTo(new Timing(2, 1, 3, 30, 3, 10, 1, 10));
    assertThat(runConfig.stack().quotas()).isEqualTo(new ConnectQuotas(Map.of()));
    assertThat(runConfig.stack().workers()).isEmpty();
    assertThat(runConfig.stack().data()).isEmpty();
    assertThat(runConfig.endpointsFile()).isEmpty();
    assertThat(runConfig.exit()).isFalse();
    assertThat(runConfig.exitTimeoutSeconds()).isEmpty();
    assertThat(scenarioNames(runConfig)).contains("sample inbound-call.json");
    assertThat(runConfig.events()).isNotEmpty();
  }

  @Test
  void samples_areEventsAndNothingElseOfTheFolder() {
    assertThat(choose().events())
        .allSatisfy(event -> assertThat(event.path("detail-type").asText()).isNotEmpty());
  }

  @Test
  void everything_canBeChosen() {
    RunConfig runConfig =
        choose(
            "--port=1",
            "--connect-port",
            "2",
            "--events-port=3",
            "--dynamodb-port=4",
            "--sqs-port=5",
            "--endpoints-file=e.json",
            "--scenario=none",
            "--events=none",
            "--quota=ListAssociatedContacts=20/50,SearchContacts=none",
            "--quota=ListContactReferences=0.5/1",
            "--window=6",
            "--read-lag=7",
            "--settle=8/9",
            "--settle-max=10",
            "--max-receives=11",
            "--retry-delay=12/13",
            "--backfill-limit=16",
            "--workers=14",
            "--data=d",
            "--exit",
            "--exit-timeout=15");
    assertThat(runConfig)
        .isEqualTo(
            new RunConfig(
                new StackOptions(
                    new Ports(1, 2, 3, 4, 5),
                    new Timing(6, 7, 8, 9, 10, 11, 12, 13),
                    new ConnectQuotas(
                        Map.of(
                            ConnectApi.LIST_ASSOCIATED_CONTACTS, "20/50",
                            ConnectApi.SEARCH_CONTACTS, "none",
                            ConnectApi.LIST_CONTACT_REFERENCES, "0.5/1")),
                    16,
                    OptionalInt.of(14),
                    Optional.of(Path.of("d")),
                    new StackOptions.Connect.StandIn(List.of())),
                List.of(),
                Optional.of(Path.of("e.json")),
                true,
                OptionalInt.of(15)));
  }

  @Test
  void quotaNone_isNoLimitForAll() {
    assertThat(choose("--quota", "none").stack().quotas().byApi())
        .containsOnlyKeys(ConnectApi.values())
        .allSatisfy((api, quota) -> assertThat(quota).isEqualTo("none"));
  }

  @Test
  void scenarioWithoutEvents_playsNone() throws IOException {
    Path scenario = file("s.json", "{}");
    RunConfig runConfig = choose("--scenario", scenario.toString());
    assertThat(scenarioNames(runConfig)).containsExactly("--scenario " + scenario);
    assertThat(runConfig.events()).isEmpty();
  }

  @Test
  void eventsOfAllForms_arePlayedInTheirOrder() throws IOException {
    Path one = file("one.txt", "{\"id\":\"1\"}");
    file("more/b.json", "[{\"id\":\"4\"},{\"id\":\"5\"}]");
    file("more/a/z.ndjson", "{\"id\":\"2\"}\n\n{\"id\":\"3\"}\n");
    file("more/c.txt", "not an input");
    RunConfig runConfig =
        choose("--events", one.toString(), "--events", directory.resolve("more").toString());
    assertThat(ids(runConfig)).containsExactly("1", "2", "3", "4", "5");
    assertThat(scenarioNames(runConfig)).as("still the samples").isNotEmpty();
  }

  @Test
  void linkToADirectory_isWalked() throws IOException {
    file("real/a.json", "{\"id\":\"1\"}");
    Path link = Files.createSymbolicLink(directory.resolve("link"), directory.resolve("real"));
    assertThat(ids(choose("--events", link.toString()))).containsExactly("1");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--port=65536 | --port",
        "--sqs-port=-1 | --sqs-port",
        "--window=901 | --window",
        "--read-lag=-1 | --read-lag",
        "--settle=3 | --settle",
        "--settle=4/3 | --settle",
        "--settle=1/901 | --settle",
        "--settle-max=101 | --settle-max",
        "--max-receives=0 | --max-receives",
        "--retry-delay=x/y | --retry-delay",
        "--workers=0 | --workers",
        "--quota=Nothing=1/1 | ListAssociatedContacts",
        "--quota=ListAssociatedContacts | API=RATE/BURST",
        "--quota=ListAssociatedContacts=2 | 2/5",
        "--quota=ListAssociatedContacts=0/5 | rate",
        "--connect=stand-in | --connect",
        "--exit-timeout=5 | --exit",
        "--events=/no/such/file | /no/such/file",
        "--scenario=/no/such/file | /no/such/file",
      })
  void whatCannotBeUsed_isNamed(String argument, String named) {
    assertThatThrownBy(() -> choose(argument))
        .isInstanceOf(UnusableInputException.class)
        .hasMessageContaining(named);
  }

  @ParameterizedTest
  @CsvSource({"--bogus", "--port=x", "--window=1.5", "something"})
  void whatTheParserRefuses_isNamed(String argument) {
    assertThatThrownBy(() -> choose(argument))
        .isInstanceOf(ParameterException.class)
        .hasMessageContaining(argument.replaceAll("=.*", ""));
  }

  @Test
  void noneBesideAFile_addsNothing() throws IOException {
    String event = file("e.json", "{\"id\": \"1\"}").toString();
    assertThat(choose("--events", "none", "--events", event).events()).hasSize(1);
    assertThat(choose("--events", event, "--events", "none").events()).hasSize(1);
  }

  @Test
  void noneTwice_isNothing() {
    assertThat(choose("--events", "none", "--events", "none").events()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"{ | not JSON", "[1] | no event", "\"x\" | no event", "[[{}]] | no event"})
  void eventFileThatHoldsNone_isNamed(String text, String reason) throws IOException {
    Path file = file("e.json", text);
    assertThatThrownBy(() -> choose("--events", file.toString()))
        .isInstanceOf(UnusableInputException.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining(reason);
  }

  @Test
  void binaryFile_isNamed() throws IOException {
    Path file = directory.resolve("b.json");
    Files.write(file, new byte[] {(byte) 0xff, (byte) 0xfe, 0});
    assertThatThrownBy(() -> choose("--events", file.toString()))
        .hasMessageContaining(file.toString())
        .hasMessageContaining("UTF-8");
  }
}
