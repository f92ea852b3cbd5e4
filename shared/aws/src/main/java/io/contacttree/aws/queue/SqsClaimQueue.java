package io.contacttree.aws.queue;

import io.contacttree.domain.claim.Claim;
import io.contacttree.domain.claim.ClaimMessage;
import io.contacttree.domain.claim.ClaimQueue;
import io.contacttree.domain.store.UpstreamFailure;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Objects;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;

/** Sends claims to an SQS queue, each with a delay of its own; safe for use by several threads. */
public final class SqsClaimQueue implements ClaimQueue {
  /** SQS delays a message by 15 minutes at most (SQS API Reference, SendMessage). */
  static final Duration LONGEST_DELAY = Duration.ofMinutes(15);

  private final SqsClient sqs;
  private final String queueUrl;
  private final InstantSource clock;

  /** Sends to the queue of this URL. */
  public SqsClaimQueue(SqsClient sqs, String queueUrl, InstantSource clock) {
    this.sqs = Objects.requireNonNull(sqs);
    this.queueUrl = Objects.requireNonNull(queueUrl);
    this.clock = Objects.requireNonNull(clock);
  }

  @Override
  public void send(Claim claim, ClaimMessage.Trail trail, Duration delay) {
    String body = ClaimMessages.encode(claim, trail, clock.instant());
    try {
      sqs.sendMessage(
          message -> message.queueUrl(queueUrl).messageBody(body).delaySeconds(seconds(delay)));
    } catch (SdkException notTaken) {
      throw new UpstreamFailure(
          UpstreamFailure.Resource.QUEUE, "the queue did not take a claim", notTaken);
    }
  }

  /** Whole seconds, never fewer than asked for. */
  private static int seconds(Duration delay) {
    if (delay.isNegative()) {
      return 0;
    }
    Duration cut = delay.compareTo(LONGEST_DELAY) > 0 ? LONGEST_DELAY : delay;
    return Math.toIntExact(cut.plusNanos(999_999_999).toSeconds());
  }
}
