package io.contacttree.aws.clients;

import java.time.Duration;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.http.crt.AwsCrtHttpClient;

/** What clients share: how long they wait for an answer, and the HTTP client. */
final class Clients {
  /** For so long an attempt to a table or a queue may take. */
  static final Duration ATTEMPT = Duration.ofSeconds(5);

  private static final Duration CALL = Duration.ofSeconds(20);
  private static final Duration CONNECT = Duration.ofSeconds(2);
  private static final int CONNECTIONS = 16;

  private Clients() {}

  /** Four attempts a call, each at most 5 s, all of them at most 20 s; waits as in Retries. */
  static void brief(ClientOverrideConfiguration.Builder override) {
    override.apiCallAttemptTimeout(ATTEMPT).apiCallTimeout(CALL).retryStrategy(Retries.quick());
  }

  /**
   * Returns an HTTP client that belongs to one AWS client and is closed with it.
   *
   * @param silence for so long an answer may not move on before its connection is given up, whole
   *     seconds, at least 2
   */
  static AwsCrtHttpClient.Builder http(Duration silence) {
    return AwsCrtHttpClient.builder()
        .maxConcurrency(CONNECTIONS)
        .connectionTimeout(CONNECT)
        .connectionHealthConfiguration(
            health -> health.minimumThroughputInBps(1L).minimumThroughputTimeout(silence));
  }
}
