package io.contacttree.local.eventbridge;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;

/**
 * Sends events to a queue, and those that cannot be delivered to the rule's dead-letter queue, with
 * the reason as message attributes under EventBridge's names.
 *
 * <p>EventBridge would try for a day; here the SDK's own attempts must do, so that a broken queue
 * shows at once.
 *
 * @param ruleArn the rule's ARN, for the dead letters
 * @param queueUrl the queue; its own delay holds for every message
 * @param queueArn the queue's ARN, for the dead letters
 * @param complaints told when not even that is possible
 */
public record QueueTarget(
    SqsClient client,
    String ruleArn,
    String queueUrl,
    String queueArn,
    String deadLetterUrl,
    Consumer<String> complaints)
    implements Consumer<String> {

  private static final String STRING = "String";

  @Override
  public void accept(String event) {
    try {
      client.sendMessage(request -> request.queueUrl(queueUrl).messageBody(event));
    } catch (SdkException refused) {
      bury(event, refused);
    }
  }

  private void bury(String event, SdkException reason) {
    Map<String, MessageAttributeValue> attributes = new HashMap<>();
    attributes.put("RULE_ARN", text(ruleArn));
    attributes.put("TARGET_ARN", text(queueArn));
    attributes.put("ERROR_CODE", text(reason.getClass().getSimpleName()));
    attributes.put("ERROR_MESSAGE", text(String.valueOf(reason.getMessage())));
    try {
      client.sendMessage(
          request ->
              request.queueUrl(deadLetterUrl).messageBody(event).messageAttributes(attributes));
    } catch (SdkException refusedToo) {
      complaints.accept(
          "An event reached neither the queue nor the rule's dead-letter queue: "
              + refusedToo.getMessage());
    }
  }

  private static MessageAttributeValue text(String value) {
    return MessageAttributeValue.builder().dataType(STRING).stringValue(value).build();
  }
}
