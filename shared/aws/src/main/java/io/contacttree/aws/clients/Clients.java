package io.contacttree.aws.clients;

import java.time.Duration;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.http.crt.AwsCrtHttpClient;
import software.amazon.awssdk.regions.Region;

/** What all clients share: Region, credentials and the HTTP client. */
final class Clients {
  private static final Duration CONNECT = Duration.ofSeconds(2);
  private static final int CONNECTIONS = 16;

  private Clients() {}

  static <B extends AwsClientBuilder<B, ?>> B inRegion(B builder, Settings settings) {
    return builder
        .region(Region.of(settings.region()))
        .credentialsProvider(Credentials.of(settings));
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
