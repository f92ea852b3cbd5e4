package io.contacttree.aws.queue;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.BatchResultErrorEntry;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchRequest;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchResponse;
import software.amazon.awssdk.services.sqs.model.SendMessageRequest;
import software.amazon.awssdk.services.sqs.model.SendMessageResponse;

/** An SQS client that notes what it is asked, and refuses what a test says. */
final class FakeSqs implements SqsClient {
  final List<SendMessageRequest> sent = new ArrayList<>();
  final List<ChangeMessageVisibilityBatchRequest> hidden = new ArrayList<>();
  private Function<ChangeMessageVisibilityBatchRequestEntry, Boolean> refuses = _ -> false;
  private boolean down;

  void refuse(Function<ChangeMessageVisibilityBatchRequestEntry, Boolean> which) {
    refuses = which;
  }

  void goDown() {
    down = true;
  }

  @Override
  public SendMessageResponse sendMessage(SendMessageRequest request) {
    failIfDown();
    sent.add(request);
    return SendMessageResponse.builder().messageId("sent-" + sent.size()).build();
  }

  @Override
  public ChangeMessageVisibilityBatchResponse changeMessageVisibilityBatch(
      ChangeMessageVisibilityBatchRequest request) {
    failIfDown();
    hidden.add(request);
    return ChangeMessageVisibilityBatchResponse.builder()
        .failed(
            request.entries().stream()
                .filter(refuses::apply)
                .map(entry -> BatchResultErrorEntry.builder().id(entry.id()).build())
                .toList())
        .build();
  }

  @Override
  public String serviceName() {
    return "sqs";
  }

  @Override
  public void close() {}

  private void failIfDown() {
    if (down) {
      throw SdkClientException.create("connection refused");
    }
  }
}
