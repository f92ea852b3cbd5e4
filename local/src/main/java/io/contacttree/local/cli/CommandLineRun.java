package io.contacttree.local.cli;

import io.contacttree.local.drawing.Progress;
import io.contacttree.local.drawing.Screen;
import io.contacttree.local.drawing.Style;
import io.contacttree.local.drawing.TreeBoard;
import io.contacttree.local.front.Status;
import io.contacttree.local.http.PortTakenException;
import io.contacttree.local.lambda.HandlerFactory;
import io.contacttree.local.stack.Endpoints;
import io.contacttree.local.stack.EndpointsFile;
import io.contacttree.local.stack.LocalStack;
import io.contacttree.local.stack.Observer;
import io.contacttree.local.stack.Parts;
import io.contacttree.local.stack.UnusableInputException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** One run of the command: from its arguments to its exit code. */
public final class CommandLineRun {

  private static final System.Logger LOG = System.getLogger(CommandLineRun.class.getName());

  private final HandlerFactory handlers;
  private final PrintStream out;
  private final PrintStream err;
  private final Style style;
  private final Supplier<Path> logs;

  /**
   * Makes a run.
   *
   * @param handlers makes the functions
   * @param out standard output, takes UTF-8
   * @param err standard error, takes UTF-8
   * @param style what standard output can show
   * @param logs makes the file that the functions log to, and sees to it that they do
   */
  public CommandLineRun(
      HandlerFactory handlers, PrintStream out, PrintStream err, Style style, Supplier<Path> logs) {
    this.handlers = handlers;
    this.out = out;
    this.err = err;
    this.style = style;
    this.logs = logs;
  }

  /**
   * Runs; without {@code --exit} it only returns when something is wrong.
   *
   * @param arguments the options
   * @param parts gets everything that must be closed at the end
   * @return what the process should say
   */
  public ExitCode run(String[] arguments, Parts parts) {
    try {
      Arguments given = new Arguments();
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
      return run(Choices.of(given), log, parts);
    } catch (ParameterException wrong) {
      return failed(ExitCode.UNUSABLE_INPUT, wrong.getMessage() + " (--help lists all options)");
    } catch (UnusableInputException wrong) {
      return failed(ExitCode.UNUSABLE_INPUT, String.valueOf(wrong.getMessage()));
    } catch (PortTakenException taken) {
      return failed(ExitCode.PORT_TAKEN, String.valueOf(taken.getMessage()));
    } catch (RuntimeException unexpected) {
      if (parts.isClosed()) {
        // The process is being ended, so whatever was asked last found no answer.
        return ExitCode.TERMINATED;
      }
      LOG.log(System.Logger.Level.ERROR, "The stack failed.", unexpected);
      return failed(ExitCode.INTERNAL, "Internal error: " + unexpected);
    }
  }

  private ExitCode run(Choices choices, Path log, Parts parts) {
    Optional<EndpointsFile> file = choices.endpointsFile().map(EndpointsFile::new);
    Screen screen = new Screen(out, style);
    screen.show("Starting. The functions log to " + log);
    TreeBoard board = new TreeBoard(screen, System::nanoTime);
    LocalStack stack =
        LocalStack.start(
            choices.stack(),
            handlers,
            choices.events(),
            new Observer(board, complaint -> err.println(complaint)),
            parts);
    screen.show(welcome(stack.endpoints()));
    // Added last, so closed first: nobody may find a file that names what is no more.
    file.ifPresent(known -> parts.add(known::remove));
    file.ifPresent(known -> known.write(stack.endpoints()));
    CompletableFuture<Void> played = CompletableFuture.runAsync(stack::play);
    Watch watch = new Watch(stack::status, screen, board);
    if (!choices.exit()) {
      watch.forEver();
    }
    Optional<Status> end = watch.untilIdle(choices.exitTimeoutSeconds());
    if (end.isPresent()) {
      Parts.join(played);
    }
    screen.show(Progress.line(end.orElseGet(stack::status)));
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
