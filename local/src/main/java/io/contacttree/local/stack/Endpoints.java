package io.contacttree.local.stack;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.contacttree.aws.pacing.RateShare;
import io.contacttree.standin.http.Json;
import java.util.Map;
import java.util.TreeMap;

/**
 * Where everything is, for programs that use the stack.
 *
 * @param api the HTTP API
 * @param connect Amazon Connect, real or not
 * @param events EventBridge
 * @param dynamodb DynamoDB
 * @param sqs SQS
 * @param region the Region
 * @param table the table's name
 * @param queueUrl the queue of the building function
 * @param deadLetterQueueUrl where messages go that were received too often
 * @param ruleDeadLetterQueueUrl where events go that could not be delivered
 * @param timing how long things take
 * @param workers how many batches are handled at once
 * @param pacing for each limited operation of Amazon Connect the share of one worker
 */
public record Endpoints(
    String api,
    String connect,
    String events,
    String dynamodb,
    String sqs,
    String region,
    String table,
    String queueUrl,
    String deadLetterQueueUrl,
    String ruleDeadLetterQueueUrl,
    Timing timing,
    int workers,
    Map<String, RateShare> pacing) {

  /** The account of everything. */
  public static final String ACCOUNT = "123456789012";

  static final String CREDENTIAL = "local";

  /** Copies the map. */
  public Endpoints {
    pacing = Map.copyOf(pacing);
  }

  /** Returns it as the endpoints file holds it. */
  public ObjectNode toJson(long pid) {
    ObjectNode json = Json.object();
    json.put("api", api);
    json.put("connect", connect);
    json.put("events", events);
    json.put("dynamodb", dynamodb);
    json.put("sqs", sqs);
    json.put("region", region);
    json.put("account_id", ACCOUNT);
    json.put("access_key_id", CREDENTIAL);
    json.put("secret_access_key", CREDENTIAL);
    json.put("event_bus", "default");
    json.put("table", table);
    json.put("queue_url", queueUrl);
    json.put("dead_letter_queue_url", deadLetterQueueUrl);
    json.put("rule_dead_letter_queue_url", ruleDeadLetterQueueUrl);
    json.put("pid", pid);
    json.set("timing", timing.toJson(workers));
    ObjectNode allWorkers = json.putObject("pacing");
    new TreeMap<>(pacing)
        .forEach(
            (operation, share) ->
                allWorkers
                    .putObject(operation)
                    .put("rate", inMillionths(share.rate() * workers))
                    .put("capacity", share.capacity() * workers));
    return json;
  }

  /** A share times the workers is what it was before, but for the last digits of a division. */
  private static double inMillionths(double rate) {
    return Math.round(rate * 1_000_000) / 1_000_000.0;
  }
}
