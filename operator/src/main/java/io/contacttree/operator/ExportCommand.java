package io.contacttree.operator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.contacttree.operator.export.ExportJson;
import io.contacttree.operator.export.ExportWindow;
import io.contacttree.operator.export.FinishedExport;
import io.contacttree.operator.export.LocalExporter;
import io.contacttree.operator.export.LocalStackAddresses;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.format.DateTimeParseException;
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
      description = "The folder to which AWSDynamoDB/… is written.")
  private Optional<Path> out = Optional.empty();

  @Option(names = "--incremental", description = "Only what changed from --from until --to.")
  private boolean incremental;

  @Option(names = "--from", paramLabel = "TIME", description = "Begin, included (ISO-8601).")
  private Optional<String> from = Optional.empty();

  @Option(names = "--to", paramLabel = "TIME", description = "End, not included (ISO-8601).")
  private Optional<String> to = Optional.empty();

  @Option(names = "--json", description = "Say what was written as JSON.")
  private boolean json;

  @Override
  public Integer call() throws IOException, InterruptedException {
    CommandLine command = spec.commandLine();
    LocalExporter exporter = new LocalExporter(addresses(command), Clock.systemUTC());
    Path folder = out.orElseThrow(() -> usage(command, "--out says where to write to."));
    FinishedExport export =
        incremental
            ? exporter.incremental(window(command), folder)
            : full(command, exporter, folder);
    command.getOut().println(json ? json(export) : sentence(export));
    return ExitStatus.DONE.code();
  }

  private FinishedExport full(CommandLine command, LocalExporter exporter, Path folder)
      throws IOException, InterruptedException {
    if (from.isPresent() || to.isPresent()) {
      throw usage(command, "--from and --to go with --incremental.");
    }
    return exporter.full(folder);
  }

  private LocalStackAddresses addresses(CommandLine command) {
    if (local.isPresent() && stack.isPresent()) {
      throw usage(command, "Either --local or --stack, not both.");
    }
    Path file =
        local.orElseThrow(
            () ->
                usage(
                    command,
                    "--local says which stack; a stack in AWS exports by its own schedules."));
    try {
      return LocalStackAddresses.read(file);
    } catch (IOException unreadable) {
      throw usage(command, "--local " + file + " is not an endpoints file: " + unreadable);
    }
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

  private static String sentence(FinishedExport export) {
    return "%d %s in %s"
        .formatted(
            export.items(), export.items() == 1 ? "item" : "items", export.folder().toString());
  }

  private static String json(FinishedExport export) throws IOException {
    ObjectNode node = ExportJson.MAPPER.createObjectNode();
    node.put("export_id", export.id());
    node.put("kind", export.from().isPresent() ? "INCREMENTAL" : "FULL");
    export.from().ifPresent(begin -> node.put("from_time", begin.toString()));
    node.put("to_time", export.to().toString());
    node.put("item_count", export.items());
    node.put("folder", export.folder().toString());
    return ExportJson.MAPPER.writeValueAsString(node);
  }
}
