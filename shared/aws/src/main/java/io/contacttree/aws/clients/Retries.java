package io.contacttree.aws.clients;

import java.time.Duration;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.retries.StandardRetryStrategy;
import software.amazon.awssdk.retries.api.BackoffStrategy;

/**
 * How often and how soon the SDK tries again: four attempts, waits that double, each shortened at
 * random.
 */
final class Retries {
  private static final int ATTEMPTS = 4;

  private Retries() {}

  /** Waits of at most 0.05 s, 0.1 s, 0.2 s; after "too many requests" 1 s, 2 s, 4 s. */
  static StandardRetryStrategy quick() {
    return strategy(Duration.ofMillis(50));
  }

  /** Waits of at most 0.1 s, 0.2 s, 0.4 s; after "too many requests" 1 s, 2 s, 4 s. */
  static StandardRetryStrategy patient() {
    return strategy(Duration.ofMillis(100));
  }

  /** One attempt. */
  static StandardRetryStrategy none() {
    return AwsRetryStrategy.standardRetryStrategy().toBuilder().maxAttempts(1).build();
  }

  private static StandardRetryStrategy strategy(Duration first) {
    return AwsRetryStrategy.standardRetryStrategy().toBuilder()
        .maxAttempts(ATTEMPTS)
        .backoffStrategy(BackoffStrategy.exponentialDelay(first, Duration.ofSeconds(2)))
        .throttlingBackoffStrategy(
            BackoffStrategy.exponentialDelay(Duration.ofSeconds(1), Duration.ofSeconds(5)))
        .build();
  }
}
