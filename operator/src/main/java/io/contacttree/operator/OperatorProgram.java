package io.contacttree.operator;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.IVersionProvider;

/** The operator's program; each command is a class of its own. */
@Command(
    name = "contact-tree",
    description = "Operates Contact Tree, in AWS or on one machine.",
    subcommands = {ExportCommand.class, HelpCommand.class},
    mixinStandardHelpOptions = true,
    usageHelpAutoWidth = true,
    synopsisSubcommandLabel = "COMMAND",
    versionProvider = OperatorProgram.Version.class,
    footer = {
      "",
      "Ends with 0 done, 1 done but something is wrong, 2 usage, 3 not found, 4 refused or"
          + " unreachable, 5 stopped half-way."
    })
public final class OperatorProgram {
  private OperatorProgram() {}

  /** Runs a command and ends the process with its status. */
  public static void main(String[] arguments) {
    System.exit(
        run(
            new PrintWriter(System.out, true, StandardCharsets.UTF_8),
            new PrintWriter(System.err, true, StandardCharsets.UTF_8),
            arguments));
  }

  /** Returns what the process would end with. */
  static int run(PrintWriter out, PrintWriter err, String... arguments) {
    return new CommandLine(new OperatorProgram())
        .setOut(out)
        .setErr(err)
        .setExitCodeExceptionMapper(failure -> ExitStatus.of(failure).code())
        .setExecutionExceptionHandler(
            (failure, command, parsed) -> {
              command.getErr().println(command.getCommandName() + ": " + reason(failure));
              return ExitStatus.of(failure).code();
            })
        .execute(arguments.length == 0 ? new String[] {"help"} : arguments);
  }

  private static String reason(Exception failure) {
    return Optional.ofNullable(failure.getMessage()).orElseGet(failure::toString);
  }

  /** What {@code --version} prints. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {
        "contact-tree "
            + Optional.ofNullable(OperatorProgram.class.getPackage().getImplementationVersion())
                .orElse("(not packaged)")
      };
    }
  }
}
