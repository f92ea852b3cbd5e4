package io.contacttree.aws.queue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.BatchResultErrorEntry;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchResponse;

/** Hides messages of an SQS queue; safe for use by several threads. */
public final class SqsMessageVisibility implements MessageVisibility {
  /** SQS takes ten entries in one call (SQS API Reference, ChangeMessageVisibilityBatch). */
  private static final int MOST_IN_ONE_CALL = 10;

  private final SqsClient sqs;
  private final String queueUrl;

  /** Hides messages of the queue of this URL. */
  public SqsMessageVisibility(SqsClient sqs, String queueUrl) {
    this.sqs = Objects.requireNonNull(sqs);
    this.queueUrl = Objects.requireNonNull(queueUrl);
  }

  @Override
  public Set<String> hide(Map<String, Duration> delays) {
    Set<String> notHidden = new HashSet<>();
    List<String> handles = List.copyOf(delays.keySet());
    for (int from = 0; from < handles.size(); from += MOST_IN_ONE_CALL) {
      List<String> some = handles.subList(from, Math.min(handles.size(), from + MOST_IN_ONE_CALL));
      notHidden.addAll(hideSome(some, delays));
    }
    return Set.copyOf(notHidden);
  }

  private Set<String> hideSome(List<String> handles, Map<String, Duration> delays) {
    List<ChangeMessageVisibilityBatchRequestEntry> entries = new ArrayList<>();
    for (int at = 0; at < handles.size(); at++) {
      entries.add(entry(at, handles.get(at), delays.getOrDefault(handles.get(at), Duration.ZERO)));
    }
    try {
      ChangeMessageVisibilityBatchResponse response =
          sqs.changeMessageVisibilityBatch(request -> request.queueUrl(queueUrl).entries(entries));
      Set<String> failed = new HashSet<>();
      for (BatchResultErrorEntry error : response.failed()) {
        failed.add(handles.get(Integer.parseInt(error.id())));
      }
      return failed;
    } catch (SdkException notAnswered) {
      return Set.copyOf(handles);
    }
  }

  private static ChangeMessageVisibilityBatchRequestEntry entry(
      int at, String handle, Duration delay) {
    return ChangeMessageVisibilityBatchRequestEntry.builder()
        .id(Integer.toString(at))
        .receiptHandle(handle)
        .visibilityTimeout(Math.toIntExact(delay.toSeconds()))
        .build();
  }
}
