package io.contacttree.standin;

import io.contacttree.standin.protocol.ConnectApi;
import io.contacttree.standin.quota.RateLimit;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * How a stand-in is set up.
 *
 * @param port the port on 127.0.0.1, 0 for any free one
 * @param clock tells what time it is
 * @param quotas the limits of all instances together; an operation left out keeps Amazon Connect's
 * @param region the Region in ARNs that a scenario leaves out
 * @param accountId the account in them
 * @param pause waits for the latency that quirks ask for
 */
public record StandInOptions(
    int port,
    InstantSource clock,
    Map<ConnectApi, RateLimit> quotas,
    String region,
    String accountId,
    Consumer<Duration> pause) {

  /** Checks the port and fills in Amazon Connect's quotas. */
  public StandInOptions {
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("port must be 0 to 65535, not " + port);
    }
    Map<ConnectApi, RateLimit> all = new EnumMap<>(RateLimit.ofAmazonConnect());
    all.putAll(quotas);
    quotas = Map.copyOf(all);
  }

  /** A free port, the system's clock, Amazon Connect's quotas, us-east-1 of 123456789012. */
  public static StandInOptions usual() {
    return new StandInOptions(
        0, InstantSource.system(), Map.of(), "us-east-1", "123456789012", StandInOptions::sleep);
  }

  /** Returns the same with another port. */
  public StandInOptions withPort(int otherPort) {
    return new StandInOptions(otherPort, clock, quotas, region, accountId, pause);
  }

  /** Returns the same with another quota for that operation. */
  public StandInOptions withQuota(ConnectApi api, RateLimit quota) {
    Map<ConnectApi, RateLimit> others = new EnumMap<>(quotas);
    others.put(api, quota);
    return new StandInOptions(port, clock, others, region, accountId, pause);
  }

  private static void sleep(Duration time) {
    try {
      if (time.isPositive()) {
        Thread.sleep(time);
      }
    } catch (InterruptedException e) {
      // The stand-in is being closed: answer at once.
      Thread.currentThread().interrupt();
    }
  }
}
