package io.contacttree.local.stack;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.contacttree.aws.pacing.RateShare;
import io.contacttree.standin.http.Json;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
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
 * @param changesQueueUrl where what is told on the change bus goes
 * @param timing how long things take
 * @param workers how many batches are handled at once
 * @param pacing what all workers together ask of each limited operation of Amazon Connect
 * @param log the file to which the functions log; empty where it is the caller's own output
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
    String changesQueueUrl,
    Timing timing,
    int workers,
    Map<String, RateShare> pacing,
    Optional<String> log) {

  /** The account of everything. */
  public static final String ACCOUNT = "123456789012";

  static final String CREDENTIAL = "local";

  /** Copies the map. */
  public Endpoints {
    pacing = Map.copyOf(pacing);
    Objects.requireNonNull(log);
  }

  /** Returns the same endpoints of functions that log to a file. */
  public Endpoints loggingTo(Path file) {
    return new Endpoints(
        api,
        connect,
        events,
        dynamodb,
        sqs,
        region,
        table,
        queueUrl,
        deadLetterQueueUrl,
        ruleDeadLetterQueueUrl,
        changesQueueUrl,
        timing,
        workers,
        pacing,
        Optional.of(file.toAbsolutePath().toString()));
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
    json.put("changes_queue_url", changesQueueUrl);
    log.ifPresent(file -> json.put("log", file));
    json.put("pid", pid);
    json.set("timing", timing.toJson(workers));
    ObjectNode shares = json.putObject("pacing");
    new TreeMap<>(pacing)
        .forEach(
            (operation, share) ->
                shares
                    .putObject(operation)
                    .put("rate", share.rate())
                    .put("capacity", share.capacity()));
    return json;
  }
}
