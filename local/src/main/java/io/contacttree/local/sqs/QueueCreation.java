package io.contacttree.local.sqs;

import io.contacttree.local.template.QueueDefinition;
import io.contacttree.local.template.StackTemplate;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** Makes the template's queues, with the timing that was asked for. */
public final class QueueCreation {

  private QueueCreation() {}

  /**
   * Makes all queues.
   *
   * @param template which queues, and which of them takes the dead letters of which
   * @return the URL of each queue by its logical id
   */
  public static Map<String, String> create(
      SqsClient client, StackTemplate template, int windowSeconds, int maximumReceives) {
    Map<String, String> urls = new LinkedHashMap<>();
    String source = template.mapping().queue();
    for (QueueDefinition queue : template.queues().values()) {
      if (!queue.logicalId().equals(source)) {
        urls.put(queue.logicalId(), create(client, queue.name(), attributes(queue)));
      }
    }
    Map<QueueAttributeName, String> attributes = attributes(template.sourceQueue());
    attributes.put(QueueAttributeName.DELAY_SECONDS, Integer.toString(windowSeconds));
    template
        .sourceQueue()
        .deadLetterQueue()
        .map(urls::get)
        .ifPresent(
            url ->
                attributes.put(
                    QueueAttributeName.REDRIVE_POLICY,
                    "{\"deadLetterTargetArn\":\""
                        + arn(client, url)
                        + "\",\"maxReceiveCount\":"
                        + maximumReceives
                        + "}"));
    urls.put(source, create(client, template.sourceQueue().name(), attributes));
    return urls;
  }

  /** Makes a queue that the template does not have, and returns its URL. */
  public static String create(SqsClient client, String name) {
    return create(client, name, Map.of());
  }

  /** Asks for a queue's ARN. */
  public static String arn(SqsClient client, String queueUrl) {
    String arn =
        client
            .getQueueAttributes(
                request -> request.queueUrl(queueUrl).attributeNames(QueueAttributeName.QUEUE_ARN))
            .attributes()
            .get(QueueAttributeName.QUEUE_ARN);
    if (arn == null) {
      throw new IllegalStateException("The queue has no ARN: " + queueUrl);
    }
    return arn;
  }

  private static Map<QueueAttributeName, String> attributes(QueueDefinition queue) {
    Map<QueueAttributeName, String> attributes = new EnumMap<>(QueueAttributeName.class);
    queue
        .attributes()
        .forEach((name, value) -> attributes.put(QueueAttributeName.fromValue(name), value));
    return attributes;
  }

  private static String create(
      SqsClient client, String name, Map<QueueAttributeName, String> attributes) {
    return client.createQueue(request -> request.queueName(name).attributes(attributes)).queueUrl();
  }
}
