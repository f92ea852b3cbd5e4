package io.contacttree.local.cli;

import io.contacttree.local.apigateway.Status;
import io.contacttree.local.stack.Closeables;
import io.contacttree.local.stack.Endpoints;
import io.contacttree.local.stack.EndpointsFile;
import io.contacttree.local.stack.LocalStack;
import io.contacttree.local.stack.Observer;
import io.contacttree.local.stack.UnusableInputException;
import io.contacttree.standin.http.PortTakenException;
import io.contacttree.view.Style;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/**
 * One run of the command: from its arguments to its exit code.
 *
 * @param out standard output, takes UTF-8
 * @param err standard error, takes UTF-8
 * @param logs makes the file that the functions log to, and sees to it that they do
 */
public record CommandLineRun(PrintStream out, PrintStream err, Style style, Supplier<Path> logs) {

  private static final System.Logger LOG = System.getLogger(CommandLineRun.class.getName());

  /**
   * Runs; without {@code --exit} it only returns when something is wrong.
   *
   * @param closeables gets everything that must be closed at the end
   */
  public ExitCode run(String[] arguments, Closeables closeables) {
    try {
      CommandLineOptions given = new CommandLineOptions();
      CommandLine parser = new CommandLine(given);
      parser.parseArgs(arguments);
      if (given.help) {
        parser.usage(out);
        return ExitCode.SETTLED;
      }
      if (given.version) {
        parser.printVersionHelp(out);
        return ExitCode.SETTLED;
      }
      // Before anything that logs: whoever logs first decides where to.
      Path log = logs.get();
      return run(RunConfig.of(given), log, closeables);
    } catch (ParameterException wrong) {
      return failed(ExitCode.UNUSABLE_INPUT, wrong.getMessage() + " (--help lists all options)");
    } catch (UnusableInputException wrong) {
      return failed(ExitCode.UNUSABLE_INPUT, String.valueOf(wrong.getMessage()));
    } catch (PortTakenException taken) {
      return failed(ExitCode.PORT_TAKEN, String.valueOf(taken.getMessage()));
    } catch (RuntimeException unexpected) {
      if (closeables.isClosed()) {
        // The process is being ended, so whatever was asked last found no answer.
        return ExitCode.TERMINATED;
      }
      LOG.log(System.Logger.Level.ERROR, "The stack failed.", unexpected);
      return failed(ExitCode.INTERNAL, "Internal error: " + unexpected);
    }
  }

  private ExitCode run(RunConfig runConfig, Path log, Closeables closeables) {
    Optional<EndpointsFile> file = runConfig.endpointsFile().map(EndpointsFile::new);
    Terminal terminal = new Terminal(out, style);
    terminal.show("Starting. The functions log to " + log);
    FinishedTreePrinter board = new FinishedTreePrinter(terminal, System::nanoTime);
    LocalStack stack =
        LocalStack.start(
            runConfig.stack(),
            runConfig.events(),
            new Observer(board, complaint -> err.println(complaint)),
            closeables);
    terminal.show(welcome(stack.endpoints()));
    // Added last, so closed first: nobody may find a file that names what is no more.
    file.ifPresent(known -> closeables.add(known::remove));
    file.ifPresent(known -> known.write(stack.endpoints().loggingTo(log)));
    CompletableFuture<Void> played = CompletableFuture.runAsync(stack::play);
    ProgressLoop progressLoop = new ProgressLoop(stack::status, terminal, board);
    if (!runConfig.exit()) {
      progressLoop.forEver();
    }
    Optional<Status> end = progressLoop.untilIdle(runConfig.exitTimeoutSeconds());
    if (end.isPresent()) {
      Closeables.join(played);
    }
    terminal.show(ProgressLoop.line(end.orElseGet(stack::status)));
    if (end.isEmpty()) {
      return failed(ExitCode.TIME_OUT, "Not idle in time; what is left stands in the last line.");
    }
    return end.get().dead() > 0
        ? failed(ExitCode.DEAD_LETTERS, end.get().dead() + " messages are dead letters.")
        : ExitCode.SETTLED;
  }

  private static String welcome(Endpoints endpoints) {
    return String.join(
        System.lineSeparator(),
        "Ready.",
        "  API             " + endpoints.api(),
        "  Amazon Connect  " + endpoints.connect(),
        "  EventBridge     " + endpoints.events(),
        "  DynamoDB        " + endpoints.dynamodb(),
        "  SQS             " + endpoints.sqs());
  }

  private ExitCode failed(ExitCode code, String message) {
    err.println(message);
    err.flush();
    return code;
  }
}
