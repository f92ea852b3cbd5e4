package io.contacttree.standin;

import io.contacttree.standin.contacts.ContactScenario;
import io.contacttree.standin.http.PortTakenException;
import io.contacttree.standin.protocol.ConnectApi;
import io.contacttree.standin.quota.RateLimit;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs a stand-in alone until it is told to end. */
@Command(
    name = "connect-stand-in",
    description = "Stands in for Amazon Connect on 127.0.0.1.",
    mixinStandardHelpOptions = true)
public final class StandInMain implements Callable<Integer> {
  private static final int UNREADABLE = 2;
  private static final int PORT_TAKEN = 3;

  @Option(names = "--port", defaultValue = "3001", description = "The port; 0 = any free one.")
  private int port;

  @Option(
      names = "--scenario",
      paramLabel = "FILE",
      description = "A file of scenarios to start with; repeatable.")
  private List<Path> scenarios = new ArrayList<>();

  @Option(
      names = "--quota",
      split = ",",
      paramLabel = "API=RATE/BURST",
      description = "A quota such as ListAssociatedContacts=2/5, or =none; repeatable.")
  private List<String> quotas = new ArrayList<>();

  private final PrintStream errors;

  private StandInMain(PrintStream errors) {
    this.errors = errors;
  }

  /** Starts and waits for the end of the process. */
  public static void main(String[] arguments) {
    // The server's library would say that nobody reads its log.
    System.setProperty("slf4j.internal.verbosity", "ERROR");
    System.exit(commandLine(System.err).execute(arguments));
  }

  static CommandLine commandLine(PrintStream errors) {
    return new CommandLine(new StandInMain(errors))
        .setErr(new PrintWriter(errors, true, StandardCharsets.UTF_8));
  }

  @Override
  public Integer call() throws InterruptedException {
    StandInOptions options = StandInOptions.usual();
    try {
      options = options.withPort(port);
      for (String quota : quotas) {
        options = with(options, quota);
      }
    } catch (IllegalArgumentException e) {
      errors.println(e.getMessage());
      return UNREADABLE;
    }
    try (ConnectStandIn standIn = ConnectStandIn.start(options)) {
      for (Path file : scenarios) {
        if (!load(standIn, file)) {
          return UNREADABLE;
        }
      }
      System.out.println("Amazon Connect's stand-in: " + standIn.endpoint());
      new CountDownLatch(1).await();
      return 0;
    } catch (PortTakenException e) {
      errors.println(e.getMessage());
      return PORT_TAKEN;
    }
  }

  private static StandInOptions with(StandInOptions options, String quota) {
    int equals = quota.indexOf('=');
    ConnectApi api =
        ConnectApi.named(quota.substring(0, Math.max(0, equals)))
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "--quota "
                            + quota
                            + ": write API=RATE/BURST or API=none; the APIs are "
                            + ConnectApi.allNames()));
    return options.withQuota(api, RateLimit.parse(quota.substring(equals + 1)));
  }

  private boolean load(ConnectStandIn standIn, Path file) {
    String json;
    try {
      json = Files.readString(file);
    } catch (IOException e) {
      errors.println(file + " cannot be read: " + e.getMessage());
      return false;
    }
    return switch (standIn.load(json)) {
      case ContactScenario.Reading.Taken taken -> true;
      case ContactScenario.Reading.Refused refused -> {
        errors.println(file + ": " + refused.reason());
        yield false;
      }
    };
  }
}
