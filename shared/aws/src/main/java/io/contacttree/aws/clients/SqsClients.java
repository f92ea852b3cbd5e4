package io.contacttree.aws.clients;

import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * Makes clients of SQS.
 *
 * <p>Four attempts a call, each at most 5 s, all of them at most 20 s; waits as in {@link Retries}.
 * A message whose answer is lost may be sent twice; claims are safe to repeat. Not for long polls.
 */
public final class SqsClients {
  private SqsClients() {}

  /** Returns a client; close it after use. */
  public static SqsClient create(AwsAccess access) {
    return access
        .in(SqsClient.builder())
        .httpClientBuilder(Clients.http(Clients.ATTEMPT))
        .overrideConfiguration(Clients::brief)
        .build();
  }
}
