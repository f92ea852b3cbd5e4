package io.contacttree.local.eventsource;

import io.contacttree.domain.claim.Backoff;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.BatchResultErrorEntry;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;

/** The queue as a poller sees it: batches out, answers back. Thread-safe. */
record SourceQueue(SqsClient client, String url, Consumer<String> complaints) {

  // SQS gives and takes at most ten a request.
  private static final int REQUEST_LIMIT = 10;
  private static final int LONG_POLL_SECONDS = 2;
  // Lambda takes 6 MB; the rest is for what stands around the bodies.
  private static final int PAYLOAD_BYTES = 5 * 1024 * 1024;

  /**
   * Waits for messages, then until the batch is full or the window over; empty when none came for a
   * while.
   */
  List<Message> receive(int batchSize, Duration window) {
    List<Message> batch = new ArrayList<>(poll(batchSize, LONG_POLL_SECONDS));
    long closes = System.nanoTime() + window.toNanos();
    while (!batch.isEmpty() && batch.size() < batchSize) {
      long left = closes - System.nanoTime();
      if (left <= 0) {
        break;
      }
      int seconds = (int) Math.min(LONG_POLL_SECONDS, Duration.ofNanos(left).toSeconds() + 1);
      batch.addAll(poll(batchSize - batch.size(), seconds));
    }
    return batch;
  }

  /** Cuts messages, in order, into as few lists as an invocation can carry; a single one fits. */
  static List<List<Message>> inInvocations(List<Message> messages) {
    List<List<Message>> invocations = new ArrayList<>();
    long bytes = 0;
    for (Message message : messages) {
      int size = message.body().getBytes(StandardCharsets.UTF_8).length;
      bytes += size;
      if (invocations.isEmpty() || bytes > PAYLOAD_BYTES) {
        invocations.add(new ArrayList<>());
        bytes = size;
      }
      invocations.getLast().add(message);
    }
    return invocations;
  }

  /** Takes messages out of the queue for good. */
  void delete(List<Message> messages) {
    for (List<Message> some : inRequests(messages)) {
      List<DeleteMessageBatchRequestEntry> entries =
          some.stream()
              .map(
                  message ->
                      DeleteMessageBatchRequestEntry.builder()
                          .id(message.messageId())
                          .receiptHandle(message.receiptHandle())
                          .build())
              .toList();
      List<BatchResultErrorEntry> failed =
          client.deleteMessageBatch(request -> request.queueUrl(url).entries(entries)).failed();
      failed.forEach(
          failure ->
              complaints.accept(
                  "Message " + failure.id() + " was not deleted: " + failure.message()));
    }
  }

  /**
   * Lets messages of a batch that failed as a whole come back.
   *
   * <p>In AWS they wait for the queue's visibility time-out, a quarter of an hour and more; here
   * nobody waits so long for a function that crashes.
   */
  void giveBack(List<Message> messages, Backoff backoff) {
    for (List<Message> some : inRequests(messages)) {
      List<ChangeMessageVisibilityBatchRequestEntry> entries =
          some.stream()
              .map(
                  message ->
                      ChangeMessageVisibilityBatchRequestEntry.builder()
                          .id(message.messageId())
                          .receiptHandle(message.receiptHandle())
                          .visibilityTimeout(seconds(backoff.after(receives(message))))
                          .build())
              .toList();
      client.changeMessageVisibilityBatch(request -> request.queueUrl(url).entries(entries));
    }
  }

  private static int seconds(Duration delay) {
    return Math.toIntExact(delay.toSeconds());
  }

  private static int receives(Message message) {
    String count = message.attributes().get(MessageSystemAttributeName.APPROXIMATE_RECEIVE_COUNT);
    return count == null ? 1 : Integer.parseInt(count);
  }

  private List<Message> poll(int most, int seconds) {
    return client
        .receiveMessage(
            request ->
                request
                    .queueUrl(url)
                    .maxNumberOfMessages(Math.min(most, REQUEST_LIMIT))
                    .waitTimeSeconds(seconds)
                    .messageSystemAttributeNames(MessageSystemAttributeName.ALL)
                    .messageAttributeNames("All"))
        .messages();
  }

  private static List<List<Message>> inRequests(List<Message> messages) {
    List<List<Message>> requests = new ArrayList<>();
    for (int start = 0; start < messages.size(); start += REQUEST_LIMIT) {
      requests.add(messages.subList(start, Math.min(messages.size(), start + REQUEST_LIMIT)));
    }
    return requests;
  }
}
