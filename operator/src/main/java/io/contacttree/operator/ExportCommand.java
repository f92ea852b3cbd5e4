package io.contacttree.operator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.contacttree.operator.export.AwsTableExports;
import io.contacttree.operator.export.ExportJson;
import io.contacttree.operator.export.ExportWindow;
import io.contacttree.operator.export.FinishedExport;
import io.contacttree.operator.export.LocalExporter;
import io.contacttree.operator.export.LocalStackAddresses;
import io.contacttree.operator.export.StackExporter;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * {@code export}: the whole table, or what changed in a window, in DynamoDB's layout.
 *
 * <p>Fields, not a record: the parser fills them.
 */
@Command(
    name = "export",
    description = "Exports the table, or with --incremental what changed between two times.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    usageHelpAutoWidth = true)
final class ExportCommand implements Callable<Integer> {
  private static final String STACK = "CONTACT_TREE_STACK";

  @SuppressWarnings("NullAway.Init") // The parser fills it before the command is called.
  @Spec
  private CommandSpec spec;

  @Option(
      names = "--local",
      paramLabel = "FILE",
      description = "The endpoints file of a local stack.")
  private Optional<Path> local = Optional.empty();

  @Option(
      names = "--stack",
      paramLabel = "NAME",
      description = "A stack in AWS (default: CONTACT_TREE_STACK).")
  private Optional<String> stack = Optional.empty();

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "With --local: the folder to which AWSDynamoDB/… is written.")
  private Optional<Path> out = Optional.empty();

  @Option(names = "--incremental", description = "Only what changed from --from until --to.")
  private boolean incremental;

  @Option(names = "--from", paramLabel = "TIME", description = "Begin, included (ISO-8601).")
  private Optional<String> from = Optional.empty();

  @Option(names = "--to", paramLabel = "TIME", description = "End, not included (ISO-8601).")
  private Optional<String> to = Optional.empty();

  @Option(
      names = "--timeout",
      paramLabel = "S",
      defaultValue = "600",
      description = "With --stack: how many seconds to wait for it (default: ${DEFAULT-VALUE}).")
  private int timeout;

  @Option(names = "--dry-run", description = "Say what would be exported, and do not.")
  private boolean dryRun;

  @Option(names = "--json", description = "Say what was written as JSON.")
  private boolean json;

  private final Map<String, String> environment;

  ExportCommand() {
    this(System.getenv());
  }

  ExportCommand(Map<String, String> environment) {
    this.environment = Map.copyOf(environment);
  }

  /** What is said of an export. */
  private record Said(
      String id, Optional<ExportWindow> window, Instant time, long items, String folder) {}

  @Override
  public Integer call() throws IOException, InterruptedException {
    CommandLine command = spec.commandLine();
    if (local.isPresent() && stack.isPresent()) {
      throw usage(command, "Either --local or --stack, not both.");
    }
    if (!incremental && (from.isPresent() || to.isPresent())) {
      throw usage(command, "--from and --to go with --incremental.");
    }
    Optional<ExportWindow> window = incremental ? Optional.of(window(command)) : Optional.empty();
    if (local.isPresent()) {
      return onOneMachine(command, local.get(), window);
    }
    return inAws(
        command,
        stack
            .or(() -> Optional.ofNullable(environment.get(STACK)))
            .orElseThrow(() -> usage(command, "--local or --stack says which stack.")),
        window);
  }

  private int onOneMachine(CommandLine command, Path file, Optional<ExportWindow> window)
      throws IOException, InterruptedException {
    LocalExporter exporter = new LocalExporter(addresses(command, file), Clock.systemUTC());
    Path folder = out.orElseThrow(() -> usage(command, "--out says where to write to."));
    if (dryRun) {
      return would(command, window, folder.resolve("AWSDynamoDB").toString());
    }
    try (Interruption interruption = new Interruption(command.getErr())) {
      interruption.say("The export is unfinished, and without a manifest; start it again.");
      FinishedExport export =
          window.isPresent() ? exporter.incremental(window.get(), folder) : exporter.full(folder);
      return say(
          command,
          new Said(export.id(), window, export.to(), export.items(), export.folder().toString()));
    }
  }

  private int inAws(CommandLine command, String name, Optional<ExportWindow> window)
      throws IOException, InterruptedException {
    if (out.isPresent()) {
      throw usage(command, "--out goes with --local; a stack in AWS has a bucket.");
    }
    try (AwsTableExports exports = AwsTableExports.of(name);
        Interruption interruption = new Interruption(command.getErr())) {
      if (dryRun) {
        return would(command, window, exports.location());
      }
      StackExporter exporter = new StackExporter(exports, InstantSource.system(), Thread::sleep);
      String arn = started(command, exporter, window);
      interruption.say(goesOn(arn));
      return switch (exporter.await(arn, Duration.ofSeconds(timeout))) {
        case StackExporter.Done done ->
            say(command, new Said(done.id(), window, done.time(), done.items(), done.folder()));
        case StackExporter.GoesOn on -> {
          command.getErr().println(goesOn(on.arn()));
          yield ExitStatus.STOPPED.code();
        }
      };
    }
  }

  private static String started(
      CommandLine command, StackExporter exporter, Optional<ExportWindow> window) {
    try {
      return exporter.start(window);
    } catch (IllegalArgumentException wrong) {
      throw usage(command, String.valueOf(wrong.getMessage()));
    }
  }

  private static String goesOn(String arn) {
    return "The export goes on by itself. How far it is:  aws dynamodb describe-export --export-arn "
        + arn;
  }

  private static LocalStackAddresses addresses(CommandLine command, Path file) {
    try {
      return LocalStackAddresses.read(file);
    } catch (IOException unreadable) {
      throw usage(command, "--local " + file + " is not an endpoints file: " + unreadable);
    }
  }

  private int would(CommandLine command, Optional<ExportWindow> window, String folder) {
    String what =
        window
            .map(some -> "what changed from %s until %s".formatted(some.from(), some.to()))
            .orElse("the whole table");
    command.getOut().println("Would export %s to %s".formatted(what, folder));
    return ExitStatus.DONE.code();
  }

  private ExportWindow window(CommandLine command) {
    try {
      return new ExportWindow(time(command, "--from", from), time(command, "--to", to));
    } catch (IllegalArgumentException wrong) {
      throw usage(command, String.valueOf(wrong.getMessage()));
    }
  }

  private static Instant time(CommandLine command, String name, Optional<String> text) {
    try {
      return Instant.parse(
          text.orElseThrow(() -> usage(command, name + " is needed with --incremental.")));
    } catch (DateTimeParseException unreadable) {
      throw usage(command, name + " is no time such as 2026-03-02T10:15:30Z: " + text.orElse(""));
    }
  }

  private static ParameterException usage(CommandLine command, String message) {
    return new ParameterException(command, message);
  }

  private int say(CommandLine command, Said export) throws IOException {
    command.getOut().println(json ? json(export) : sentence(export));
    return ExitStatus.DONE.code();
  }

  private static String sentence(Said export) {
    return "%d %s in %s"
        .formatted(export.items(), export.items() == 1 ? "item" : "items", export.folder());
  }

  private static String json(Said export) throws IOException {
    ObjectNode node = ExportJson.MAPPER.createObjectNode();
    node.put("export_id", export.id());
    node.put("kind", export.window().isPresent() ? "INCREMENTAL" : "FULL");
    export.window().ifPresent(window -> node.put("from_time", window.from().toString()));
    node.put("to_time", export.time().toString());
    node.put("item_count", export.items());
    node.put("folder", export.folder());
    return ExportJson.MAPPER.writeValueAsString(node);
  }
}
