package io.contacttree.local.eventsource;

import java.util.Map;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.sqs.model.QueueDoesNotExistException;

/**
 * How many messages a queue holds.
 *
 * @param visible messages that can be received now
 * @param inFlight messages that were received and neither deleted nor given back
 * @param delayed messages whose delay is not over
 */
public record QueueCounts(int visible, int inFlight, int delayed) {

  /**
   * Asks a queue; the three numbers are of one moment.
   *
   * @return its counts; all zero when somebody deleted it
   */
  public static QueueCounts of(SqsClient client, String queueUrl) {
    try {
      Map<QueueAttributeName, String> attributes =
          client
              .getQueueAttributes(
                  request ->
                      request
                          .queueUrl(queueUrl)
                          .attributeNames(
                              QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES,
                              QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE,
                              QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_DELAYED))
              .attributes();
      return new QueueCounts(
          number(attributes, QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES),
          number(attributes, QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE),
          number(attributes, QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_DELAYED));
    } catch (QueueDoesNotExistException deleted) {
      return new QueueCounts(0, 0, 0);
    }
  }

  /** Returns all messages, whatever their state. */
  public int total() {
    return visible + inFlight + delayed;
  }

  private static int number(Map<QueueAttributeName, String> attributes, QueueAttributeName name) {
    return Integer.parseInt(attributes.getOrDefault(name, "0"));
  }
}
