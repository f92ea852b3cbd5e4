package io.contacttree.aws.queue;

import io.contacttree.domain.claim.WaitingMessages;
import io.contacttree.domain.store.UpstreamFailure;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** Counts the messages of an SQS queue; safe for use by several threads. */
public final class SqsWaitingMessages implements WaitingMessages {
  private static final List<QueueAttributeName> COUNTS =
      List.of(
          QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES,
          QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE,
          QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_DELAYED);

  private final SqsClient sqs;
  private final String queueUrl;

  /** Counts those of the queue of this URL. */
  public SqsWaitingMessages(SqsClient sqs, String queueUrl) {
    this.sqs = Objects.requireNonNull(sqs);
    this.queueUrl = Objects.requireNonNull(queueUrl);
  }

  @Override
  public long count() {
    try {
      Map<QueueAttributeName, String> counts =
          sqs.getQueueAttributes(request -> request.queueUrl(queueUrl).attributeNames(COUNTS))
              .attributes();
      return COUNTS.stream()
          .mapToLong(name -> Long.parseLong(counts.getOrDefault(name, "0")))
          .sum();
    } catch (SdkException notAnswered) {
      throw new UpstreamFailure(
          UpstreamFailure.Resource.QUEUE, "the queue did not tell what it holds", notAnswered);
    }
  }
}
