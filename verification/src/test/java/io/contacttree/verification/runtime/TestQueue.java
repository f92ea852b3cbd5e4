package io.contacttree.verification.runtime;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.contacttree.standin.http.Json;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** A queue that nobody but the test reads, and what Lambda makes of its messages. */
final class TestQueue {

  private static final String NAME = "built-artifacts";

  private final SqsClient client;
  private final String url;

  TestQueue(SqsClient client) {
    this.client = client;
    this.url =
        client
            .createQueue(
                queue ->
                    queue
                        .queueName(NAME)
                        .attributes(Map.of(QueueAttributeName.VISIBILITY_TIMEOUT, "900")))
            .queueUrl();
  }

  String url() {
    return url;
  }

  /** Sends a body and returns the message's id. */
  String send(String body) {
    return client.sendMessage(message -> message.queueUrl(url).messageBody(body)).messageId();
  }

  /** Returns whether messages wait or are delayed. */
  boolean holdsMessages() {
    Map<QueueAttributeName, String> counts =
        client
            .getQueueAttributes(
                queue ->
                    queue
                        .queueUrl(url)
                        .attributeNames(
                            QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES,
                            QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_DELAYED))
            .attributes();
    return counts.values().stream().anyMatch(count -> !count.equals("0"));
  }

  /** Takes up to ten messages, waiting a while for the first. */
  List<Message> receive() {
    return client
        .receiveMessage(
            queue ->
                queue
                    .queueUrl(url)
                    .maxNumberOfMessages(10)
                    .waitTimeSeconds(5)
                    .messageSystemAttributeNames(MessageSystemAttributeName.ALL))
        .messages();
  }

  void delete(Message message) {
    client.deleteMessage(done -> done.queueUrl(url).receiptHandle(message.receiptHandle()));
  }

  /** Returns the event that Lambda makes of messages. */
  static String event(List<Message> messages) {
    ObjectNode event = Json.object();
    ArrayNode records = event.putArray("Records");
    for (Message message : messages) {
      ObjectNode record = records.addObject();
      record.put("messageId", message.messageId());
      record.put("receiptHandle", message.receiptHandle());
      record.put("body", message.body());
      ObjectNode attributes = record.putObject("attributes");
      message.attributesAsStrings().forEach(attributes::put);
      record.putObject("messageAttributes");
      record.put("md5OfBody", message.md5OfBody());
      record.put("eventSource", "aws:sqs");
      record.put("eventSourceARN", "arn:aws:sqs:us-east-1:123456789012:" + NAME);
      record.put("awsRegion", "us-east-1");
    }
    return Json.write(event);
  }

  /** Returns the ids of the messages that an answer wants to have again. */
  static List<String> returned(String answer) throws IOException {
    JsonNode failures = Json.read(answer).required("batchItemFailures");
    return failures
        .valueStream()
        .map(failure -> Objects.requireNonNull(failure.required("itemIdentifier").textValue()))
        .toList();
  }
}
