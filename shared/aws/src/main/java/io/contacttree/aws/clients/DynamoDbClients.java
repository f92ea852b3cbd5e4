package io.contacttree.aws.clients;

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
  private DynamoDbClients() {}

  /** Returns a client; close it after use. */
  public static DynamoDbClient create(AwsAccess access) {
    return access
        .in(DynamoDbClient.builder())
        .httpClientBuilder(Clients.http(Clients.ATTEMPT))
        .overrideConfiguration(Clients::brief)
        .build();
  }
}
