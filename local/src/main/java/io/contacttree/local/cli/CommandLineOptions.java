package io.contacttree.local.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Option;

/**
 * The options as a user writes them.
 *
 * <p>Fields, not a record: the parser fills them. {@link RunConfig} makes sense of them.
 */
@Command(
    name = "contact-tree-local",
    description = "Contact Tree on one machine: events in, trees built, stored and served.",
    sortOptions = false,
    usageHelpAutoWidth = true,
    abbreviateSynopsis = true,
    versionProvider = CommandLineOptions.Version.class)
final class CommandLineOptions {

  @Option(
      names = "--port",
      paramLabel = "N",
      defaultValue = "3000",
      description =
          "Port of the HTTP API (default: ${DEFAULT-VALUE}); any port may be 0 = any free one.")
  int port;

  @Option(
      names = "--connect-port",
      paramLabel = "N",
      defaultValue = "3001",
      description = "Port of the Amazon Connect stand-in (default: ${DEFAULT-VALUE}).")
  int connectPort;

  @Option(
      names = "--events-port",
      paramLabel = "N",
      defaultValue = "3002",
      description = "Port of EventBridge (default: ${DEFAULT-VALUE}).")
  int eventsPort;

  @Option(
      names = "--dynamodb-port",
      paramLabel = "N",
      defaultValue = "8000",
      description = "Port of DynamoDB (default: ${DEFAULT-VALUE}).")
  int dynamodbPort;

  @Option(
      names = "--sqs-port",
      paramLabel = "N",
      defaultValue = "9324",
      description = "Port of SQS (default: ${DEFAULT-VALUE}).")
  int sqsPort;

  @Option(
      names = "--endpoints-file",
      paramLabel = "FILE",
      description = "Write all addresses as JSON once everything is ready; removed at the end.")
  Optional<Path> endpointsFile = Optional.empty();

  @Option(
      names = "--scenario",
      paramLabel = "FILE|DIR",
      description = "What the stand-in knows (default: the samples); repeatable, none = nothing.")
  List<String> scenarios = new ArrayList<>();

  @Option(
      names = "--events",
      paramLabel = "FILE|DIR",
      description =
          "Events to play (default: the samples, or none with --scenario); repeatable, none = nothing.")
  List<String> events = new ArrayList<>();

  @Option(
      names = "--quota",
      split = ",",
      paramLabel = "API=RATE/BURST",
      description =
          "Quotas of Amazon Connect such as ListAssociatedContacts=2/5, for stand-in and pacing;"
              + " repeatable, none = no limit.")
  List<String> quotas = new ArrayList<>();

  @Option(
      names = "--window",
      paramLabel = "SECONDS",
      defaultValue = "2",
      description = "How long the queue delays every message (default: ${DEFAULT-VALUE}).")
  int window;

  @Option(
      names = "--read-lag",
      paramLabel = "SECONDS",
      defaultValue = "1",
      description =
          "How long after a contact's end a list is sure to show it (default: ${DEFAULT-VALUE}).")
  int readLag;

  @Option(
      names = "--settle",
      paramLabel = "FIRST/MAX",
      defaultValue = "3/30",
      description = "Seconds before the first settle read and at most (default: ${DEFAULT-VALUE}).")
  String settle = "";

  @Option(
      names = "--settle-max",
      paramLabel = "N",
      defaultValue = "3",
      description = "How many settle reads a tree gets (default: ${DEFAULT-VALUE}).")
  int settleMax;

  @Option(
      names = "--max-receives",
      paramLabel = "N",
      defaultValue = "10",
      description =
          "How often a message is received before it is a dead letter (default: ${DEFAULT-VALUE}).")
  int maxReceives;

  @Option(
      names = "--retry-delay",
      paramLabel = "FIRST/MAX",
      defaultValue = "1/10",
      description =
          "Seconds before a message's second delivery and at most (default: ${DEFAULT-VALUE}).")
  String retryDelay = "";

  @Option(
      names = "--backfill-limit",
      paramLabel = "N",
      defaultValue = "50",
      description =
          "How many messages may wait in the queue while refreshes are taken"
              + " (default: ${DEFAULT-VALUE}).")
  int backfillLimit;

  @Option(
      names = "--workers",
      paramLabel = "N",
      description =
          "How many batches are handled at once, each by a handler and pacer of its own"
              + " (default: the template's MaximumConcurrency).")
  Optional<Integer> workers = Optional.empty();

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Keep the table in this directory (default: in memory).")
  Optional<Path> data = Optional.empty();

  @Option(names = "--exit", description = "Leave once nothing is left to do.")
  boolean exit;

  @Option(
      names = "--exit-timeout",
      paramLabel = "SECONDS",
      description = "With --exit: give up after so many seconds, with code 5.")
  Optional<Integer> exitTimeout = Optional.empty();

  @Option(
      names = "--connect",
      paramLabel = "aws",
      description =
          "aws = the real Amazon Connect with your own credentials (default: the stand-in).")
  Optional<String> connect = Optional.empty();

  @Option(names = "--help", usageHelp = true, description = "Show this and end.")
  boolean help;

  @Option(names = "--version", versionHelp = true, description = "Show the version and end.")
  boolean version;

  /** Tells the version that the jar was built as. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      String version = Version.class.getPackage().getImplementationVersion();
      return new String[] {"contact-tree-local " + (version == null ? "not from a jar" : version)};
    }
  }
}
