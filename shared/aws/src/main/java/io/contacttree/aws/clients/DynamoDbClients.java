package io.contacttree.aws.clients;

import java.time.Duration;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * Makes clients of DynamoDB.
 *
 * <p>Four attempts a call, each at most 5 s, all of them at most 20 s; waits as in {@link Retries}.
 *
 * <p>A write may be applied though its answer is lost, and is then sent again by the SDK. A
 * transaction with a client request token is taken for the same one within ten minutes. A
 * conditional put fails with ConditionalCheckFailedException where the first attempt was applied:
 * whoever puts must read again before believing that somebody else was faster.
 */
public final class DynamoDbClients {
  private static final Duration ATTEMPT = Duration.ofSeconds(5);
  private static final Duration CALL = Duration.ofSeconds(20);

  private DynamoDbClients() {}

  /** Returns a client; close it after use. */
  public static DynamoDbClient create(Settings settings) {
    return Clients.inRegion(DynamoDbClient.builder(), settings)
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
