package io.contacttree.aws.clients;

import java.time.Duration;
import java.util.List;
import software.amazon.awssdk.core.SdkPlugin;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.connect.ConnectClient;

/**
 * Makes clients of Amazon Connect.
 *
 * <p>Four attempts a call, waits as in {@link Retries#patient}. There is no attempt time-out,
 * because an attempt may wait long for its token; a connection that is silent for 10 s is given up
 * instead. Each request brings its own call time-out, from its deadline.
 */
public final class ConnectClients {
  /** Makes a request once, whatever its answer; to be added to the request's settings. */
  public static final SdkPlugin ONE_ATTEMPT =
      client ->
          client.overrideConfiguration(
              client.overrideConfiguration().toBuilder().retryStrategy(Retries.none()).build());

  private static final Duration SILENCE = Duration.ofSeconds(10);

  private ConnectClients() {}

  /** Returns a client whose attempts these interceptors see; close it after use. */
  public static ConnectClient create(AwsAccess access, List<ExecutionInterceptor> interceptors) {
    return access
        .in(ConnectClient.builder())
        .httpClientBuilder(Clients.http(SILENCE))
        .overrideConfiguration(
            override ->
                override.executionInterceptors(interceptors).retryStrategy(Retries.patient()))
        .build();
  }
}
