package io.contacttree.local.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.contacttree.local.stack.ConnectQuotas;
import io.contacttree.local.stack.InputText;
import io.contacttree.local.stack.Ports;
import io.contacttree.local.stack.StackOptions;
import io.contacttree.local.stack.Timing;
import io.contacttree.local.stack.UnusableInputException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;

/**
 * What a user chose, checked.
 *
 * @param stack about the stack
 * @param events to be played
 * @param endpointsFile where to write all addresses
 * @param exit whether to leave once idle
 * @param exitTimeoutSeconds when to give up waiting for that
 */
record RunConfig(
    StackOptions stack,
    List<ObjectNode> events,
    Optional<Path> endpointsFile,
    boolean exit,
    OptionalInt exitTimeoutSeconds) {

  private static final String NONE = "none";
  private static final Pattern FIRST_AND_MOST = Pattern.compile("(\\d{1,6})/(\\d{1,6})");
  private static final int LONGEST_SECONDS = 900;

  RunConfig {
    events = List.copyOf(events);
  }

  /**
   * Checks the options and reads the files that they name.
   *
   * @throws UnusableInputException naming the option, and what to write
   */
  static RunConfig of(CommandLineOptions given) {
    if (given.exitTimeout.isPresent() && !given.exit) {
      throw new UnusableInputException("--exit-timeout says how long --exit waits; add --exit.");
    }
    given.exitTimeout.ifPresent(seconds -> within("--exit-timeout", seconds, 1, 1_000_000));
    given.workers.ifPresent(workers -> within("--workers", workers, 1, 100));
    return new RunConfig(
        new StackOptions(
            ports(given),
            timing(given),
            ConnectQuotas.read(given.quotas),
            within("--backfill-limit", given.backfillLimit, 1, 9_999),
            given.workers.map(OptionalInt::of).orElseGet(OptionalInt::empty),
            given.data,
            connect(given)),
        events(given),
        given.endpointsFile,
        given.exit,
        given.exitTimeout.map(OptionalInt::of).orElseGet(OptionalInt::empty));
  }

  private static Ports ports(CommandLineOptions given) {
    return new Ports(
        port("--port", given.port),
        port("--connect-port", given.connectPort),
        port("--events-port", given.eventsPort),
        port("--dynamodb-port", given.dynamodbPort),
        port("--sqs-port", given.sqsPort));
  }

  private static int port(String option, int port) {
    return within(option, port, 0, 65_535);
  }

  private static Timing timing(CommandLineOptions given) {
    int[] settle = firstAndMost("--settle", given.settle);
    int[] retry = firstAndMost("--retry-delay", given.retryDelay);
    return new Timing(
        within("--window", given.window, 0, LONGEST_SECONDS),
        within("--read-lag", given.readLag, 0, LONGEST_SECONDS),
        settle[0],
        settle[1],
        within("--settle-max", given.settleMax, 0, 100),
        within("--max-receives", given.maxReceives, 1, 1000),
        retry[0],
        retry[1]);
  }

  private static int[] firstAndMost(String option, String text) {
    Matcher parts = FIRST_AND_MOST.matcher(text);
    if (parts.matches()) {
      int first = Integer.parseInt(parts.group(1));
      int most = Integer.parseInt(parts.group(2));
      if (first <= most && most <= LONGEST_SECONDS) {
        return new int[] {first, most};
      }
    }
    throw new UnusableInputException(
        option
            + " "
            + text
            + ": write FIRST/MAX in whole seconds, FIRST at most MAX, MAX at most "
            + LONGEST_SECONDS
            + ".");
  }

  private static StackOptions.Connect connect(CommandLineOptions given) {
    if (given.connect.isEmpty()) {
      return new StackOptions.Connect.StandIn(
          texts("--scenario", given.scenarios).orElseGet(Inputs::sampleScenarios));
    }
    if (!given.connect.get().equals("aws")) {
      throw new UnusableInputException(
          "--connect " + given.connect.get() + ": aws is all it can be.");
    }
    if (!given.scenarios.isEmpty() && !given.scenarios.equals(List.of(NONE))) {
      throw new UnusableInputException(
          "--scenario is for the stand-in, which --connect aws does without.");
    }
    try {
      return new StackOptions.Connect.Aws(
          DefaultAwsRegionProviderChain.builder().build().getRegion().id());
    } catch (SdkClientException noRegion) {
      throw new UnusableInputException(
          "--connect aws needs to know your Region; set AWS_REGION.", noRegion);
    }
  }

  /** Samples play only where the stand-in knows their contacts. */
  private static List<ObjectNode> events(CommandLineOptions given) {
    boolean knowsSamples = given.scenarios.isEmpty() && given.connect.isEmpty();
    return Inputs.events(
        texts("--events", given.events)
            .orElseGet(() -> knowsSamples ? Inputs.sampleEvents() : List.of()));
  }

  /** Returns the texts that an option names, or empty where it was not given. */
  private static Optional<List<InputText>> texts(String option, List<String> places) {
    if (places.isEmpty()) {
      return Optional.empty();
    }
    List<Path> files = places.stream().filter(place -> !place.equals(NONE)).map(Path::of).toList();
    return Optional.of(files.isEmpty() ? List.of() : Inputs.read(option, files));
  }

  private static int within(String option, int value, int least, int most) {
    if (value < least || value > most) {
      throw new UnusableInputException(
          option + " " + value + ": write a number from " + least + " to " + most + ".");
    }
    return value;
  }
}
