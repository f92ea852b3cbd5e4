package io.contacttree.aws.clients;

import java.time.Duration;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * Makes clients of SQS.
 *
 * <p>Four attempts a call, each at most 5 s, all of them at most 20 s; waits as in {@link Retries}.
 * A message whose answer is lost may be sent twice; claims are safe to repeat. Not for long polls.
 */
public final class SqsClients {
  private static final Duration ATTEMPT = Duration.ofSeconds(5);
  private static final Duration CALL = Duration.ofSeconds(20);

  private SqsClients() {}

  /** Returns a client; close it after use. */
  public static SqsClient create(Settings settings) {
    return Clients.inRegion(SqsClient.builder(), settings)
        .httpClientBuilder(Clients.http(ATTEMPT))
        .overrideConfiguration(
            override ->
                override
                    .apiCallAttemptTimeout(ATTEMPT)
                    .apiCallTimeout(CALL)
                    .retryStrategy(Retries.quick()))
        .build();
  }
}
