package io.contacttree.functions.builder;

import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Messages as Lambda hands them over. */
final class SqsMessages {
  static final Instant SENT_AT = Instant.parse("2026-03-02T10:15:32.250Z");

  private SqsMessages() {}

  static SQSEvent batch(SQSMessage... messages) {
    SQSEvent event = new SQSEvent();
    event.setRecords(List.of(messages));
    return event;
  }

  static SQSMessage message(String id, int receiveCount, String body) {
    SQSMessage message = new SQSMessage();
    message.setMessageId(id);
    message.setReceiptHandle("handle of " + id);
    message.setBody(body);
    message.setAttributes(
        new HashMap<>(
            Map.of(
                "ApproximateReceiveCount",
                Integer.toString(receiveCount),
                "SentTimestamp",
                Long.toString(SENT_AT.toEpochMilli()))));
    return message;
  }

  /** The event of a contact's end. */
  static String ended(String contact) {
    return """
        {"source": "aws.connect", "detail-type": "Amazon Connect Contact Event", "time": "2026-03-02T10:15:31Z",
         "detail": {"eventType": "DISCONNECTED", "contactId": "%s",
          "instanceArn": "arn:aws:connect:us-east-1:123456789012:instance/instance-1"}}
        """
        .formatted(contact);
  }
}
